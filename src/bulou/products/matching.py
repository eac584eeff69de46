"""Whether what one has is what a document speaks of: affected, not affected or cannot decide, always with the reason.

Four questions in turn: is it named, does it run on what the document demands, is its version among those meant, and do
the document's sentences agree. Whatever stays open makes "cannot decide", never "not affected".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from bulou.products.cpe import Cpe
from bulou.products.errors import NameUnreadable
from bulou.products.folding import fold, fold_company
from bulou.products.purl import purl_key, read_purl
from bulou.products.ranges import Membership, VersionRange
from bulou.products.reasons import Reason, Rule
from bulou.products.versions import scheme_called

_ECOSYSTEMS = frozenset(
    [
        "npm",
        "pypi",
        "maven",
        "gem",
        "cargo",
        "nuget",
        "golang",
        "composer",
        "hex",
        "conan",
        "cocoapods",
        "pub",
        "swift",
        "cran",
        "hackage",
        "cpan",
    ]
)


class Result(StrEnum):
    """The answer for one component. A component that is not named gets none of these."""

    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    CANNOT_DECIDE = "cannot_decide"


@dataclass(frozen=True, slots=True)
class Naming:
    """The names under which something goes, as written; all may be blank but not all at once.

    `also` are pairs (vendor, product) by which a registry knows the same thing; either may be blank.
    """

    vendor: str = ""
    product: str = ""
    model: str = ""
    purl: str = ""
    cpe: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        vendor = "" if self.product.startswith(self.vendor) else self.vendor
        return (
            " ".join(part for part in (vendor, self.product or self.model) if part) or self.purl or self.cpe
        )


@dataclass(frozen=True, slots=True)
class Component:
    """Something of one's own: `ref` is how its owner finds it, `version` as installed."""

    ref: str
    naming: Naming
    version: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a document: of these versions of what is so named, it says `says`.

    `says` is affected, not_affected, fixed or under_investigation. `needs` are the alternatives each of which must be
    met by something else that is there ("running on"). `others` is what the document says of all other versions of the
    same product: unaffected, affected or unknown; None leaves it to whether the versions draw a line.
    `contains`: the named product contains what is affected, and nothing says whether it matters there.
    """

    naming: Naming
    versions: VersionRange
    says: str
    needs: tuple[tuple[Naming, ...], ...] = ()
    others: str | None = None
    contains: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out for one component, and why; the first reason decided."""

    component: Component
    result: Result
    reasons: tuple[Reason, ...]


class _Named(StrEnum):
    SURELY = "surely"
    PERHAPS = "perhaps"


@dataclass(slots=True)
class Inventory:
    """Components indexed by every key that can name them; built once, asked by many documents."""

    components: Sequence[Component]
    _by: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _models: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for position, component in enumerate(self.components):
            for key in _keys(component.naming):
                self._by[key].append(position)
            if component.naming.model:
                self._models[fold(component.naming.model)].append(position)

    def candidates(self, naming: Naming) -> Iterator[tuple[int, Component]]:
        """Components that share some key with this naming, each once with its position, in their order."""
        found: set[int] = set()
        for key in _keys(naming):
            found.update(self._by.get(key, ()))
        if _wildcard(naming.model):
            pattern = _model_pattern(naming.model)
            for model, positions in self._models.items():
                if pattern.fullmatch(model):
                    found.update(positions)
        return ((position, self.components[position]) for position in sorted(found))


def match(claims: Sequence[Claim], inventory: Inventory) -> list[Answer]:
    """The answer for every component that the claims name, surely or perhaps, in the order of the inventory."""
    about: dict[int, list[tuple[Claim, _Named, Reason]]] = defaultdict(list)
    for claim in claims:
        for position, component in inventory.candidates(claim.naming):
            named = _named(component.naming, claim.naming)
            if named is not None:
                about[position].append((claim, *named))
    return [
        _answer(inventory.components[position], said, inventory) for position, said in sorted(about.items())
    ]


