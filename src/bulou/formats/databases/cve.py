"""CVE records in JSON 5, in and out. A record without a CVE number cannot be one; other numbers have no place in it."""

import json
from typing import Any

from bulou.formats.databases.moments import instant
from bulou.formats.databases.record import (
    GRAMMARS,
    Named,
    NotExpressible,
    Record,
    Severity,
    clean,
)
from bulou.formats.foreign.record import an_object, objects, texts
from bulou.products import Span

SYSTEM = "cve"
VERSION = "5.1"
NONE = ("", "n/a", "unspecified", "unknown", "-")
SCALES = {"cvssV2_0": "cvss-2.0", "cvssV3_0": "cvss-3.0", "cvssV3_1": "cvss-3.1", "cvssV4_0": "cvss-4.0"}
_NAMES = {scale: name for name, scale in SCALES.items()}
NOBODY = "00000000-0000-4000-8000-000000000000"


def read(found: dict[str, Any]) -> Record | None:
    """The record of a CVE document, by its numbering authority's container and, for scores, all others; None for no number."""
    head = an_object(found.get("cveMetadata"))
    number = clean(head.get("cveId"))
    if not number:
        return None
    containers = an_object(found.get("containers"))
    cna = an_object(containers.get("cna"))
    rejected = head.get("state") == "REJECTED"
    language, text = _told(cna.get("descriptions"))
    reason_language, reason = _told(cna.get("rejectedReasons"))
    remedy_language, remedy = _told(cna.get("solutions"))
    return Record(
        system=SYSTEM,
        identifier=number,
        title=clean(cna.get("title")),
        text=text,
        language=language or reason_language or remedy_language,
        products=_products([cna, *objects(containers.get("adp"))]),
        severities=_severities([cna, *objects(containers.get("adp"))]),
        references=tuple(dict.fromkeys(filter(None, (clean(e.get("url")) for e in objects(cna.get("references")))))),
        weaknesses=_weaknesses(cna),
        finders=tuple(filter(None, (clean(each.get("value")) for each in objects(cna.get("credits"))))),
        remedy=remedy,
        submitted=instant(str(head.get("dateReserved") or "")),
        published=instant(str(head.get("datePublished") or "")),
        modified=instant(str(head.get("dateUpdated") or "")),
        state="rejected" if rejected else "published",
        reason=reason,
        marks=() if GRAMMARS[SYSTEM].fullmatch(number) else ("number_malformed",),
    )  # fmt: skip


