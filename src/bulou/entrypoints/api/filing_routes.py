"""Filings of platforms over HTTP: the public list without a key; one's own filing, and those that an authority examines, with one."""

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, speaker
from bulou.entrypoints.api.problems import HEADERS, not_found
from bulou.formats.filetypes import UNKNOWN
from bulou.records import filings, public
from bulou.records.filings import Dossier, Written

router = Router(tags=["filings"])
open_to_all = Router(tags=["public"], auth=None)


class ListedPlatformOut(Schema):
    """A platform that the list names; `shown` by field of the form."""

    number: str
    shown: dict[str, str]
    authority: str
    listed_at: str | None
    amended_at: str | None


class ListEventOut(Schema):
    """A change of the list: listed, amended, cancelled or removed; `sha256` of the decision."""

    kind: str
    at: str
    number: str
    platform: str
    sha256: str


class PlatformList(Schema):
    """The list that the authorities of this node keep, and its newest hundred changes."""

    platforms: list[ListedPlatformOut]
    history: list[ListEventOut]


class FilingLine(Schema):
    """A filing in a list, with the state of its newest revision; `examine_by` is the unverified end of ten working days."""

    id: str
    platform: str
    reception: str
    standing: str
    kind: str
    state: str
    submitted_at: str | None
    examine_by: str | None
    number: str


class Filings(Schema):
    """A page of filings, what waits longest first; pages are counted from 1."""

    filings: list[FilingLine]
    counts: dict[str, int]
    page: int
    pages: int


class DocumentOut(Schema):
    """A document of a filing; its bytes are at `/filings/documents/{id}`."""

    id: str
    field: str
    name: str
    size: int
    sha256: str


class RevisionOut(Schema):
    """Content that was filed. `remarks` are the authority's words on it."""

    number: int
    kind: str
    state: str
    form: str
    values: dict[str, str]
    documents: list[DocumentOut]
    sha256: str
    submitted_at: str | None
    answered_at: str | None
    remarks: str


class FilingEventOut(Schema):
    """What happened to the filing."""

    kind: str
    at: str
    sha256: str


class FilingCirculationOut(Schema):
    """Article 10: what the MPS (mps) or the CAC (cac) is to be told, and its receipt."""

    body: str
    cause: str
    owed_at: str
    sent_at: str | None
    reference: str
    receipt: str


class FilingOut(Schema):
    """A filing whole: its newest revision and the one accepted last, its history newest first."""

    id: str
    platform: str
    reception: str
    standing: str
    number: str
    newest: RevisionOut | None
    accepted: RevisionOut | None
    history: list[FilingEventOut]
    circulations: list[FilingCirculationOut]


@open_to_all.get("/platforms", response={200: PlatformList})
def platforms(request: HttpRequest) -> Any:
    """The public list of filed platforms and its history (Article 10)."""
    return {
        "platforms": [
            {
                "number": row.number,
                "shown": dict(row.shown),
                "authority": row.authority.slug,
                "listed_at": said.moment(row.listed_at),
                "amended_at": said.moment(row.amended_at),
            }
            for row in public.listed_platforms()
        ],
        "history": [
            {
                "kind": event.kind,
                "at": said.moment(event.at),
                "number": event.platform.number,
                "platform": event.platform.name,
                "sha256": event.sha256,
            }
            for event in public.list_history()
        ],
    }


@router.get("/filings", response={200: Filings, **problems(401, 404, 422, 429)})
def shelf(
    request: HttpRequest, view: str = "examine", page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
) -> Any:
    """The filings that the authority holds (acts `accept_filing`, `ask_filing_supplement`, `refuse_filing`, `remove_from_list`)."""
    held = speaker(request)
    if not (is_desk(held) and filings.keeps_the_list(held.organisation_id)):
        return not_found()
    found, at = filings.shelf(held.organisation_id, view=view, page=page), timezone.now()
    lines = []
    for row in found.rows:
        waits = row.submitted_at if row.state == "submitted" else None
        duty = filings.examination(waits, at=at) if waits else None
        lines.append(
            _head(row.filing)
            | {
                "kind": row.kind,
                "state": row.state,
                "submitted_at": said.moment(row.submitted_at),
                "examine_by": said.moment(duty.due_at) if duty else None,
            }
        )
    return {"filings": lines, "counts": dict(found.counts), "page": found.page, "pages": found.pages}


@router.get("/filing", response={200: FilingOut, **problems(401, 404, 429)})
def own(request: HttpRequest) -> Any:
    """The organisation's own filing as a platform (acts `prepare_filing`, `submit_filing`); not found before its first draft."""
    held = speaker(request)
    kept = filings.own(held.organisation_id) if is_desk(held) else None
    return _whole(kept) if kept else not_found()


@router.get("/filings/{filing_id}", response={200: FilingOut, **problems(401, 404, 422, 429)})
def one(request: HttpRequest, filing_id: UUID) -> Any:
    """A filing that the organisation holds."""
    held = speaker(request)
    kept = filings.dossier(held.organisation_id, filing_id) if is_desk(held) else None
    return _whole(kept) if kept else not_found()


@router.get(
    "/filings/documents/{document_id}",
    response={200: None, **problems(401, 404, 422, 429)},
    openapi_extra={
        "responses": {200: {"content": {UNKNOWN: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def document(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """A document of a filing, as it was attached."""
    held = speaker(request)
    row = filings.document(held.organisation_id, document_id) if is_desk(held) else None
    if row is None:
        return not_found()
    response = FileResponse(filings.open_document(row), content_type=UNKNOWN, headers=HEADERS)
    response.headers["Content-Length"] = str(row.size)
    return response


def _head(filing: Any) -> dict[str, Any]:
    return {
        "id": str(filing.id),
        "platform": filing.platform,
        "reception": filing.reception,
        "standing": filing.standing,
        "number": filing.number,
    }


def _whole(kept: Dossier) -> dict[str, Any]:
    return _head(kept.filing) | {
        "newest": _revision(kept.newest),
        "accepted": _revision(kept.accepted),
        "history": [
            {"kind": row.kind, "at": said.moment(row.at), "sha256": row.sha256} for row in kept.events
        ],
        "circulations": [
            {
                "body": row.body,
                "cause": row.cause,
                "owed_at": said.moment(row.owed_at),
                "sent_at": said.moment(row.sent_at),
                "reference": row.reference,
                "receipt": row.receipt,
            }
            for row in kept.circulations
        ],
    }


def _revision(found: Written | None) -> dict[str, Any] | None:
    if found is None:
        return None
    row = found.row
    return {
        "number": row.number,
        "kind": row.kind,
        "state": row.state,
        "form": row.form,
        "values": dict(found.values),
        "documents": [
            {
                "id": str(each.id),
                "field": each.field,
                "name": each.name,
                "size": each.size,
                "sha256": each.sha256,
            }
            for each in found.documents
        ],
        "sha256": row.sha256,
        "submitted_at": said.moment(row.submitted_at),
        "answered_at": said.moment(row.answered_at),
        "remarks": found.remarks,
    }
