"""How a provision is written down: a plain function whose parameters are the facts it reads.

Positional parameters are names of facts, keyword-only parameters names of readings. A released norm is never edited: a
mistake is mended by a second function with the same id and a later release (`lock.json` keeps watch).
"""

import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from bulou.law.conducts import Conduct
from bulou.law.norms import Function, Instrument, Norm, NormKind
from bulou.law.open_points import READINGS
from bulou.law.terms import Terms
from bulou.law.text import Citation, Text
from bulou.law.vocabulary import VOCABULARY

Decorator: TypeAlias = Callable[[Function], Function]
Conducts: TypeAlias = Collection[Conduct]

ALL_CONDUCTS: Final = frozenset(Conduct)


@dataclass(frozen=True, slots=True)
class Release:
    """What was encoded of an instrument on one day: decorators that put functions into force.

    Every norm gives its `id`, its `article` (see `place`), and its message `zh`, `en` to whoever it concerns.
    """

    instrument: Instrument
    released: date

    def provision(self, id: str, article: Text, conducts: Conducts, zh: str, en: str) -> Decorator:
        """What may stop the conducts."""
        return self._keep(id, NormKind.PROVISION, article, Text(zh, en), conducts)

    def exception(
        self,
        id: str,
        article: Text,
        lifts: Collection[str],
        zh: str,
        en: str,
        conducts: Conducts = ALL_CONDUCTS,
        until: date | None = None,
    ) -> Decorator:
        """What lifts other norms, or sentences not yet encoded, named by id; for some conducts only where given.

        A transitional one ends before its instrument does, on the day `until`.
        """
        return self._keep(id, NormKind.EXCEPTION, article, Text(zh, en), conducts, until, lifts=tuple(lifts))

    def grant(self, id: str, article: Text, conducts: Conducts, zh: str, en: str) -> Decorator:
        """What permits or encourages the conducts."""
        return self._keep(id, NormKind.GRANT, article, Text(zh, en), conducts)

    def definition(
        self, id: str, article: Text, defines: str, conducts: Conducts, zh: str, en: str
    ) -> Decorator:
        """What settles a fact by the very nature of the conducts."""
        return self._keep(id, NormKind.DEFINITION, article, Text(zh, en), conducts, defines=defines)

    def duty(self, id: str, article: Text, zh: str, en: str, terms: Terms) -> Decorator:
        """What must be done once an event has happened, on the terms given."""
        return self._keep(id, NormKind.DUTY, article, Text(zh, en), terms.conducts, terms=terms)

    def renumber(self, norm: Norm, id: str, article: Text) -> None:
        """Put a norm of an earlier edition into force unchanged under another number; a duty goes on as it stood."""
        instrument = self.instrument
        terms = norm.terms and replace(norm.terms, since=norm.terms.since or norm.in_force)
        citation = Citation(instrument.name.en, instrument.name.zh, article)
        goes_on = replace(norm, id=id, citation=citation, terms=terms, released=self.released)
        instrument.norms.append(replace(goes_on, in_force=instrument.in_force, until=instrument.until))

    def _keep(
        self,
        id: str,
        kind: NormKind,
        article: Text,
        text: Text,
        conducts: Conducts,
        until: date | None = None,
        **more: Any,
    ) -> Decorator:
        instrument = self.instrument
        citation = Citation(instrument.name.en, instrument.name.zh, article)
        period = instrument.in_force, until or instrument.until, self.released

        def keep(function: Function) -> Function:
            reads, readings = _parameters(id, function)
            norm = Norm(
                id, kind, function, reads, readings, frozenset(conducts), citation, text, *period, **more
            )
            instrument.norms.append(norm)
            return function

        return keep


def _parameters(id: str, function: Function) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parameters = inspect.signature(function).parameters.values()
    reads = tuple(each.name for each in parameters if each.kind is not each.KEYWORD_ONLY)
    readings = tuple(each.name for each in parameters if each.kind is each.KEYWORD_ONLY)
    for names, known, what in ((reads, VOCABULARY, "facts"), (readings, READINGS, "readings")):
        if missing := [name for name in names if name not in known]:
            raise ValueError(f"{id} reads undeclared {what}: {missing}")
    return reads, readings
