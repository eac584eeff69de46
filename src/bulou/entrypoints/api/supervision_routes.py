"""Supervision over HTTP: what an authority's leads see of those it supervises, and what the others' leads were ordered."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import actor_of, seat_of, speaker
from bulou.entrypoints.api.problems import not_found
from bulou.entrypoints.evidence import pack
from bulou.law import exposure
from bulou.records import referrals, supervision
from bulou.records.pages import DeskSeat
from bulou.records.reception_log import Span, log_page
from bulou.records.supervision import Order

router = Router(tags=["supervision"])


class SupervisedLine(Schema):
    """An organisation under supervision."""

    id: UUID
    slug: str
    name_zh: str
    name_en: str
    basis: str
    since: str


class DutyKept(Schema):
    """How often a duty was done in time, done late, is owed past its end, is owed with time left, in a year's cases."""

    duty: str
    in_time: int
    late: int
    overdue: int
    running: int


class FindingLine(Schema):
    """What follows from the journal now; `evidence` are entries: stream, index, hash."""

    rule: str
    key: str
    norm: str
    occurred_at: str
    case: str
    evidence: list[list[str | int]]
    confirmed: bool


class ConfirmedLine(Schema):
    """A confirmed finding, with what may follow: an exposure, never a verdict."""

    id: UUID
    rule: str
    key: str
    norm: str
    occurred_at: str
    confirmed_at: str
    exposure: list[dict[str, Any]]


class OrderLine(Schema):
    """A correction order as one side holds it."""

    order: UUID
    other: UUID
    number: str
    norm: str
    state: str
    text: str
    answer: str
    closing: str
    issued_at: str
    due_at: str
    answered_at: str | None
    closed_at: str | None


class SupervisedPage(Schema):
    """One organisation under supervision."""

    duties: list[DutyKept]
    findings: list[FindingLine]
    confirmed: list[ConfirmedLine]
    orders: list[OrderLine]


class InspectedRow(Schema):
    """One reception of an inspected log; nothing of the report itself is here."""

    number: str
    channel: str
    received_at: str
    raw_sha256: str
    state: str


@router.get("/supervision", response={200: list[SupervisedLine], **problems(401, 404, 429)})
def supervised(request: HttpRequest) -> Any:
    """Whom the authority of this token supervises (acts `begin_supervision`, `end_supervision`)."""
    seat = _authority(request)
    if seat is None:
        return not_found()
    return [
        {
            "id": each.organisation.id, "slug": each.organisation.slug, "name_zh": each.organisation.name_zh,
            "name_en": each.organisation.name_en, "basis": each.basis, "since": said.moment(each.since),
        }
        for each in supervision.supervised(seat.organisation.id)
    ]  # fmt: skip


@router.get("/supervision/{subject_id}", response={200: SupervisedPage, **problems(401, 404, 422, 429)})
def one(request: HttpRequest, subject_id: UUID) -> Any:
    """One of them: duties kept, findings, orders (acts `confirm_finding`, `issue_correction`, `close_correction`)."""
    seat, at = _authority(request), timezone.now()
    found = supervision.subject_of(seat.organisation.id, subject_id) if seat else None
    if seat is None or found is None:
        return not_found()
    confirmed = supervision.confirmed(seat.organisation.id, subject_id)
    keys = {each.key for each in confirmed}
    return {
        "duties": [
            {"duty": each.duty_id, "in_time": each.in_time, "late": each.late, "overdue": each.overdue, "running": each.running}
            for each in supervision.duties_kept(found.organisation, at=at)
        ],
        "findings": [
            {
                "rule": each.rule, "key": each.key, "norm": each.norm, "occurred_at": said.moment(each.occurred_at),
                "case": each.number, "evidence": [list(place) for place in each.evidence], "confirmed": each.key in keys,
            }
            for each in supervision.derived(found.organisation, at=at)
        ],
        "confirmed": [
            {
                "id": each.id, "rule": each.rule, "key": each.key, "norm": each.norm,
                "occurred_at": said.moment(each.occurred_at), "confirmed_at": said.moment(each.confirmed_at),
                "exposure": [one.to_json() for one in exposure(each.norm, each.occurred_at)],
            }
            for each in confirmed
        ],
        "orders": [_order(each) for each in supervision.orders(seat.organisation.id, other_id=subject_id, issued=True)],
    }  # fmt: skip


@router.get(
    "/supervision/inspections/{index}", response={200: list[InspectedRow], **problems(401, 404, 422, 429)}
)
def inspected(request: HttpRequest, index: int) -> Any:
    """The newest fifty rows of a log that the holder of the token inspects (act `inspect_supervised`)."""
    held, at = speaker(request), timezone.now()
    seat = _authority(request)
    opened = (
        supervision.inspected(held.organisation_id, index, held.person_id, at=at)
        if 0 <= index < 2**31
        else None
    )
    found = supervision.subject_of(held.organisation_id, opened[0]) if seat and opened else None
    if opened is None or found is None:
        return not_found()
    page = log_page(found.organisation, Span(opened[1].first, opened[1].last), at=at)
    return [
        {
            "number": row.number, "channel": row.channel, "received_at": said.moment(row.received_at),
            "raw_sha256": row.raw_sha256, "state": row.state,
        }
        for row in page.rows
    ]  # fmt: skip


@router.get(
    "/supervision/referrals/{index}",
    response={200: None, **problems(401, 404, 422, 429)},
    openapi_extra={
        "responses": {
            200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)
def referral(request: HttpRequest, index: int) -> Any:
    """The file of a referral, for the lead who took it, for twelve hours (act `refer_finding`)."""
    seat, by = _authority(request), actor_of(speaker(request)).key
    found = None
    if seat is not None and 0 <= index < 2**31:
        found = referrals.referral_of(seat.organisation.id, index, by, at=timezone.now())
    if seat is None or found is None:
        return not_found()
    return HttpResponse(pack(referrals.file_of(seat.organisation.id, found)), content_type="application/zip")


@router.get("/corrections", response={200: list[OrderLine], **problems(401, 404, 429)})
def corrections(request: HttpRequest) -> Any:
    """What authorities have ordered the organisation of this token to correct (act `answer_correction`)."""
    seat = seat_of(speaker(request))
    if "lead" not in seat.offices:
        return not_found()
    return [_order(each) for each in supervision.orders(seat.organisation.id, issued=False)]


def _authority(request: HttpRequest) -> DeskSeat | None:
    """The seat of the token, if it is a lead's of an authority."""
    seat = seat_of(speaker(request))
    return seat if seat.organisation.is_authority and "lead" in seat.offices else None


def _order(each: Order) -> dict[str, Any]:
    row = each.row
    return {
        "order": row.order, "other": row.other_id, "number": row.number, "norm": row.norm, "state": row.state,
        "text": each.text, "answer": each.answer, "closing": each.closing, "issued_at": said.moment(row.issued_at),
        "due_at": said.moment(row.due_at), "answered_at": said.moment(row.answered_at), "closed_at": said.moment(row.closed_at),
    }  # fmt: skip
