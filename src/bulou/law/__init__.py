"""What the rules say: facts in, a verdict with its articles out; standard library only.

No clock is read and nothing is stored: the instant asked about is an argument, and the same question always gets the same
answer. This is no legal advice; nothing here is signed by a lawyer yet.
"""

from bulou.law.clash import Clash, UnknownRegime, clashes
from bulou.law.clocks import ClockReading, six_months, two_days
from bulou.law.conducts import Conduct
from bulou.law.cures import Cure, cures
from bulou.law.decide import decide
from bulou.law.duties import duties
from bulou.law.duty import DutyStanding, DutyState
from bulou.law.exposed import Exposure
from bulou.law.exposure import exposure
from bulou.law.facts import BadFact, BadMoment, Fact, FactKind, UnknownFact, parse_facts
from bulou.law.finding import Finding, Step
from bulou.law.open_points import READINGS, Reading
from bulou.law.outcomes import Effect, Outcome
from bulou.law.pointed import pointed
from bulou.law.readings import STRICT, BadReading, check_reading
from bulou.law.regimes import discover as _discover
from bulou.law.replay import Replayed, replay
from bulou.law.sanctions import UnknownBreach
from bulou.law.stamp import Stamp
from bulou.law.text import Citation, Text
from bulou.law.verdict import Verdict
from bulou.law.vocabulary import VOCABULARY, FactSpec

_discover(__path__)

__all__ = [
    "READINGS",
    "STRICT",
    "VOCABULARY",
    "BadFact",
    "BadMoment",
    "BadReading",
    "Citation",
    "Clash",
    "ClockReading",
    "Conduct",
    "Cure",
    "DutyStanding",
    "DutyState",
    "Effect",
    "Exposure",
    "Fact",
    "FactKind",
    "FactSpec",
    "Finding",
    "Outcome",
    "Reading",
    "Replayed",
    "Stamp",
    "Step",
    "Text",
    "UnknownBreach",
    "UnknownFact",
    "UnknownRegime",
    "Verdict",
    "check_reading",
    "clashes",
    "cures",
    "decide",
    "duties",
    "exposure",
    "parse_facts",
    "pointed",
    "replay",
    "six_months",
    "two_days",
]
