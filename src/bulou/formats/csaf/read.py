"""Reading back what `render` wrote."""

import json
from typing import Any

from bulou.formats.csaf.document import (
    Acknowledgment,
    AdvisoryDocument,
    OtherId,
    Publisher,
    Reference,
    Remediation,
    Revision,
    Weakness,
)
from bulou.formats.csaf.render import TLP_LABELS, render
from bulou.formats.csaf.tree import default_products, position, products_of
from bulou.formats.csaf.words import CVSS_TITLES, GBT_TITLE, read_gbt_text
from bulou.formats.instants import read_instant
from bulou.products import AffectedProduct
from bulou.severity import Cvss, Gbt30279


class ForeignDocument(ValueError):
    """A document that `render` did not write, so that reading it could lose something."""

    zh = "这份文件不是由本系统写出的，读回时可能丢失内容，因此不读。"
    en = "This document was not written here; reading it could lose something, so it is not read."

    def __init__(self) -> None:
        super().__init__(self.en)


def read(document: bytes) -> AdvisoryDocument:
    """The advisory of which `render` wrote these bytes; `render` of it gives them again, byte for byte.

    Raises ForeignDocument for all other bytes.
    """
    try:
        doc = _advisory(json.loads(document))
        ours = render(doc) == document
    except (
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        ValueError,
        RecursionError,
        StopIteration,
    ) as error:
        raise ForeignDocument from error
    if not ours:
        raise ForeignDocument
    return doc


def _advisory(tree: dict[str, Any]) -> AdvisoryDocument:
    head, body = tree["document"], tree["vulnerabilities"][0]
    tracking, notes = head["tracking"], body["notes"]
    products = products_of(tree.get("product_tree", {}), body.get("product_status", {}))
    return AdvisoryDocument(
        tracking_id=tracking["id"],
        title=head["title"],
        lang=head["lang"],
        publisher=_publisher(head["publisher"]),
        tlp=next(name for name, label in TLP_LABELS.items() if label == head["distribution"]["tlp"]["label"]),
        initial_release_at=read_instant(tracking["initial_release_date"]),
        current_release_at=read_instant(tracking["current_release_date"]),
        revisions=tuple(
            Revision(entry["number"], read_instant(entry["date"]), entry["summary"])
            for entry in tracking["revision_history"]
        ),
        status=tracking["status"],
        summary=head["notes"][0]["text"] if "notes" in head else "",
        description=notes[0]["text"],
        canonical_url="".join(reference.url for reference in _references(head, "self")),
        products=products,
        remediations=tuple(_remediation(written, products) for written in body.get("remediations", [])),
        cve=body.get("cve", ""),
        other_ids=tuple(OtherId(other["system_name"], other["text"]) for other in body.get("ids", [])),
        cwe=Weakness(body["cwe"]["id"], body["cwe"]["name"]) if "cwe" in body else None,
        cvss=_cvss(body),
        gbt30279=_gbt30279(head, notes),
        references=_references(head, "external"),
        acknowledgments=tuple(_acknowledgment(thanks) for thanks in head.get("acknowledgments", [])),
    )


def _publisher(written: dict[str, Any]) -> Publisher:
    contact = written.get("contact_details", "")
    return Publisher(written["name"], written["namespace"], written["category"], contact)


def _references(head: dict[str, Any], category: str) -> tuple[Reference, ...]:
    return tuple(
        Reference(written["summary"], written["url"])
        for written in head.get("references", [])
        if written["category"] == category
    )


def _remediation(written: dict[str, Any], products: tuple[AffectedProduct, ...]) -> Remediation:
    positions = tuple(position(identifier) for identifier in written["product_ids"])
    return Remediation(
        kind=written["category"],
        text=written["details"],
        url=written.get("url", ""),
        products=() if positions == default_products(products) else positions,
        at=read_instant(written["date"]) if "date" in written else None,
    )


def _cvss(body: dict[str, Any]) -> tuple[Cvss, ...]:
    scored = [score["cvss_v3"]["vectorString"] for score in body.get("scores", [])]
    noted = [
        note["text"].partition("\n")[0] for note in body["notes"] if note.get("title") in CVSS_TITLES.values()
    ]
    return tuple(Cvss.parse(vector) for vector in scored + noted)


def _gbt30279(head: dict[str, Any], notes: list[dict[str, Any]]) -> Gbt30279 | None:
    return next(
        (read_gbt_text(note["text"], head["lang"]) for note in notes if note.get("title") == GBT_TITLE), None
    )


def _acknowledgment(written: dict[str, Any]) -> Acknowledgment:
    return Acknowledgment(
        tuple(written.get("names", ())),
        written.get("organization", ""),
        written.get("summary", ""),
        tuple(written.get("urls", ())),
    )
