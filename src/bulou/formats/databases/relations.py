"""How records relate, and which of them are about one vulnerability: clusters, computed from what was said and nothing else.

A relation is said of two records by somebody at some time. The latest word of a person on a pair stands, or without one
the latest of the machine. Only `equal` joins; `not_equal` separates, however many other ways there are around it.
The same statements in any order give the same clusters, so that a split is undone, and a merge too, by saying it again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from bulou.formats.databases.record import parts_of

RelationType = Literal["equal", "subset", "superset", "overlaps", "related", "not_equal", "none"]
TYPES: tuple[RelationType, ...] = get_args(RelationType)
INVERSE: Mapping[RelationType, RelationType] = {"subset": "superset", "superset": "subset"}
ONE_NUMBER = frozenset({"cve", "cnvd", "cnnvd", "ghsa", "euvd", "gcve", "own"})
"""Systems that give one vulnerability one number: the machine never joins two of one of them."""
_SYSTEMS = ("cve", "cnvd", "cnnvd", "own", "euvd", "ghsa", "gcve")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """`by` says at `at` that `a` is `type` of `b`, with a confidence of 0 to 100; `none` takes back what was said.

    "a is a subset of b" when b names more than a does.
    """

    a: str
    b: str
    type: RelationType
    by: str
    at: datetime
    confidence: int
    human: bool

    @property
    def pair(self) -> Pair:
        """The two records, in one order whichever was named first."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)

    @property
    def turned(self) -> "Statement":
        """The same said from the other end."""
        return replace(self, a=self.b, b=self.a, type=INVERSE.get(self.type, self.type))

    @property
    def weight(self) -> tuple[bool, datetime, bool, int, str, str]:
        """What orders statements on one pair: the greatest stands."""
        # Two said in one instant: what separates is the safer, the rest only has to be the same in every order.
        own = self if self.a <= self.b else self.turned
        return self.human, self.at, self.type == "not_equal", -self.confidence, own.type, self.by


@dataclass(frozen=True, slots=True)
class Clusters:
    """`of` says for every record spoken of the name of its cluster; `blocked` are statements of equality that something bars."""

    of: Mapping[str, str]
    blocked: tuple[Statement, ...]

    def members(self, name: str) -> list[str]:
        """The records of the cluster to which `name` belongs, its leader first."""
        leader = self.of.get(name, name)
        return sorted({each for each, own in self.of.items() if own == leader} | {leader}, key=precedence)


def standing(statements: Iterable[Statement]) -> dict[Pair, Statement]:
    """The statement that stands of each pair."""
    found: dict[Pair, Statement] = {}
    for each in statements:
        held = found.get(each.pair)
        if each.a != each.b and (held is None or each.weight > held.weight):
            found[each.pair] = each
    return found


def clusters(statements: Iterable[Statement]) -> Clusters:
    """Which records are one vulnerability. Each cluster is named by its leader, the least by `precedence`."""
    stand = standing(statements)
    joining = _Joining({pair for pair, each in stand.items() if each.type == "not_equal"})
    for pair in stand:
        for name in pair:
            joining.add(name)
    equal = [each for each in stand.values() if each.type == "equal"]
    # What people said first, in the order they said it; then the machine's, the surest first, whenever it was said.
    people = sorted((each for each in equal if each.human), key=lambda each: (each.at, each.pair))
    machine = sorted(
        (each for each in equal if not each.human), key=lambda each: (-each.confidence, each.pair)
    )
    blocked = [each for each in [*people, *machine] if not joining.join(each)]
    return Clusters(joining.named(), tuple(blocked))


def precedence(name: str) -> tuple[int, str, int, str]:
    """The order in which records lend a cluster their name: CVE first, then CNVD, CNNVD, our own, all others."""
    system, identifier = parts_of(name)
    place = _SYSTEMS.index(system) if system in _SYSTEMS else len(_SYSTEMS)
    return place, system, len(identifier), identifier


class _Joining:
    """Disjoint sets of records that respect separators."""

    def __init__(self, separated: Collection[Pair]) -> None:
        self._above: dict[str, str] = {}
        self._held: dict[str, set[str]] = {}
        self._foes: dict[str, set[str]] = {}
        for a, b in separated:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)

    def add(self, name: str) -> None:
        if name not in self._above:
            self._above[name] = name
            self._held[name] = {name}

    def join(self, said: Statement) -> bool:
        """Join the two unless something bars it; whether they are one now."""
        a, b = self._top(said.a), self._top(said.b)
        if a == b:
            return True
        if self._separated(a, b) or (not said.human and _numbers(self._held[a]) & _numbers(self._held[b])):
            return False
        small, large = sorted((a, b), key=lambda top: (len(self._held[top]), top))
        self._above[small] = large
        self._held[large] |= self._held.pop(small)
        return True

    def named(self) -> dict[str, str]:
        leaders = {top: min(held, key=precedence) for top, held in self._held.items()}
        return {name: leaders[self._top(name)] for name in self._above}

    def _separated(self, a: str, b: str) -> bool:
        return any(not self._held[b].isdisjoint(self._foes.get(name, ())) for name in self._held[a])

    def _top(self, name: str) -> str:
        while (above := self._above[name]) != name:
            self._above[name] = self._above[above]
            name = above
        return name


def _numbers(held: Iterable[str]) -> set[str]:
    return {system for system, _identifier in map(parts_of, held) if system in ONE_NUMBER}
