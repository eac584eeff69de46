"""How well a history went: the twelve wishes, and the skill that is left when luck is taken off (§4.4).

Cheap figures for a vendor or a platform: they need six moments per case and nothing that is secret. Of the twelve,
F before P is a rule of the Provisions and not merely a wish (§4.5, change 5); it is counted all the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bulou.cases.remediation import CS, LETTERS

History = tuple[str, ...]
Wish = tuple[str, str]

_EVENT = {letter: event for event, letter in LETTERS.items()}

WISHES: tuple[Wish, ...] = tuple(
    (_EVENT[first], _EVENT[second])
    for first, second in ("DP", "FP", "DX", "DA", "FX", "VP", "FA", "PX", "XA", "PA", "VX", "VA")
)
"""Each wish names two events; it is met when the first happened before the second."""


def histories() -> Iterator[History]:
    """All 70 valid orders of the six events."""
    return (history for history, _ in _walk(CS.initial, (), Fraction(1)))


def _walk(state: str, history: History, chance: Fraction) -> Iterator[tuple[History, Fraction]]:
    ways = CS.allowed(state)
    if not ways:
        yield history, chance
    for event in ways:
        yield from _walk(CS.next(state, event), (*history, event), chance / len(ways))


def wishes(history: Sequence[str]) -> frozenset[Wish]:
    """The wishes a history meets; an event that has not happened comes after every one that has."""
    place = {event: number for number, event in enumerate(history)}
    never = len(place)
    return frozenset(
        (first, second)
        for first, second in WISHES
        if first in place and place[first] < place.get(second, never)
    )


@cache
def baseline() -> Mapping[Wish, Fraction]:
    """The chance of each wish when at every turn each possible event is as likely as the others."""
    found = [(wishes(history), chance) for history, chance in _walk(CS.initial, (), Fraction(1))]
    return {wish: sum((chance for met, chance in found if wish in met), Fraction()) for wish in WISHES}


def skill(observed: Iterable[Sequence[str]]) -> Mapping[Wish, Fraction]:
    """α = (observed − baseline) / (1 − baseline) for each wish, over the histories of several cases.

    1 is always met, 0 is what chance alone would do, below 0 is worse than chance. Empty without any history.
    """
    met = [wishes(history) for history in observed]
    if not met:
        return {}
    return {
        wish: (Fraction(sum(wish in each for each in met), len(met)) - chance) / (1 - chance)
        for wish, chance in baseline().items()
    }


@dataclass(frozen=True, slots=True)
class Observed:
    """A history, unfinished or not, in `count` cases; `unseen` are events that these cases could not show at all."""

    history: History
    count: int = 1
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WishTally:
    """Of one wish: in how many cases it is decided, in how many of these it was met, and what chance alone would do."""

    wish: Wish
    decided: int
    met: int
    chance: Fraction

    @property
    def frequency(self) -> Fraction | None:
        """How often it was met where it is decided; None where it is decided nowhere."""
        return Fraction(self.met, self.decided) if self.decided else None

    @property
    def skill(self) -> Fraction | None:
        """α = (observed − baseline) / (1 − baseline): 1 always met, 0 as chance would do, below 0 worse."""
        observed = self.frequency
        return None if observed is None else (observed - self.chance) / (1 - self.chance)


def tally(observed: Iterable[Observed]) -> tuple[WishTally, ...]:
    """Every wish over cases that may still be open, in the order of WISHES.

    A wish is decided once either of its events has happened, for what happens later comes after it; before that it says
    nothing, and is left out rather than counted as missed. One that needs an unseen event is never decided.
    """
    decided, met = dict.fromkeys(WISHES, 0), dict.fromkeys(WISHES, 0)
    for each in observed:
        fulfilled = wishes(each.history)
        for wish in WISHES:
            if each.unseen.isdisjoint(wish) and not set(wish).isdisjoint(each.history):
                decided[wish] += each.count
                met[wish] += each.count if wish in fulfilled else 0
    return tuple(WishTally(wish, decided[wish], met[wish], chance) for wish, chance in baseline().items())
