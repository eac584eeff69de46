"""Deciding again what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bulou.law.decide import decide
from bulou.law.facts import parse_facts
from bulou.law.stamp import canonical
from bulou.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision made again. `differs` names the fields that came out otherwise than stored; none, if `faithful`."""

    verdict: Verdict
    differs: tuple[str, ...]

    @property
    def faithful(self) -> bool:
        """Whether it came out byte for byte as stored."""
        return not self.differs


def replay(stored: Mapping[str, Any]) -> Replayed:
    """Decide again what `Verdict.to_json()` stored, under the law as it was encoded then, and compare.

    Raises UnknownFact, BadFact or BadReading where the vocabulary no longer holds what was stored.
    """
    verdict = decide(
        stored["conduct"],
        parse_facts(stored["facts"]),
        at=datetime.fromisoformat(stored["at"]),
        readings=stored["readings"],
        owed=tuple(stored["owed"]),
        regime=stored["regime"],
        as_of=date.fromisoformat(stored["stamp"]["encoded_as_of"]),
        trace=bool(stored["trace"]),
    )
    again = verdict.to_json()
    # Whether a conduct is lawful hangs on no calendar (limits are reckoned apart): that of another year changes nothing.
    again["stamp"]["calendar"] = stored["stamp"].get("calendar")
    names = sorted(stored.keys() | again.keys())
    return Replayed(
        verdict, tuple(name for name in names if canonical(stored.get(name)) != canonical(again.get(name)))
    )
