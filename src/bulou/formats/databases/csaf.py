"""CSAF documents, in and out. Ours are written by `formats.csaf`; those of anyone are read for what a record holds."""

from typing import Any
from urllib.parse import urlsplit

from bulou.formats.csaf import AdvisoryDocument
from bulou.formats.databases.moments import instant
from bulou.formats.databases.record import Link, Named, Record, Severity, clean, link
from bulou.formats.foreign.csaf import AFFECTED, names_of
from bulou.formats.foreign.record import an_object, objects, texts
from bulou.products import Span
from bulou.severity import GRADE_ZH

SYSTEM = "csaf"
SCALES = {"cvss_v2": "cvss-2.0", "cvss_v3": "cvss-3.1", "cvss_v4": "cvss-4.0"}


def read(found: dict[str, Any]) -> Record | None:
    """The record of a document, whatever vulnerabilities it holds; None for one without a tracking id.

    Tracking ids are unique only to their publisher, whose host therefore stands before them.
    """
    head = an_object(found.get("document"))
    tracking, publisher = an_object(head.get("tracking")), an_object(head.get("publisher"))
    number = clean(tracking.get("id"))
    if not number:
        return None
    items = objects(found.get("vulnerabilities"))
    names = names_of(found.get("product_tree"))
    notes = [*objects(head.get("notes")), *(note for item in items for note in objects(item.get("notes")))]
    return Record(
        system=SYSTEM,
        identifier=f"{_host(clean(publisher.get('namespace')))}/{number}",
        title=clean(head.get("title")),
        text="\n\n".join(filter(None, (clean(each.get("text")) for each in notes))),
        language=clean(head.get("lang")),
        kind=clean(head.get("category")),
        products=tuple(map(Named, _affected(items, names))),
        severities=_severities(items),
        links=_links(items),
        references=tuple(dict.fromkeys(_urls(head, items))),
        weaknesses=_weaknesses(items),
        finders=tuple(
            dict.fromkeys(
                clean(name)
                for each in objects(head.get("acknowledgments"))
                for name in [*texts(each.get("names")), *texts(each.get("organization"))]
            )
        ),
        remedy="\n\n".join(
            dict.fromkeys(
                clean(each.get("details")) for item in items for each in objects(item.get("remediations"))
            )
        ),
        published=instant(str(tracking.get("initial_release_date") or "")),
        modified=instant(str(tracking.get("current_release_date") or "")),
        state="withdrawn" if str(head.get("category")).lower() == "csaf_withdrawn" else "published",
    )


def own(document: AdvisoryDocument, *, withdrawn: str | None = None) -> Record:
    """An advisory of ours as a record, from what was published; `withdrawn` is the reason where it was withdrawn."""
    cves = [Link("same", "cve", document.cve)] if document.cve else []
    fixes = [each for each in document.remediations if each.kind == "vendor_fix"]
    weakness = (document.cwe.id,) if document.cwe else ()
    grade = document.gbt30279
    return Record(
        system="own",
        identifier=document.tracking_id,
        title=document.title,
        text=document.description,
        language=document.lang,
        kind="通用软硬件漏洞",
        products=tuple(
            Named(each.product.named, each.product.vendor, _versions(each.versions))
            for each in document.products
            if each.status == "affected"
        ),
        severities=(
            *([Severity("gbt30279", GRADE_ZH[grade.result])] if grade else []),
            *(Severity(f"cvss-{each.version}", each.vector) for each in document.cvss),
        ),
        links=tuple(dict.fromkeys([*cves, *(link("same", each.text) for each in document.other_ids)])),
        references=tuple(
            dict.fromkeys(filter(None, [document.canonical_url, *(each.url for each in document.references)]))
        ),
        weaknesses=weakness,
        finders=tuple(
            name
            for each in document.acknowledgments
            for name in (*each.names, *([each.organization] if each.organization else []))
        ),
        remedy="\n\n".join(each.text for each in document.remediations),
        patch="".join(each.text for each in fixes[:1])[:200],
        published=instant(document.initial_release_at.isoformat()),
        modified=instant(document.current_release_at.isoformat()),
        state="published" if withdrawn is None else "withdrawn",
        reason=withdrawn or "",
    )


def _versions(written: str) -> tuple[Span, ...]:
    """Versions as people wrote them stay one text: a span that is read wrongly would be an untruth (Article 9(3))."""
    return (Span(written, "", written),) if written else ()


def _host(namespace: str) -> str:
    try:
        return (urlsplit(namespace).hostname or namespace).replace("/", "_") or "unknown"
    except ValueError:
        return "unknown"


def _links(items: list[dict[str, Any]]) -> tuple[Link, ...]:
    """What each vulnerability is called; one document about several is none of them, which `deriving` sees."""
    found: list[Link] = []
    for item in items:
        found += [link("same", clean(each), "cve") for each in texts(item.get("cve"))]
        found += [
            link("same", clean(each.get("text")), clean(each.get("system_name")).casefold()[:40] or "other")
            for each in objects(item.get("ids"))
            if each.get("text")
        ]
    return tuple(dict.fromkeys(found))


def _affected(items: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    found = [
        names.get(each, each)
        for item in items
        for group in AFFECTED
        for each in texts(an_object(item.get("product_status")).get(group))
    ]
    return list(dict.fromkeys(found))[:500]


def _severities(items: list[dict[str, Any]]) -> tuple[Severity, ...]:
    scores = [
        score
        for item in items
        for score in [
            *objects(item.get("scores")),
            *(an_object(each.get("content")) for each in objects(item.get("metrics"))),
        ]
    ]
    found = [
        Severity(_scale(name, clean(value["vectorString"])), clean(value["vectorString"]))
        for score in scores
        for name, value in score.items()
        if name in SCALES and isinstance(value, dict) and value.get("vectorString")
    ]
    return tuple(dict.fromkeys(found))


def _scale(name: str, vector: str) -> str:
    return "cvss-3.0" if vector.startswith("CVSS:3.0/") else SCALES[name]


def _weaknesses(items: list[dict[str, Any]]) -> tuple[str, ...]:
    found = [
        clean(each.get("id"))
        for item in items
        for each in [*objects(item.get("cwe")), *objects(item.get("cwes"))]
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _urls(head: dict[str, Any], items: list[dict[str, Any]]) -> list[str]:
    lists = [head.get("references"), *(item.get("references") for item in items)]
    return [url for given in lists for each in objects(given) if (url := clean(each.get("url")))][:500]
