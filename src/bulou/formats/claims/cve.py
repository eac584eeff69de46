"""CVE JSON 5: `affected` entries with their default status, and the configurations of `cpeApplicability`."""

from collections.abc import Iterator
from typing import Any

from bulou.formats.claims.document import Advisory, Vulnerability
from bulou.formats.inventories.document import list_of, object_of, text_of
from bulou.products import Claim, Naming, VersionRange, fold, fold_company, one_version, read_versions
from bulou.products.configurations import Leaf, Node, claims_of
from bulou.products.cpe import Cpe, unquoted
from bulou.products.errors import NameUnreadable
from bulou.products.ranges import Span
from bulou.products.versions import GIT, scheme_called

_SAYS = {"affected": "affected", "unaffected": "not_affected", "unknown": "under_investigation"}
_NO_NAME = ("n/a", "-", "unspecified", "unknown")
_DEEPEST = 20


def read_cve(tree: dict[str, Any]) -> Advisory:
    """What the record says of products, its own container and those added by others."""
    number = text_of(object_of(tree.get("cveMetadata")).get("cveId"))
    containers = object_of(tree.get("containers"))
    parts = [object_of(containers.get("cna")), *map(object_of, list_of(containers.get("adp")))]
    title = text_of(parts[0].get("title")) or _described(parts[0])
    claims = [claim for part in parts for claim in _claims(part)]
    return Advisory(
        f"CVE {text_of(tree.get('dataVersion'))}", number, title, [Vulnerability(number, title, claims)]
    )


def _described(container: dict[str, Any]) -> str:
    return next(
        (text_of(object_of(each).get("value")) for each in list_of(container.get("descriptions"))), ""
    )


def _claims(container: dict[str, Any]) -> list[Claim]:
    configured = [
        claim
        for each in list_of(container.get("cpeApplicability"))
        for claim in claims_of(_node(object_of(each), 0))
    ]
    needs = {_name(claim.naming): claim.needs for claim in configured if claim.needs}
    entries = [object_of(each) for each in list_of(container.get("affected"))]
    return [claim for entry in entries for claim in _entry(entry, needs)] + configured


def _entry(entry: dict[str, Any], needs: dict[tuple[str, str], Any]) -> Iterator[Claim]:
    vendor, product = (_meant(entry.get(key)) for key in ("vendor", "product"))
    package = text_of(entry.get("packageName"))
    cpes = [text_of(each) for each in list_of(entry.get("cpes"))]
    naming = Naming(
        vendor, product or package, purl=text_of(entry.get("packageURL")), cpe=cpes[0] if cpes else "",
        also=tuple(_of_cpe(each) for each in cpes[1:]),
    )  # fmt: skip
    if not (naming.product or naming.purl or naming.cpe):
        return
    default = text_of(entry.get("defaultStatus")) or "unknown"
    runs_on = needs.get(_name(naming), ())
    versions = [object_of(each) for each in list_of(entry.get("versions"))]
    for each in versions:
        yield from _version(each, naming, default, runs_on)
    if not versions:
        # An entry with nothing but its default speaks of every version.
        yield Claim(naming, VersionRange("*", (Span(),)), _SAYS.get(default, "under_investigation"), runs_on)


def _version(
    item: dict[str, Any], naming: Naming, default: str, needs: tuple[tuple[Naming, ...], ...]
) -> Iterator[Claim]:
    scheme = scheme_called(text_of(item.get("versionType")))
    start = text_of(item.get("version"))
    below, through = text_of(item.get("lessThan")), text_of(item.get("lessThanOrEqual"))
    says = _SAYS.get(text_of(item.get("status")), "under_investigation")
    if below or through:
        versions = _span(start, below, through, scheme)
    elif scheme == GIT:
        versions = one_version(start, scheme)
    else:
        versions = read_versions(start, scheme)  # prose and operators stand where one version should
    changes = [object_of(each) for each in list_of(item.get("changes"))]
    for held, status in _changing(versions, says, changes):
        yield Claim(naming, held, status, needs, default)


