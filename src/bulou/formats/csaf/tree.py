"""The product tree: which ids stand for which product at which versions, and how they are found back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from bulou.products import AffectedProduct, Product, Status

GROUPS: dict[Status, str] = {
    "affected": "known_affected",
    "not_affected": "known_not_affected",
    "under_investigation": "under_investigation",
    "fixed": "fixed",
}
FIRST_FIXED = "first_fixed"
NEED_REMEDY: tuple[Status, ...] = ("affected", "under_investigation")

_ID = re.compile(r"CSAFPID(?:-(?P<own>[0-9]{4,}))?(?:-FIXES(?P<fixes>(?:-[0-9]{4,})+))?")
# Only what is one version beyond doubt becomes a product_version branch (6.1.31, 6.3.11); ranges and free text
# are full product names, because a product_version_range branch is reported by 6.3.10.
_EXACT_VERSION = re.compile(r"[0-9]+(?:\.(?![xX](?:\.|$))[0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Listed:
    """A product of the tree; `group` is its list in `product_status`."""

    id: str
    product: Product
    versions: str
    group: str


def product_id(position: int) -> str:
    """The id stem of the product at that position, from 0."""
    return f"CSAFPID-{position + 1:04}"


def listed(products: tuple[AffectedProduct, ...]) -> list[Listed]:
    """Every given product, and once each the versions that `fixed_in` names.

    The id of a fixed one names the products it mends: "CSAFPID-FIXES-0001-0002", or "CSAFPID-0003-FIXES-0001" when
    the third product given is that very version.
    """
    mended: dict[tuple[Product, str], list[str]] = {}
    for position, affected in enumerate(products):
        if affected.fixed_in:
            mended.setdefault((affected.product, affected.fixed_in), []).append(f"-{position + 1:04}")
    entries = []
    for position, affected in enumerate(products):
        fixes = (
            mended.pop((affected.product, affected.versions), None) if affected.status == "fixed" else None
        )
        suffix = "-FIXES" + "".join(fixes) if fixes else ""
        group = GROUPS[affected.status]
        entries.append(Listed(product_id(position) + suffix, affected.product, affected.versions, group))
    entries += [
        Listed("CSAFPID-FIXES" + "".join(fixes), product, versions, FIRST_FIXED)
        for (product, versions), fixes in mended.items()
    ]
    return entries


def default_products(products: tuple[AffectedProduct, ...]) -> tuple[int, ...]:
    """The positions that a remediation without any means: what needs a remedy, or all when nothing does."""
    needing = tuple(n for n, product in enumerate(products) if product.status in NEED_REMEDY)
    return needing or tuple(range(len(products)))


def product_tree(entries: list[Listed], namespace: str) -> dict[str, Any]:
    """The tree of all entries; `namespace` is the publisher's, in which the product identifiers are made."""
    tree: dict[str, Any] = {}
    for entry in entries:
        name = AffectedProduct(entry.product, entry.versions, "affected").full_name
        leaf = {
            "name": name,
            "product_id": entry.id,
            "product_identification_helper": _helper(entry, namespace),
        }
        if entry.product.vendor and _EXACT_VERSION.fullmatch(entry.versions):
            vendor = _branch(tree, "vendor", entry.product.vendor)
            named = _branch(vendor, "product_name", entry.product.named)
            named.setdefault("branches", []).append(
                {"category": "product_version", "name": entry.versions, "product": leaf}
            )
        else:
            tree.setdefault("full_product_names", []).append(leaf)
    return tree


def products_of(tree: dict[str, Any], status: dict[str, list[str]]) -> tuple[AffectedProduct, ...]:
    """The products that `listed` and `product_tree` wrote. Raises KeyError or ValueError for another's tree."""
    group_of = {identifier: group for group, ids in status.items() for identifier in ids}
    given: dict[int, tuple[Product, str, Status]] = {}
    fixed_in: dict[int, str] = {}
    for leaf in _leaves(tree):
        match = _ID.fullmatch(leaf["product_id"])
        if match is None:
            raise ValueError(f"product id {leaf['product_id']!r} is not one of ours")
        product, versions = _identified(leaf)
        if match["own"]:
            group = group_of[leaf["product_id"]]
            given[int(match["own"])] = product, versions, next(s for s in GROUPS if GROUPS[s] == group)
        for number in (match["fixes"] or "").split("-")[1:]:
            fixed_in[int(number)] = versions
    return tuple(AffectedProduct(*given[number], fixed_in.get(number, "")) for number in sorted(given))


def position(identifier: str) -> int:
    """The position, from 0, that a product id stands for. Raises ValueError when it is not one of ours."""
    match = _ID.fullmatch(identifier)
    if match is None or not match["own"]:
        raise ValueError(f"product id {identifier!r} is not one of ours")
    return int(match["own"]) - 1


def _branch(parent: dict[str, Any], category: str, name: str) -> dict[str, Any]:
    branches: list[dict[str, Any]] = parent.setdefault("branches", [])
    for branch in branches:
        if branch["name"] == name:
            return branch
    branches.append({"category": category, "name": name})
    return branches[-1]


def _helper(entry: Listed, namespace: str) -> dict[str, Any]:
    parts = {
        "vendor": entry.product.vendor,
        "product": entry.product.name,
        "model": entry.product.model,
        "version": entry.versions,
    }
    uri = f"{namespace}#{urlencode({key: part for key, part in parts.items() if part}, quote_via=quote, safe='')}"
    helper: dict[str, Any] = {"x_generic_uris": [{"namespace": namespace, "uri": uri}]}
    if entry.product.model:
        # CSAF reads * and ? in a model number as wildcards.
        helper["model_numbers"] = [re.sub(r"([*?])", r"\\\1", entry.product.model)]
    return helper


def _identified(leaf: dict[str, Any]) -> tuple[Product, str]:
    uri: str = leaf["product_identification_helper"]["x_generic_uris"][0]["uri"]
    parts = dict(parse_qsl(uri.partition("#")[2], strict_parsing=True))
    return Product(parts["product"], parts.get("model", ""), parts.get("vendor", "")), parts.get(
        "version", ""
    )


def _leaves(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from tree.get("full_product_names", [])
    yield from _branch_leaves(tree.get("branches", []))


def _branch_leaves(branches: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for branch in branches:
        if "product" in branch:
            yield branch["product"]
        yield from _branch_leaves(branch.get("branches", []))
