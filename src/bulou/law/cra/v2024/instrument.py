"""Regulation (EU) 2024/2847: the reporting duties apply since 2026-09-11, the rest from 2027-12-11."""

from datetime import date
from typing import Final

from bulou.law.cra import vocabulary
from bulou.law.cra.v2024.sentences import FROM_2027_SENTENCES, REPORTING_SENTENCES
from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.text import Text

__all__ = ["FROM_2027", "REPORTING", "first", "full", "vocabulary"]

NAME: Final = Text("网络弹性法", "CRA")

REPORTING: Final = Instrument("cra", NAME, in_force=date(2026, 9, 11), sentences=REPORTING_SENTENCES)
FROM_2027: Final = Instrument("cra", NAME, in_force=date(2027, 12, 11), sentences=FROM_2027_SENTENCES)

# The first encoding. A mistake in it is mended by a later release, beside it.
first: Final = Release(REPORTING, date(2026, 11, 22))
full: Final = Release(FROM_2027, date(2026, 11, 22))
