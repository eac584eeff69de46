"""Which format a file has, by what stands in it; its name counts for nothing."""

import codecs
import json
import re
from typing import Any

from bulou.formats.foreign import cnnvd, cnvd, csaf, cve, table
from bulou.formats.foreign.record import ForeignFile, ForeignRecord, unread

LARGEST = 50 * 1024 * 1024
MOST_RECORDS = 20_000
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(raw: bytes) -> ForeignFile:
    """What the file holds: at least one record, whatever its bytes are. Never raises.

    A file above `LARGEST` bytes is for the caller to turn away; records above `MOST_RECORDS` come as one, unread.
    """
    try:
        found = _read(raw)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, IndexError):
        found = None
    if found is None or not found.records:
        return ForeignFile("unread", (unread(raw, "import_unreadable", _text(raw)[0][:200_000]),))
    if len(found.records) > MOST_RECORDS:
        kept = found.records[: MOST_RECORDS - 1]
        rest = unread(b"\n".join(each.raw for each in found.records[len(kept) :]), "import_rest")
        return ForeignFile(found.kind, (*kept, rest), found.marks)
    return found


def _read(raw: bytes) -> ForeignFile | None:
    text, encoding, fits = text_of(raw)
    marks = () if fits else ("import_encoding",)
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return _json(raw, text, marks)
    if start == "<":
        body = raw if encoding in ("utf-8", "gb18030") else text.encode()
        encoding = encoding if body is raw else "utf-8"
        if b"<vulnerabilit" in body:
            return ForeignFile("cnvd-xml", *_with(cnvd.from_xml(body, encoding), marks))
        if b"<entry" in body and b"vuln-" in body:
            return ForeignFile("cnnvd-xml", *_with(cnnvd.from_xml(body, encoding), marks))
        return None
    rows = table.rows(text, encoding)
    return ForeignFile("csv", tuple(rows), marks) if rows else None


def _with(
    found: tuple[tuple[ForeignRecord, ...], tuple[str, ...]], marks: tuple[str, ...]
) -> tuple[tuple[ForeignRecord, ...], tuple[str, ...]]:
    records, own = found
    return records, (*marks, *own)


def _json(raw: bytes, text: str, marks: tuple[str, ...]) -> ForeignFile | None:
    found: Any = json.loads(text, strict=False, parse_int=str, parse_float=str)
    if isinstance(found, list):
        records = [record for item in found for record in _document(None, item)[1]]
        return ForeignFile(_document(None, found[0])[0], tuple(records), marks) if records else None
    kind, records = _document(raw, found)
    return ForeignFile(kind, tuple(records), marks) if records else None


def _document(raw: bytes | None, found: Any) -> tuple[str, list[ForeignRecord]]:
    """The kind and the records of one JSON document; `raw` are its bytes, None where it stood in a list."""
    if not isinstance(found, dict):
        return "unread", []
    own = raw if raw is not None else json.dumps(found, ensure_ascii=False).encode(errors="replace")
    if isinstance(found.get("document"), dict):
        kind = "csaf-2.1" if str(found["document"].get("csaf_version")) == "2.1" else "csaf-2.0"
        return kind, csaf.records(own, found)
    if found.get("dataType") == "CVE_RECORD" or "cveMetadata" in found:
        return "cve-5", [cve.record(own, found)]
    if "vulnerabilitys" in found or "vulnerability" in found:
        return "cnvd-json", cnvd.from_json(own, found)
    return "unread", []


def text_of(raw: bytes) -> tuple[str, str, bool]:
    """The text, its encoding, and whether that is the one declared."""
    declared = _DECLARED.match(raw.lstrip()[:300])
    text, encoding = _text(raw)
    if declared is None:
        return text, encoding, True
    try:
        named = codecs.lookup(declared[1].decode()).name
    except LookupError:
        return text, encoding, False
    same = {"gb2312", "gbk", "gb18030"}
    return text, encoding, named == encoding or {named, encoding} <= same or named.startswith(encoding)


def _text(raw: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name if name != "utf-8" else "utf-8-sig", "replace"), name
    for name in ("utf-8", "gb18030"):
        try:
            return raw.decode(name), name
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace"), "utf-8"
