"""The geometry of plots: from numbers to what the templates of bulou/plots draw. Coordinates are text, ready to write."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 14, 24
NAMES, ROW, SHARE = 196, 30, 290
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of one series, or a mark; `words` say what it stands for."""

    series: int
    x: str
    y: str
    width: str
    height: str
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture. `kind` names its template; `desc` says in words what it shows; `legend` names the series in order.

    `ticks` are (place, words) along the axis of numbers, `labels` along the other; `lines` points by series, `band` between.
    """

    kind: str
    desc: str
    height: int
    legend: Sequence[Any] = ()
    ticks: Sequence[tuple[str, str]] = ()
    labels: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = ()
    notes: Sequence[tuple[str, str]] = ()
    lines: Sequence[tuple[int, str, Sequence[tuple[str, str, str]]]] = ()
    band: str = ""
    marks: Sequence[Part] = field(default=())


def nice(most: float) -> float:
    """The least of 1, 2, 5 times a power of ten that holds `most` and can be halved into what one can read."""
    step = 1.0
    while step * 10 < most:
        step *= 10
    return next((step * times for times in (1, 2, 4, 6, 8, 10) if step * times >= most), step * 10)


def columns(names: Sequence[str], series: Sequence[tuple[Any, Sequence[int]]], *, desc: str) -> Plot:
    """Stacked bars side by side: one for each name, of each series a part."""
    top = nice(max((sum(values) for values in zip(*(row for _name, row in series), strict=True)), default=1))
    wide = (WIDTH - LEFT - RIGHT) / max(len(names), 1)
    parts = []
    for place, name in enumerate(names):
        base = float(HEIGHT - BOTTOM)
        for number, (called, values) in enumerate(series):
            tall = values[place] / top * (HEIGHT - TOP - BOTTOM)
            base -= tall
            if values[place]:
                x, width = LEFT + place * wide + wide * 0.12, max(wide * 0.76, 1)
                words = f"{name} · {called}: {values[place]}"
                parts.append(Part(number, _n(x), _n(base), _n(width), _n(tall), words))
    return Plot("columns", desc, HEIGHT, [name for name, _row in series], _ticks(top), _labels(names), parts)


def across(
    rows: Sequence[tuple[str, Sequence[float], str, float | None]], legend: Sequence[Any], *, desc: str
) -> Plot:
    """Bars that run to the right: of each row the name, shares that add to at most 1, what is written at its end, and a mark."""
    parts, labels, notes, marks = [], [], [], []
    for place, (name, shares, said, mark) in enumerate(rows):
        y, x = place * ROW + 6, float(NAMES)
        labels.append((_n(y + 13), name))
        notes.append((_n(y + 13), said))
        for number, share in enumerate(shares):
            if share:
                words = f"{name} · {legend[number]}: {share:.0%}"
                parts.append(Part(number, _n(x), _n(y), _n(share * SHARE), "18", words))
            x += share * SHARE
        if mark is not None:
            marks.append(
                Part(
                    len(legend) - 1,
                    _n(NAMES + mark * SHARE),
                    _n(y - 3),
                    "2",
                    "24",
                    f"{legend[-1]}: {mark:.0%}",
                )
            )
    ticks = [(_n(NAMES + share * SHARE), f"{share:.0%}") for share in (0, 0.5, 1)]
    return Plot("across", desc, len(rows) * ROW + 22, legend, ticks, labels, parts, notes, marks=marks)


def band(
    names: Sequence[str], low: Sequence[float | None], high: Sequence[float | None], legend: Sequence[Any], *, unit: str,
    desc: str,
) -> Plot:  # fmt: skip
    """Two lines and what lies between them; a name without a value leaves a gap in neither."""
    top = nice(max((value for value in high if value is not None), default=1))
    wide = (WIDTH - LEFT - RIGHT) / max(len(names), 1)

    def points(values: Sequence[float | None]) -> list[tuple[str, str, str]]:
        return [
            (_n(LEFT + (place + 0.5) * wide), _n(_y(value, top)), f"{names[place]}: {value:.1f} {unit}")
            for place, value in enumerate(values)
            if value is not None
        ]

    under, over = points(low), points(high)
    lines = [(number, _path(row), row) for number, row in enumerate((under, over))]
    return Plot(
        "band",
        desc,
        HEIGHT,
        legend,
        _ticks(top),
        _labels(names),
        lines=lines,
        band=_path([*under, *reversed(over)]),
    )


def _path(points: Sequence[tuple[str, str, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y, _words in points)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)


def _ticks(top: float) -> list[tuple[str, str]]:
    marks = (0, top / 2, top) if top > 1 else (0, top)
    return [(_n(_y(mark, top)), f"{mark:g}") for mark in marks]


def _labels(names: Sequence[str]) -> list[tuple[str, str]]:
    wide = (WIDTH - LEFT - RIGHT) / max(len(names), 1)
    every = -(-len(names) // MOST_LABELS) or 1
    return [(_n(LEFT + (place + 0.5) * wide), name) for place, name in enumerate(names) if place % every == 0]


def _n(number: float) -> str:
    return f"{number:.1f}"
