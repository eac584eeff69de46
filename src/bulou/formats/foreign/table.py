"""A table of reports (CSV): columns by their header in Chinese or English, every cell as text, a formula too."""

import csv
import io
from collections.abc import Mapping

from bulou.formats.foreign.record import Draft, ForeignRecord, unread

COLUMNS: Mapping[str, str] = {
    "title": "title", "name": "title", "summary": "title", "标题": "title", "名称": "title", "漏洞名称": "title",
    "product": "product", "affected product": "product", "产品": "product", "受影响产品": "product", "影响产品": "product",
    "version": "versions", "versions": "versions", "版本": "versions", "受影响版本": "versions", "影响版本": "versions",
    "weakness": "weakness", "cwe": "weakness", "type": "weakness", "类型": "weakness", "漏洞类型": "weakness",
    "severity": "severity", "等级": "severity", "危害等级": "severity", "严重程度": "severity",
    "steps": "steps", "description": "steps", "描述": "steps", "漏洞描述": "steps", "复现步骤": "steps",
    "impact": "impact", "影响": "impact", "危害": "impact",
    "reporter": "name", "报告人": "name", "提交者": "name", "contact": "contact", "联系方式": "contact",
    "note": "note", "备注": "note", "cve": "cve", "cve编号": "cve", "cve id": "cve",
}  # fmt: skip


def rows(text: str, encoding: str) -> list[ForeignRecord]:
    """The rows of the table as records; none when its header names no column that we know."""
    lines: list[str] = []
    source = io.StringIO(text.removeprefix("\ufeff"), newline="")
    reader = csv.reader(_Taken(source, lines), delimiter=_delimiter(text))
    found: list[ForeignRecord] = []
    try:
        header = next(reader, [])
        top = _drain(lines)
        columns = [COLUMNS.get(" ".join(cell.lower().replace("_", " ").split()), "") for cell in header]
        if not {"title", "product", "steps", "cve"} & set(columns):
            return []
        for cells in reader:
            raw = (top + _drain(lines)).encode(_plain(encoding), "replace")
            if any(cell.strip() for cell in cells):
                found.append(_record(raw, header, columns, cells))
    except csv.Error:
        rest = _drain(lines) + source.read()
        found.append(
            unread(rest.encode(_plain(encoding), "replace"), "import_record_unreadable", rest[:200_000])
        )
    return found


class _Taken:
    """The lines of a file one by one, remembered until they are drained: what a row was made of."""

    def __init__(self, source: io.StringIO, lines: list[str]) -> None:
        self._source, self._lines = source, lines

    def __iter__(self) -> "_Taken":
        return self

    def __next__(self) -> str:
        line = next(self._source)
        self._lines.append(line)
        return line


def _drain(lines: list[str]) -> str:
    text = "".join(lines)
    lines.clear()
    return text


def _record(raw: bytes, header: list[str], columns: list[str], cells: list[str]) -> ForeignRecord:
    draft = Draft()
    for position, cell in enumerate(cells):
        name = columns[position] if position < len(columns) else ""
        if name == "severity":
            draft.severity(cell)
        elif name == "cve":
            draft.cves([cell])
        elif name and name not in draft.content:
            draft.say(name, cell)
        elif cell.strip():
            draft.mark("import_columns")
            draft.note(header[position] if position < len(header) else f"column {position + 1}", cell)
    return draft.done(raw)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _plain(encoding: str) -> str:
    return encoding if encoding in ("utf-8", "gb18030") else "utf-8"