def _answer(component: Component, said: list[tuple[Claim, _Named, Reason]], inventory: Inventory) -> Answer:
    sure = [(claim, why) for claim, named, why in said if named is _Named.SURELY]
    if not sure:
        return _open(component, *(why for _claim, _named, why in said[:3]))
    judged = [(claim, why, *_held(claim, component)) for claim, why in sure]
    yes = [item for item in judged if item[0].says == "affected" and item[2] is Membership.IN]
    no = [item for item in judged if item[0].says in ("not_affected", "fixed") and item[2] is Membership.IN]
    if yes and no:
        return _open(component, Reason(Rule.CONTRADICTION, yes[0][0].versions.raw, no[0][0].versions.raw))
    if yes:
        return _affected(component, yes, inventory)
    vague = [
        item for item in judged if item[2] is Membership.UNKNOWN and item[0].says != "under_investigation"
    ]
    if no and not any(item[0].says == "affected" for item in vague):
        return Answer(component, Result.NOT_AFFECTED, (no[0][3], no[0][1]))
    if vague:
        return _open(component, vague[0][3], vague[0][1])
    if investigated := next((item for item in judged if item[0].says == "under_investigation"), None):
        return _open(
            component, Reason(Rule.UNDER_INVESTIGATION, investigated[0].versions.raw), investigated[1]
        )
    return _beyond(component, judged)


def _affected(
    component: Component, yes: list[tuple[Claim, Reason, Membership, Reason]], inventory: Inventory
) -> Answer:
    """Affected if some sentence demands nothing else, or all that it demands is there."""
    missing: Reason | None = None
    for claim, why, _membership, place in yes:
        if claim.contains:
            missing = missing or Reason(Rule.CONTAINS, claim.contains)
            continue
        absent = next((need for need in claim.needs if not _met(need, inventory)), None)
        if absent is None:
            return Answer(component, Result.AFFECTED, (place, why))
        missing = missing or Reason(Rule.NEEDS, " / ".join(each.shown for each in absent))
    assert missing is not None
    return _open(component, missing, yes[0][3], yes[0][1])


def _beyond(component: Component, judged: list[tuple[Claim, Reason, Membership, Reason]]) -> Answer:
    """The version is in none of the spans: what follows is what the document says of all others."""
    others = {item[0].others for item in judged}
    if "affected" in others:
        return Answer(
            component, Result.AFFECTED, (Reason(Rule.OTHERS_AFFECTED, component.version), judged[0][1])
        )
    affecting = [item for item in judged if item[0].says == "affected"]
    if not affecting:
        return _open(component, Reason(Rule.SILENT, component.version), judged[0][1])
    claim, why, _membership, place = affecting[0]
    if "unknown" in others:
        return _open(component, Reason(Rule.OTHERS_UNKNOWN, component.version, claim.versions.raw), why)
    if None in others and not any(item[0].versions.delimited for item in affecting):
        return _open(component, Reason(Rule.ONLY_NAMED, component.version, claim.versions.raw), why)
    return Answer(component, Result.NOT_AFFECTED, (place, why))


def _held(claim: Claim, component: Component) -> tuple[Membership, Reason]:
    """Whether the component's version is among the claim's, with the reason."""
    versions, version = claim.versions, component.version
    held = versions.holds(version)
    if held is Membership.IN:
        rule = {"affected": Rule.IN_RANGE, "fixed": Rule.IN_FIXED}.get(claim.says, Rule.IN_UNAFFECTED)
        return held, Reason(rule, version, versions.raw)
    if held is Membership.OUT:
        return held, Reason(Rule.OUT_OF_RANGE, version, versions.raw)
    if not versions.readable:
        return held, Reason(Rule.UNREADABLE_RANGE, versions.raw)
    return held, Reason(Rule.NO_VERSION if not version.strip() else Rule.INCOMPARABLE, version, versions.raw)


def _met(need: tuple[Naming, ...], inventory: Inventory) -> bool:
    for naming in need:
        for _position, component in inventory.candidates(naming):
            named = _named(component.naming, naming)
            if named is not None and named[0] is _Named.SURELY:
                return True
    return False


def _open(component: Component, *reasons: Reason) -> Answer:
    return Answer(component, Result.CANNOT_DECIDE, reasons)


