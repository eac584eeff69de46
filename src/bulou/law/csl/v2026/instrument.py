"""《网络安全法》 as amended on 2025-10-28, in force since 2026-01-01."""

from datetime import date
from typing import Final

from bulou.law.csl.v2026.sentences import SENTENCES
from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.text import Text

LAW_2026: Final = Instrument(
    "csl", Text("网络安全法（2026）", "CSL (2026)"), in_force=date(2026, 1, 1), sentences=SENTENCES
)

first: Final = Release(LAW_2026, date(2026, 11, 22))
