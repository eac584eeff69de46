"""How far an answer can still move: its best, and which unknown facts move it.

Units are independent of one another once the facts that several of them read are fixed, so only those are completed jointly.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from bulou.law.completion import Pairs, Unit
from bulou.law.docket import Docket
from bulou.law.tables import Row, is_judgement
from bulou.law.vocabulary import VOCABULARY

MOST_RANGES: Final = 1024  # remembered for each docket: a page asks the same many times over


def range_of(book: Docket, values: Row) -> tuple[int, tuple[str, ...]]:
    """The mildest rank that some completion of the unknown facts reaches, and the facts that can change the answer."""
    found = book.ranges.get(values)
    if found is None:
        if len(book.ranges) >= MOST_RANGES:
            book.ranges.clear()
        found = book.ranges[values] = best_of(book, values), stakes(book, values)
    return found


def best_of(book: Docket, values: Row) -> int:
    """The mildest rank that some completion of the unknown facts reaches."""
    shared = _shared(book, _holes(book, values))
    return min(
        max(book.base, *(unit.answer(pick(world)).low for pick, unit in book.units))
        for world in _worlds(book, values, shared)
    )


def stakes(book: Docket, values: Row) -> tuple[str, ...]:
    """The unknown facts each of which, in some completion of all others, changes the answer; in the docket's order."""
    holes = _holes(book, values)
    shared = _shared(book, holes)
    return tuple(name for name in holes if _matters(book, values, name, shared))


def _holes(book: Docket, values: Row) -> list[str]:
    return [
        name
        for name, value in zip(book.names, values, strict=True)
        if value is None and not is_judgement(name)
    ]


def _shared(book: Docket, holes: Sequence[str]) -> list[str]:
    return [name for name in holes if sum(name in unit.names for _, unit in book.units) > 1]


def _worlds(book: Docket, values: Row, names: Sequence[str]) -> Iterator[Row]:
    """`values` with `names` filled every way."""
    return product(*(
        VOCABULARY[name].domain if name in names else (value,)
        for name, value in zip(book.names, values, strict=True)
    ))  # fmt: skip


def _matters(book: Docket, values: Row, name: str, shared: Sequence[str]) -> bool:
    domain = VOCABULARY[name].domain
    turns = [(v, w) for v in domain for w in domain if v != w]
    worlds = _worlds(book, values, [each for each in shared if each != name])
    return any(_turns(book, world, name, turns) for world in worlds)


def _turns(book: Docket, values: Row, name: str, turns: Sequence[Row]) -> bool:
    """Whether the answer can differ between two values of `name`, all else being equal."""
    hanging: list[tuple[Unit, Row]] = []
    beside = book.base
    for pick, unit in book.units:
        row = pick(values)
        if name in unit.names:
            hanging.append((unit, row))
        else:
            beside = max(beside, unit.answer(row).low)
    return any(
        _parts([unit.pairs(row, unit.names.index(name))[turn] for unit, row in hanging], beside)
        for turn in turns
    )


def _parts(sides: Sequence[Pairs], beside: int) -> bool:
    """Whether some unit can be stricter on the left than every unit on the right, `beside` being there in any case."""
    floors = [min(right for _, right in pairs) for pairs in sides]
    for place, pairs in enumerate(sides):
        others = max([beside, *floors[:place], *floors[place + 1 :]])
        if any(left > right and left > others for left, right in pairs):
            return True
    return False
