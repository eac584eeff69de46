"""How a provision is written down: a plain function whose parameters are the facts it reads.

Positional parameters are names of facts, keyword-only parameters names of readings. A released norm is never edited: a
mistake is mended by a second function with the same id and a later `released` (`lock.json` keeps watch).
"""

import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from bulou.law.conducts import Conduct
from bulou.law.open_points import READINGS
from bulou.law.sentence import Sentence
from bulou.law.text import Citation, Text
from bulou.law.vocabulary import VOCABULARY

Function = TypeVar("Function", bound=Callable[..., Any])
ALL_CONDUCTS = frozenset(Conduct)


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
    function: Callable[..., Any]
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
    terms: Any = None
    signed_by: str | None = None


@dataclass(slots=True)
class Instrument:
    """One edition of one instrument, on which its articles register their norms."""

    regime: str
    name: Text
    in_force: date
    until: date | None = None
    sentences: tuple[Sentence, ...] = ()
    norms: list[Norm] = field(default_factory=list)

    def provision(self, id: str, *, article: Text, conducts: Collection[Conduct], text: Text, released: date) -> Callable[[Function], Function]:
        """What may stop a conduct: `text` says so to whoever it stops."""
        return self._register(id, NormKind.PROVISION, article, conducts, text, released)

    def exception(self, id: str, *, article: Text, lifts: tuple[str, ...], text: Text, released: date, conducts: Collection[Conduct] = ALL_CONDUCTS) -> Callable[[Function], Function]:
        """What lifts other norms or not yet encoded sentences, named by id."""
        return self._register(id, NormKind.EXCEPTION, article, conducts, text, released, lifts=lifts)

    def grant(self, id: str, *, article: Text, conducts: Collection[Conduct], text: Text, released: date) -> Callable[[Function], Function]:
        """What permits or encourages a conduct."""
        return self._register(id, NormKind.GRANT, article, conducts, text, released)

    def definition(self, id: str, *, article: Text, defines: str, conducts: Collection[Conduct], text: Text, released: date) -> Callable[[Function], Function]:
        """What settles a fact by the nature of the conduct."""
        return self._register(id, NormKind.DEFINITION, article, conducts, text, released, defines=defines)

    def duty(self, id: str, *, article: Text, text: Text, terms: Any, released: date) -> Callable[[Function], Function]:
        """What must be done once an event has happened; see `bulou.law.duties.Terms`."""
        return self._register(id, NormKind.DUTY, article, terms.conducts, text, released, terms=terms)

    def _register(self, id: str, kind: NormKind, article: Text, conducts: Collection[Conduct], text: Text, released: date, **more: Any) -> Callable[[Function], Function]:
        def keep(function: Function) -> Function:
            reads, readings = _parameters(id, function)
            citation = Citation(self.name.en, self.name.zh, article)
            self.norms.append(
                Norm(id, kind, function, reads, readings, frozenset(conducts), citation, text, self.in_force, self.until, released, **more)
            )
            return function

        return keep

    def check(self) -> None:
        """Raise ValueError when an exception points nowhere or in a circle; called once all articles are imported."""
        lifts = {norm.id: norm.lifts for norm in self.norms if norm.kind is NormKind.EXCEPTION}
        known = {norm.id for norm in self.norms} | {sentence.id for sentence in self.sentences}
        for id, targets in lifts.items():
            if missing := set(targets) - known:
                raise ValueError(f"{id} lifts what does not exist: {sorted(missing)}")
            reached = list(targets)
            for target in reached:
                if target == id:
                    raise ValueError(f"{id} lifts itself by way of others")
                reached += [each for each in lifts.get(target, ()) if each not in reached]


def _parameters(id: str, function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parameters = inspect.signature(function).parameters.values()
    reads = tuple(each.name for each in parameters if each.kind is not each.KEYWORD_ONLY)
    readings = tuple(each.name for each in parameters if each.kind is each.KEYWORD_ONLY)
    for names, known, what in ((reads, VOCABULARY, "facts"), (readings, READINGS, "readings")):
        if missing := [name for name in names if name not in known]:
            raise ValueError(f"{id} reads undeclared {what}: {missing}")
    return reads, readings
