"""SPDX 2.2 and 2.3, as JSON and as tag-value lines: the packages with their names."""

from collections.abc import Iterable, Iterator
from typing import Any

from bulou.formats.inventories.document import (
    InventoryDocument,
    Item,
    UnreadableInventory,
    kept,
    list_of,
    object_of,
    text_of,
)

_NOTHING = ("NOASSERTION", "NONE", "")


def read_json(tree: dict[str, Any]) -> InventoryDocument:
    """The inventory in the JSON of an SPDX document. Raises UnreadableInventory."""
    items, problems = kept(_package(object_of(each)) for each in list_of(tree.get("packages")))
    return InventoryDocument(
        text_of(tree.get("spdxVersion")).replace("-", " "), text_of(tree.get("name")), items, problems
    )


def _package(package: dict[str, Any]) -> Item:
    refs = [object_of(each) for each in list_of(package.get("externalRefs"))]
    return _item(
        ref=text_of(package.get("SPDXID")),
        name=text_of(package.get("name")),
        version=text_of(package.get("versionInfo")),
        supplier=text_of(package.get("supplier")),
        external=[
            (text_of(each.get("referenceType")), text_of(each.get("referenceLocator"))) for each in refs
        ],
    )


def _item(*, ref: str, name: str, version: str, supplier: str, external: Iterable[tuple[str, str]]) -> Item:
    found = {kind.rpartition("/")[2].lower(): locator for kind, locator in external}
    maker = supplier.partition(":")[2].partition("(")[0].strip() if ":" in supplier else supplier
    return Item(
        ref=ref or name,
        vendor="" if maker in _NOTHING else maker,
        product="" if name in _NOTHING else name,
        version="" if version in _NOTHING else version,
        purl=found.get("purl", ""),
        cpe=found.get("cpe23type", "") or found.get("cpe22type", ""),
    )


def read_tags(text: str) -> InventoryDocument:
    """The inventory in the tag-value lines of an SPDX document. Raises UnreadableInventory."""
    items: list[Item] = []
    head: dict[str, str] = {}
    package: dict[str, Any] | None = None
    for tag, value in _tags(text):
        if tag == "PackageName":
            if package is not None:
                items.append(_item(**package))
            package = {"ref": "", "name": value, "version": "", "supplier": "", "external": []}
        elif tag in ("FileName", "SnippetSPDXID", "LicenseID") and package is not None:
            items.append(_item(**package))
            package = None
        elif package is None:
            head.setdefault(tag, value)
        elif tag in _PACKAGE:
            package[_PACKAGE[tag]] = value
        elif tag == "ExternalRef" and len(parts := value.split()) == 3:
            package["external"].append((parts[1], parts[2]))
    if package is not None:
        items.append(_item(**package))
    good, problems = kept(items)
    return InventoryDocument(
        head.get("SPDXVersion", "SPDX").replace("-", " "), head.get("DocumentName", ""), good, problems
    )


_PACKAGE = {"SPDXID": "ref", "PackageVersion": "version", "PackageSupplier": "supplier"}


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """(tag, value) of every line; what stands between <text> and </text> is passed over."""
    inside = False
    for line in text.splitlines():
        if inside:
            inside = "</text>" not in line
            continue
        tag, colon, value = line.partition(":")
        if not colon or tag.startswith("#"):
            continue
        value = value.strip()
        inside = "<text>" in value and "</text>" not in value
        yield tag.strip(), text_of(value.replace("<text>", "").replace("</text>", ""))
    if inside:
        raise UnreadableInventory(
            "SPDX 文本缺少 </text>，文件不完整；请重新导出。",
            "A <text> is never closed; the file is cut short. Export it again.",
        )
