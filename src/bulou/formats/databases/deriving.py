"""What records say of each other, as the machine may take it: `equal` only one to one, both ways, and uncontradicted.

A number that is not as its system writes it, a record that names several numbers of one system, a number that several
records of one system name, or products that have nothing in common: each makes less of it than equality (EXCHANGE §6).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bulou.formats.databases.record import LinkKind, Record, parts_of, well_formed
from bulou.formats.databases.relations import Pair, RelationType
from bulou.products import fold, fold_company

BY = "rule:one-to-one"
CONFIDENCE: Mapping[RelationType, int] = {
    "equal": 90, "subset": 80, "superset": 80, "overlaps": 60, "related": 50, "none": 0,
}  # fmt: skip
_CAUTION = ("none", "related", "overlaps", "subset", "superset", "equal")
_FREE = frozenset({"stix", "csaf", "osv", "own"})
"""Systems whose records have a number of their own making: it needs no grammar, because nobody else cites it by accident."""
_WORD = re.compile(r"[0-9A-Za-z]*[A-Za-z][0-9A-Za-z]+")
_COMMON = frozenset(
    {
        "the", "for", "and", "with", "server", "client", "system", "software", "firmware", "router", "series", "version",
        "web", "app", "plugin", "manager", "management", "enterprise", "platform", "cms", "online", "project", "inc", "ltd",
        "co", "corporation", "technology",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """The record `record` names the record `named`."""

    record: str
    named: str
    kind: LinkKind


def derived(
    claims: Iterable[Claim], products: Mapping[str, frozenset[str]]
) -> dict[Pair, tuple[str, str, RelationType]]:
    """What follows of each pair from all claims on the records concerned, as (a, b, type); the same in every order.

    `products` are the words for products (`words_of`) of the records that are at hand.
    """
    held = set(claims)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in held:
        if each.kind == "same" and each.record != each.named:
            names[each.record, parts_of(each.named)[0]].add(each.named)
            named[each.named, parts_of(each.record)[0]].add(each.record)
    found: dict[Pair, tuple[str, str, RelationType]] = {}
    for each in sorted(held, key=lambda claim: (claim.record, claim.named, claim.kind)):
        if each.record == each.named:
            continue
        several = len(names[each.record, parts_of(each.named)[0]]) > 1
        shared = len(named[each.named, parts_of(each.record)[0]]) > 1
        said = (each.record, each.named, _type(each, several, shared, products))
        pair = (min(said[:2]), max(said[:2]))
        if pair not in found or _CAUTION.index(said[2]) < _CAUTION.index(found[pair][2]):
            found[pair] = said
    return found


def _type(claim: Claim, several: bool, shared: bool, products: Mapping[str, frozenset[str]]) -> RelationType:
    if claim.kind != "same" or not (_sure(claim.record) and _sure(claim.named)):
        return "related"
    if several:
        return "overlaps" if shared else "superset"
    if shared:
        return "subset"
    return "related" if contradict(products.get(claim.record), products.get(claim.named)) else "equal"


def _sure(name: str) -> bool:
    return parts_of(name)[0] in _FREE or (well_formed(name) and parts_of(name)[0] != "bid")


def words_of(record: Record) -> frozenset[str]:
    """The words by which its products can be compared with those of others: Latin ones, and whole names in Han."""
    found: set[str] = set()
    for product in record.products:
        line = product.written
        found |= {word for word in map(fold, _WORD.findall(line)) if word not in _COMMON and len(word) > 1}
        found |= {
            name for name in (fold_company(product.vendor), fold(product.name)) if name and not name.isascii()
        }
    return frozenset(found)


def contradict(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    """Whether two records name products that have nothing in common; no when one names none that can be compared.

    Han is compared with Han and Latin with Latin: 用友 and Yonyou do not contradict each other.
    """
    if not one or not other:
        return False
    pairs = [
        (
            {word for word in one if word.isascii() is latin},
            {word for word in other if word.isascii() is latin},
        )
        for latin in (True, False)
    ]
    comparable = [(left, right) for left, right in pairs if left and right]
    return bool(comparable) and not any(_common(left, right) for left, right in comparable)


def _common(left: set[str], right: set[str]) -> bool:
    return bool(left & right) or any(
        short in long
        for a in left
        for b in right
        for short, long in [sorted((a, b), key=len)]
        if len(short) > 1
    )
