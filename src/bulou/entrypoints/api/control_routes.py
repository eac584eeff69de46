"""The register of internal control over HTTP (Article 11), for the desk of an organisation that is no authority, and for its auditor."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Router, Schema

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import seat_of, speaker
from bulou.entrypoints.api.problems import HEADERS, not_found
from bulou.formats.filetypes import UNKNOWN
from bulou.records import controls
from bulou.records.controls import Incident, Measure
from bulou.records.pages import DeskSeat

router = Router(tags=["house"])


class ControlDocumentOut(Schema):
    """A document of a measure; its bytes are at `/controls/documents/{id}`."""

    id: str
    name: str
    size: int
    sha256: str


class ControlReviewOut(Schema):
    """A review: works, gaps or fails; `entry` is its index in the organisation's stream."""

    outcome: str
    text: str
    at: str
    next_due: str
    entry: int


class ControlMeasureOut(Schema):
    """A measure: in_force, superseded or ended; `review_overdue` at this moment."""

    id: str
    number: int
    kind: str
    title: str
    text: str
    state: str
    responsible: str
    in_force_since: str
    review_due: str
    review_overdue: bool
    replaces: str | None
    documents: list[ControlDocumentOut]
    reviews: list[ControlReviewOut]
    entry: int


class ControlIncidentOut(Schema):
    """A suspected leak or publication; `found` is empty while it is open."""

    id: str
    number: int
    suspected: str
    text: str
    done: str
    found: str
    measure: str | None
    learned_at: str
    closed_at: str | None
    entry: int


class ControlRegisterOut(Schema):
    """The register; `article_11` is how the duty stands by the law as encoded, null where it does not bind; `enforced` counts entries."""

    measures: list[ControlMeasureOut]
    incidents: list[ControlIncidentOut]
    article_11: str | None
    enforced: dict[str, int]  # empty for a handler: who does not know every case is told no count over all


@router.get("/controls", response={200: ControlRegisterOut, **problems(401, 404, 429)})
def register(request: HttpRequest) -> Any:
    """The register of internal control (acts `put_measure_in_force`, `review_measure`, `end_measure`, `enter_incident`, `close_incident`)."""
    seat = _seat(request)
    if seat is None:
        return not_found()
    house = seat.organisation
    found, shown = controls.register(house, at=timezone.now()), controls.enforced(seat)
    return {
        "measures": [_measure(each) for each in found.measures],
        "incidents": [_incident(each) for each in found.incidents],
        "article_11": str(found.duty.standing) if found.duty else None,
        "enforced": dict(shown.counts) if shown else {},
    }


@router.get(
    "/controls/documents/{document_id}",
    response={200: None, **problems(401, 404, 422, 429)},
    openapi_extra={
        "responses": {200: {"content": {UNKNOWN: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def document(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """A document of the register, as it was attached."""
    seat = _seat(request)
    row = controls.document(seat.organisation.id, document_id) if seat else None
    if row is None:
        return not_found()
    response = FileResponse(controls.open_document(row), content_type=UNKNOWN, headers=HEADERS)
    response.headers["Content-Length"] = str(row.size)
    return response


def _seat(request: HttpRequest) -> DeskSeat | None:
    """The seat of the token, if its holder may read the register of its organisation."""
    seat = seat_of(speaker(request))
    return seat if controls.reads(seat) else None


def _measure(each: Measure) -> dict[str, Any]:
    row = each.row
    return {
        "id": str(row.id), "number": row.number, "kind": row.kind, "title": row.title, "text": each.text, "state": row.state,
        "responsible": str(row.responsible_id), "in_force_since": said.day(row.in_force_since),
        "review_due": said.day(row.review_due), "review_overdue": each.overdue,
        "replaces": str(row.replaces_id) if row.replaces_id else None,
        "documents": [
            {"id": str(one.id), "name": one.name, "size": one.size, "sha256": one.sha256} for one in each.documents
        ],
        "reviews": [
            {"outcome": one.row.outcome, "text": one.text, "at": said.moment(one.row.at), "next_due": said.day(one.row.next_due), "entry": one.row.index}
            for one in each.reviews
        ],
        "entry": row.index,
    }  # fmt: skip


def _incident(each: Incident) -> dict[str, Any]:
    row = each.row
    return {
        "id": str(row.id), "number": row.number, "suspected": row.suspected, "text": each.text, "done": each.done,
        "found": row.found, "measure": str(row.measure_id) if row.measure_id else None,
        "learned_at": said.moment(row.learned_at), "closed_at": said.moment(row.closed_at), "entry": row.index,
    }  # fmt: skip
