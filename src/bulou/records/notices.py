"""Notices as they are read: by the desk that sent them, and by the one recipient who holds a link.

The desk's lists name a recipient only to those who may know the case; a link shows its own notice and nobody's name.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from bulou.records.mailings import content_of, failures
from bulou.records.models import Case, Entry, Mailing, Notice, Support
from bulou.records.notice_list import Contact, Segment, contact_of, split
from bulou.records.sealed import Key, case_key, notice_of
from bulou.records.streams import opened
from bulou.records.visible import cases_of

PAGE = 50
CHUNK = 2_000
THREAD = 200

STANDINGS: dict[str, Q] = {
    "waiting": Q(state="pending"),
    "reached": Q(sent_at__isnull=False),
    "failed": Q(state="failed"),
    "seen": Q(seen_at__isnull=False),
    "confirmed": Q(confirmed_at__isnull=False),
    "silent": Q(state__in=("sent", "escalated"), confirmed_at=None),
    "escalated": Q(state="escalated"),
}
"""What may be asked of the recipients of a mailing: how far each has come. Silent is reached and not confirmed."""
SAID = ("affected", "not_affected", "planning", "patched", "need_help")


@dataclass(frozen=True, slots=True)
class Sum:
    """How many recipients of one kind and language have come how far, by the names of STANDINGS and SAID."""

    kind: str
    language: str
    total: int
    by: dict[str, int]


@dataclass(frozen=True, slots=True)
class MailingRow:
    """A mailing with what it says, whom it means, and how far its recipients have come (drafts: none)."""

    row: Mailing
    content: dict[str, Any]
    segment: Segment
    sums: list[Sum]
    reminders: int

    @property
    def total(self) -> Sum:
        """All kinds and languages together."""
        names = (*STANDINGS, *SAID)
        together = {name: sum(each.by[name] for each in self.sums) for name in names}
        return Sum("", "", sum(each.total for each in self.sums), together)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One recipient of a mailing as the desk sees it; `contact` only where the list still has it."""

    row: Notice
    contact: Contact | None
    tags: list[str]
    support: str
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a support thread, oldest first; `own` when the recipient wrote it."""

    at: datetime
    own: bool
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A support thread with its messages, for the desk: whose it is, and how long it has waited."""

    row: Support
    contact: Contact | None
    number: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """What the holder of a link sees. Nothing here says who was told, or that others were."""

    id: UUID
    case_id: UUID
    number: str
    organisation: Any
    language: str
    content: dict[str, Any]
    sent_at: datetime | None
    seen_at: datetime | None
    status: str
    confirmed_at: datetime | None
    stopped: bool
    support: Support | None
    said: list[Said]


def mailings_of(case: Case) -> list[MailingRow]:
    """The mailings of a case that may be read, newest first; three queries."""
    key = case_key(case.id, case.key_wrapped)
    rows = Mailing.objects.filter(case=case, reminds=None).annotate(reminded=Count("reminders"))
    found = list(rows.order_by("-drafted_at", "id"))
    sums = _sums(case)
    return [
        MailingRow(row, content_of(row, key), Segment.stored(row.segment), sums.get(row.id, []), row.reminded)
        for row in found
    ]


def _sums(case: Case) -> dict[UUID, list[Sum]]:
    counted = {name: Count("pk", filter=clause) for name, clause in STANDINGS.items()}
    counted |= {name: Count("pk", filter=Q(status=name)) for name in SAID}
    rows = Notice.objects.filter(case=case, mailing__isnull=False).order_by()
    found: dict[UUID, list[Sum]] = {}
    grouped: Any = rows.values("mailing_id", "kind", "language").annotate(total=Count("pk"), **counted)
    for row in grouped:
        by = {name: row[name] for name in counted}
        sums = found.setdefault(row["mailing_id"], [])
        sums.append(Sum(row["kind"], row["language"], row["total"], by))
    for sums in found.values():
        sums.sort(key=lambda each: (each.kind, each.language))
    return found


