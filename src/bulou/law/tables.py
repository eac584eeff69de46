"""Functions of facts, written out: norms are pure and their facts have few values, so to ask them is to look up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final, TypeAlias

from bulou.law.facts import BadFact, Value, admits
from bulou.law.vocabulary import VOCABULARY, FactKind

Row: TypeAlias = tuple[Value, ...]
World: TypeAlias = Mapping[str, Value]

MOST_ROWS: Final = 20_000


class TooManyFacts(Exception):
    """A norm with its exceptions reads more facts than a table can hold: it has to be cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A cell for every row of values of `names`; none of the names is idle."""

    names: tuple[str, ...]
    cells: Mapping[Row, Any]

    def at(self, world: World) -> Any:
        """The cell for a world in which every name has a value."""
        return self.cells[tuple(world[name] for name in self.names)]

    def filled(self, row: Row) -> Iterator[Row]:
        """`row` with every None filled every way."""
        return filled(self.names, row)

    def settled(self, world: World) -> Any:
        """The cell for a world with unknowns; None unless every way to fill them gives the same."""
        row = tuple(world.get(name) for name in self.names)
        cells = {self.cells[full] for full in self.filled(row)}
        return cells.pop() if len(cells) == 1 else None


def tabulate(names: Iterable[str], function: Callable[[World], Any]) -> Table:
    """Write out `function` over the domains of `names`, leaving out the names on which nothing hangs."""
    kept = tuple(dict.fromkeys(names))
    if prod(len(VOCABULARY[name].domain) for name in kept) > MOST_ROWS:
        raise TooManyFacts(", ".join(kept))
    cells: dict[Row, Any] = {row: function(dict(zip(kept, row, strict=True))) for row in rows(kept)}
    for name in kept:
        place = kept.index(name)
        shorter: dict[Row, Any] = {}
        if all(
            shorter.setdefault(row[:place] + row[place + 1 :], cell) == cell for row, cell in cells.items()
        ):
            kept, cells = kept[:place] + kept[place + 1 :], shorter
    return Table(kept, cells)


def rows(names: Sequence[str]) -> Iterator[Row]:
    """Every combination of values of `names`."""
    return product(*(VOCABULARY[name].domain for name in names))


def filled(names: Sequence[str], row: Row, *, judged: bool = True) -> Iterator[Row]:
    """`row` with every None filled every way; without `judged`, questions that only a person may answer stay None."""
    return product(*(
        (value,) if value is not None or not (judged or not is_judgement(name)) else VOCABULARY[name].domain
        for name, value in zip(names, row, strict=True)
    ))  # fmt: skip


def moving(table: Table, row: Row) -> tuple[str, ...]:
    """The names that are None in `row` and whose value, in some completion of the others, changes the cell."""
    found = []
    for place, name in enumerate(table.names):
        others: dict[Row, Any] = {}
        if row[place] is None and not all(
            others.setdefault(full[:place] + full[place + 1 :], table.cells[full]) == table.cells[full]
            for full in table.filled(row)
        ):
            found.append(name)
    return tuple(found)


def check_row(names: Sequence[str], row: Row) -> None:
    """Raise BadFact for a value that its fact cannot have."""
    for name, value in zip(names, row, strict=True):
        if value is not None and not admits(VOCABULARY[name], value):
            raise BadFact(name, value)


def is_judgement(name: str) -> bool:
    """Whether only a named person may fill the fact."""
    return VOCABULARY[name].kind is FactKind.JUDGEMENT
