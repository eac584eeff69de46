"""《网络数据安全管理条例》, in force since 2025-01-01."""

from datetime import date
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.sentence import Modality, Sentence
from bulou.law.text import Text, place

_TEN, _HANDLER = place(10), ("vendor",)

SENTENCES: Final = (
    Sentence("NDR10a", _TEN.zh, _TEN.en, Modality.DUTY, _HANDLER, ("NDR-10-remedy", "NDR-10-users", "NDR-10-report")),
    Sentence("NDR10b", _TEN.zh, _TEN.en, Modality.DUTY, _HANDLER, ("NDR-10-24h",)),
)  # fmt: skip

REGULATION: Final = Instrument(
    "ndr", Text("网络数据条例", "NDR"), in_force=date(2025, 1, 1), sentences=SENTENCES
)

first: Final = Release(REGULATION, date(2026, 11, 22))
