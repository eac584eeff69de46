"""What the law answered, and everything it can say for itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bulou.law.conducts import Conduct
from bulou.law.facts import Fact
from bulou.law.finding import Finding, Step
from bulou.law.outcomes import Effect, Outcome
from bulou.law.ruling import Ruling
from bulou.law.stamp import Stamp, stamped


class Verdict:
    """The answer to one question; true when the conduct may go on (owed, permitted, not prohibited). It never changes.

    `facts`, `readings`, `at` and `as_of` are what was given; `ruling` what the law makes of the facts' values.
    """

    ruling: Ruling
    at: datetime
    facts: Mapping[str, Fact]
    readings: Mapping[str, str]
    as_of: date | None
    traced: bool

    def __init__(
        self,
        ruling: Ruling,
        at: datetime,
        facts: Mapping[str, Fact],
        readings: Mapping[str, str],
        as_of: date | None,
        traced: bool,
    ) -> None:
        kept = self.__dict__  # one of the busiest lines of the layer: half the cost of a frozen dataclass
        kept["ruling"], kept["at"], kept["facts"] = ruling, at, facts
        kept["readings"], kept["as_of"], kept["traced"] = readings, as_of, traced

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a verdict never changes")

    def __repr__(self) -> str:
        return f"<Verdict {self.conduct}: {self.outcome}>"

    def __bool__(self) -> bool:
        return self.ruling.outcome.passes

    @property
    def outcome(self) -> Outcome:
        """The answer."""
        return self.ruling.outcome

    @property
    def at_best(self) -> Outcome:
        """The mildest answer that unknown facts still allow; the answer itself unless facts are needed."""
        return self.ruling.at_best

    @property
    def at_worst(self) -> Outcome:
        """The strictest answer that unknown facts still allow; the answer itself unless facts are needed."""
        return self.ruling.at_worst

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of the facts that can still change the answer, and no others."""
        return self.ruling.asks

    @property
    def conduct(self) -> Conduct:
        """What was asked about."""
        return self.ruling.book.conduct

    @property
    def regime(self) -> str:
        """The body of law that answered."""
        return self.ruling.book.regime

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What stops the conduct or still may, strictest first; then what demands it and what permits it."""
        return self.ruling.findings

    @property
    def needs(self) -> tuple[Effect, ...]:
        """What is certainly needed first: (outcome, need), where need names the authority, the fact or the judgements."""
        return self.ruling.needs

    @property
    def unmodelled(self) -> tuple[str, ...]:
        """Ids of the sentences whose missing encoding leaves the answer open, or may."""
        return self.ruling.unmodelled

    @property
    def granted_by(self) -> tuple[str, ...]:
        """Ids of the norms that permit the conduct."""
        return self.ruling.granted_by

    @property
    def owed_by(self) -> tuple[str, ...]:
        """Ids of the live duties that demand the conduct."""
        return self.ruling.book.owed

    @property
    def trace(self) -> tuple[Step, ...]:
        """Every norm considered, with the values it used; where they come from stands in `facts`. Empty if not asked for."""
        return self.ruling.trace if self.traced else ()

    @property
    def stamp(self) -> Stamp:
        """Everything needed to come to the same answer again."""
        return stamped(self.regime, self.ruling.book.as_of, self.at, self.facts, self.readings)

    def to_json(self) -> dict[str, Any]:
        """Everything above as plain values, whose canonical JSON is the same, byte for byte, for the same stamp."""
        return {
            "regime": self.regime,
            "conduct": str(self.conduct),
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "owed": list(self.owed_by),
            "readings": dict(self.readings),
            "facts": {name: fact.to_json() for name, fact in self.facts.items() if fact.value is not None},
            "outcome": str(self.outcome),
            "at_best": str(self.at_best),
            "at_worst": str(self.at_worst),
            "asks": list(self.asks),
            "needs": [effect.to_json() for effect in self.needs],
            "unmodelled": list(self.unmodelled),
            "granted_by": list(self.granted_by),
            "findings": [finding.to_json() for finding in self.findings],
            "trace": [step.to_json() for step in self.trace],
            "stamp": self.stamp.to_json(),
        }
