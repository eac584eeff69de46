"""What the law says of one conduct on given values of its facts, whoever asks and whenever on that day."""

from collections.abc import Sequence
from typing import Final

from bulou.law import explain
from bulou.law.completion import Answer
from bulou.law.docket import Docket
from bulou.law.finding import Finding, Step
from bulou.law.outcomes import Effect, Outcome
from bulou.law.panel import Joint
from bulou.law.range import range_of
from bulou.law.tables import Row

MOST_RULINGS: Final = 2048  # remembered for each docket; what is on screen at one time is far less


def rule(book: Docket, values: Row) -> "Ruling":
    """The ruling on `values` of the docket's names. Raises BadFact for a value that its fact cannot have."""
    ruling = book.rulings.get(values)
    if ruling is None:
        ruling = Ruling(book, values)
        if len(book.rulings) < MOST_RULINGS:
            book.rulings[values] = ruling
    return ruling


class Ruling:
    """The answers of every unit of a docket, and the one answer they make together (DECISIONS 4). Read only."""

    __slots__ = ("asks", "at_best", "at_worst", "book", "joints", "outcome", "trace", "values")

    asks: tuple[str, ...]
    at_best: Outcome
    at_worst: Outcome
    book: Docket
    joints: Sequence[Joint]
    outcome: Outcome
    trace: tuple[Step, ...]
    values: Row

    def __init__(self, book: Docket, values: Row) -> None:
        joints = []
        low = high = book.base
        for known, pick, panel in book.asking:
            row = pick(values)
            joint = known.get(row) or panel.learn(row)
            joints.append(joint)
            if joint.low > low:
                low = joint.low
            if joint.high > high:
                high = joint.high
        self.book, self.values, self.joints = book, values, joints
        # Every norm considered, those that cannot stop the conduct last.
        self.trace = (*[step for joint in joints for step in joint.steps], *book.idle)
        if low == high:
            self.outcome = self.at_best = self.at_worst = book.ladder[low]
            self.asks = ()
        else:
            self._range(high)

    def _range(self, high: int) -> None:
        """Where unknown facts leave the answer open; its mildest end may need facts that several norms share."""
        low, asks = range_of(self.book, self.values)
        self.at_best, self.at_worst, self.asks = self.book.ladder[low], self.book.ladder[high], asks
        self.outcome = self.at_best if low == high else Outcome.NEEDS_FACTS

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What each unit of the docket answered."""
        return tuple([answer for joint in self.joints for answer in joint.answers])

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
