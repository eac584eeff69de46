"""What the law answered, and everything it can say for itself."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from bulou.law import explain
from bulou.law.completion import Answer, Unit
from bulou.law.conducts import Conduct
from bulou.law.docket import Docket
from bulou.law.facts import Fact
from bulou.law.finding import Finding, Step
from bulou.law.outcomes import Effect, Outcome
from bulou.law.stamp import Stamp, stamped


class Verdict:
    """The answer to one question. Never changes; true when the conduct may go on (owed, permitted, not prohibited).

    `at_best` and `at_worst` tell how the unknown may turn out; they equal `outcome` unless facts are needed. `asks` names the facts
    that can still change the answer and no others. `owed_by` are the live duties that demand the conduct. `facts` and
    `readings` are what was given, `at` the instant asked about.
    """

    outcome: Outcome
    at_best: Outcome
    at_worst: Outcome
    asks: tuple[str, ...]
    owed_by: tuple[str, ...]
    at: datetime
    as_of: date | None
    facts: Mapping[str, Fact]
    readings: Mapping[str, str]
    _book: Docket
    _answers: Sequence[Answer]
    _traced: bool

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a verdict never changes")

    def __bool__(self) -> bool:
        return self.outcome.passes

    def __repr__(self) -> str:
        return f"<Verdict {self.conduct}: {self.outcome}>"

    @property
    def conduct(self) -> Conduct:
        """What was asked about."""
        return self._book.conduct

    @property
    def regime(self) -> str:
        """The body of law that answered."""
        return self._book.regime

    @property
    def considered(self) -> tuple[tuple[Unit, Answer], ...]:
        """Every norm that bears on the conduct with what it answered."""
        return tuple(zip(self._book.units, self._answers, strict=True))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What stops the conduct or may stop it, strictest first; then what demands or permits it."""
        return explain.findings(self._book, self.facts, self._answers, self.at_best, self.owed_by)

    @cached_property
    def needs(self) -> tuple[Effect, ...]:
        """What is certainly needed first: (outcome, need), where need names the authority, the fact or the judgements."""
        return explain.needs(self._answers)

    @cached_property
    def unmodelled(self) -> tuple[str, ...]:
        """Ids of the sentences whose missing encoding leaves the answer open."""
        return explain.unmodelled(self._book, self._answers)

    @cached_property
    def granted_by(self) -> tuple[str, ...]:
        """Ids of the norms that permit the conduct."""
        return tuple(norm.id for norm in explain.granted(self._book, self.facts))

    @cached_property
    def trace(self) -> tuple[Step, ...]:
        """Every norm considered; empty if no trace was asked for."""
        return explain.steps(self._book, self.facts, self._answers) if self._traced else ()

    @cached_property
    def stamp(self) -> Stamp:
        """Everything needed to come to the same answer again."""
        return stamped(self._book, self.at, self.facts, self.readings)

    def to_json(self) -> dict[str, Any]:
        """Everything above as plain values; its canonical JSON is the same, byte for byte, for the same stamp."""
        return {
            "regime": self.regime,
            "conduct": str(self.conduct),
            "at": instant(self.at),
            "as_of": self.as_of and self.as_of.isoformat(),
            "owed": list(self.owed_by),
            "readings": dict(self.readings),
            "facts": {name: _fact(fact) for name, fact in self.facts.items() if fact.value is not None},
            "outcome": str(self.outcome),
            "at_best": str(self.at_best),
            "at_worst": str(self.at_worst),
            "asks": list(self.asks),
            "needs": [{"outcome": str(effect.outcome), "of": effect.need} for effect in self.needs],
            "unmodelled": list(self.unmodelled),
            "granted_by": list(self.granted_by),
            "findings": [_finding(finding) for finding in self.findings],
            "trace": [_step(step) for step in self.trace],
            "stamp": self.stamp.to_json(),
        }


def instant(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _fact(fact: Fact) -> dict[str, Any]:
    return {"value": fact.value, "kind": str(fact.kind), "source": fact.source}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "norm": finding.norm_id,
        "citation": {"zh": finding.citation.zh, "en": finding.citation.en},
        "outcome": str(finding.outcome),
        "zh": finding.zh,
        "en": finding.en,
        "facts": list(finding.facts),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "norm": step.norm_id,
        "released": step.released and step.released.isoformat(),
        "citation": {"zh": step.citation.zh, "en": step.citation.en},
        "effects": [None if effect is None else {"outcome": str(effect.outcome), "of": effect.need} for effect in step.effects],
        "used": [list(each) for each in step.used],
        "exceptions": dict(step.exceptions),
    }
