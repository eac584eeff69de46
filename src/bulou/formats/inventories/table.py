"""An inventory as a table: CSV with a heading, in Chinese or English, as spreadsheets save it."""

import csv
import io
from collections.abc import Iterator

from bulou.formats.inventories.document import InventoryDocument, Item, UnreadableInventory, kept, text_of
from bulou.products import fold

# The first of each is what the documentation names; the others are what people write.
HEADINGS = {
    "vendor": ("vendor", "厂商", "供应商", "提供者", "品牌", "manufacturer", "supplier", "brand"),
    "product": ("product", "产品", "产品名称", "名称", "软件", "组件", "name", "component", "software"),
    "model": ("model", "型号", "产品型号", "model number", "part number"),
    "version": ("version", "版本", "版本号", "固件版本", "软件版本", "firmware", "firmware version"),
    "purl": ("purl", "package url"),
    "cpe": ("cpe", "cpe23", "cpe 2.3"),
    "asset": ("asset", "资产", "资产名称", "设备名称", "主机名", "hostname", "host"),
    "address": ("address", "地址", "ip", "ip地址", "网址", "位置", "ip address", "location"),
    "note": ("note", "备注", "负责人", "所属系统", "owner", "system", "comment"),
    "ref": ("ref", "编号", "资产编号", "id", "asset id"),
}
_COLUMNS = {fold(word): column for column, words in HEADINGS.items() for word in words}


def read_table(content: bytes) -> InventoryDocument:
    """The inventory in a CSV file, UTF-8 or GB 18030, parted by comma, semicolon or tab. Raises UnreadableInventory."""
    rows = _rows(_decoded(content))
    heading: list[str] = next(rows, [])
    columns = [_COLUMNS.get(fold(each), "") for each in heading]
    if not {"product", "model", "purl", "cpe"} & set(columns):
        raise UnreadableInventory(
            "第一行应为表头，至少含“产品”“型号”“purl”“CPE”之一；另可有“厂商”“版本”“资产”“地址”“备注”。",
            "The first line is the heading, with at least one of product, model, purl, cpe; vendor, version, asset, address,"
            " note may follow.",
        )
    items, problems = kept(_item(columns, row, line) for line, row in enumerate(rows, start=2) if any(row))
    return InventoryDocument("CSV", "", items, problems)


def _rows(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text), delimiter=delimiter)


def _item(columns: list[str], row: list[str], line: int) -> Item:
    values: dict[str, str] = {}
    for column, value in zip(columns, row, strict=False):
        if column and value.strip():
            values[column] = "；".join(each for each in (values.get(column), text_of(value)) if each)
    return Item(**({"ref": f"row {line}"} | values))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableInventory(
        "无法识别文字编码；请以 UTF-8 保存 CSV。",
        "The character encoding is not known; save the CSV as UTF-8.",
    )
