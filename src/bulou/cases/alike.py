"""What makes two reports alike, and why: never a decision, always with its reasons (a person decides)."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bulou.cases.tokens import folded, identifiers, language_of, tokens

T = TypeVar("T")

WEIGHTS = {"#": 4.0, "/": 1.6, ".": 0.5, "+": 1.3, "=": 1.0, "*": 0.7}
SHOWN = 0.015  # below this nobody would see the likeness
STRONG = 0.15
WORDS = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A report or a publication as it is compared with others."""

    title: str = ""
    product: str = ""
    versions: str = ""
    text: str = ""

    @property
    def whole(self) -> str:
        return "\n".join((self.title, self.product, self.versions, self.text))

    @property
    def language(self) -> str:
        """`zh` or `en`."""
        return language_of(f"{self.title} {self.text}")

    @property
    def tokens(self) -> tuple[str, ...]:
        return tokens(self.whole)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two texts look alike, as far as whoever asks may know the other: what stands in both."""

    identifiers: tuple[str, ...] = ()
    product: str = ""
    version: str = ""
    paths: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def rarity(total: int, held: int) -> float:
    """What a token tells that `held` of `total` texts have: nothing if nearly all have it."""
    return max(math.log((total + 1) / (held + 0.5)), 0.05)


def rarest(held: Mapping[T, int], *, budget: int) -> list[T]:
    """The tokens that tell most, while the texts that have them stay within `budget`; at least one."""
    chosen: list[T] = []
    for token in sorted(held, key=lambda each: held[each]):
        budget -= held[token]
        if budget < 0 and chosen:
            break
        chosen.append(token)
    return chosen


def weight(token: str, total: int, held: int) -> float:
    """What one token tells: by its kind, and by how few of `total` texts have it."""
    return WEIGHTS[token[0]] * rarity(total, held)


def likeness(weights: Mapping[T, float], other: Collection[T]) -> float:
    """How much of what two texts tell they both tell, 0 to 1: the cosine of their tokens by weight.

    What only the other text has is taken to weigh as the first one's tokens do on average: its own weights are not known.
    """
    if not weights or not other:
        return 0.0
    squares = {token: each * each for token, each in weights.items()}
    shared = [squares[token] for token in frozenset(other) if token in squares]
    whole = sum(squares.values())
    rest = (len(other) - len(shared)) * whole / len(squares)
    return sum(shared) / math.sqrt(whole * (sum(shared) + rest)) if shared else 0.0


def contained(weights: Mapping[T, float], other: Collection[T]) -> float:
    """How much of what the first text tells stands in the other, 0 to 1: what remains across languages is names and numbers."""
    shared = sum(weights[token] ** 2 for token in frozenset(other) if token in weights)
    return math.sqrt(shared / sum(each * each for each in weights.values())) if shared else 0.0


def reasons(one: Text, other: Text, *, prose: bool) -> Reasons:
    """What stands in both texts. Without `prose` only identifiers, product and version: what a list may show of a case."""
    mine, theirs = frozenset(one.tokens), frozenset(other.tokens)
    numbers = identifiers(other.whole)
    both = Reasons(
        identifiers=tuple(each for each in identifiers(one.whole) if each in numbers),
        product=other.product if _same_product(one, other) else "",
        version=other.versions if _same_version(one, other) else "",
    )
    if not prose:
        return both
    shared = mine & theirs
    return replace(
        both,
        paths=tuple(sorted(each for each in shared if each[0] == "/")),
        words=shared_words(f"{one.title}\n{one.text}", shared),
    )


def shared_words(text: str, shared: Collection[str]) -> tuple[str, ...]:
    """The words of `text` that these tokens mean, longest first: Chinese pairs that follow each other as one run."""
    found: dict[str, None] = {}
    plain = folded(text)
    for run in re.findall(r"[^\W\d_]+|\w[\w.-]*", plain):
        for word in _runs(run, shared):
            found.setdefault(word)
    return tuple(sorted(found, key=len, reverse=True)[:WORDS])


def _runs(run: str, shared: Collection[str]) -> list[str]:
    if language_of(run) != "zh":
        return (
            [run] if len(run) > 2 and any(each in shared and each[0] in "+=" for each in tokens(run)) else []
        )
    words, word = [], ""
    for at in range(len(run) - 1):
        if f"*{run[at : at + 2]}" in shared:
            word = word + run[at + 1] if word else run[at : at + 2]
        elif word:
            words.append(word)
            word = ""
    return [each for each in [*words, word] if each]


def _same_product(one: Text, other: Text) -> bool:
    """Whether the products share a name with a digit in it, or most of their words."""
    mine, theirs = (frozenset(tokens(each.product)) for each in (one, other))
    shared = mine & theirs
    named = any(each[0] == "+" for each in shared)
    return named or (bool(shared) and len(shared) * 2 >= min(len(mine), len(theirs)))


def _same_version(one: Text, other: Text) -> bool:
    mine, theirs = ({each for each in tokens(text.versions) if each[0] in ".+"} for text in (one, other))
    return bool(mine & theirs)