def _changing(
    versions: VersionRange, says: str, changes: list[dict[str, Any]]
) -> Iterator[tuple[VersionRange, str]]:
    """The range cut at every version from which the record says something else, in the order it gives them."""
    whole = versions.spans[0] if versions.spans else None
    points = [
        (text_of(each.get("at")), _SAYS.get(text_of(each.get("status")), "under_investigation"))
        for each in changes
    ]
    points = [(at, status) for at, status in points if at]
    if whole is None or not points:
        yield versions, says
        return
    starts = [(whole.introduced, says), *points]
    for position, (start, status) in enumerate(starts):
        last = position + 1 == len(starts)
        span = Span(start, whole.fixed, whole.last_affected) if last else Span(start, starts[position + 1][0])
        end = (
            f", < {span.fixed}" if span.fixed else f", <= {span.last_affected}" if span.last_affected else ""
        )
        yield VersionRange(f">= {start or 0}{end}", (span,), versions.scheme), status


def _span(start: str, below: str, through: str, scheme: str) -> VersionRange:
    """From `start` ("0" and its like: from the first) to an end; "*" as an end is no end."""
    raw = f">= {start}" + (f", < {below}" if below else f", <= {through}")
    first = "" if start in ("0", "*", "", "n/a", "unspecified", "-", "0.0", "0.0.0") else start
    end = below or through
    if end == "*":
        return VersionRange(raw, (Span(first),), scheme)
    if end.endswith(".*"):  # "lessThanOrEqual 2.3.*": every 2.3
        wild = read_versions(end, scheme)
        last = wild.spans[0].fixed if wild.spans else ""
        return VersionRange(raw, (Span(first, last),) if last else None, scheme)
    return VersionRange(raw, (Span(first, below, "" if below else through),), scheme)


def _node(node: dict[str, Any], depth: int) -> Node:
    parts: list[Node | Leaf] = []
    if depth < _DEEPEST:
        parts += [_node(object_of(each), depth + 1) for each in list_of(node.get("nodes"))]
        parts += [leaf for each in list_of(node.get("cpeMatch")) if (leaf := _leaf(object_of(each)))]
    every = text_of(node.get("operator")).upper() == "AND"
    return Node(every, tuple(parts), node.get("negate") is True)


def _leaf(item: dict[str, Any]) -> Leaf | None:
    criteria = text_of(item.get("criteria"))
    try:
        cpe = Cpe.parse(criteria)
    except NameUnreadable:
        return None
    vendor, product = _of_cpe(criteria)
    first = text_of(item.get("versionStartIncluding"))
    after = text_of(item.get("versionStartExcluding"))
    below, through = text_of(item.get("versionEndExcluding")), text_of(item.get("versionEndIncluding"))
    if first or after or below or through:
        raw = " ".join(part for part in (f">= {first}" * bool(first), f"> {after}" * bool(after),
                                         f"< {below}" * bool(below), f"<= {through}" * bool(through)) if part)  # fmt: skip
        versions = VersionRange(raw, (Span(first or after, below, through, bool(after)),))
    elif cpe.plain_version:
        versions = one_version(cpe.plain_version)
    else:
        versions = VersionRange("*", (Span(),))
    return Leaf(Naming(vendor, product, cpe=criteria), versions, item.get("vulnerable") is True)


def _of_cpe(text: str) -> tuple[str, str]:
    try:
        cpe = Cpe.parse(text)
    except NameUnreadable:
        return "", ""
    return unquoted(cpe.vendor), unquoted(cpe.product).replace("_", " ")


def _name(naming: Naming) -> tuple[str, str]:
    return fold_company(naming.vendor), fold(naming.product)


def _meant(value: Any) -> str:
    text = text_of(value)
    return "" if text.lower() in _NO_NAME else text
