"""Marks by which a copy of a table names its reader, and reading them off a leak, plain or retyped.

Two marks, both keyed by the copy and both true: a reference code in each row, and the order of the rows within short blocks.
An innocent copy's marks are independent of whatever stands in a leak, so the chance that they fit it is bounded whatever
the leaker did: dropped columns or rows, reordered, retyped, mixed copies. Nobody is named above that bound.
"""

import csv
import hmac
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, pairwise
from math import exp, expm1, inf, lgamma, log
from typing import TypeVar

BLOCK = 32  # rows whose order is the copy's own; beyond it the table keeps its order
BITS = 50  # in a code of ten characters
WIDTH = 8  # bytes of a fingerprint
WRONG = (
    1e-6  # the most that the chance of naming an innocent reader may be, for one leak and all copies together
)
DOUBT = 1e-2  # below this another reader's copy is taken to have a part in the leak
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_MISREAD = str.maketrans("OIL", "011")
_MOST_CELLS = 12  # of a leaked row, that are looked at in pairs
_STEPS = [1.25**step for step in range(-24, 14)]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as it was sealed: whose it is, its secret key, the fingerprints of its rows in the table's own order."""

    reader: str
    name: str
    key: bytes
    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whose copy was leaked; `reader` "" is "cannot tell". `bound`: the chance of naming so if that reader were innocent.

    `by` is "codes" or "order", `marks` how many codes fit or rows were compared, `copies` the names of the copies that fit.
    """

    reader: str = ""
    by: str = ""
    marks: int = 0
    bound: float = 1.0
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    """`reader` and `name` are those of the copy, which itself is let go."""

    reader: str
    name: str
    by: str
    marks: int
    bound: float


def plain(cell: object) -> str:
    """What retyping leaves of a cell: letters and digits, of one width and case."""
    text = unicodedata.normalize("NFKC", str(cell)).casefold()
    return "".join(each for each in text if each.isalnum())


def fingerprint(secret: bytes, *cells: object) -> bytes:
    """Of the one or two cells that identify a row, in any order; eight bytes that nobody without `secret` can make."""
    return _digest(secret, sorted(plain(cell) for cell in cells))


def _digest(secret: bytes, told: Iterable[str]) -> bytes:
    return hmac.digest(secret, "\0".join(told).encode(), "sha256")[:WIDTH]


def code(key: bytes, row: bytes) -> str:
    """The reference of a row in the copy under `key`: two groups of five characters, none of which is easily misread."""
    number = int.from_bytes(hmac.digest(key, b"code:" + row, "sha256")[:8]) >> (64 - BITS)
    text = "".join(_ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return f"{text[:5]}-{text[5:]}"


def in_order(key: bytes, rows: Iterable[Row], of: Callable[[Row], bytes]) -> Iterator[Row]:
    """The rows in the order of the copy under `key`; `of` gives a row's fingerprint. Holds one block at a time."""
    left = iter(rows)
    while block := list(islice(left, BLOCK)):
        yield from sorted(block, key=lambda row: _rank(key, of(row)))


def _rank(key: bytes, row: bytes) -> bytes:
    return hmac.digest(key, b"rank:" + row, "sha256")


def trace(leak: str, copies: Iterable[Copy], secret: bytes) -> Finding:
    """Whose copy `leak` comes from, or that it cannot be told; `secret` is that of the fingerprints. Holds one copy at a time.

    Whoever had no part in the leak is named with a probability below WRONG. Several readers with a part: cannot tell.
    """
    codes, lines = _codes(leak), _lines(leak, secret)
    fits, tests = [], 0
    for copy in copies:
        fits += [fit for fit in (_by_codes(copy, codes), _by_order(copy, lines)) if fit]
        tests += 2
    bounded = [(fit, min(1.0, fit.bound * tests)) for fit in fits]
    best = min(bounded, key=lambda each: each[1], default=None)
    if best is None or best[1] > WRONG:
        return Finding()
    if any(fit.reader != best[0].reader for fit, bound in bounded if bound < DOUBT):
        return Finding()
    named = sorted({fit.name for fit, bound in bounded if bound <= WRONG})
    return Finding(best[0].reader, best[0].by, best[0].marks, best[1], tuple(named))


