"""CNNVD's XML (specification of 2015). Its exploit element is never copied into a field: it stays in the bytes, closed."""

from bulou.formats.foreign.lenient_xml import element, pieces, strangers_of, text_of, texts_of
from bulou.formats.foreign.record import Draft, ForeignRecord, unread

KNOWN = frozenset(
    {
        "entry", "name", "vuln-id", "published", "modified", "source", "severity", "vuln-type", "thrtype",
        "vulnerable-configuration", "cncpe", "cncpe-lang", "vuln-software-list", "product", "vuln-descript",
        "vuln-exploit", "other-id", "cve-id", "bugtraq-id", "vuln-solution", "refs", "ref", "ref-source", "ref-name",
        "ref-url",
    }
)  # fmt: skip
NOTED = ("vuln-id", "published", "modified", "source", "thrtype", "vuln-solution")


def from_xml(raw: bytes, encoding: str) -> tuple[tuple[ForeignRecord, ...], tuple[str, ...]]:
    """The records of the file and the marks of the file itself."""
    found = []
    for piece in pieces(raw, "entry"):
        text = piece.raw.decode(encoding, "replace")
        if not piece.whole:
            found.append(unread(piece.raw, "import_cut_off", text))
            continue
        read, marks = element(text, KNOWN)
        if read is None:
            found.append(unread(piece.raw, "import_record_unreadable", text))
            continue
        draft = Draft(marks=marks)
        draft.say("title", text_of(read, "name") or text_of(read, "vuln-id"))
        products = texts_of(read, "vuln-software-list/product") or [
            each.get("name", "") for each in read.iter("cncpe-lang")
        ]
        draft.say("product", "; ".join(products))
        draft.say("weakness", text_of(read, "vuln-type"))
        if said := text_of(read, "severity"):
            draft.severity(said)
        draft.say("steps", text_of(read, "vuln-descript"))
        draft.cves(texts_of(read, "other-id/cve-id"))
        for number in texts_of(read, "other-id/bugtraq-id"):
            draft.note("BID", number)
        for name in NOTED:
            draft.note(name, text_of(read, name))
        for url in texts_of(read, "refs/ref/ref-url") or texts_of(read, "refs/ref-url"):
            draft.note("ref-url", url)
        if text_of(read, "vuln-exploit"):
            draft.mark("import_exploit_left")
        published, modified = text_of(read, "published"), text_of(read, "modified")
        if published and modified and modified < published:
            draft.mark("import_dates_backwards")
        for name, said in strangers_of(read, KNOWN):
            draft.note(name, said)
        found.append(draft.done(piece.raw))
    return tuple(found), ("import_entities",) if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw else ()
