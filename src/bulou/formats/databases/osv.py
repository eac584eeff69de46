"""OSV records, in and out. Aliases are read as "the same", and become equal only by the rules of `deriving`."""

import json
from collections.abc import Mapping
from typing import Any

from bulou.formats.databases.moments import instant
from bulou.formats.databases.record import (
    LinkKind,
    Named,
    NotExpressible,
    Record,
    Severity,
    clean,
    link,
    system_of,
)
from bulou.formats.foreign.record import an_object, objects, texts
from bulou.products import Span

SYSTEM = "osv"
SCHEMA = "1.6.7"
KINDS: dict[str, LinkKind] = {"aliases": "same", "related": "related", "upstream": "upstream"}
SCALES = {"CVSS_V2": "cvss-2.0", "CVSS_V3": "cvss-3.1", "CVSS_V4": "cvss-4.0"}
_NAMES = {"cvss-2.0": "CVSS_V2", "cvss-3.0": "CVSS_V3", "cvss-3.1": "CVSS_V3", "cvss-4.0": "CVSS_V4"}
OWN = ("language", "kind", "patch", "patch_text", "remedy", "reason", "submitted")
"""What OSV has no field for and its `database_specific` carries under our names."""


def read(found: dict[str, Any]) -> Record | None:
    """The record of an OSV document; None for one without an id."""
    number = clean(found.get("id"))
    if not number:
        return None
    more = an_object(found.get("database_specific"))
    return Record(
        system=system_of(number, SYSTEM),
        identifier=number,
        title=clean(found.get("summary")),
        text=clean(found.get("details")),
        products=tuple(_product(each) for each in objects(found.get("affected"))),
        severities=tuple(
            Severity(_scale(each), clean(each.get("score")))
            for each in objects(found.get("severity"))
            if each.get("type") in SCALES
        ),
        links=tuple(
            link(kind, clean(each), SYSTEM)
            for name, kind in KINDS.items()
            for each in texts(found.get(name))
            if clean(each)
        ),
        references=tuple(filter(None, (clean(each.get("url")) for each in objects(found.get("references"))))),
        weaknesses=tuple(texts(more.get("cwe_ids"))),
        finders=tuple(filter(None, (clean(each.get("name")) for each in objects(found.get("credits"))))),
        published=instant(str(found.get("published") or "")),
        modified=instant(str(found.get("modified") or "")),
        state="withdrawn" if found.get("withdrawn") else "published",
        **_carried(more),
    )


def write(record: Record) -> bytes:
    """The record as one document; as `kept` says. Raises NotExpressible."""
    return (json.dumps(_document(kept(record)), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def kept(record: Record) -> Record:
    """What of a record the document can say, exactly as it is read back. Raises NotExpressible without a date."""
    modified = instant(record.modified) or instant(record.published)
    if not modified:
        raise NotExpressible(
            f"{record.identifier} 没有日期，不能写成 OSV 记录。",
            f"{record.identifier} has no date and cannot be written as an OSV record.",
        )
    links = [
        link(kind, each.identifier, SYSTEM)
        for kind in KINDS.values()
        for each in record.links
        if each.kind == kind and each.system != "bid"
    ]
    return Record(
        system=system_of(clean(record.identifier), SYSTEM),
        identifier=clean(record.identifier),
        title=clean(record.title),
        text=clean(record.text),
        products=tuple(_kept(each) for each in record.products if clean(each.name)),
        severities=tuple(
            Severity(SCALES[_NAMES[each.scale]] if not _is_3_0(each) else "cvss-3.0", each.value)
            for each in record.severities
            if each.scale in _NAMES
        ),
        links=tuple(links),
        references=tuple(filter(None, map(clean, record.references))),
        weaknesses=record.weaknesses,
        finders=tuple(filter(None, map(clean, record.finders))),
        published=instant(record.published),
        modified=modified,
        state="published" if record.state == "published" else "withdrawn",
        **_carried(record.to_json()),
    )


def _carried(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: clean(told.get(name)) for name in OWN}


def _document(record: Record) -> dict[str, Any]:
    more = {name: getattr(record, name) for name in OWN}
    document = {
        "schema_version": SCHEMA,
        "id": record.identifier,
        "modified": record.modified,
        "published": record.published,
        "withdrawn": "" if record.state == "published" else record.modified,
        "summary": record.title,
        "details": record.text,
        **{
            name: [each.identifier for each in record.links if each.kind == kind] for name, kind in KINDS.items()
        },
        "severity": [{"type": _NAMES[each.scale], "score": each.value} for each in record.severities],
        "affected": [_affected(each) for each in record.products],
        "references": [{"type": "WEB", "url": each} for each in record.references],
        "credits": [{"name": each, "type": "FINDER"} for each in record.finders],
        "database_specific": _filled({**more, "cwe_ids": list(record.weaknesses)}),
    }  # fmt: skip
    return _filled(document)


def _kept(product: Named) -> Named:
    """Single versions before ranges, as OSV has them in two lists."""
    ordered = sorted(product.versions, key=lambda span: not span.single)
    vendor = "" if product.ecosystem else clean(product.vendor)
    plain = tuple(
        Span(each.introduced, each.fixed, "" if each.fixed else each.last_affected) for each in ordered
    )
    return Named(clean(product.name), vendor, plain, clean(product.ecosystem))


def _affected(product: Named) -> dict[str, Any]:
    singles = [span.introduced for span in product.versions if span.single]
    ranges = [
        {"type": "ECOSYSTEM", "events": [{name: version} for name, version in span.events]}
        for span in product.versions
        if not span.single
    ]
    package = {"ecosystem": product.ecosystem, "name": product.name} if product.ecosystem else {}
    named = {} if product.ecosystem else _filled({"vendor": product.vendor, "product": product.name})
    return _filled({"package": package, "versions": singles, "ranges": ranges, "database_specific": named})


def _product(affected: dict[str, Any]) -> Named:
    package, more = an_object(affected.get("package")), an_object(affected.get("database_specific"))
    singles = [Span(each, "", each) for each in map(clean, texts(affected.get("versions"))) if each]
    ranges = [
        span for each in objects(affected.get("ranges")) for span in _spans(objects(each.get("events")))
    ]
    return Named(
        clean(package.get("name") or more.get("product")),
        clean(more.get("vendor")) if not package else "",
        (*singles, *ranges),
        clean(package.get("ecosystem")),
    )


def _spans(events: list[dict[str, Any]]) -> list[Span]:
    """The spans between the events of one range, each from its `introduced`."""
    found: list[Span] = []
    for event in events:
        for name, value in event.items():
            version = clean(value)
            if name == "introduced":
                found.append(Span("" if version == "0" else version))
            elif found and name == "fixed":
                found[-1] = Span(found[-1].introduced, version)
            elif found and name == "last_affected":
                found[-1] = Span(found[-1].introduced, "", version)
    return found


def _scale(severity: dict[str, Any]) -> str:
    return "cvss-3.0" if str(severity.get("score")).startswith("CVSS:3.0/") else SCALES[str(severity["type"])]


def _is_3_0(severity: Severity) -> bool:
    return severity.value.startswith("CVSS:3.0/") and _NAMES[severity.scale] == "CVSS_V3"


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}
