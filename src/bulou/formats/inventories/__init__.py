"""Inventories and bills of materials that others wrote: CycloneDX, SPDX and tables, told apart by content.

No file is believed: size, depth, number, entities and broken text are answered with cause and remedy. No file is fetched.
"""

import csv

from bulou.formats.inventories import cyclonedx, spdx, table
from bulou.formats.inventories.document import (
    LARGEST,
    MOST,
    InventoryDocument,
    Item,
    Problem,
    UnreadableInventory,
    loaded,
    object_of,
)


def read_inventory(content: bytes) -> InventoryDocument:
    """What the file lists. Raises UnreadableInventory; a single bad row is a problem of the document instead."""
    if len(content) > LARGEST:
        raise UnreadableInventory(
            f"文件超过 {LARGEST // 1024 // 1024} MB；请按系统拆分。",
            f"The file is larger than {LARGEST // 1024 // 1024} MB; split it.",
        )
    start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return _worth(cyclonedx.read_xml(content))
    if start.startswith((b"{", b"[")):
        return _worth(_json(content))
    if b"SPDXVersion:" in start:
        return _worth(spdx.read_tags(content.decode("utf-8", "replace")))
    try:
        return _worth(table.read_table(content))
    except csv.Error as error:
        raise UnreadableInventory(f"CSV 有误：{error}。", f"The CSV is broken: {error}.") from None


def _json(content: bytes) -> InventoryDocument:
    tree = object_of(loaded(content.removeprefix(b"\xef\xbb\xbf")))
    if tree.get("bomFormat") == "CycloneDX":
        return cyclonedx.read_json(tree)
    if str(tree.get("spdxVersion", "")).startswith("SPDX-2"):
        return spdx.read_json(tree)
    raise UnreadableInventory(
        "此 JSON 既非 CycloneDX 也非 SPDX 2.x 清单；SPDX 3 请先转换为 2.3。",
        "This JSON is neither CycloneDX nor SPDX 2.x; convert SPDX 3 to 2.3 first.",
    )


def _worth(document: InventoryDocument) -> InventoryDocument:
    if not document.items:
        raise UnreadableInventory("清单中没有任何组件。", "The inventory lists no component.")
    return document


__all__ = [
    "LARGEST",
    "MOST",
    "InventoryDocument",
    "Item",
    "Problem",
    "UnreadableInventory",
    "read_inventory",
]
