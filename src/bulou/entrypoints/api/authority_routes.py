"""An authority's register over HTTP, what authorities said to a case, the competence table, and guidance for everyone."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, seat_of, speaker
from bulou.entrypoints.api.problems import not_found
from bulou.law.competence import TABLE
from bulou.records import public, register, visible
from bulou.records.houses import House
from bulou.records.listing import case_in

router = Router(tags=["authority"])
View = Literal["new", "late", "incomplete", "overdue", "requests", "reports", "shared", "untold", "all"]


class MatterOut(Schema):
    """What an authority has received. `missing` are items of Article 7(2); `late` was sent after its sender's limit."""

    case: str
    number: str
    kind: str
    sender: str
    product: str
    sent_at: str
    limit_at: str | None
    received_at: str
    late: bool
    missing: list[str]
    registered_at: str | None
    returned_at: str | None
    supplemented_at: str | None
    remedy_by: str | None
    remedied_at: str | None
    urged_at: str | None
    decided_at: str | None
    merged_into: str | None


class RegisterOut(Schema):
    """One list of the register; `more`: another page follows. Pages are counted from 1."""

    view: str
    matters: list[MatterOut]
    page: int
    more: bool


class CirculationOut(Schema):
    """A body that was told, or that is not on this node and waits to be told by hand (`told_at` null)."""

    id: str
    purpose: str
    body: str
    told_at: str | None
    receipt_at: str | None
    receipt_number: str


class OpinionOut(Schema):
    """What an authority (its short name here, its name elsewhere) said in a joint assessment; no text while the case is closed
    to you.
    """

    authority: str
    bodies: list[str]
    result: str
    text: str
    given_at: str


class DecisionOut(Schema):
    """A decision; `statement` is what `signature` (Ed25519, hex) covers after the line `bulou decision v1`."""

    number: str
    result: str
    decided_at: str
    valid_until: str | None
    grounds: str
    statement: str
    signature: str


class WholeMatter(MatterOut):
    """One matter with all that belongs to it."""

    opened: bool
    content: dict[str, Any]
    circulations: list[CirculationOut]
    opinions: list[OpinionOut]
    decision: DecisionOut | None
    merged: list[str]
    elsewhere: dict[str, Any]


class RequestOut(Schema):
    """What a case asked of authorities; `received` are the bodies that have it, with their numbers."""

    id: str
    kind: str
    asked_at: str
    received: dict[str, str]
    number: str
    result: str
    decided_at: str | None
    valid_until: str | None


class WordOut(Schema):
    """What an authority said to a case: received, registered, returned or urged."""

    kind: str
    authority: str
    number: str
    items: list[str]
    until: str | None
    text: str
    received_at: str


class CorrespondenceOut(Schema):
    """Requests and words, newest first; nothing of them while the case is closed to you."""

    case: str
    opened: bool
    requests: list[RequestOut]
    words: list[WordOut]


class CompetenceOut(Schema):
    """One power of the competence table."""

    power: str
    title: dict[str, str]
    article: dict[str, str]
    bodies: list[str]


class GuidanceOut(Schema):
    """A question with its answer, or a notice."""

    id: str
    kind: str
    organisation: str
    title: dict[str, str]
    text: dict[str, str]
    published_at: str


@router.get("/authority/register", response={200: RegisterOut, **problems(401, 404, 422, 429)})
def the_register(
    request: HttpRequest,
    view: View = "new",
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1,
    sender: UUID | None = None,
) -> Any:
    """The register of your authority, as far as you may know its cases; `sender` leaves only what that organisation sent."""
    held = speaker(request)
    if not is_desk(held) or not seat_of(held).organisation.is_authority:
        return not_found()
    found = register.register(
        held.person_id, held.organisation_id, view=view, at=timezone.now(), page=page, sender=sender
    )
    return {
        "view": found.view,
        "matters": [_matter(line.matter) for line in found.lines],
        "page": found.page,
        "more": found.more,
    }


