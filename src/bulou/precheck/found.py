"""What a rule found: which rule, where, and, of a rule that settles, the value it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bulou.law import Text
from bulou.precheck.draft import Draft, Passage, Place
from bulou.precheck.rules import Rule


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a passage that a detector points to; `says` completes what the rule says in general."""

    passage: Passage
    start: int
    end: int
    says: Text
    value: bool | str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is told: `place` is None only where the finding is that something is missing from the whole draft."""

    rule: Rule
    place: Place | None
    says: Text
    value: bool | str | None = None


Detector: TypeAlias = Callable[[Draft], Iterator[Hit]]
