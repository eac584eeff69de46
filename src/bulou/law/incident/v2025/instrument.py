"""《国家网络安全事件报告管理办法》, in force since 2025-11-01; known from an extract, without the numbers of its articles."""

from datetime import date
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.sentence import Modality, Sentence, Status
from bulou.law.text import Text

LIMITS: Final = Text("报告时限", "time limits")
_OPERATOR, _READ = ("operator",), Status.EXCERPT

SENTENCES: Final = (
    Sentence("INC1", LIMITS.zh, LIMITS.en, Modality.DUTY, _OPERATOR, ("INC-cii",), status=_READ),
    Sentence("INC2", LIMITS.zh, LIMITS.en, Modality.DUTY, _OPERATOR, ("INC-central",), status=_READ),
    Sentence("INC3", LIMITS.zh, LIMITS.en, Modality.DUTY, _OPERATOR, ("INC-other",), status=_READ),
)

MEASURES: Final = Instrument(
    "incident", Text("事件报告办法", "Incident Measures"), in_force=date(2025, 11, 1), sentences=SENTENCES
)

first: Final = Release(MEASURES, date(2026, 11, 22))
