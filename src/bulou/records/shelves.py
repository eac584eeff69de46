"""The index of what is alike, as it lies in the database: marks of tokens, closed boxes, segments (ADR 0018).

A mark is 32 bits of a keyed hash of a token: under the organisation's own key for its reports, without a key for what is
public. Nobody without the node's key can tell which words an organisation's reports hold, nor which stand together.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from uuid import UUID

from bulou.records.models import Posting, Space
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

    def held(self, marks: Collection[int]) -> Mapping[int, int]:
        """In how many texts each of these marks stands; one query."""
        rows = Posting.objects.filter(space=self.space, mark__in=marks).values_list("mark", "held")
        found: Counter[int] = Counter()
        for mark, held in rows:
            found[mark] += held
        return found

    def sketches(self, marks: Collection[int]) -> Mapping[int, "array[int]"]:
        """The ids of the sketches in which each of these marks stands; one query."""
        found: dict[int, array[int]] = {}
        for row in Posting.objects.filter(space=self.space, mark__in=marks):
            found.setdefault(row.mark, array(IDS)).extend(self.opened(row))
        return found

    def texts(self) -> int:
        """How many texts there are; one query."""
        return Space.objects.filter(id=self.space).values_list("texts", flat=True).first() or 0


def _about(mark: int, segment: int) -> str:
    return f"posting:{mark}:{segment}"
