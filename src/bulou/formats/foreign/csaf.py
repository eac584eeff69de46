"""CSAF 2.0 and 2.1 from others, read for what a report needs; the profile `csaf_vulnerability_report` of 2.1 names its reporter."""

import json
from typing import Any

from bulou.formats.foreign.record import Draft, ForeignRecord, an_object, objects, texts

REPORT = "csaf_vulnerability_report"
AFFECTED = ("known_affected", "first_affected", "last_affected", "under_investigation")


def records(raw: bytes, found: dict[str, Any]) -> list[ForeignRecord]:
    """One report for each vulnerability of the document; one for a document that names none."""
    head = found["document"]
    names = names_of(found.get("product_tree"))
    items = objects(found.get("vulnerabilities"))
    made = []
    for item in items or [{}]:
        draft = Draft()
        own = raw
        if len(items) > 1:
            draft.mark("import_split")
            part = {"document": head, "vulnerabilities": [item]}
            own = json.dumps(part, ensure_ascii=False).encode(errors="replace")
        _vulnerability(draft, item, names)
        _head(draft, head)
        made.append(draft.done(own))
    return made


def _head(draft: Draft, head: dict[str, Any]) -> None:
    draft.say("title", head.get("title"))
    for note in objects(head.get("notes")):
        draft.say("steps", note.get("text"))
    publisher = an_object(head.get("publisher"))
    if head.get("category") == REPORT:
        draft.say("name", publisher.get("name"))
        draft.say("contact", publisher.get("contact_details"))
    else:
        draft.note("publisher", publisher.get("name"))
    tracking = an_object(head.get("tracking"))
    draft.note("tracking id", tracking.get("id"))
    if str(head.get("category")).lower() == "csaf_withdrawn":
        draft.mark("import_withdrawn")


def _vulnerability(draft: Draft, item: dict[str, Any], names: dict[str, str]) -> None:
    draft.say("title", item.get("title"))
    draft.cves(texts(item.get("cve")))
    status = an_object(item.get("product_status"))
    products = [names.get(each, each) for name in AFFECTED for each in texts(status.get(name))]
    draft.say("product", "; ".join(dict.fromkeys(products))[:200])
    weaknesses = [*objects(item.get("cwe")), *objects(item.get("cwes"))]
    draft.say("weakness", ", ".join(texts([each.get("id") for each in weaknesses])))
    told = [note for note in objects(item.get("notes")) if note.get("text")]
    told.sort(key=lambda note: note.get("category") != "description")
    draft.say("steps", "\n\n".join(str(note["text"]) for note in told))
    scores = [*objects(item.get("scores")), *(each.get("content") for each in objects(item.get("metrics")))]
    for score in objects(scores):
        for name, value in score.items():
            if name.startswith("cvss") and isinstance(value, dict):
                draft.severity(str(value.get("baseSeverity") or ""))
                draft.note("CVSS", value.get("vectorString"))
    for other in objects(item.get("ids")):
        draft.note(str(other.get("system_name") or "id"), other.get("text"))
    for reference in objects(item.get("references")):
        draft.note("reference", reference.get("url"))


def names_of(tree: Any) -> dict[str, str]:
    """The names of products by id, wherever in the tree they hang; the tree is walked without recursion."""
    found: dict[str, str] = {}
    ahead = [tree]
    while ahead:
        here = ahead.pop()
        if isinstance(here, list):
            ahead += here
        elif isinstance(here, dict):
            if isinstance(here.get("product_id"), str) and isinstance(here.get("name"), str):
                found[here["product_id"]] = here["name"]
            ahead += [value for value in here.values() if isinstance(value, dict | list)]
    return found
