"""The rooms of a case over HTTP: older entries, files, what it looks like, how it was verified and graded, drafts.

Behind the case's door nothing is shown before it was opened (act `open_undisclosed`): rooms are then empty and `opened` is false.
"""

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from bulou.acts.blobs import opened
from bulou.acts.trial import tried
from bulou.entrypoints.api import said
from bulou.entrypoints.api.act_models import Text
from bulou.entrypoints.api.answers import Citation, Cure, problems
from bulou.entrypoints.api.bearer import page_of, speaker
from bulou.entrypoints.api.problems import HEADERS, not_found
from bulou.formats.filetypes import UNKNOWN
from bulou.records import visible
from bulou.records.assessments import assessment, told
from bulou.records.likeness import LookAlike, alike_page
from bulou.records.listing import case_in
from bulou.records.pages import TimelineRow

router = Router(tags=["cases"])
ATTEMPTS = ("record_verification", "validate_report")
FURTHEST = 2**53


class EntryOut(Schema):
    """A sealed entry, with the fields that may be read now."""

    index: int
    hash: str
    act: str
    actor: str
    at: str
    event_at: str | None
    verdict: str | None
    fields: dict[str, Any]


class Timeline(Schema):
    """Entries newest first; give `before` back to go on, null at the end."""

    opened: bool
    entries: list[EntryOut]
    before: int | None


class FileOut(Schema):
    """A file of a case: hashes, kind by content, and where it stands in quarantine."""

    id: str
    name: str
    size: int
    sha256: str
    sm3: str
    kind: str
    scan: str
    received_at: str
    released_at: str | None


class Files(Schema):
    """The files of a case; none while it is closed to you."""

    opened: bool
    files: list[FileOut]


class LookAlikeOut(Schema):
    """Something that the case looks like, 0 to 1, with what stands in both as far as you may know it."""

    number: str
    title: str
    product: str
    versions: str
    at: str | None
    score: float
    identifiers: list[str]
    paths: list[str]
    words: list[str]


class Alike(Schema):
    """What a case looks like, most alike first; its original and its duplicates, as far as you may know them."""

    opened: bool
    reports: list[LookAlikeOut]
    advisories: list[LookAlikeOut]
    known: list[LookAlikeOut]
    original: str | None
    duplicates: list[str]


class Assessed(Schema):
    """How a case was verified and graded: attempts, grades with their grounds, class, numbers, evidence; newest first."""

    opened: bool
    attempts: list[EntryOut]
    grades: list[EntryOut]
    weakness: EntryOut | None
    numbers: list[str]
    evidence: list[EntryOut]


class DraftOut(Schema):
    """A draft of an advisory as it stands, with the judgements signed on it. Give `sha256` back as `draft_sha256` where you
    judge or publish what you have read.
    """

    id: str
    number: str
    state: str
    sha256: str
    content: dict[str, Any]
    judgements: dict[str, Any]
    published_at: str | None
    withdrawn_at: str | None


class TrialIn(Schema):
    """The text of an advisory as it stands, unsaved: the fields of act `save_draft` by name."""

    model_config = ConfigDict(extra="forbid")
    advisory_id: UUID | None = None
    written: dict[Annotated[str, Field(max_length=60)], Text] = Field({}, max_length=60)


class TrialOut(Schema):
    """What would be answered if this were published now; `wanting` keeps an advisory from being written at all."""

    ready: bool
    outcome: str
    verdict: dict[str, Any]
    citations: list[Citation]
    cures: list[Cure]
    wanting: list[str]
    problems: list[str]
    unread: str


@router.get("/cases/{case}/timeline", response={200: Timeline, **problems(401, 404, 422, 429)})
def timeline(
    request: HttpRequest, case: str, before: Annotated[int | None, Field(ge=0, le=FURTHEST)] = None
) -> Any:
    """The entries of a case's stream, a hundred at a time."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    page = visible.case_page(held.person_id, known[1], at=timezone.now(), before=before) if known else None
    if page is None:
        return not_found()
    last = page.timeline[-1].index if page.timeline else 0
    rows = page.timeline if page.opened else []
    return {"opened": page.opened, "entries": [said.sealed(row) for row in rows], "before": last or None}


@router.get("/cases/{case}/files", response={200: Files, **problems(401, 404, 429)})
def files(request: HttpRequest, case: str) -> Any:
    """Every file of a case that you have opened."""
    page = page_of(speaker(request), case, at=timezone.now())
    if page is None:
        return not_found()
    return {"opened": page.opened, "files": [_file(each) for each in page.files] if page.opened else []}


@router.get(
    "/cases/{case}/files/{file_id}",
    response={200: None, **problems(401, 404, 422, 429)},
    openapi_extra={
        "responses": {200: {"content": {UNKNOWN: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def content(request: HttpRequest, case: str, file_id: UUID) -> HttpResponseBase:
    """A file as it was received; in quarantine too, for a program opens nothing by itself."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    found = visible.attachment(held.person_id, file_id, at=timezone.now()) if known else None
    if known is None or found is None or found[0].case_id != known[0]:
        return not_found()
    row, key, _name = found
    response = FileResponse(opened(row, key), content_type=UNKNOWN, headers=HEADERS)
    response.headers["Content-Length"] = str(row.size)
    return response


