"""How far known facts narrow a sanction, and whether a later text is the lighter."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from bulou.law.concordance import NEW, OLD, renumbered
from bulou.law.csl.penalties import SCALES, Level, Liable, Scale
from bulou.law.facts import UNKNOWN, Fact
from bulou.law.tables import check_row
from bulou.law.text import Text
from bulou.law.vocabulary import Known

Wanted: TypeAlias = tuple[tuple[str, frozenset[Known]], ...]  # any of these facts with any of these values

_REFUSED: Final = ("correction_refused", frozenset({True}))
_GRAVE: Final = ("circumstances_serious", frozenset({True}))
_LEVELS: Final[Mapping[Level, Wanted]] = {
    Level.BASE: (),
    Level.REFUSED_OR_HARM: (_REFUSED, ("harm_degree", frozenset({"harm", "serious", "especially_serious"}))),
    Level.REFUSED_OR_SERIOUS: (_REFUSED, _GRAVE),
    Level.SERIOUS_CIRCUMSTANCES: (_GRAVE,),
    Level.SERIOUS: (("harm_degree", frozenset({"serious"})),),
    Level.ESPECIALLY_SERIOUS: (("harm_degree", frozenset({"especially_serious"})),),
}
_LIABLE: Final[Mapping[Liable, Wanted]] = {
    Liable.WHOEVER: (),
    Liable.UNIT: (("actor_is_organisation", frozenset({True})),),
    Liable.INDIVIDUAL: (("actor_is_organisation", frozenset({False})),),
    Liable.PERSONS: (("actor_is_organisation", frozenset({True})),),
}


class Weight(StrEnum):
    """The later text beside the earlier, by its amounts alone."""

    LIGHTER = "lighter"
    SAME = "same"
    HEAVIER = "heavier"

    @property
    def label(self) -> Text:
        """In words."""
        return _WEIGHTS[self]


_WEIGHTS: Final = {
    Weight.LIGHTER: Text("2026年文本在这一档较轻", "the text of 2026 is lighter at this level"),
    Weight.SAME: Text("2026年文本在这一档相同", "the text of 2026 is the same at this level"),
    Weight.HEAVIER: Text("2026年文本在这一档较重", "the text of 2026 is heavier at this level"),
}


def hinging(scale: Scale, facts: Mapping[str, Fact]) -> tuple[str, ...] | None:
    """The unknown facts on which it hangs whether the scale is reached; none if it is, None if known facts rule it out.

    Raises BadFact.
    """
    unknown: list[str] = []
    for wanted in _conditions(scale):
        values = {name: facts.get(name, UNKNOWN).value for name, _ in wanted}
        check_row(tuple(values), tuple(values.values()))
        if any(values[name] in allowed for name, allowed in wanted):
            continue
        open_ones = [name for name, value in values.items() if value is None]
        if not open_ones:
            return None
        unknown += open_ones
    return tuple(dict.fromkeys(unknown))


def _conditions(scale: Scale) -> Iterator[Wanted]:
    if scale.cii is not None:
        yield (("target_is_cii", frozenset({scale.cii})),)
    yield from (wanted for wanted in (_LEVELS[scale.level], _LIABLE[scale.liable]) if wanted)


def weigh(scale: Scale) -> Weight | None:
    """How the text of 2026 stands to this scale of 2017; None for one of 2026, and where no single one answers to it."""
    if scale.edition != OLD:
        return None
    article = renumbered(scale.article, source=OLD, target=NEW)
    later = [
        each for each in SCALES if (each.edition, each.article) == (NEW, article) and _answers(scale, each)
    ]
    weights = {_compared(_heft(scale), _heft(each)) for each in later}
    return weights.pop() if len(weights) == 1 else None


def _answers(scale: Scale, later: Scale) -> bool:
    return (scale.level, scale.liable) == (later.level, later.liable) and scale.cii in (None, later.cii)


def _heft(scale: Scale) -> tuple[int, int, bool]:
    least, most = scale.fine or (0, 0)
    return most, least, not scale.may and bool(scale.fine)


def _compared(old: tuple[int, int, bool], new: tuple[int, int, bool]) -> Weight:
    if new == old:
        return Weight.SAME
    return Weight.LIGHTER if new < old else Weight.HEAVIER
