"""How far an answer can still move: its best, and which unknown facts move it."""

from collections.abc import Iterator, Sequence
from itertools import product

from bulou.law.completion import Row, Unit, is_judgement
from bulou.law.docket import Docket
from bulou.law.vocabulary import VOCABULARY


def best_of(book: Docket, values: Row) -> int:
    """The mildest rank that some completion of the unknown facts reaches."""
    shared = _shared(book, _holes(book, values))
    return min(_lows(book, world) for world in _worlds(book, values, shared))


def stakes(book: Docket, values: Row) -> tuple[str, ...]:
    """The unknown facts of which each, in some completion of all others, changes the answer; in the docket's order.

    Units are independent once the facts that several of them read are fixed, so only those are completed jointly.
    """
    holes = _holes(book, values)
    shared = _shared(book, holes)
    return tuple(name for name in holes if _matters(book, values, name, [each for each in shared if each != name]))


def _holes(book: Docket, values: Row) -> list[str]:
    return [
        name for name, value in zip(book.names, values, strict=True) if value is None and not is_judgement(name)
    ]


def _shared(book: Docket, holes: Sequence[str]) -> list[str]:
    return [name for name in holes if sum(name in unit.names for unit in book.units) > 1]


def _worlds(book: Docket, values: Row, names: Sequence[str]) -> Iterator[Row]:
    """`values` with `names` filled every way."""
    filled = set(names)
    return product(*(
        VOCABULARY[name].domain if name in filled else (value,)
        for name, value in zip(book.names, values, strict=True)
    ))  # fmt: skip


def _lows(book: Docket, values: Row) -> int:
    return max(
        book.base, *(unit.answer(pick(values)).low for unit, pick in zip(book.units, book.picks, strict=True))
    )


def _matters(book: Docket, values: Row, name: str, shared: Sequence[str]) -> bool:
    domain = VOCABULARY[name].domain
    turns = [(v, w) for v in domain for w in domain if v != w]
    return any(
        _turns(book, world, name, turn) for world in _worlds(book, values, shared) for turn in turns
    )


def _turns(book: Docket, values: Row, name: str, turn: Row) -> bool:
    """Whether the answer can differ between the two values of `name`, the other unknowns being equal."""
    sides = [frozenset({(book.base, book.base)})]
    sides += [_pairs(unit, pick(values), name, turn) for unit, pick in zip(book.units, book.picks, strict=True)]
    floors = [min(right for _, right in pairs) for pairs in sides]
    for place, pairs in enumerate(sides):
        beside = max(floors[:place] + floors[place + 1 :], default=0)
        if any(left > right and left > beside for left, right in pairs):
            return True
    return False


def _pairs(unit: Unit, row: Row, name: str, turn: Row) -> frozenset[tuple[int, int]]:
    if name in unit.names:
        return unit.pairs(row, unit.names.index(name))[turn]
    answer = unit.answer(row)
    return frozenset((unit.rank(effect), unit.rank(effect)) for effect in answer.effects)