def write(record: Record) -> bytes:
    """The record as one document; as `kept` says. Raises NotExpressible."""
    return (json.dumps(_document(kept(record)), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def kept(record: Record) -> Record:
    """What of a record the document can say, exactly as it is read back. Raises NotExpressible without one CVE number."""
    numbers = dict.fromkeys(
        each.identifier for each in record.links if each.system == SYSTEM and each.kind == "same"
    )
    number = record.identifier if record.system == SYSTEM else next(iter(numbers), "")
    if not GRAMMARS[SYSTEM].fullmatch(number) or (record.system != SYSTEM and len(numbers) > 1):
        raise NotExpressible(
            f"{record.identifier} 没有唯一的 CVE 编号，不能写成 CVE 记录。",
            f"{record.identifier} has not exactly one CVE number and cannot be written as a CVE record.",
        )
    spoken = clean(record.text) or clean(record.reason) or clean(record.remedy)
    return Record(
        system=SYSTEM,
        identifier=number,
        title=clean(record.title),
        text=clean(record.text),
        language=(record.language or "en") if spoken else "",
        products=tuple(
            Named(clean(each.name), clean(each.vendor), each.versions)
            for each in record.products
            if clean(each.name)
        ),
        severities=tuple(each for each in record.severities if each.scale in _NAMES),
        references=tuple(dict.fromkeys(filter(None, map(clean, record.references)))),
        weaknesses=record.weaknesses,
        finders=tuple(filter(None, map(clean, record.finders))),
        remedy=clean(record.remedy),
        submitted=instant(record.submitted),
        published=instant(record.published),
        modified=instant(record.modified),
        state="published" if record.state == "published" else "rejected",
        reason=clean(record.reason),
    )


def _document(record: Record) -> dict[str, Any]:
    rejected = record.state == "rejected"
    head = {
        "cveId": record.identifier,
        "assignerOrgId": NOBODY,
        "state": "REJECTED" if rejected else "PUBLISHED",
        "dateReserved": record.submitted,
        "datePublished": record.published,
        "dateUpdated": record.modified,
    }
    cna = {
        "providerMetadata": {"orgId": NOBODY},
        "title": record.title,
        "descriptions": _said(record.text, record.language),
        "rejectedReasons": _said(record.reason, record.language),
        "affected": [_affected(each) for each in record.products],
        "metrics": [
            {_NAMES[each.scale]: {"version": each.scale[5:], "vectorString": each.value}} for each in record.severities
        ],
        "references": [{"url": each} for each in record.references],
        "problemTypes": [
            {"descriptions": [{"type": "CWE", "cweId": each, "lang": "en", "description": each}]} for each in record.weaknesses
        ],
        "credits": [{"lang": "en", "value": each} for each in record.finders],
        "solutions": _said(record.remedy, record.language),
    }  # fmt: skip
    return {
        "dataType": "CVE_RECORD",
        "dataVersion": VERSION,
        "cveMetadata": {name: value for name, value in head.items() if value},
        "containers": {"cna": {name: value for name, value in cna.items() if value}},
    }


def _said(text: str, language: str) -> list[dict[str, str]]:
    return [{"lang": language or "en", "value": text}] if text else []


def _told(given: Any) -> tuple[str, str]:
    """Language and words: English before any other, as these records are written for everyone."""
    found = sorted(objects(given), key=lambda each: not str(each.get("lang", "")).startswith("en"))
    return (str(found[0].get("lang", "")), clean(found[0].get("value"))) if found else ("", "")


def _affected(product: Named) -> dict[str, Any]:
    made: dict[str, Any] = {
        "vendor": product.vendor or "n/a",
        "product": product.name,
        "defaultStatus": "unknown",
    }
    made["versions"] = [_version(span) for span in product.versions]
    if not made["versions"]:
        del made["versions"]
    return made


def _version(span: Span) -> dict[str, str]:
    if span.single:
        return {"version": span.introduced, "status": "affected"}
    end = {"lessThan": span.fixed} if span.fixed else {"lessThanOrEqual": span.last_affected or "*"}
    return {"version": span.introduced or "0", "status": "affected", "versionType": "custom", **end}


def _products(containers: list[dict[str, Any]]) -> tuple[Named, ...]:
    """The products of the first container that names any: the numbering authority's before an enricher's."""
    for container in containers:
        named = [
            Named(name, "" if vendor.casefold() in NONE else vendor, _spans(each))
            for each in objects(container.get("affected"))
            for name, vendor in [
                (clean(each.get("product") or each.get("packageName")), clean(each.get("vendor")))
            ]
            if name.casefold() not in NONE
        ]
        if named:
            return tuple(named)
    return ()


def _spans(affected: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(
        found
        for each in objects(affected.get("versions"))
        if each.get("status", "affected") == "affected" and (found := _span(each)) is not None
    )


def _span(item: dict[str, Any]) -> Span | None:
    first, below, through = (clean(item.get(name)) for name in ("version", "lessThan", "lessThanOrEqual"))
    first = "" if first.casefold() in NONE else first
    if not below and not through:
        return Span(first, "", first) if first not in ("", "*") else None
    first = "" if first in ("0", "*") else first
    through = "" if through == "*" else through
    return Span(first, "" if below == "*" else below, "" if below else through)


def _severities(containers: list[dict[str, Any]]) -> tuple[Severity, ...]:
    return tuple(
        dict.fromkeys(
            Severity(SCALES[name], clean(score.get("vectorString")))
            for container in containers
            for metric in objects(container.get("metrics"))
            for name, score in metric.items()
            if name in SCALES and isinstance(score, dict) and score.get("vectorString")
        )
    )


def _weaknesses(cna: dict[str, Any]) -> tuple[str, ...]:
    found = (
        number
        for kind in objects(cna.get("problemTypes"))
        for each in objects(kind.get("descriptions"))
        for number in texts(each.get("cweId"))
    )
    return tuple(dict.fromkeys(found))
