"""The Directions of 2022-04-28; from when they are in force is unverified, so the date of issue is taken."""

from datetime import date
from typing import Final

from bulou.law.certin import vocabulary
from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.sentence import Modality, Sentence, Status
from bulou.law.text import Text

__all__ = ["DIRECTIONS", "first", "vocabulary"]

_BOUND: Final = ("vendor", "operator", "platform")

# anchor; place zh, en; modality; whom it binds; ids of the norms; how far its words are known
SENTENCES: Final = (
    Sentence("IN1", "事件报告", "Reports of incidents", Modality.DUTY, _BOUND, ("CERTIN-report",), status=Status.EXCERPT),
    Sentence("IN2", "日志", "Logs", Modality.DUTY, _BOUND, ("CERTIN-logs", "CERTIN-logs-purge"), status=Status.EXCERPT),
    Sentence("IN3", "时钟同步", "Clocks", Modality.DUTY, _BOUND, status=Status.EXCERPT),
)  # fmt: skip

DIRECTIONS: Final = Instrument(
    "certin", Text("CERT-In指令", "CERT-In Directions"), in_force=date(2022, 4, 28), sentences=SENTENCES
)

# The first encoding. A mistake in it is mended by a later release, beside it.
first: Final = Release(DIRECTIONS, date(2026, 11, 22))
