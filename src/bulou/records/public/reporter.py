"""What a reporter sees with a number and a return code: their own report, where it stands, the messages both ways.

Nothing inward is read here: no internal or party thread, no person's name, no file that the reporter did not send,
no draft, no duty (USERS AC02, AC12).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from bulou.records.models import Advisory, Attachment, Case, Entry
from bulou.records.public.finder import Finder, finder_of
from bulou.records.public.organisations import PublicOrganisation
from bulou.records.sealed import Key, case_key, is_return_code
from bulou.records.streams import opened

PER_PAGE = 50
NOBODY = UUID(int=0)

_STATES = {
    "received": "received",
    "valid": "confirmed",
    "invalid": "not_confirmed",
    "accepted": "working",
    "deferred": "deferred",
    "closed": "closed",
}
_MILESTONES = {"flaw_confirmed": "confirmed", "remediation_provided": "remedied", "published": "published"}


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file the reporter sent; its bytes stay sealed."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the thread with the reporter, written by `act`. `text` is None when it was lawfully deleted."""

    index: int
    hash: str
    at: datetime
    mine: bool
    act: str
    text: str | None
    files: list[SentFile]


@dataclass(frozen=True, slots=True)
class PublishedNumber:
    number: str
    title: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class StatusPage:
    """A report as its reporter sees it; messages oldest first on each page, the newest page first.

    `state` is received, confirmed, working, deferred, not_confirmed, remedied, published or closed; `milestones` are
    pairs of such a word and its moment, in time. `report` is what was understood of the report, by field.
    """

    case_id: UUID
    number: str
    organisation: PublicOrganisation
    state: str
    awaiting_answer: bool
    milestones: list[tuple[str, datetime]]
    identity: str
    marks: tuple[str, ...]
    report: Mapping[str, Any]
    raw_sha256: str
    raw_held: bool
    entry_hash: str
    files: list[SentFile]
    messages: list[Message]
    page: int
    pages: int
    advisories: list[PublishedNumber]
    finder: Finder


@dataclass(frozen=True, slots=True)
class Reception:
    """Where and when the receipt of a report was sealed."""

    at: datetime
    hash: str


def case_of(number: str, code: str) -> UUID | None:
    """The case that this number and return code open, or None; the same work is done either way. One query."""
    known = Case.objects.filter(number=number).values_list("id", flat=True).first()
    right = is_return_code(known or NOBODY, code)
    return known if known is not None and right else None


def reception(case_id: UUID) -> Reception:
    """The moment and the hash under which the report of a case was sealed. One query."""
    head = _Head.of(Entry.objects.get(stream=f"case:{case_id}", index=0))
    return Reception(head.at, head.hash)


def raw_report(case_id: UUID) -> bytes | None:
    """The report byte for byte as it was received, for its reporter; None once it was lawfully purged. One query."""
    case = Case.objects.select_related("report").filter(id=case_id, report__isnull=False).first()
    if case is None or case.report.raw_sealed is None:
        return None
    key = case_key(case.id, case.key_wrapped)
    return key.open(case.report.raw_sealed, f"report:{case.id}:raw")


def status_page(case_id: UUID, *, page: int = 1) -> StatusPage | None:
    """Everything the status page shows of the case, or None when there is none such. Thirteen queries at any length."""
    rows = Case.objects.select_related("organisation", "report").filter(id=case_id, report__isnull=False)
    case = rows.defer("report__raw_sealed").first()
    if case is None:
        return None
    key = case_key(case.id, case.key_wrapped)
    first = Entry.objects.get(stream=case.stream, index=0)
    beginning = opened(first, key)
    thread = Entry.objects.filter(stream=case.stream, payload__thread__value="public")
    pages = -(-thread.count() // PER_PAGE) or 1
    page = min(max(page, 1), pages)
    newest = thread.order_by("-index")[(page - 1) * PER_PAGE : page * PER_PAGE]
    said = [(_Head.of(entry), opened(entry, key)) for entry in reversed(newest)]
    names = _names(case, key, [beginning, *(values for head, values in said if head.mine)])
    return StatusPage(
        case_id=case.id,
        number=case.number,
        organisation=PublicOrganisation.of(case.organisation),
        state=_state(case),
        awaiting_answer=case.awaiting_reporter and case.closed_at is None,
        milestones=_milestones(case),
        identity=case.report.identity,
        marks=tuple(case.report.marks),
        report=beginning.get("report", {}),
        raw_sha256=case.report.raw_sha256,
        raw_held=case.report.purged_at is None,
        entry_hash=first.hash,
        files=_files(beginning, names),
        messages=[_message(head, values, names) for head, values in said],
        page=page,
        pages=pages,
        advisories=_published(case),
        finder=finder_of(case),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    index: int
    hash: str
    at: datetime
    act: str
    mine: bool

    @classmethod
    def of(cls, entry: Entry) -> Self:
        header = json.loads(entry.header)
        mine = header["actor"] == "reporter"
        return cls(entry.index, entry.hash, datetime.fromisoformat(header["at"]), header["act"], mine)


def _state(case: Case) -> str:
    if case.rm == "closed":
        return "closed"
    if case.disclosed_at is not None:
        return "published"
    if "remediation_provided" in case.events:
        return "remedied"
    return _STATES[case.rm]


def _milestones(case: Case) -> list[tuple[str, datetime]]:
    found = [("received", case.received_at)]
    found += [
        (word, datetime.fromisoformat(case.events[event]))
        for event, word in _MILESTONES.items()
        if event in case.events
    ]
    if case.closed_at is not None:
        found.append(("closed", case.closed_at))
    return sorted(found, key=lambda pair: pair[1])


def _names(case: Case, key: Key, sent: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Names by SHA-256, of files that these entries of the reporter brought and of no others."""
    hashes = {file["sha256"] for values in sent for file in values.get("files", ())}
    rows = Attachment.objects.filter(case=case, sha256__in=hashes).order_by("-position")
    return {row.sha256: key.open(row.name_sealed, f"attachment:{row.id}:name").decode() for row in rows}


def _files(values: Mapping[str, Any], names: Mapping[str, str]) -> list[SentFile]:
    return [
        SentFile(names.get(file["sha256"], ""), file["size"], file["sha256"])
        for file in values.get("files", ())
    ]


def _message(head: _Head, values: Mapping[str, Any], names: Mapping[str, str]) -> Message:
    return Message(
        index=head.index,
        hash=head.hash,
        at=head.at,
        mine=head.mine,
        act=head.act,
        text=values.get("text"),
        files=_files(values, names) if head.mine else [],
    )


def _published(case: Case) -> list[PublishedNumber]:
    rows = Advisory.objects.filter(case=case, published_at__isnull=False).order_by("number")
    return [
        PublishedNumber(number, title, withdrawn is not None)
        for number, title, withdrawn in rows.values_list("number", "title", "withdrawn_at")
    ]
