"""Norms that answer together: a few small tables are quicker to ask than many tiny ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import prod
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from bulou.law.completion import Answer, Unit
from bulou.law.finding import Step
from bulou.law.tables import Row
from bulou.law.vocabulary import VOCABULARY

Pick: TypeAlias = Callable[[Row], Row]

MOST_TOGETHER: Final = 1000  # rows, unknown counting as one more value of each fact


class Joint(NamedTuple):
    """The answers of a panel's units, with the greatest of their mildest and of their strictest ranks."""

    low: int
    high: int
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]


@dataclass(slots=True, eq=False)
class Panel:
    """Units whose facts, `names`, are few enough together that every row of them can be remembered."""

    names: tuple[str, ...]
    units: tuple[tuple[Pick, Unit], ...]
    known: dict[Row, Joint] = field(default_factory=dict)

    def learn(self, row: Row) -> Joint:
        """The answers where `row` gives the values of `names`, None for unknown; remembered. Raises BadFact."""
        answers = tuple(unit.answer(pick(row)) for pick, unit in self.units)
        low, high = max(answer.low for answer in answers), max(answer.high for answer in answers)
        self.known[row] = joint = Joint(low, high, answers, tuple(answer.step for answer in answers))
        return joint


def panels(units: Sequence[Unit]) -> Iterator[Panel]:
    """The units in their order, as many in each panel as may sit together."""
    sitting: list[Unit] = []
    for unit in units:
        if sitting and _rows([*sitting, unit]) > MOST_TOGETHER:
            yield _panel(sitting)
            sitting = []
        sitting.append(unit)
    if sitting:
        yield _panel(sitting)


def pick(names: Sequence[str], wanted: Sequence[str]) -> Pick:
    """Takes the values of `wanted` out of a row of values of `names`, always as a tuple."""
    places = [names.index(name) for name in wanted]
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))


def names_of(units: Sequence[Unit]) -> tuple[str, ...]:
    """The facts on which the units hang, each once."""
    return tuple(dict.fromkeys(name for unit in units for name in unit.names))


def _rows(units: Sequence[Unit]) -> int:
    return prod(len(VOCABULARY[name].domain) + 1 for name in names_of(units))


def _panel(units: Sequence[Unit]) -> Panel:
    names = names_of(units)
    return Panel(names, tuple((pick(names, unit.names), unit) for unit in units))
