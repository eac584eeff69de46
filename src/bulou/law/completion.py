"""A norm in the face of unknown facts: every way to complete them is tried, so authors write plain and, or, not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bulou.law.finding import Step
from bulou.law.norms import Norm
from bulou.law.outcomes import Effect, Outcome
from bulou.law.sentence import Sentence
from bulou.law.tables import Row, Table, check_row, filled, moving
from bulou.law.text import Citation
from bulou.law.vocabulary import VOCABULARY

Pairs = frozenset[tuple[int, int]]


class Answer(NamedTuple):
    """What a unit may do to the conduct: `effects` strictest first, None for none, with the ranks of the mildest and the strictest."""

    low: int
    high: int
    effects: tuple[Effect | None, ...]
    step: Step


@dataclass(slots=True, eq=False)
class Unit:
    """One norm, or one sentence not yet encoded, with everything that bears on it.

    `source` is None for all grants taken together. `floor` is the rank of having no effect.
    """

    id: str
    source: Norm | Sentence | None
    citation: Citation
    released: date | None
    table: Table
    floor: int = 0
    exceptions: tuple[tuple[str, Table], ...] = ()
    answers: dict[Row, Answer] = field(default_factory=dict)
    _pairs: dict[tuple[Row, int], Mapping[Row, Pairs]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts it hangs on."""
        return self.table.names

    def answer(self, row: Row) -> Answer:
        """The answer where `row` gives the values of `names`, None for unknown. Raises BadFact."""
        known = self.answers.get(row)
        return self._learn(row) if known is None else known

    def rank(self, effect: Effect | None) -> int:
        """How strict the effect is."""
        return self.floor if effect is None else effect.rank

    def pairs(self, row: Row, place: int) -> Mapping[Row, Pairs]:
        """For every two values of the fact at `place`, the ranks that can stand side by side, all else being equal."""
        key = row, place
        if key not in self._pairs:
            domain = VOCABULARY[self.names[place]].domain
            others = list(filled(self.names, row[:place] + (domain[0],) + row[place + 1 :], judged=False))
            ranks = {
                value: [
                    self.rank(self._effect(each[:place] + (value,) + each[place + 1 :])) for each in others
                ]
                for value in domain
            }
            self._pairs[key] = {
                (v, w): frozenset(zip(ranks[v], ranks[w], strict=True)) for v in domain for w in domain
            }
        return self._pairs[key]

    def _learn(self, row: Row) -> Answer:
        check_row(self.names, row)
        effects = {self._effect(each) for each in filled(self.names, row, judged=False)}
        ordered = tuple(sorted(effects, key=lambda effect: (-self.rank(effect), effect or ())))
        answer = Answer(self.rank(ordered[-1]), self.rank(ordered[0]), ordered, self._step(row, ordered))
        self.answers[row] = answer
        return answer

    def _effect(self, row: Row) -> Effect | None:
        """The effect where only judgements are unknown: nobody may guess them, so where they matter a person is needed."""
        effects = {self.table.cells[full] for full in self.table.filled(row)}
        if len(effects) > 1:
            return Effect(Outcome.NEEDS_JUDGEMENT, " ".join(moving(self.table, row)))
        effect: Effect | None = effects.pop()
        return effect

    def _step(self, row: Row, effects: tuple[Effect | None, ...]) -> Step:
        used = tuple(zip(self.names, row, strict=True))
        held = tuple((id, table.settled(dict(used))) for id, table in self.exceptions)
        return Step(self.id, self.released, self.citation, effects, used, held)
