"""《网络安全法》 of 2016-11-07, in force from 2017-06-01 to 2025-12-31."""

from datetime import date
from typing import Final

from bulou.law.csl.v2017.sentences import SENTENCES
from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.text import Text

LAW_2017: Final = Instrument(
    "csl",
    Text("网络安全法（2017）", "CSL (2017)"),
    in_force=date(2017, 6, 1),
    until=date(2026, 1, 1),
    sentences=SENTENCES,
)

first: Final = Release(LAW_2017, date(2026, 11, 22))
