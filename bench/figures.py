"""A figure: what was measured in each round, what it ought to be, and the table in which it is printed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from typing import Any
from unicodedata import east_asian_width

HEAD = ("", "min", "median", "max", "", "goal", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `values` holds one value for each round; `least` and `most` bound their median.

    With `must` the bound is about correctness: it holds for every value, and a run in which it does not has failed.
    Without a bound the figure is there to be read beside others.
    """

    part: str
    what: str
    values: Sequence[float]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    must: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure is as it ought to be."""
        judged = self.values if self.must else [median(self.values)]
        return all(
            (self.least is None or each >= self.least) and (self.most is None or each <= self.most)
            for each in judged
        )

    @property
    def goal(self) -> str:
        """The bound in words, "" where there is none."""
        if self.least is not None and self.least == self.most:
            return f"= {_written(self.least)}"
        bounds = ((self.least, "≥"), (self.most, "≤"))
        return " ".join(f"{sign} {_written(bound)}" for bound, sign in bounds if bound is not None)

    def to_json(self) -> dict[str, Any]:
        """The figure with its median and its verdict."""
        values = [round(value, 6) for value in self.values]
        return {**asdict(self), "values": values, "median": round(median(values), 6), "holds": self.holds}


def ratios(part: str, what: str, ours: Sequence[float], theirs: Sequence[float], **goal: Any) -> Figure:
    """Ours to theirs, round by round: what disturbs a round disturbs both."""
    return Figure(part, what, [our / their for our, their in zip(ours, theirs, strict=True)], "×", **goal)


def tail(values: Iterable[float], share: float) -> float:
    """The value that so large a share of the values does not exceed, itself one of them; 0 where there is none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


def in_turns(work: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """The values of each piece of work over so many rounds, taken in turns, every other round backwards."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for number in range(rounds):
        for name in work if number % 2 == 0 else reversed(work):
            taken[name].append(work[name]())
    return taken


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table, a heading for each part."""
    lines: list[tuple[str, ...]] = []
    part = ""
    for figure in figures:
        if figure.part != part:
            part = figure.part
            lines.append((part,))
        verdict = "" if not figure.goal else "ok" if figure.holds else "WRONG" if figure.must else "miss"
        low, middle, high = min(figure.values), median(figure.values), max(figure.values)
        spread = (
            ("", _written(middle), "") if low == high else (_written(low), _written(middle), _written(high))
        )
        lines.append(("  " + figure.what, *spread, figure.unit, figure.goal, verdict))
    rows = [HEAD, *lines]
    wide = [max(_width(row[place]) for row in rows if len(row) > 1) for place in range(len(HEAD))]
    return "\n".join(_line(row, wide) for row in rows)


def _line(row: tuple[str, ...], wide: Sequence[int]) -> str:
    if len(row) == 1:
        return f"\n{row[0]}"
    padded = []
    for place, text in enumerate(row):
        space = " " * (wide[place] - _width(text))
        padded.append(space + text if 1 <= place <= 3 else text + space)
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _written(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