def recipients(mailing: Mailing, *, standing: str = "", tag: str = "") -> QuerySet[Notice]:
    """The recipients of a mailing, or those of them who have come so far and bear this tag, in the order of their ids."""
    rows = Notice.objects.filter(mailing=mailing).select_related("listed", "support").order_by("id")
    if standing in STANDINGS:
        rows = rows.filter(STANDINGS[standing])
    elif standing in SAID:
        rows = rows.filter(status=standing)
    return rows.filter(listed__tags__contains=f"|{tag}|") if tag else rows


def shown(rows: QuerySet[Notice], *, after: UUID | None = None, most: int = PAGE) -> list[NoticeRow]:
    """Up to `most` recipients behind the id `after`, with the reason where one was not reached; two queries."""
    found = [_notice(row) for row in (rows.filter(id__gt=after) if after else rows)[:most]]
    reasons = failures([each.row for each in found if each.row.state == "failed"])
    return [replace(each, failure=reasons.get(each.row.id, "")) for each in found]


def every(rows: QuerySet[Notice]) -> Iterator[NoticeRow]:
    """All of them, streamed, for a file."""
    return (_notice(row) for row in rows.iterator(CHUNK))


def _notice(row: Notice) -> NoticeRow:
    support = row.support.state if hasattr(row, "support") else ""
    listed = row.listed
    return NoticeRow(
        row, contact_of(listed) if listed else None, split(listed.tags) if listed else [], support
    )


def support_queue(
    person_id: UUID, organisation_id: UUID, *, ended: bool = False, page: int = 1
) -> list[Thread]:
    """The support threads of the cases that this person may know, longest waiting first, without messages; two queries."""
    rows = Support.objects.filter(case__in=cases_of(person_id).filter(organisation_id=organisation_id))
    rows = (
        rows.filter(state__in=("solved", "closed")) if ended else rows.exclude(state__in=("solved", "closed"))
    )
    first = (max(page, 1) - 1) * PAGE
    found = rows.select_related("case", "notice__listed", "escalated_to")
    order = (F("waiting_since").asc(nulls_last=True), "-opened_at")
    return [_thread(row) for row in found.order_by(*order)[first : first + PAGE]]


def support_thread(case: Case, notice_id: UUID) -> Thread | None:
    """One thread of a case that may be read, with its messages; two queries."""
    rows = Support.objects.filter(case=case, notice_id=notice_id)
    row = rows.select_related("case", "notice__listed", "escalated_to").first()
    return _thread(row, case_key(case.id, case.key_wrapped)) if row else None


def _thread(row: Support, key: Key | None = None) -> Thread:
    listed = row.notice.listed
    said = _said(row.notice_id, key) if key else []
    return Thread(row, contact_of(listed) if listed else None, row.case.number, said)


def _said(notice_id: UUID, key: Key) -> list[Said]:
    """The newest messages of a notice's stream, oldest first; one query."""
    entries = Entry.objects.filter(stream=f"notice:{notice_id}").order_by("-index")[:THREAD]
    found = []
    for entry in reversed(entries):
        fields, header = opened(entry, key), _header(entry)
        if "text" in fields and "refused" not in fields:
            at = datetime.fromisoformat(header["at"])
            found.append(Said(at, header["actor"] == "recipient", str(fields["text"])))
    return found


def _header(entry: Entry) -> dict[str, Any]:

    header: dict[str, Any] = json.loads(entry.header)
    return header


def own_notice(token: str) -> OwnNotice | None:
    """The notice that a link opens; None, the same, for a link that was never made, is revoked, or leads nowhere. Two queries."""
    notice_id = notice_of(token)
    if notice_id is None:
        return None
    rows = Notice.objects.select_related("mailing", "listed", "support", "case__organisation")
    row = rows.filter(id=notice_id, mailing__isnull=False, revoked_at=None).first()
    if row is None or row.mailing is None:
        return None
    key = case_key(row.case_id, row.case.key_wrapped)
    return OwnNotice(
        id=row.id,
        case_id=row.case_id,
        number=row.case.number,
        organisation=row.case.organisation,
        language=row.language,
        content=content_of(row.mailing, key),
        sent_at=row.mailing.sent_at,
        seen_at=row.seen_at,
        status=row.status,
        confirmed_at=row.confirmed_at,
        stopped=row.listed is not None and row.listed.stopped_at is not None,
        support=row.support if hasattr(row, "support") else None,
        said=_said(row.id, key),
    )