def _named(own: Naming, theirs: Naming) -> tuple[_Named, Reason] | None:
    """Whether the two mean one thing, by the strongest name that both carry; None when they do not."""
    mine, its = _purl(own.purl), _purl(theirs.purl)
    if mine and its:
        if mine == its:
            return _Named.SURELY, Reason(Rule.SAME_PURL, own.purl, theirs.purl)
        types = mine.partition("/")[0], its.partition("/")[0]
        if types[0] == types[1] or _ECOSYSTEMS.issuperset(types):
            return None  # an ecosystem names each of its packages once
    mine, its = _cpe(own.cpe), _cpe(theirs.cpe)
    if mine and mine == its:
        return _Named.SURELY, Reason(Rule.SAME_CPE, own.cpe, theirs.cpe)
    return _by_name(own, theirs)


def _by_name(own: Naming, theirs: Naming) -> tuple[_Named, Reason] | None:
    if _wildcard(theirs.model) and own.model and _model_pattern(theirs.model).fullmatch(fold(own.model)):
        return _Named.SURELY, Reason(Rule.SAME_MODEL, own.model, theirs.model)
    mine, its = list(_pairs(own)), list(_pairs(theirs))
    shared = [(a, b) for a in mine for b in its if a[1] == b[1]]
    if any(a[0] == b[0] != "" for a, b in shared):
        return _Named.SURELY, Reason(Rule.SAME_NAME, own.shown, theirs.shown)
    if any(a[0] + a[1] == b[0] + b[1] and a[0] + b[0] for a in mine for b in its):
        return _Named.SURELY, Reason(Rule.SAME_FULL_NAME, own.shown, theirs.shown)
    if not shared:
        return None
    rule = Rule.OTHER_VENDOR if any(a[0] and b[0] for a, b in shared) else Rule.NO_VENDOR
    return _Named.PERHAPS, Reason(rule, own.shown, theirs.shown)


def _pairs(naming: Naming) -> Iterator[tuple[str, str]]:
    """(vendor, product) folded, for every name of the product: its own, its model, those of the registry and of its CPE."""
    yield from _folded(naming)


@lru_cache(maxsize=262144)
def _folded(naming: Naming) -> tuple[tuple[str, str], ...]:
    vendor = fold_company(naming.vendor)
    names = [(vendor, fold(each)) for each in (naming.product, naming.model) if each and not _wildcard(each)]
    names += [(fold_company(maker) or vendor, fold(name)) for maker, name in naming.also]
    if naming.cpe and (key := _cpe(naming.cpe)):
        _part, maker, name = key.split(":", 2)
        names.append((fold_company(maker), fold(name.replace("\\", ""))))
    return tuple(dict.fromkeys((maker, name) for maker, name in names if name))


def _keys(naming: Naming) -> set[str]:
    """Every key under which the naming is found."""
    keys = set()
    if purl := _purl(naming.purl):
        keys.add(f"purl {purl}")
    if cpe := _cpe(naming.cpe):
        keys.add(f"cpe {cpe}")
    for vendor, product in _pairs(naming):
        keys.add(f"name {product}")
        keys.add(f"name {vendor}{product}")
    return keys


@lru_cache(maxsize=131072)
def _purl(text: str) -> str:
    try:
        return purl_key(text) if text else ""
    except NameUnreadable:
        return ""


@lru_cache(maxsize=131072)
def _cpe(text: str) -> str:
    try:
        return Cpe.parse(text).key if text else ""
    except NameUnreadable:
        return ""


def scheme_of(naming: Naming) -> str:
    """The scheme in which versions of what is so named are written: its package URL's, otherwise firmware."""
    try:
        return scheme_called(read_purl(naming.purl).type) if naming.purl else "firmware"
    except NameUnreadable:
        return "firmware"


def _wildcard(model: str) -> bool:
    return bool(re.search(r"(?<!\\)[*?]", model))


@lru_cache(maxsize=4096)
def _model_pattern(model: str) -> re.Pattern[str]:
    """A model number in which CSAF's unquoted * and ? stand for any characters and for one."""
    parts = re.split(r"(?<!\\)([*?])", model)
    wild = {"*": ".*", "?": "."}
    return re.compile(
        "".join(wild.get(part) or re.escape(fold(part.replace("\\", ""))) for part in parts if part)
    )


def counts(answers: Iterable[Answer]) -> dict[Result, int]:
    """How many answers of each result there are."""
    found = dict.fromkeys(Result, 0)
    for answer in answers:
        found[answer.result] += 1
    return found
