"""The passages of CSAF, CVE and OSV documents, whatever else is wrong with them: fields of another type are passed over."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from bulou.precheck.draft import Role

Keys: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = Mapping[str, Any]


class Piece(NamedTuple):
    """A string that matters: its text, what it is, where it stands."""

    text: str
    role: Role
    keys: Keys
    detail: str = ""


def csaf(document: Node) -> list[Piece]:
    """Of CSAF 2.0."""
    return [*_csaf_head(_node(document, "document")), *_branches(document), *_csaf_flaws(document)]


def _csaf_head(head: Node) -> Iterator[Piece]:
    yield from _string(head, Role.TITLE, ("document",), "title")
    yield from _string(_node(head, "publisher"), Role.PUBLISHER, ("document", "publisher"), "category")
    label = _node(_node(head, "distribution"), "tlp")
    yield from _string(label, Role.RECIPIENT, ("document", "distribution", "tlp"), "label")
    yield from _string(
        head.get("aggregate_severity"), Role.RATING, ("document", "aggregate_severity"), "text"
    )
    yield from _notes(head, ("document",))
    for keys, each in _nodes(head, "references", ("document",)):
        yield from _reference(each, keys)


def _csaf_flaws(document: Node) -> Iterator[Piece]:
    for keys, flaw in _nodes(document, "vulnerabilities", ()):
        yield from _string(flaw, Role.TITLE, keys, "title")
        yield from _notes(flaw, keys)
        for inner, each in _nodes(flaw, "remediations", keys):
            yield from _string(each, Role.REMEDY, inner, "details", _word(each, "category"))
        for inner, each in _nodes(flaw, "threats", keys):
            role = Role.RATING if each.get("category") == "impact" else Role.PROSE
            yield from _string(each, role, inner, "details")
        for inner, each in _nodes(flaw, "scores", keys):
            for kind in ("cvss_v3", "cvss_v4", "cvss_v2"):
                yield from _score(_node(each, kind), (*inner, kind))
        for inner, each in _nodes(flaw, "references", keys):
            yield from _reference(each, inner)
        status = _node(flaw, "product_status")
        for name in ("first_fixed", "fixed"):
            listed = status.get(name)
            if isinstance(listed, list) and listed and isinstance(listed[0], str):
                yield Piece(listed[0], Role.FIXED, (*keys, "product_status", name, 0))


def _notes(node: Node, keys: Keys) -> Iterator[Piece]:
    for inner, each in _nodes(node, "notes", keys):
        if each.get("category") != "legal_disclaimer":
            yield from _string(each, Role.PROSE, inner, "text", _word(each, "title"))


def _branches(document: Node) -> Iterator[Piece]:
    waiting = list(_nodes(_node(document, "product_tree"), "branches", ("product_tree",)))
    while waiting:
        keys, branch = waiting.pop(0)
        if branch.get("category") == "vendor":
            yield from _string(branch, Role.VENDOR, keys, "name")
        elif branch.get("category") != "product_name":  # a vendor stands above its products
            waiting += _nodes(branch, "branches", keys)


def cve(document: Node) -> list[Piece]:
    """Of CVE JSON 5; the containers of the CNA and of others alike."""
    boxes = _node(document, "containers")
    found = list(_cve_box(_node(boxes, "cna"), ("containers", "cna")))
    for keys, box in _nodes(boxes, "adp", ("containers",)):
        found += _cve_box(box, keys)
    return found


def _cve_box(box: Node, keys: Keys) -> Iterator[Piece]:
    yield from _string(box, Role.TITLE, keys, "title")
    for name, role, detail in (
        ("descriptions", Role.PROSE, ""), ("solutions", Role.REMEDY, "solution"), ("workarounds", Role.REMEDY, "workaround"),
        ("configurations", Role.PROSE, ""), ("exploits", Role.EXPLOIT, ""),
    ):  # fmt: skip
        for inner, each in _nodes(box, name, keys):
            yield from _string(each, role, inner, "value", detail)
    tags = box.get("tags")
    for place, tag in enumerate(tags if isinstance(tags, list) else ()):
        if tag == "unsupported-when-assigned":
            yield Piece(tag, Role.REMEDY, (*keys, "tags", place), "no_fix_planned")
    for inner, each in _nodes(box, "affected", keys):
        yield from _string(each, Role.VENDOR, inner, "vendor")
        for deeper, version in _nodes(each, "versions", inner):
            if version.get("status") == "affected" and _word(version, "lessThan") not in ("", "*"):
                yield from _string(version, Role.FIXED, deeper, "lessThan")
    for inner, each in _nodes(box, "metrics", keys):
        for kind in ("cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"):
            yield from _score(_node(each, kind), (*inner, kind))
    for inner, each in _nodes(box, "references", keys):
        tags = each.get("tags")
        said = " ".join(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ""
        yield from _reference(each, inner, said)


def osv(document: Node) -> list[Piece]:
    """Of OSV, whose details are Markdown."""
    found = [*_string(document, Role.TITLE, (), "summary"), *_string(document, Role.PROSE, (), "details")]
    scores = [
        piece.text
        for keys, each in _nodes(document, "severity", ())
        for piece in _string(each, Role.RATING, keys, "score")
    ]
    rated = _string(
        document.get("database_specific"), Role.RATING, ("database_specific",), "severity", " ".join(scores)
    )
    found += rated
    for keys, each in _nodes(document, "affected", ()):
        for inner, span in _nodes(each, "ranges", keys):
            for deeper, event in _nodes(span, "events", inner):
                found += _string(event, Role.FIXED, deeper, "fixed")
    for keys, each in _nodes(document, "references", ()):
        found += _reference(each, keys, _word(each, "type").lower())
    return found


def _score(score: Node, keys: Keys) -> Iterator[Piece]:
    number = score.get("baseScore")
    if isinstance(number, int | float) and not isinstance(number, bool):
        yield from _string(score, Role.RATING, keys, "baseSeverity", str(float(number)))


def _reference(node: Node, keys: Keys, tags: str = "") -> Iterator[Piece]:
    yield from _string(node, Role.REFERENCE, keys, "url", tags or _word(node, "summary"))


def _string(node: Any, role: Role, keys: Keys, name: str, detail: str = "") -> list[Piece]:
    text = node.get(name) if isinstance(node, Mapping) else None
    return [Piece(text, role, (*keys, name), detail)] if isinstance(text, str) and text.strip() else []


def _node(node: Any, name: str) -> Node:
    found = node.get(name) if isinstance(node, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _nodes(node: Node, name: str, keys: Keys) -> Iterator[tuple[Keys, Node]]:
    found = node.get(name)
    for place, each in enumerate(found if isinstance(found, list) else ()):
        if isinstance(each, Mapping):
            yield (*keys, name, place), each


def _word(node: Node, name: str) -> str:
    found = node.get(name)
    return found if isinstance(found, str) else ""
