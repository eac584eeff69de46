"""CSAF 2.0 and 2.1: every product of the tree with its names and versions, and what each vulnerability says of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bulou.formats.claims.document import Advisory, UnreadableAdvisory, Vulnerability
from bulou.formats.inventories.document import list_of, object_of, text_of
from bulou.products import Claim, Naming, VersionRange, one_version, read_versions, split_versions
from bulou.products.cpe import Cpe
from bulou.products.errors import NameUnreadable
from bulou.products.matching import scheme_of
from bulou.products.ranges import Span

SAYS = {
    "known_affected": "affected",
    "first_affected": "affected",
    "last_affected": "affected",
    "known_not_affected": "not_affected",
    "fixed": "fixed",
    "first_fixed": "fixed",
    "recommended": "fixed",
    "under_investigation": "under_investigation",
}
_DEEPEST = 100
_ON = ("installed_on", "installed_with", "external_component_of")


@dataclass(frozen=True, slots=True)
class Listed:
    """A product of the tree: its names, its versions, and what it runs on or is part of."""

    naming: Naming
    versions: VersionRange
    needs: tuple[tuple[Naming, ...], ...] = ()
    part_of: "Listed | None" = None


def read_csaf(tree: dict[str, Any]) -> Advisory:
    """What the CSAF document says. Raises UnreadableAdvisory."""
    head = object_of(tree.get("document"))
    tracking = object_of(head.get("tracking"))
    products = _products(object_of(tree.get("product_tree")))
    return Advisory(
        f"CSAF {text_of(head.get('csaf_version'))}",
        text_of(tracking.get("id")),
        text_of(head.get("title")),
        [_vulnerability(object_of(each), products) for each in list_of(tree.get("vulnerabilities"))],
    )


def _vulnerability(written: dict[str, Any], products: dict[str, Listed]) -> Vulnerability:
    claims: list[Claim] = []
    for group, says in SAYS.items():
        for identifier in list_of(object_of(written.get("product_status")).get(group)):
            if (listed := products.get(str(identifier))) is not None:
                claims += _claims(listed, says)
    return Vulnerability(text_of(written.get("cve")), text_of(written.get("title")), claims)


def _claims(listed: Listed, says: str) -> Iterator[Claim]:
    yield Claim(listed.naming, listed.versions, says, listed.needs)
    if listed.part_of is not None and says == "affected":
        # The whole is not called affected, only a part that it always has: said to its owner, never passed over.
        whole = listed.part_of
        yield Claim(whole.naming, whole.versions, says, contains=listed.naming.shown)


def _products(tree: dict[str, Any]) -> dict[str, Listed]:
    found = {
        text_of(each.get("product_id")): _full_name(each)
        for each in map(object_of, list_of(tree.get("full_product_names")))
    }
    for identifier, listed in _branches(list_of(tree.get("branches"))):
        found[identifier] = listed
    for each in map(object_of, list_of(tree.get("relationships"))):
        product = found.get(text_of(each.get("product_reference")))
        base = found.get(text_of(each.get("relates_to_product_reference")))
        if product is None or base is None:
            continue
        identifier = text_of(object_of(each.get("full_product_name")).get("product_id"))
        part_of = base if each.get("category") == "default_component_of" else None
        needs = (*product.needs, (base.naming,))
        found[identifier] = replace(product, needs=needs, part_of=part_of)
    return found


def _branches(branches: list[Any]) -> Iterator[tuple[str, Listed]]:
    waiting = [(object_of(each), dict[str, str](), 0) for each in reversed(branches)]
    while waiting:
        branch, above, depth = waiting.pop()
        if depth > _DEEPEST:
            raise UnreadableAdvisory(
                f"产品树超过 {_DEEPEST} 层。", f"The product tree is more than {_DEEPEST} deep."
            )
        names = above | {text_of(branch.get("category")): text_of(branch.get("name"))}
        if product := object_of(branch.get("product")):
            yield text_of(product.get("product_id")), _leaf(names, product)
        waiting += [(object_of(each), names, depth + 1) for each in reversed(list_of(branch.get("branches")))]


def _leaf(names: dict[str, str], product: dict[str, Any]) -> Listed:
    helper = object_of(product.get("product_identification_helper"))
    naming = _naming(helper, names.get("vendor", ""), names.get("product_name", ""))
    scheme = scheme_of(naming)
    if "product_version_range" in names:
        versions = read_versions(names["product_version_range"], scheme)
    elif "product_version" in names:
        # Many producers write ranges and prose into the branch that is for a single version.
        versions = read_versions(names["product_version"], scheme)
        if versions.spans is None and "@" in naming.purl:  # a package's file name: its purl says the version
            versions = _of_purl_or_cpe(naming, scheme)
    else:
        versions = _of_purl_or_cpe(naming, scheme)
    if not naming.product:
        naming = replace(naming, product=text_of(product.get("name")))
    return Listed(naming, versions)


def _full_name(product: dict[str, Any]) -> Listed:
    """A product without branches: what our own documents put into their generic URI, else the name taken apart."""
    helper = object_of(product.get("product_identification_helper"))
    own = _own_parts(helper)
    if own:
        naming = _naming(helper, own.get("vendor", ""), own["product"], own.get("model", ""))
        return Listed(naming, read_versions(own.get("version", ""), scheme_of(naming)))
    name, versions = split_versions(text_of(product.get("name")))
    naming = _naming(helper, "", name)
    scheme = scheme_of(naming)
    read = read_versions(versions, scheme) if versions else _of_purl_or_cpe(naming, scheme)
    return Listed(naming, read)


def _own_parts(helper: dict[str, Any]) -> dict[str, str]:
    for each in map(object_of, list_of(helper.get("x_generic_uris"))):
        try:
            parts = dict(parse_qsl(urlsplit(text_of(each.get("uri"))).fragment))
        except ValueError:
            continue
        if parts.get("product"):
            return parts
    return {}


def _naming(helper: dict[str, Any], vendor: str, product: str, model: str = "") -> Naming:
    models = [text_of(each) for each in list_of(helper.get("model_numbers"))]
    purls = [
        text_of(helper.get("purl")),
        *map(text_of, list_of(helper.get("purls"))),
    ]  # 2.0 has one, 2.1 a list
    return Naming(
        vendor=vendor,
        product=product,
        model=model or (models[0] if models else ""),
        purl=next((each for each in purls if each), ""),
        cpe=text_of(helper.get("cpe")),
        also=tuple((vendor, each) for each in models[1:]),
    )


def _of_purl_or_cpe(naming: Naming, scheme: str) -> VersionRange:
    """The version that stands in the identifier; every version where none stands anywhere."""
    version = naming.purl.rpartition("@")[2].partition("?")[0] if "@" in naming.purl else ""
    if not version and naming.cpe:
        try:
            version = Cpe.parse(naming.cpe).plain_version
        except NameUnreadable:
            version = ""
    return one_version(version, scheme) if version else VersionRange("*", (Span(),), scheme)
