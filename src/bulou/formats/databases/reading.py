"""Files of vulnerability databases, told apart by what stands in them, record by record."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bulou.formats.databases import cnnvd, cnvd, csaf, cve, osv, stix
from bulou.formats.databases.record import Record
from bulou.formats.foreign.lenient_xml import element, pieces
from bulou.formats.foreign.reading import text_of
from bulou.formats.foreign.record import an_object, objects

FORMATS = ("cnvd", "cnnvd", "cve", "osv", "csaf", "stix")


@dataclass(frozen=True, slots=True)
class Found:
    """One record of a file with the bytes that are kept of it: those of the file, without an exploit (Article 9(4)).

    `record` is None for what could not be read.
    """

    raw: bytes
    record: Record | None


class NoDatabase(ValueError):
    """The file is of none of the formats that are read here."""

    zh = "此文件不是 CNVD XML、CNNVD XML、CVE JSON 5、OSV、CSAF 或 STIX 2.1。"
    en = "This file is none of CNVD XML, CNNVD XML, CVE JSON 5, OSV, CSAF and STIX 2.1."

    def __init__(self) -> None:
        super().__init__(f"{self.en} {self.zh}")


def read(raw: bytes) -> Iterator[Found]:
    """The records of a file one by one, so that a large one is never held whole as records.

    JSON may be one document, a list, or one document a line. No entity is expanded and nothing is fetched. Raises
    NoDatabase before the first record when the file is of no format known here.
    """
    text, encoding, _fits = text_of(raw)
    start = text[:4096].lstrip()[:1]
    if start == "<":
        body = raw if encoding in ("utf-8", "gb18030") else text.encode()
        return _xml(body, encoding if body is raw else "utf-8")
    if start in ("{", "["):
        return _json(text)
    raise NoDatabase


def _xml(raw: bytes, encoding: str) -> Iterator[Found]:
    if b"<cnnvd" in raw or b"<vuln-id" in raw:
        return _pieces(raw, encoding, cnnvd, cnnvd.without_exploit)
    if b"<vulnerability" in raw:
        return _pieces(raw, encoding, cnvd, bytes)
    raise NoDatabase


def _pieces(raw: bytes, encoding: str, form: Any, kept: Callable[[bytes], bytes]) -> Iterator[Found]:
    for piece in pieces(raw, form.RECORD):
        own = kept(piece.raw)
        read, marks = (
            element(piece.raw.decode(encoding, "replace"), form.KNOWN) if piece.whole else (None, [])
        )
        yield Found(own, form.read(read, marks) if read is not None else None)


def _json(text: str) -> Iterator[Found]:
    try:
        whole = _loaded(text)
    except ValueError:
        return _lines(text)
    return _documents(whole if isinstance(whole, list) else [whole])


def _lines(text: str) -> Iterator[Found]:
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        known = _read_by(_loaded(lines[0]))
    except ValueError:
        raise NoDatabase from None
    if known is None:
        raise NoDatabase
    return _each_line(lines)


def _each_line(lines: Iterable[str]) -> Iterator[Found]:
    for line in lines:
        try:
            document = _loaded(line)
        except ValueError:
            yield Found(line.encode(errors="replace"), None)
        else:
            yield from _documents([document])


def _documents(documents: list[Any]) -> Iterator[Found]:
    if not documents or _read_by(documents[0]) is None:
        raise NoDatabase
    return (found for document in documents for found in _records(document))


def _records(document: Any) -> Iterator[Found]:
    """The records of one JSON document; CNVD's and STIX's hold many."""
    by = _read_by(document)
    inner = [document]
    if by is cnvd.read_json:
        outer = an_object(document.get("vulnerabilitys")) or document
        inner = objects(outer.get("vulnerability"))
    elif by is stix.read:
        inner = [each for each in objects(document.get("objects")) or [document] if each.get("type") == "vulnerability"]  # fmt: skip
    for each in inner:
        raw = json.dumps(each, ensure_ascii=False, sort_keys=True).encode(errors="replace")
        yield Found(raw, _read(by, each))


def _read(by: Callable[[dict[str, Any]], Record | None] | None, document: Any) -> Record | None:
    """The record, or None for a document whose parts are not of the kind that they should be."""
    try:
        return by(document) if by is not None and isinstance(document, dict) else None
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError):
        return None


def _read_by(document: Any) -> Callable[[dict[str, Any]], Record | None] | None:
    """What reads this document; None for one of no known format."""
    match document:
        case {"dataType": "CVE_RECORD"} | {"cveMetadata": _}:
            return cve.read
        case {"document": {"csaf_version": _}}:
            return csaf.read
        case {"vulnerabilitys": _} | {"vulnerability": _}:
            return cnvd.read_json
        case {"type": "bundle", "objects": _} | {"type": "vulnerability", "spec_version": _}:
            return stix.read
        case {"id": str(), "modified": _}:
            return osv.read
    return None


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
