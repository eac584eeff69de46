"""How a fact is declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from bulou.law.text import Text


class FactKind(StrEnum):
    """What a fact rests on."""

    OBSERVED = "observed"
    DERIVED = "derived"  # from other facts, by a norm or from a record
    OFFICIAL = "official"  # a document of an authority
    JUDGEMENT = "judgement"  # signed by a person; no code fills it


Known: TypeAlias = bool | str | int


@dataclass(frozen=True, slots=True)
class Phrase:
    """How an actor may lawfully bring a value about: `kind` is do, obtain or wait; `zh` and `en` say it as a request."""

    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact that the law may read.

    `domain` lists its values, mildest reading first where there is one; `suppliers` who can tell it (roles, or authority,
    record); `kind` is what it rests on; `phrases` say, per value, how that value may lawfully be brought about.
    """

    name: str
    label: Text
    question: Text
    domain: tuple[Known, ...] = (True, False)
    kind: FactKind = FactKind.OBSERVED
    suppliers: tuple[str, ...] = ("vendor",)
    phrases: Mapping[Known, Phrase] = field(default_factory=dict)
    values: Mapping[Known, Text] = field(default_factory=lambda: YES_NO)

    @property
    def type(self) -> str:
        """`yes_no` or `one_of`."""
        return "yes_no" if self.domain == (True, False) else "one_of"

    @property
    def actionable(self) -> bool:
        """Whether the actor may lawfully bring about another value."""
        return bool(self.phrases)


YES_NO: Final[Mapping[Known, Text]] = {True: Text("是", "yes"), False: Text("否", "no")}


def do(zh: str, en: str) -> Phrase:
    """Something in the actor's own hands."""
    return Phrase("do", zh, en)


def obtain(zh: str, en: str) -> Phrase:
    """Something another must decide."""
    return Phrase("obtain", zh, en)


def wait(zh: str, en: str) -> Phrase:
    """Something that time brings."""
    return Phrase("wait", zh, en)