@router.get("/cases/{case}/alike", response={200: Alike, **problems(401, 404, 429)})
def alike(request: HttpRequest, case: str) -> Any:
    """What a case looks like (acts `mark_duplicate`, `mark_different`)."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    page = alike_page(held.person_id, known[1], at=timezone.now()) if known else None
    if page is None:
        return not_found()
    found = page.found
    return {
        "opened": page.opened,
        "reports": [_like(each) for each in found.reports],
        "advisories": [_like(each) for each in found.advisories],
        "known": [_like(each) for each in found.known],
        "original": found.original.number if found.original else None,
        "duplicates": [each.number for each in found.duplicates],
    }


@router.get("/cases/{case}/assessment", response={200: Assessed, **problems(401, 404, 429)})
def assessed(request: HttpRequest, case: str) -> Any:
    """How a case was verified (act `record_verification`) and graded (`grade_severity`, `record_weakness`, …)."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    head = visible.head(held.person_id, known[1], at=timezone.now()) if known else None
    if head is None:
        return not_found()
    found = assessment(head.case, head.key) if head.opened else None
    attempts = told(head.case, ATTEMPTS, head.key) if head.opened else []
    return {
        "opened": head.opened,
        "attempts": _entries(attempts),
        "grades": _entries(found.grades) if found else [],
        "weakness": said.sealed(found.weakness) if found and found.weakness else None,
        "numbers": [each.identifier for each in found.numbers] if found else [],
        "evidence": _entries(found.evidence) if found else [],
    }


@router.get(
    "/cases/{case}/advisories/{advisory_id}", response={200: DraftOut, **problems(401, 404, 422, 429)}
)
def draft(request: HttpRequest, case: str, advisory_id: UUID) -> Any:
    """The draft of an advisory of a case that you have opened (acts `save_draft`, `judge_draft`, …)."""
    page = page_of(speaker(request), case, at=timezone.now())
    found = visible.draft(page, advisory_id) if page is not None and page.opened else None
    if found is None:
        return not_found()
    return {
        "id": str(found.id),
        "number": found.number,
        "state": found.gate,
        "sha256": found.sha256,
        "content": found.content,
        "judgements": dict(found.judgements),
        "published_at": said.moment(found.published_at),
        "withdrawn_at": said.moment(found.withdrawn_at),
    }


@router.post("/cases/{case}/trial", response={200: TrialOut, **problems(400, 401, 404, 422, 429)})
def trial(request: HttpRequest, case: str, draft: TrialIn) -> Any:
    """What the law and the format say of a text before it is saved. Nothing of it is kept."""
    at = timezone.now()
    page = page_of(speaker(request), case, at=at)
    if page is None or not page.opened:
        return not_found()
    row = next((row for row in page.advisories if row.id == draft.advisory_id), None)
    found = tried(page.case, draft.written, row, known=page.known, products=page.affected, at=at)
    return {
        "ready": found.ready,
        "outcome": str(found.verdict.outcome),
        "verdict": said.verdict(found.verdict),
        "citations": said.citations(found.verdict),
        "cures": said.cures(found.cures),
        "wanting": [said.words(each) for each in found.wanting],
        "problems": [said.words(each) for each in found.problems if not each.blocking],
        "unread": str(found.unread or ""),
    }


def _entries(rows: list[TimelineRow]) -> list[dict[str, Any]]:
    return [said.sealed(row) for row in rows]


def _file(each: Any) -> dict[str, Any]:
    row = each.attachment
    plain = {name: getattr(row, name) for name in ("size", "sha256", "sm3", "kind", "scan")}
    return plain | {
        "id": str(row.id),
        "name": each.name,
        "received_at": said.moment(row.received_at),
        "released_at": said.moment(row.released_at),
    }


def _like(each: LookAlike) -> dict[str, Any]:
    plain = {name: getattr(each, name) for name in ("number", "title", "product", "versions", "score")}
    why = {name: list(getattr(each.reasons, name)) for name in ("identifiers", "paths", "words")}
    return plain | why | {"at": said.moment(each.at)}
