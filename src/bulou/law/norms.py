"""What a norm is, and the instruments that hold them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from bulou.law.conducts import Conduct
from bulou.law.sentence import Sentence
from bulou.law.terms import Terms
from bulou.law.text import Citation, Text

Function: TypeAlias = Callable[..., Any]


class NormKind(StrEnum):
    """What a norm does."""

    PROVISION = "provision"  # returns an Effect that stops the conduct, or None
    EXCEPTION = "exception"  # returns whether it lifts the norms it points to
    GRANT = "grant"  # returns whether it permits the conduct
    DEFINITION = "definition"  # returns the value of the fact it defines, for its conducts
    DUTY = "duty"  # returns whether the duty arises once its event has happened


@dataclass(frozen=True, slots=True, eq=False)
class Norm:
    """One norm in one released version. `reads` are facts, `readings` named readings, in the order of the parameters.

    `lifts` (exceptions) are the ids it points to, `defines` (definitions) the fact. `until` is the first day on which it is
    no longer in force. `signed_by` names the lawyer who signed it; none has.
    """

    id: str
    kind: NormKind
    function: Function
    reads: tuple[str, ...]
    readings: tuple[str, ...]
    conducts: frozenset[Conduct]
    citation: Citation
    text: Text
    in_force: date
    until: date | None
    released: date
    lifts: tuple[str, ...] = ()
    defines: str = ""
    terms: Terms | None = None
    signed_by: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.in_force <= day and (self.until is None or day < self.until)


@dataclass(slots=True)
class Instrument:
    """One edition of one instrument. Its articles register their norms by way of a `Release`."""

    regime: str
    name: Text
    in_force: date
    until: date | None = None
    sentences: tuple[Sentence, ...] = ()
    norms: list[Norm] = field(default_factory=list)


def check(instruments: Sequence[Instrument]) -> None:
    """Raise ValueError when an exception in one of the instruments points nowhere or in a circle; called once all articles
    are imported.
    """
    norms = [norm for instrument in instruments for norm in instrument.norms]
    lifts = {norm.id: norm.lifts for norm in norms if norm.kind is NormKind.EXCEPTION}
    known = {norm.id for norm in norms}
    known |= {sentence.id for instrument in instruments for sentence in instrument.sentences}
    for id, targets in lifts.items():
        if missing := set(targets) - known:
            raise ValueError(f"{id} lifts what does not exist: {sorted(missing)}")
        reached = list(targets)
        for target in reached:
            if target == id:
                raise ValueError(f"{id} lifts itself by way of others")
            reached += [each for each in lifts.get(target, ()) if each not in reached]
