"""STIX 2.1 vulnerability objects in a bundle, in and out: a name, a description, references and numbers, no more.

The object type has six properties of its own, so that it is written here by hand (ADR 0026).
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from bulou.formats.databases.moments import instant
from bulou.formats.databases.record import Link, NotExpressible, Record, clean, link
from bulou.formats.foreign.record import objects

SYSTEM = "stix"
NAMESPACE = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # of STIX 2.1 itself, for ids made of content
WEB = "web"


def read(found: dict[str, Any]) -> Record | None:
    """The record of one vulnerability object; None for one without an id."""
    number = clean(found.get("id"))
    if not number:
        return None
    links: list[Link] = []
    references: list[str] = []
    for each in objects(found.get("external_references")):
        identifier, url = clean(each.get("external_id")), clean(each.get("url"))
        if identifier:
            links.append(link("same", identifier, clean(each.get("source_name")).casefold() or "other"))
        if url:
            references.append(url)
    return Record(
        system=SYSTEM,
        identifier=number,
        title=clean(found.get("name")),
        text=clean(found.get("description")),
        language=clean(found.get("lang")),
        links=tuple(dict.fromkeys(links)),
        references=tuple(dict.fromkeys(references)),
        published=instant(str(found.get("created") or "")),
        modified=instant(str(found.get("modified") or "")),
        state="withdrawn" if found.get("revoked") is True else "published",
    )


def write(records: Iterable[Record]) -> bytes:
    """The records as one bundle; each as `kept` says. Raises NotExpressible."""
    made = [_object(kept(record)) for record in records]
    bundle = {"type": "bundle", "id": f"bundle--{_uuid(*(each['id'] for each in made))}", "objects": made}
    return (json.dumps(bundle, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def kept(record: Record) -> Record:
    """What of a record the object can say, exactly as it is read back. Raises NotExpressible without a date."""
    published = instant(record.published) or instant(record.modified)
    if not published:
        raise NotExpressible(
            f"{record.identifier} 没有日期，不能写成 STIX 对象。",
            f"{record.identifier} has no date and cannot be written as a STIX object.",
        )
    own = [] if record.system == SYSTEM else [link("same", record.identifier, record.system)]
    same = [
        link("same", each.identifier, each.system)
        for each in record.links
        if each.kind == "same" and each.system != "bid"
    ]
    number = record.identifier if record.system == SYSTEM else f"vulnerability--{_uuid(record.node)}"
    return Record(
        system=SYSTEM,
        identifier=number,
        title=clean(record.title) or record.identifier,
        text=clean(record.text),
        language=clean(record.language),
        links=tuple(dict.fromkeys([*own, *same])),
        references=tuple(dict.fromkeys(filter(None, map(clean, record.references)))),
        published=published,
        modified=max(published, instant(record.modified)),  # STIX: never before it was created
        state="published" if record.state == "published" else "withdrawn",
    )


def _object(record: Record) -> dict[str, Any]:
    numbers = [{"source_name": each.system, "external_id": each.identifier} for each in record.links]
    urls = [{"source_name": WEB, "url": each} for each in record.references]
    made = {
        "type": "vulnerability",
        "spec_version": "2.1",
        "id": record.identifier,
        "created": record.published,
        "modified": record.modified,
        "name": record.title,
        "description": record.text,
        "lang": record.language,
        "revoked": record.state != "published",
        "external_references": [*numbers, *urls],
    }
    return {name: value for name, value in made.items() if value not in ("", [], False)}


def _uuid(*names: str) -> UUID:
    return uuid5(NAMESPACE, json.dumps(names))
