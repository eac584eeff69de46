"""CNVD's weekly file, as XML and in the JSON variant that turns single children into objects.

Its `serverity` is misspelt at the source; one cveNumber may hold several CVE numbers, Bugtraq numbers, EDB-IDs or CWEs;
dates run backwards in some hundreds of records. All of that is read, and each repair is named.
"""

import json
from collections.abc import Callable
from typing import Any

from bulou.formats.foreign.lenient_xml import element, pieces, strangers_of, text_of, texts_of
from bulou.formats.foreign.record import Draft, ForeignRecord, objects, texts, unread

KNOWN = frozenset(
    {
        "vulnerability", "number", "cves", "cve", "cveNumber", "cveUrl", "bids", "bid", "bidNumber", "bidUrl", "title",
        "serverity", "severity", "products", "product", "isEvent", "submitTime", "openTime", "discovererName",
        "referenceLink", "formalWay", "description", "patchName", "patchDescription",
    }
)  # fmt: skip
NOTED = (
    "number", "isEvent", "submitTime", "openTime", "discovererName", "referenceLink", "patchName", "patchDescription",
)  # fmt: skip
One = Callable[[str], str]
Many = Callable[[str, str], list[str]]


def from_xml(raw: bytes, encoding: str) -> tuple[tuple[ForeignRecord, ...], tuple[str, ...]]:
    """The records of the file and the marks of the file itself."""
    found = []
    for piece in pieces(raw, "vulnerability"):
        text = piece.raw.decode(encoding, "replace")
        if not piece.whole:
            found.append(unread(piece.raw, "import_cut_off", text))
            continue
        read, marks = element(text, KNOWN)
        if read is None:
            found.append(unread(piece.raw, "import_record_unreadable", text))
            continue
        draft = Draft(marks=marks)
        if read.find("serverity") is not None:
            draft.mark("import_serverity")

        def many(outer: str, inner: str, own: Any = read) -> list[str]:
            return texts_of(own, f"{outer}//{inner}") or texts_of(own, inner)

        _fill(draft, lambda name, own=read: text_of(own, name), many)  # type: ignore[misc]
        for name, said in strangers_of(read, KNOWN):
            draft.note(name, said)
        found.append(draft.done(piece.raw))
    return tuple(found), ("import_entities",) if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw else ()


def from_json(raw: bytes, found: dict[str, Any]) -> list[ForeignRecord]:
    """The records of the JSON variant; where there are several, each is written out by itself."""
    outer = found.get("vulnerabilitys", found)
    inner = outer.get("vulnerability") if isinstance(outer, dict) else outer
    items = objects(inner)
    records = []
    for item in items:
        draft = Draft()
        if isinstance(inner, dict):
            draft.mark("import_single_child")
        own = raw if len(items) == 1 else json.dumps(item, ensure_ascii=False).encode(errors="replace")
        _fill_from_json(draft, item)
        records.append(draft.done(own))
    return records


def _fill_from_json(draft: Draft, item: dict[str, Any]) -> None:
    if "serverity" in item:
        draft.mark("import_serverity")

    def one(name: str) -> str:
        value = item.get(name)
        return "\n".join(texts(value)) if value is not None else ""

    def many(outer: str, inner: str) -> list[str]:
        held = item.get(outer)
        if isinstance(held, dict) and isinstance(held.get(inner), str | dict):
            draft.mark("import_single_child")
        inside = held.get(inner) if isinstance(held, dict) else held
        found = texts(inside)
        for each in objects(held) if inner not in ("product",) else []:
            found += texts(each.get(inner))
            for child in objects(each.get(outer[:-1])):
                if isinstance(each.get(outer[:-1]), dict):
                    draft.mark("import_single_child")
                found += texts(child.get(inner))
        return list(dict.fromkeys(found))

    _fill(draft, one, many)


def _fill(draft: Draft, one: One, many: Many) -> None:
    draft.say("title", one("title") or one("number"))
    draft.say("product", "; ".join(many("products", "product")))
    draft.severity(one("serverity") or one("severity"))
    draft.say("steps", one("description"))
    draft.cves(many("cves", "cveNumber"))
    for number in many("bids", "bidNumber"):
        draft.note("BID", number)
    for name in NOTED:
        draft.note(name, one(name))
    draft.note("formalWay", one("formalWay"))
    if one("openTime") and one("submitTime") and one("openTime") < one("submitTime"):
        draft.mark("import_dates_backwards")