@router.get("/cases/{case}/matter", response={200: WholeMatter, **problems(401, 404, 429)})
def matter(request: HttpRequest, case: str) -> Any:
    """One matter of the register: what was sent, who was told, who has spoken, what was decided."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    head = visible.head(held.person_id, known[1], at=timezone.now()) if known else None
    found = register.matter_page(head) if head else None
    if head is None or found is None:
        return not_found()
    return {
        **_matter(found.matter),
        "case": head.case.number,
        "opened": head.opened,
        "content": dict(found.content),
        "circulations": [_circulation(row) for row in found.circulations],
        "opinions": [
            _opinion(row, text, found.speakers.get(row.organisation_id)) for row, text in found.opinions
        ],
        "decision": _decision(found) if found.decision else None,
        "merged": [row.case.number for row in found.merged],
        "elsewhere": found.matter.elsewhere,
    }


@router.get("/cases/{case}/authority", response={200: CorrespondenceOut, **problems(401, 404, 429)})
def correspondence(request: HttpRequest, case: str) -> Any:
    """What a case asked of authorities (acts `request_assessment`, `request_consent`) and what they said to it."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    head = visible.head(held.person_id, known[1], at=timezone.now()) if known else None
    if head is None:
        return not_found()
    found = register.correspondence(head)
    return {
        "case": head.case.number,
        "opened": head.opened,
        "requests": [_request(row) for row in found.requests],
        "words": [_word(row, text) for row, text in found.words],
    }


@router.get("/authority/competences", auth=None, response={200: list[CompetenceOut]})
def competences(request: HttpRequest) -> Any:
    """The competence table: which body may do what, with the article."""
    return [
        {
            "power": row.power.value,
            "title": {"zh": row.title.zh, "en": row.title.en},
            "article": row.citation.to_json(),
            "bodies": [body.value for body in row.bodies],
        }
        for row in TABLE
    ]


@router.get("/guidance", auth=None, response={200: list[GuidanceOut], **problems(422)})
def guidance(request: HttpRequest, q: Annotated[str, Field(max_length=100)] = "") -> Any:
    """What the authorities of this node say to everyone, newest first."""
    return [
        {
            "id": str(row.id),
            "kind": row.kind,
            "organisation": row.organisation.slug,
            "title": {"zh": row.title_zh, "en": row.title_en},
            "text": {"zh": row.text_zh, "en": row.text_en},
            "published_at": said.moment(row.published_at),
        }
        for row in public.guidance(search=q)
    ]


MOMENTS = (
    "sent_at", "limit_at", "received_at", "registered_at", "returned_at", "supplemented_at", "remedy_by", "remedied_at",
    "urged_at", "decided_at",
)  # fmt: skip


def _matter(row: Any) -> dict[str, Any]:
    return {
        "case": row.case.number,
        "number": row.number,
        "kind": row.kind,
        "sender": row.sender_name,
        "product": row.case.product,
        "late": row.late,
        "missing": row.missing,
        "merged_into": row.merged_into.case.number if row.merged_into else None,
        **{name: said.moment(getattr(row, name)) for name in MOMENTS},
    }


def _circulation(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "purpose": row.purpose,
        "body": row.body,
        "told_at": said.moment(row.told_at),
        "receipt_at": said.moment(row.receipt_at),
        "receipt_number": row.receipt_number,
    }


def _opinion(row: Any, text: str, speaker: House | None) -> dict[str, Any]:
    return {
        "authority": (speaker.slug or speaker.en) if speaker else "",
        "bodies": row.bodies,
        "result": row.result,
        "text": text,
        "given_at": said.moment(row.given_at),
    }


def _decision(found: Any) -> dict[str, Any]:
    row = found.decision
    return {
        "number": row.number,
        "result": row.result,
        "decided_at": said.moment(row.decided_at),
        "valid_until": said.moment(row.valid_until),
        "grounds": found.grounds,
        "statement": bytes(row.statement).decode(),
        "signature": row.signature,
    }


def _request(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "asked_at": said.moment(row.asked_at),
        "received": row.received,
        "number": row.number,
        "result": row.result,
        "decided_at": said.moment(row.decided_at),
        "valid_until": said.moment(row.valid_until),
    }


def _word(row: Any, text: str) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "authority": row.authority,
        "number": row.number,
        "items": row.items,
        "until": said.moment(row.until),
        "text": text,
        "received_at": said.moment(row.received_at),
    }
