"""Evidence packs over HTTP: which were taken of a case, and the file, for who took it (act `export_evidence`)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router, Schema

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import actor_of, offices_of, speaker
from bulou.entrypoints.api.problems import not_found
from bulou.entrypoints.evidence import pack
from bulou.records import evidence, visible
from bulou.records.listing import case_in
from bulou.records.tokens import Holder
from bulou.records.visible import Head

router = Router(tags=["evidence"])


class PackTaken(Schema):
    """A pack that was taken: under which entry, redacted for which role, by whom, when."""

    entry: int
    hash: str
    role: str
    at: str
    by: str


@router.get("/cases/{case}/evidence", response={200: list[PackTaken], **problems(401, 404, 429)})
def taken(request: HttpRequest, case: str) -> Any:
    """The evidence packs that were taken of a case, newest first (act `export_evidence`)."""
    head = _head(speaker(request), case)
    if head is None:
        return not_found()
    return [
        {
            "entry": each.index,
            "hash": each.hash,
            "role": each.role,
            "at": said.moment(each.at),
            "by": each.actor,
        }
        for each in evidence.exports(head.case)
    ]


@router.get(
    "/cases/{case}/evidence/{entry}",
    response={200: None, **problems(401, 404, 422, 429)},
    openapi_extra={
        "responses": {
            200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)
def file(request: HttpRequest, case: str, entry: Path[int]) -> Any:
    """The evidence pack of an export, for the lead who took it, for twelve hours."""
    held = speaker(request)
    head = _head(held, case)
    if head is None or not head.opened or "lead" not in offices_of(held) or not 0 <= entry < 2**31:
        return not_found()
    found = evidence.export_of(head.case, entry, actor_of(held).key, at=timezone.now())
    if found is None:
        return not_found()
    return HttpResponse(pack(evidence.of_case(head.case, found)), content_type="application/zip")


def _head(held: Holder, reference: str) -> Head | None:
    """The case that `reference` names, if it exists for this holder in their token's organisation."""
    known: tuple[UUID, str] | None = case_in(held.person_id, held.organisation_id, reference)
    return visible.head(held.person_id, known[1], at=timezone.now()) if known else None
