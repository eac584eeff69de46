"""Unknown facts by completion: a norm, its exceptions and definitions as one finite table over their facts.

Norms are pure functions over finite domains, so each is tabulated once per set of readings; to decide is to look up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from bulou.law.facts import BadFact, Value, admits
from bulou.law.outcomes import Effect, Outcome
from bulou.law.text import Citation
from bulou.law.vocabulary import VOCABULARY, FactKind

Row = tuple[Value, ...]


class TooManyFacts(Exception):
    """A norm with its exceptions reads more than a table can hold: cut it."""


MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """A function of facts written out: a cell for every row of values of `names`, none of which is idle."""

    names: tuple[str, ...]
    cells: Mapping[Row, Any]

    def at(self, world: Mapping[str, Value]) -> Any:
        """The cell for a world in which every name has a value."""
        return self.cells[tuple(world[name] for name in self.names)]

    def filled(self, row: Row) -> Iterator[Row]:
        """`row` with every None filled every way."""
        return product(*(
            (each,) if each is not None else VOCABULARY[name].domain
            for name, each in zip(self.names, row, strict=True)
        ))  # fmt: skip

    def partial(self, row: Row) -> Any:
        """The cell where `row` holds None for unknown; None unless every way to fill it gives the same."""
        if None not in row:
            return self.cells[row]
        cells = {self.cells[full] for full in self.filled(row)}
        return cells.pop() if len(cells) == 1 else None


def tabulate(names: Iterable[str], function: Callable[[Mapping[str, Value]], Any]) -> Table:
    """Write out `function` over the domains of `names`, leaving out the names on which nothing hangs."""
    kept = tuple(dict.fromkeys(names))
    size = 1
    for name in kept:
        size *= len(VOCABULARY[name].domain)
    if size > MOST_ROWS:
        raise TooManyFacts(", ".join(kept))
    cells: dict[Row, Any] = {row: function(dict(zip(kept, row, strict=True))) for row in rows(kept)}
    for name in kept:
        place = kept.index(name)
        shorter: dict[Row, Any] = {}
        if all(shorter.setdefault(row[:place] + row[place + 1 :], cell) == cell for row, cell in cells.items()):
            kept, cells = kept[:place] + kept[place + 1 :], shorter
    return Table(kept, cells)


def rows(names: Sequence[str]) -> Iterator[Row]:
    """Every combination of values of `names`."""
    return product(*(VOCABULARY[name].domain for name in names))


class Answer(NamedTuple):
    """What a unit may do to the conduct, the unknown being completed every way.

    `effects` strictest first, None for no effect; `low` and `high` their ranks.
    """

    effects: tuple[Effect | None, ...]
    low: int
    high: int


@dataclass(slots=True, eq=False)
class Unit:
    """One norm (or sentence) with everything that bears on it. `floor` is the rank of having no effect."""

    id: str
    source: Any
    citation: Citation
    released: date | None
    table: Table
    floor: int = 0
    exceptions: tuple[tuple[str, Table], ...] = ()
    answers: dict[Row, Answer] = field(default_factory=dict)
    _pairs: dict[tuple[Row, int], Mapping[Row, frozenset[tuple[int, int]]]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts it hangs on."""
        return self.table.names

    def answer(self, row: Row) -> Answer:
        """The answer where `row` gives the values of `names`, None for unknown. Raises BadFact."""
        found = self.answers.get(row)
        return self._learn(row) if found is None else found

    def rank(self, effect: Effect | None) -> int:
        """How strict the effect is."""
        return self.floor if effect is None else effect.rank

    def _learn(self, row: Row) -> Answer:
        for name, value in zip(self.names, row, strict=True):
            if value is not None and not admits(VOCABULARY[name], value):
                raise BadFact(name, value)
        effects = {self._judged(each) for each in self._completions(row)}
        ordered = tuple(sorted(effects, key=self.rank, reverse=True))
        self.answers[row] = answer = Answer(ordered, self.rank(ordered[-1]), self.rank(ordered[0]))
        return answer

    def _completions(self, row: Row) -> Iterator[Row]:
        """`row` with its ordinary unknowns filled every way; unknown judgements stay open, for nobody may fill them."""
        return product(*(
            (value,) if value is not None or is_judgement(name) else VOCABULARY[name].domain
            for name, value in zip(self.names, row, strict=True)
        ))  # fmt: skip

    def _judged(self, row: Row) -> Effect | None:
        open_questions = [name for name, value in zip(self.names, row, strict=True) if value is None]
        effects = {self.table.cells[full] for full in self.table.filled(row)}
        if len(effects) > 1:
            return Effect(Outcome.NEEDS_JUDGEMENT, " ".join(open_questions))
        effect: Effect | None = effects.pop()
        return effect

    def pairs(self, row: Row, place: int) -> Mapping[Row, frozenset[tuple[int, int]]]:
        """For every two values of the fact at `place`: the ranks that can stand side by side, all else being equal."""
        key = (row, place)
        if key not in self._pairs:
            domain = VOCABULARY[self.names[place]].domain
            others = [each for each in self._completions(row[:place] + (domain[0],) + row[place + 1 :])]
            ranks = {
                value: [self.rank(self._judged(each[:place] + (value,) + each[place + 1 :])) for each in others]
                for value in domain
            }
            self._pairs[key] = {(v, w): frozenset(zip(ranks[v], ranks[w], strict=True)) for v in domain for w in domain}
        return self._pairs[key]


def is_judgement(name: str) -> bool:
    """Whether only a named person may fill the fact."""
    return VOCABULARY[name].kind is FactKind.JUDGEMENT
