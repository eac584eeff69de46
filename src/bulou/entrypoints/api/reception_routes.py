"""The reception log over HTTP, for leads and auditors; and files as a channel, for those who work at the desk."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import Mark, problems
from bulou.entrypoints.api.bearer import actor_of, speaker
from bulou.entrypoints.api.bodies import CutShort, read
from bulou.entrypoints.api.moments import Day
from bulou.entrypoints.api.problems import not_found, problem
from bulou.formats.foreign import LARGEST
from bulou.journal import instant
from bulou.records import reception_log, reception_seals
from bulou.records.reception_log import LogRow, Span
from bulou.records.visible import desk_people
from bulou.transport.imported import Line, receive
from bulou.transport.received import describe

router = Router(tags=["reception"])
SEALS = 366


class Reception(Schema):
    """One reception. `purge_from` is the earliest lawful purge by calculation; nothing of the report itself is here."""

    number: str
    channel: str
    received_at: str
    identity: str
    raw_sha256: str
    raw_size: int
    files: int
    state: Literal["held", "on_hold", "releasable", "purged"]
    purge_from: str | None
    purged_at: str | None
    entry: str


class Receptions(Schema):
    """A page of the log, newest first; pages are counted from 1."""

    rows: list[Reception]
    total: int
    page: int
    pages: int


class Seal(Schema):
    """What was sealed of some days: how many receptions, how many since the first seal, the Merkle root over them."""

    first: str
    last: str
    count: int
    total: int
    root: str
    entry: int
    sealed_at: str


class GapFound(Schema):
    """Something that the log should hold and does not, or the other way round."""

    kind: str
    first: str
    last: str
    detail: str


class Proof(Schema):
    """The newest seals, and what the log lacks or has too much of, beside all of them."""

    seals: list[Seal]
    gaps: list[GapFound]


class CanaryFound(Schema):
    """One canary: by which channel, on which day (Beijing), and whether it came."""

    channel: str
    day: str
    state: str
    sent_at: str
    arrived_at: str | None


class Imported(Schema):
    """What became of one record."""

    number: str
    new: bool
    raw_sha256: str
    marks: list[Mark]


class FileReceived(Schema):
    """What became of a file: records that were imported before are not new."""

    sha256: str
    kind: str
    understood: bool
    new: int
    known: int
    reports: list[Imported]


@router.get("/reception", response={200: Receptions, **problems(401, 404, 422, 429)})
def log(
    request: HttpRequest,
    first: Day | None = None,
    last: Day | None = None,
    channel: Annotated[str, Field(max_length=20, pattern="^[a-z0-9]*$")] = "",
    state: Literal["", "held", "on_hold", "releasable", "purged"] = "",
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1,
) -> Any:
    """The reception log of Article 5, for leads and auditors."""
    held = speaker(request)
    house = reception_log.readable(held.person_id, held.organisation_id)
    if house is None:
        return not_found()
    found = reception_log.log_page(house, Span(first, last, channel, state), at=timezone.now(), page=page)
    return {
        "rows": [_row(row) for row in found.rows],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
    }


@router.get("/reception/proof", response={200: Proof, **problems(401, 404, 429)})
def proof(request: HttpRequest) -> Any:
    """The daily seals of the log, and every gap between them and what is there now."""
    held = speaker(request)
    house = reception_log.readable(held.person_id, held.organisation_id)
    if house is None:
        return not_found()
    return {
        "seals": [
            {
                "first": str(seal.first_day),
                "last": str(seal.last_day),
                "count": seal.count,
                "total": seal.total,
                "root": seal.root,
                "entry": seal.entry_index,
                "sealed_at": instant(seal.sealed_at),
            }
            for seal in reception_seals.seals(house.id, most=SEALS)
        ],
        "gaps": [
            {"kind": gap.kind, "first": str(gap.first), "last": str(gap.last), "detail": gap.detail}
            for gap in reception_seals.every_gap(house, at=timezone.now())
        ],
    }


@router.get("/reception/canaries", response={200: list[CanaryFound], **problems(401, 404, 429)})
def canaries(request: HttpRequest) -> Any:
    """The canaries of the last days: whether each channel was open."""
    held = speaker(request)
    if reception_log.readable(held.person_id, held.organisation_id) is None:
        return not_found()
    return [
        {
            "channel": each.channel,
            "day": str(each.day),
            "state": each.state,
            "sent_at": instant(each.sent_at),
            "arrived_at": said.moment(each.arrived_at),
        }
        for each in reception_log.channel_states(held.organisation_id)
    ]


@router.post(
    "/imports",
    response={200: FileReceived, **problems(400, 401, 403, 404, 413, 429)},
    openapi_extra={
        "requestBody": {
            "required": False,  # an empty file is received as it came
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def import_file(request: HttpRequest) -> Any:
    """Receive every record of a file (CSAF 2.0 and 2.1, CVE JSON 5, CNVD and CNNVD XML, CSV), up to 50 MB, each once."""
    held = speaker(request)
    if held.scope != "act":
        return problem("scope")
    if not any(person.id == held.person_id for person in desk_people(held.organisation_id)):
        return not_found()
    raw = _body(request)
    if isinstance(raw, HttpResponse):
        return raw
    found = receive(raw, held.organisation_id, by=actor_of(held), at=timezone.now())
    return {
        "sha256": found.sha256,
        "kind": found.file.kind,
        "understood": found.file.understood,
        "new": found.new,
        "known": found.known,
        "reports": [_line(line) for line in found.lines],
    }


def _body(request: HttpRequest) -> bytes | HttpResponse:
    try:
        raw, _size = read(request, ceiling=LARGEST)
    except (CutShort, UnreadablePostError):
        return problem("cut-short")
    return problem("too-large", ceiling=LARGEST) if raw is None else raw


def _line(line: Line) -> dict[str, Any]:
    assert line.outcome is not None
    ids = line.outcome.ids
    return {
        "number": ids["number"],
        "new": line.new,
        "raw_sha256": ids["raw_sha256"],
        "marks": describe(line.marks),
    }


def _row(row: LogRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "channel": row.channel,
        "received_at": instant(row.received_at),
        "identity": row.identity,
        "raw_sha256": row.raw_sha256,
        "raw_size": row.raw_size,
        "files": row.files,
        "state": row.state,
        "purge_from": said.moment(row.purge_from),
        "purged_at": said.moment(row.purged_at),
        "entry": row.entry,
    }
