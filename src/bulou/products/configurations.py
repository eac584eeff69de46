"""Configurations: what is vulnerable, and what it must run on, joined by AND and OR as CVE and NVD write them.

"Running on" is not "affected": a leaf that is not vulnerable never becomes a claim, only a condition of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bulou.products.matching import Claim, Naming
from bulou.products.ranges import VersionRange


@dataclass(frozen=True, slots=True)
class Leaf:
    """One product at some versions; `vulnerable` or merely what the vulnerable one runs on."""

    naming: Naming
    versions: VersionRange
    vulnerable: bool


@dataclass(frozen=True, slots=True)
class Node:
    """Parts joined by AND (`every`) or OR. A negated node says what must be absent, which no inventory proves."""

    every: bool
    parts: tuple["Node | Leaf", ...]
    negated: bool = False


def claims_of(node: Node) -> list[Claim]:
    """A claim for each vulnerable leaf, with the alternatives that must be there beside it."""
    return [
        Claim(leaf.naming, leaf.versions, "affected", tuple(needs)) for leaf, needs in _with_needs(node, ())
    ]


def _with_needs(
    part: Node | Leaf, needs: tuple[tuple[Naming, ...], ...]
) -> list[tuple[Leaf, tuple[tuple[Naming, ...], ...]]]:
    if isinstance(part, Leaf):
        return [(part, needs)] if part.vulnerable else []
    if part.negated:
        return []
    found = []
    for position, each in enumerate(part.parts):
        beside = [other for place, other in enumerate(part.parts) if place != position] if part.every else []
        more = tuple(names for other in beside if (names := _namings([other])))
        found += _with_needs(each, needs + more)
    return found


def _namings(parts: Sequence[Node | Leaf]) -> tuple[Naming, ...]:
    """Every name any of which would do. An AND among alternatives is taken for all of its names: fewer are demanded."""
    found: list[Naming] = []
    for part in parts:
        if isinstance(part, Leaf):
            found.append(part.naming)
        elif not part.negated:
            found += _namings(part.parts)
    return tuple(found)
