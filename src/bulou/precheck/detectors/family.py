"""Many patterns asked as one, each only of a text in which the words stand that it cannot do without.

`re` tries every branch of an alternation at every place of a text. A draft that is full of one rule's words holds few of the
words of the others, and looking for a word costs next to nothing: so a pattern is spared wherever it cannot match.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

# A match holds one of these words, in lower case; None: nothing is known of it.
Needed: TypeAlias = frozenset[str] | None

_ESCAPED_CLASS: Final = frozenset("wWsSdDbBAZ")
_LEAST: Final = re.compile(r"[?*]|\{0?,\d*\}|\{0\}")  # quantifiers that allow of none
_QUANTIFIER: Final = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})\??")
_GROUP: Final = re.compile(r"\((?:\?(?:P<\w+>|[-a-z]*:|=|!|<=|<!))?")

_BY_BEGINNING: Final[dict[str, set[str]]] = {}  # the words of all families, by their first two letters


class Family:
    """What `re.compile` makes of the patterns joined by `|`, letter case ignored: the same matches, for less."""

    __slots__ = ("_always", "_by_word", "_patterns", "_spared", "_words")

    def __init__(self, *patterns: str) -> None:
        """`patterns`: without backreferences and verbose mode."""
        branches = [branch for pattern in patterns for branch in _branches_of(pattern)]
        self._patterns = tuple(re.compile(each, re.IGNORECASE) for each in branches)
        self._always: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        for place, branch in enumerate(branches):
            words = needed(branch)
            if words is None:
                self._always.append(place)
            for word in words or ():
                self._by_word.setdefault(word, []).append(place)
                _BY_BEGINNING.setdefault(word[:2], set()).add(word)
        self._words = frozenset(self._by_word)
        self._spared = [self._patterns[place] for place in self._always]

    def _left(self, text: str) -> list[re.Pattern[str]]:
        there = words_in(text)
        if there.isdisjoint(self._words):
            return self._spared
        places = set(self._always)
        for word in there & self._words:
            places.update(self._by_word[word])
        return [self._patterns[place] for place in sorted(places)]

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match; of two at one place that of the earlier pattern."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches from left to right, none overlapping another."""
        stop = len(text) if end is None else end
        waiting = [
            (found, pattern) for pattern in self._left(text) if (found := pattern.search(text, start, stop))
        ]
        while waiting:
            first = min((found for found, _ in waiting), key=re.Match.start)
            yield first
            start = max(first.end(), first.start() + 1)
            waiting = [
                (found, pattern)
                for before, pattern in waiting
                if (found := before if before.start() >= start else pattern.search(text, start, stop))
            ]

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match of the earliest pattern that matches right there."""
        return next((found for each in self._left(text) if (found := each.match(text, start))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the earliest pattern that matches the whole text."""
        return next((found for each in self._left(text) if (found := each.fullmatch(text))), None)


@lru_cache(maxsize=4096)
def words_in(text: str) -> frozenset[str]:
    """Of the words of all families those that stand in a text."""
    low = text.lower()
    beginnings = {*low, *map(str.__add__, low, low[1:])} & _BY_BEGINNING.keys()
    return frozenset(
        word
        for beginning in beginnings
        for word in _BY_BEGINNING[beginning]
        if word == beginning or word in low
    )


def needed(pattern: str) -> Needed:
    """Words of which every match of a pattern holds one; the rarer, that is longer, the better."""
    words, end = _branches(pattern, 0)
    assert end == len(pattern), f"unbalanced at {end}: {pattern}"
    return words


def _branches_of(pattern: str) -> Iterator[str]:
    """The pattern cut at the bars that stand outside of all brackets."""
    start = 0
    while start <= len(pattern):
        _, end = _sequence(pattern, start)
        yield pattern[start:end]
        start = end + 1


def _branches(pattern: str, place: int) -> tuple[Needed, int]:
    found: list[Needed] = []
    while True:
        words, place = _sequence(pattern, place)
        found.append(words)
        if place >= len(pattern) or pattern[place] == ")":
            break
        place += 1
    return _union(found), place


def _union(found: list[Needed]) -> Needed:
    known = [words for words in found if words is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _sequence(pattern: str, place: int) -> tuple[Needed, int]:
    best: Needed = None
    run = ""
    while place < len(pattern) and pattern[place] not in "|)":
        part, letter, place = _atom(pattern, place)
        quantifier = _QUANTIFIER.match(pattern, place)
        if quantifier:
            place = quantifier.end()
            part = None if _LEAST.match(quantifier[0]) else part
            best, run = _better(best, _word(run)), ""
            letter = "" if part is None or not letter else letter
        if letter and not quantifier:
            run += letter
        else:
            best, run = _better(_better(best, _word(run)), part), ""
    return _better(best, _word(run)), place


def _word(run: str) -> Needed:
    return frozenset({run.lower()}) if run else None


def _better(one: Needed, other: Needed) -> Needed:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))


def _atom(pattern: str, place: int) -> tuple[Needed, str, int]:
    """One element: what it needs, the letter that it is if it is one, and where it ends."""
    sign = pattern[place]
    if sign == "(":
        opening = _GROUP.match(pattern, place)
        assert opening
        words, end = _branches(pattern, opening.end())
        looks = opening[0][2:3] in ("=", "!", "<") and not opening[0].startswith("(?P")
        return (None if looks else words), "", end + 1
    if sign == "[":
        return None, "", _class_end(pattern, place)
    if sign == "\\":
        letter = pattern[place + 1]
        plain = "" if letter in _ESCAPED_CLASS or letter.isalnum() else letter
        return _word(plain), plain, place + 2
    if sign in ".^$":
        return None, "", place + 1
    return _word(sign), sign, place + 1


def _class_end(pattern: str, place: int) -> int:
    place += 2 if pattern[place + 1] == "^" else 1
    place += 1 if pattern[place] == "]" else 0
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1
