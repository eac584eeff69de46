"""What the law says of one conduct on given values of its facts, whoever asks and whenever on that day."""

from collections.abc import Sequence

from bulou.law import explain
from bulou.law.completion import Answer
from bulou.law.docket import Docket
from bulou.law.finding import Finding, Step
from bulou.law.outcomes import LADDER, Effect, Outcome
from bulou.law.range import best_of, stakes
from bulou.law.tables import Row


class Ruling:
    """The answers of every unit of a docket, and the one answer they make together (DECISIONS 4). Read only."""

    __slots__ = ("answers", "asks", "at_best", "at_worst", "book", "outcome", "values")

    answers: Sequence[Answer]
    asks: tuple[str, ...]
    at_best: Outcome
    at_worst: Outcome
    book: Docket
    outcome: Outcome
    values: Row

    def __init__(self, book: Docket, values: Row) -> None:
        self.book, self.values = book, values
        answers: list[Answer] = []
        low = high = book.base
        for answered, pick, unit in book.asking:
            row = pick(values)
            answer = answered.get(row) or unit.answer(row)
            answers.append(answer)
            if answer.low > low:
                low = answer.low
            if answer.high > high:
                high = answer.high
        self.answers = answers
        self.asks = ()
        if low == high:
            self.outcome = self.at_best = self.at_worst = self._name(low)
        else:
            self._range(high)

    def _range(self, high: int) -> None:
        """Where unknown facts leave a range; the mildest end may need facts that several norms share."""
        self.at_best, self.at_worst = self._name(best_of(self.book, self.values)), self._name(high)
        if self.at_best is self.at_worst:
            self.outcome = self.at_best
        else:
            self.outcome = Outcome.NEEDS_FACTS
            self.asks = stakes(self.book, self.values)

    def _name(self, rank: int) -> Outcome:
        return Outcome.OWED if rank == 0 and self.book.owed else LADDER[rank]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return explain.findings(self.book, self.values, self.answers)

    @property
    def needs(self) -> tuple[Effect, ...]:
        return explain.needs(self.answers)

    @property
    def unmodelled(self) -> tuple[str, ...]:
        return explain.unmodelled(self.book, self.answers)

    @property
    def granted_by(self) -> tuple[str, ...]:
        return tuple(norm.id for norm in explain.granting(self.book, self.values))

    @property
    def trace(self) -> tuple[Step, ...]:
        return (*[answer.step for answer in self.answers], *self.book.idle)
