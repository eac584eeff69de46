"""Notices and support over HTTP: how far the recipients of a case have come, and what they ask."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import page_of, speaker
from bulou.entrypoints.api.problems import not_found
from bulou.records import notices
from bulou.records.pages import CasePage

MOST = 200
router = Router(tags=["notices"])


class Counts(Schema):
    """Recipients of one kind and language: in all, and how many have come how far (`silent`: reached and not confirmed)."""

    kind: str
    language: str
    total: int
    by: dict[str, int]


class MailingOut(Schema):
    """A notice to many; `sent_at` is null for a draft. Moments are UTC."""

    id: str
    kind: str
    content: dict[str, Any]
    segment: dict[str, Any]
    in_mail: bool
    sent_at: str | None
    count: int
    queued: int
    list_sha256: str
    content_sha256: str
    reminders: int
    sums: list[Counts]


class Mailings(Schema):
    """The notices of a case, newest first."""

    mailings: list[MailingOut]


class RecipientOut(Schema):
    """One recipient of a notice. `email` is empty where the list holds it no more."""

    notice_id: str
    email: str
    name: str
    organisation: str
    kind: str
    language: str
    tags: list[str]
    state: str
    status: str
    sent_at: str | None
    seen_at: str | None
    confirmed_at: str | None
    support: str


class Recipients(Schema):
    """Recipients in the order of their ids. Give `next` back as `after` to go on; null at the end."""

    recipients: list[RecipientOut]
    next: str | None


class SupportMessage(Schema):
    """A question (`own`: by the recipient) or an answer."""

    at: str
    own: bool
    text: str


class SupportOut(Schema):
    """A support thread. `due_at` is when the target for answering is missed."""

    notice_id: str
    case: str
    state: str
    opened_at: str
    waiting_since: str | None
    due_at: str | None
    escalated_at: str | None
    satisfaction: int | None
    messages: list[SupportMessage]


class SupportThreads(Schema):
    """The threads of the cases that you may know, longest waiting first; without their messages."""

    threads: list[SupportOut]


@router.get("/cases/{case}/notices", response={200: Mailings, **problems(401, 404, 429)})
def mailings(request: HttpRequest, case: str) -> Any:
    """The notices of a case that you have open, with how far their recipients have come."""
    page = _opened(request, case)
    if page is None:
        return not_found()
    return {"mailings": [_mailing(each) for each in notices.mailings_of(page.case)]}


@router.get(
    "/cases/{case}/notices/{mailing_id}/recipients",
    response={200: Recipients, **problems(401, 404, 422, 429)},
)
def recipients(
    request: HttpRequest,
    case: str,
    mailing_id: UUID,
    after: UUID | None = None,
    standing: Annotated[str, Field(max_length=20)] = "",
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50,
) -> Any:
    """The recipients of a notice, or those of them who have come so far: waiting, reached, failed, seen, confirmed, silent."""
    page = _opened(request, case)
    found = page and next((row for row in notices.mailings_of(page.case) if row.row.id == mailing_id), None)
    if not found:
        return not_found()
    rows = notices.shown(notices.recipients(found.row, standing=standing), after=after, most=limit + 1)
    following = str(rows[limit - 1].row.id) if len(rows) > limit else None
    return {"recipients": [_recipient(each) for each in rows[:limit]], "next": following}


@router.get("/support", response={200: SupportThreads, **problems(401, 422, 429)})
def support(request: HttpRequest, ended: bool = False) -> Any:
    """The support threads under way in your token's organisation, or those that have ended."""
    held = speaker(request)
    found = notices.support_queue(held.person_id, held.organisation_id, ended=ended)
    return {"threads": [_thread(each) for each in found]}


@router.get("/cases/{case}/support/{notice_id}", response={200: SupportOut, **problems(401, 404, 422, 429)})
def thread(request: HttpRequest, case: str, notice_id: UUID) -> Any:
    """One thread of a case that you have open, with its messages."""
    page = _opened(request, case)
    found = notices.support_thread(page.case, notice_id) if page else None
    return not_found() if found is None else _thread(found)


def _opened(request: HttpRequest, case: str) -> CasePage | None:
    page = page_of(speaker(request), case, at=timezone.now())
    return page if page is not None and page.opened else None


def _mailing(each: notices.MailingRow) -> dict[str, Any]:
    row = each.row
    return {
        "id": str(row.id),
        "kind": row.kind,
        "content": each.content,
        "segment": each.segment.to_json(),
        "in_mail": row.in_mail,
        "sent_at": said.moment(row.sent_at),
        "count": row.count,
        "queued": row.queued,
        "list_sha256": row.list_sha256,
        "content_sha256": row.content_sha256,
        "reminders": each.reminders,
        "sums": [
            {"kind": sum_.kind, "language": sum_.language, "total": sum_.total, "by": sum_.by}
            for sum_ in each.sums
        ],
    }


def _recipient(each: notices.NoticeRow) -> dict[str, Any]:
    row, contact = each.row, each.contact
    return {
        "notice_id": str(row.id),
        "email": contact.email if contact else "",
        "name": contact.name if contact else "",
        "organisation": contact.house if contact else "",
        "kind": row.kind,
        "language": row.language,
        "tags": each.tags,
        "state": row.state,
        "status": row.status,
        "sent_at": said.moment(row.sent_at),
        "seen_at": said.moment(row.seen_at),
        "confirmed_at": said.moment(row.confirmed_at),
        "support": each.support,
    }


def _thread(each: notices.Thread) -> dict[str, Any]:
    row = each.row
    return {
        "notice_id": str(row.notice_id),
        "case": each.number,
        "state": row.state,
        "opened_at": said.moment(row.opened_at),
        "waiting_since": said.moment(row.waiting_since),
        "due_at": said.moment(row.due_at),
        "escalated_at": said.moment(row.escalated_at),
        "satisfaction": row.satisfaction,
        "messages": [{"at": said.moment(item.at), "own": item.own, "text": item.text} for item in each.said],
    }
