"""《关键信息基础设施安全保护条例》 of 2021, in force since 2021-09-01."""

from datetime import date
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.sentence import Modality, Sentence
from bulou.law.text import Text, place

_EIGHTEEN, _THIRTY_ONE = place(18), place(31)

SENTENCES: Final = (
    Sentence("CII18", _EIGHTEEN.zh, _EIGHTEEN.en, Modality.DUTY, ("operator",)),
    Sentence("CII31a", _THIRTY_ONE.zh, _THIRTY_ONE.en, Modality.PROHIBITION, ("anyone",), ("CII-31-approval",)),
    Sentence("CII31b", _THIRTY_ONE.zh, _THIRTY_ONE.en, Modality.DUTY, ("anyone",), ("CII-31-telecom",)),
)  # fmt: skip

REGULATION: Final = Instrument(
    "cii", Text("关基条例", "CII Regulation"), in_force=date(2021, 9, 1), sentences=SENTENCES
)

first: Final = Release(REGULATION, date(2026, 11, 22))
