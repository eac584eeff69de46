"""The index of what is alike, as it lies in the database: marks of tokens, closed boxes, segments (ADR 18).

A mark is 32 bits of a keyed hash of a token: under the organisation's own key for its reports, without a key for what is
public. Nobody without the node's key can tell which words an organisation's reports hold, nor which stand together.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from hashlib import blake2b
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from bulou.records.models import Posting, Sketch, Space
from bulou.records.sealed import Key, organisation_secret

PUBLIC = UUID(int=0)
PURPOSE = "likeness"
IDS, MARKS = (
    "q",
    "i",
)  # 8 and 4 bytes, as the machine has them: an index is made anew rather than carried to another


@dataclass(frozen=True)
class Shelf:
    """One space of the index with its key, if it has one."""

    space: UUID

    @property
    def public(self) -> bool:
        return self.space == PUBLIC

    @cached_property
    def _secret(self) -> bytes:
        return b"" if self.public else organisation_secret(self.space, PURPOSE)

    @cached_property
    def _key(self) -> Key:
        return Key(organisation_secret(self.space, f"{PURPOSE}-boxes"))

    def mark(self, token: str) -> int:
        """The mark of a token in this space, a signed number of 32 bits."""
        digest = blake2b(token.encode(), digest_size=4, key=self._secret).digest()
        return int.from_bytes(digest, "little", signed=True)

    def marks(self, tokens: Iterable[str]) -> dict[int, str]:
        """The tokens by their marks."""
        return {self.mark(token): token for token in tokens}

    def close(self, numbers: Iterable[int], kind: str, about: str) -> bytes:
        """Numbers as they are stored."""
        packed = array(kind, numbers).tobytes()
        return packed if self.public else self._key.close(packed, f"{self.space}:{about}")

    def open(self, box: bytes | memoryview, kind: str, about: str) -> "array[int]":
        """Numbers that were stored. Raises SealBroken when the box was moved or edited."""
        packed = bytes(box) if self.public else self._key.open(box, f"{self.space}:{about}")
        found = array(kind)
        found.frombytes(packed)
        return found

    def opened(self, row: Posting) -> "array[int]":
        """The ids of the sketches in which a mark stands, in one segment."""
        return self.open(row.sketches, IDS, _about(row.mark, row.segment))

    def posting(self, mark: int, segment: int, sketches: Collection[int]) -> Posting:
        """The row that says in which sketches of a segment a mark stands (not saved)."""
        box = self.close(sketches, IDS, _about(mark, segment))
        return Posting(space=self.space, mark=mark, segment=segment, held=len(sketches), sketches=box)


def held(marks: Mapping[Shelf, Collection[int]]) -> dict[Shelf, Counter[int]]:
    """In how many texts of its shelf each of these marks stands; one query."""
    by_space = {shelf.space: shelf for shelf in marks}
    found: dict[Shelf, Counter[int]] = {shelf: Counter() for shelf in marks}
    for space, mark, texts in _places(marks).values_list("space", "mark", "held"):
        found[by_space[space]][mark] += texts
    return found


def sketches(marks: Mapping[Shelf, Collection[int]]) -> dict[Shelf, dict[int, "array[int]"]]:
    """The ids of the sketches in which each of these marks stands; one query."""
    by_space = {shelf.space: shelf for shelf in marks}
    found: dict[Shelf, dict[int, array[int]]] = {shelf: {} for shelf in marks}
    for row in _places(marks):
        shelf = by_space[row.space]
        found[shelf].setdefault(row.mark, array(IDS)).extend(shelf.opened(row))
    return found


def _places(marks: Mapping[Shelf, Collection[int]]) -> QuerySet[Posting]:
    clauses = [Q(space=shelf.space, mark__in=list(some)) for shelf, some in marks.items() if some]
    return Posting.objects.filter(reduce(or_, clauses)) if clauses else Posting.objects.none()


def texts(shelves: Collection[Shelf]) -> dict[Shelf, int]:
    """How many texts each shelf has, at least one; one query."""
    rows = Space.objects.filter(id__in=[shelf.space for shelf in shelves]).values_list("id", "texts")
    known = dict(rows)
    return {shelf: max(known.get(shelf.space, 0), 1) for shelf in shelves}


def about(row: Sketch) -> str:
    """The binding of a sketch's marks to what it is of."""
    for name in ("case_id", "advisory_id", "known_id"):
        if getattr(row, name) is not None:
            return f"{name}:{getattr(row, name)}"
    raise ValueError("a sketch is of something")


def _about(mark: int, segment: int) -> str:
    return f"posting:{mark}:{segment}"