def _codes(leak: str) -> frozenset[str]:
    """Everything in the leak that could be a reference code,: ten characters, or twice five next to each other."""
    whole, half = BITS // 5, BITS // 10
    runs = re.findall("[0-9A-Z]+", unicodedata.normalize("NFKC", leak).upper())
    halves = (a + b for a, b in pairwise(runs) if len(a) == len(b) == half)
    read = {each.translate(_MISREAD) for each in (*runs, *halves) if len(each) == whole}
    return frozenset(each for each in read if set(each) <= set(_ALPHABET))


def _lines(leak: str, secret: bytes) -> dict[bytes, list[int]]:
    """The fingerprints that cells of the leak allow, each with the lines on which they do."""
    lines = [line for line in leak.lstrip("\ufeff").splitlines() if line.strip()]
    mark = max(",;\t|，；", key=lambda each: sum(line.count(each) for line in lines))
    found: dict[bytes, list[int]] = {}
    for place, line in enumerate(lines):
        for allowed in _allowed(_cells(line, mark)[:_MOST_CELLS], secret):
            found.setdefault(allowed, []).append(place)
    return found


def _cells(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return line.split(mark)


def _allowed(cells: Sequence[str], secret: bytes) -> set[bytes]:
    told = sorted({plain(cell) for cell in cells} - {""})
    return {_digest(secret, some) for size in (1, 2) for some in combinations(told, size)}


def _by_codes(copy: Copy, codes: frozenset[str]) -> _Fit | None:
    """At least `hits` of `rows` random codes among so many: (rows · codes / 2^BITS)^hits / hits!, a union over the choices."""
    if not codes:
        return None
    own = {code(copy.key, row).replace("-", "") for row in copy.rows}
    hits = len(own & codes)
    if not hits:
        return None
    chance = log(len(own)) + log(len(codes)) - BITS * log(2)
    return _Fit(copy.reader, copy.name, "codes", hits, exp(min(0.0, hits * chance - lgamma(hits + 1))))


def _by_order(copy: Copy, lines: Mapping[bytes, Sequence[int]]) -> _Fit | None:
    """How few pairs of a block stand otherwise than in the copy, against a random order of the same rows."""
    found = _places(copy, lines)
    inverted, sizes = 0, []
    for block in range(0, len(copy.rows), BLOCK):
        there = [row for row in copy.rows[block : block + BLOCK] if row in found]
        order = sorted(there, key=lambda row: _rank(copy.key, row))
        places = [found[row] for row in order]
        inverted += sum(a > b for a, b in combinations(places, 2))
        sizes.append(len(there))
    bound = _as_ordered(inverted, sizes)
    return _Fit(copy.reader, copy.name, "order", sum(sizes), bound) if sum(sizes) > 1 else None


def _places(copy: Copy, lines: Mapping[bytes, Sequence[int]]) -> dict[bytes, int]:
    """Where each row of the copy stands in the leak, of those that can be told from one another."""
    times = Counter(row for row in copy.rows if row in lines)
    fitting = Counter(place for row in times for place in lines[row])
    own = {row: [place for place in lines[row] if fitting[place] == 1] for row in times if times[row] == 1}
    return {row: places[0] for row, places in own.items() if places}


@cache
def _moment(step: float, size: int) -> float:
    """The logarithm of the mean of exp(-step · inversions) over all orders of `size` rows."""
    return sum(log(expm1(-step * i) / (i * expm1(-step))) for i in range(2, size + 1))


def _as_ordered(inverted: int, sizes: Sequence[int]) -> float:
    """An upper bound (Chernoff) on the chance that random orders of blocks of `sizes` have at most `inverted` inversions."""
    least = inf
    for step in _STEPS:
        least = min(least, step * inverted + sum(_moment(step, size) for size in sizes))
    if inverted == 0:
        least = min(least, -sum(lgamma(size + 1) for size in sizes))
    return exp(min(0.0, least))
