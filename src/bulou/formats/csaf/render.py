"""An advisory as CSAF 2.0 (OASIS Standard, 2022-11-18)."""

import json
from collections.abc import Iterable
from typing import Any

from bulou.formats.csaf.document import AdvisoryDocument, Remediation, Tlp
from bulou.formats.csaf.problems import UnfinishedAdvisory, problems
from bulou.formats.csaf.tree import default_products, listed, product_id, product_tree
from bulou.formats.csaf.words import (
    CVSS_TITLES,
    GBT_TITLE,
    SUMMARY_TITLES,
    aggregate_severity,
    cvss_text,
    gbt_text,
)
from bulou.formats.instants import write_instant
from bulou.severity import Cvss


def render(doc: AdvisoryDocument) -> bytes:
    """The document as pretty JSON in UTF-8, keys sorted (6.2.13), a newline at the end; the same for the same `doc`.

    Raises UnfinishedAdvisory when `problems(doc)` has a blocking one. The other problems are exactly what the test
    set will report of the bytes; with none of them it reports nothing.
    """
    blocking = tuple(problem for problem in problems(doc) if problem.blocking)
    if blocking:
        raise UnfinishedAdvisory(blocking)
    return written(doc)


def written(doc: AdvisoryDocument) -> bytes:
    """As `render`, without asking for problems first; for tests of those. May raise ValueError or IndexError."""
    tree = {"document": _document(doc), "vulnerabilities": [_vulnerability(doc)]}
    if doc.products:
        tree["product_tree"] = product_tree(listed(doc.products), doc.publisher.namespace)
    return (json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _document(doc: AdvisoryDocument) -> dict[str, Any]:
    publisher = {
        "category": doc.publisher.category,
        "name": doc.publisher.name,
        "namespace": doc.publisher.namespace,
        "contact_details": doc.publisher.contact,
    }
    references = [{"category": "external", "summary": r.summary, "url": r.url} for r in doc.references]
    if doc.canonical_url:
        references.append(
            {"category": "self", "summary": SUMMARY_TITLES[doc.lang][1], "url": doc.canonical_url}
        )
    note = {"category": "summary", "title": SUMMARY_TITLES[doc.lang][0], "text": doc.summary}
    return _filled(
        {
            "acknowledgments": [
                _filled(
                    {
                        "names": list(a.names),
                        "organization": a.organization,
                        "summary": a.summary,
                        "urls": list(a.urls),
                    }
                )
                for a in doc.acknowledgments
            ],
            "aggregate_severity": doc.gbt30279 and {"text": aggregate_severity(doc.gbt30279, doc.lang)},
            "category": _category(doc),
            "csaf_version": "2.0",
            "distribution": {"tlp": {"label": TLP_LABELS[doc.tlp], "url": "https://www.first.org/tlp/"}},
            "lang": doc.lang,
            "notes": [note] if doc.summary else [],
            "publisher": _filled(publisher),
            "references": references,
            "title": doc.title,
            "tracking": _tracking(doc),
        }
    )


# CSAF 2.0 knows TLP 1.0, where CLEAR was called WHITE.
TLP_LABELS: dict[Tlp, str] = {"CLEAR": "WHITE", "GREEN": "GREEN", "AMBER": "AMBER", "RED": "RED"}


def _category(doc: AdvisoryDocument) -> str:
    # 6.1.27.12: a security advisory knows something definite of at least one product.
    definite = any(affected.status != "under_investigation" for affected in doc.products)
    return "csaf_security_advisory" if definite else "csaf_base"


def _tracking(doc: AdvisoryDocument) -> dict[str, Any]:
    return {
        "current_release_date": write_instant(doc.current_release_at),
        "generator": {"engine": {"name": "Bulou"}},
        "id": doc.tracking_id,
        "initial_release_date": write_instant(doc.initial_release_at),
        "revision_history": [
            {"date": write_instant(revision.at), "number": revision.number, "summary": revision.summary}
            for revision in doc.revisions
        ],
        "status": doc.status,
        "version": doc.revisions[-1].number,
    }


def _vulnerability(doc: AdvisoryDocument) -> dict[str, Any]:
    affected = [product_id(n) for n, product in enumerate(doc.products) if product.status == "affected"]
    # A score needs a product that is affected (6.2.19), and CSAF 2.0 has no place for CVSS 4.0: the rest are notes.
    scored = [read for read in doc.cvss if read.version == "3.1" and affected]
    noted = [read for read in doc.cvss if read not in scored]
    return _filled(
        {
            "cve": doc.cve,
            "cwe": doc.cwe and {"id": doc.cwe.id, "name": doc.cwe.name},
            "ids": [{"system_name": other.system, "text": other.text} for other in doc.other_ids],
            "notes": [{"category": "description", "text": doc.description}, *_severity_notes(doc, noted)],
            "product_status": _status(doc),
            "remediations": [_remediation(doc, remediation) for remediation in doc.remediations],
            "scores": [{"cvss_v3": _cvss_v3(read), "products": affected} for read in scored],
        }
    )


def _severity_notes(doc: AdvisoryDocument, noted: Iterable[Cvss]) -> list[dict[str, str]]:
    notes = [
        {"category": "details", "title": CVSS_TITLES[read.version], "text": cvss_text(read, doc.lang)}
        for read in noted
    ]
    if doc.gbt30279:
        notes.append({"category": "details", "title": GBT_TITLE, "text": gbt_text(doc.gbt30279, doc.lang)})
    return notes


def _status(doc: AdvisoryDocument) -> dict[str, list[str]]:
    status: dict[str, list[str]] = {}
    for entry in listed(doc.products):
        status.setdefault(entry.group, []).append(entry.id)
    return status


def _remediation(doc: AdvisoryDocument, remediation: Remediation) -> dict[str, Any]:
    ids = [entry.id for entry in listed(doc.products)]
    return _filled(
        {
            "category": remediation.kind,
            "date": remediation.at and write_instant(remediation.at),
            "details": remediation.text,
            "product_ids": [ids[n] for n in remediation.products or default_products(doc.products)],
            "url": remediation.url,
        }
    )


def _cvss_v3(read: Cvss) -> dict[str, Any]:
    return {
        "baseScore": read.score,
        "baseSeverity": read.rating.upper(),
        "vectorString": read.vector,
        "version": read.version,
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is absent: the schema knows no empty text and no empty list."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
