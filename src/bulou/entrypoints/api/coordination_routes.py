"""Parties and discussion of a case over HTTP, as the desk's rooms show them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import speaker
from bulou.entrypoints.api.problems import not_found
from bulou.journal import instant
from bulou.records.discussion import PER_PAGE, PostRow, TopicRow, discussion
from bulou.records.listing import case_in
from bulou.records.parties import PartyRow, parties_page

FURTHEST = 2**53
router = Router(tags=["coordination"])


class Terms(Schema):
    """One proposal for the end of an embargo; `by` is the party that made it, null for the organisation itself."""

    id: UUID
    until: str
    zone: str
    state: str
    by: UUID | None


class NoticeOut(Schema):
    """What a party was told: how far that has come, and the entry of the case's stream that proves it."""

    state: str
    entry: int | None
    hash: str


class PartyOut(Schema):
    """A party. `place` is none, invited, inside or removed; `silent_days` counts from the ask, 0 where it has spoken."""

    id: UUID
    name: str
    role: str
    overseas: bool | None
    product_vendor: bool | None
    place: str
    consent: str
    answer: str
    products: dict[str, str]
    silent_days: int
    suspended: bool
    notices: list[NoticeOut]


class Parties(Schema):
    """The parties of a case, the terms of its embargo newest first, and the cases it belongs with.

    No party and no terms while the case is closed to you.
    """

    case: str
    opened: bool
    parties: list[PartyOut]
    terms: list[Terms]
    parent: str | None
    children: list[str]


class PostOut(Schema):
    """A post, its wordings newest first. `audience` is internal, party, one_party or public; `readers` how many parties."""

    id: UUID
    index: int
    topic: UUID | None
    audience: str
    party: UUID | None
    author: str
    written_at: str
    readers: int
    wordings: list[str]


class TopicOut(Schema):
    """A topic; without a subject it is what stands under none. `unread`: something is newer than your mark."""

    id: UUID
    subject: str
    shared: bool
    posts: int
    unread: bool


class Discussion(Schema):
    """A page of posts, newest first; give `before` back to go on. Without topics and posts while the case is closed to you."""

    case: str
    opened: bool
    topics: list[TopicOut]
    posts: list[PostOut]
    before: int | None


@router.get("/cases/{case}/parties", response={200: Parties, **problems(401, 404, 429)})
def parties(request: HttpRequest, case: str) -> Any:
    """Who takes part in a case, how each product stands, who is silent, and the embargo."""
    held = speaker(request)
    known = case_in(held.person_id, held.organisation_id, case)
    found = parties_page(held.person_id, known[1], at=timezone.now()) if known else None
    if found is None:
        return not_found()
    rows, terms = (found.rows, found.terms) if found.head.opened else ([], [])
    return {
        "case": found.case.number,
        "opened": found.head.opened,
        "parties": [_party(row, row.party.id in found.suspended) for row in rows],
        "terms": [terms_out(each) for each in terms],
        "parent": found.parent.number if found.parent else None,
        "children": [each.number for each in found.children],
    }


@router.get("/cases/{case}/discussion", response={200: Discussion, **problems(401, 404, 422, 429)})
def talk(
    request: HttpRequest,
    case: str,
    topic: UUID | None = None,
    before: Annotated[int | None, Field(ge=0, le=FURTHEST)] = None,
    limit: Annotated[int, Field(ge=1, le=PER_PAGE)] = PER_PAGE,
) -> Any:
    """What was written in a case, of one topic or of all."""
    held, at = speaker(request), timezone.now()
    known = case_in(held.person_id, held.organisation_id, case)
    if known is None:
        return not_found()
    found = discussion(held.person_id, known[1], at=at, topic=topic, before=before, most=limit)
    if found is None:
        return not_found()
    return {
        "case": found.case.number,
        "opened": found.head.opened,
        "topics": [topic_out(row) for row in found.topics],
        "posts": [post_out(row) for row in found.posts],
        "before": found.before,
    }


def terms_out(row: Any) -> dict[str, Any]:
    """A proposal of the embargo."""
    return {
        "id": row.id,
        "until": instant(row.until),
        "zone": row.zone,
        "state": row.state,
        "by": row.by_id,
    }


def topic_out(row: TopicRow) -> dict[str, Any]:
    """A topic with how much stands in it."""
    return {
        "id": row.id,
        "subject": row.subject,
        "shared": row.shared,
        "posts": row.posts,
        "unread": row.unread,
    }


def post_out(row: PostRow) -> dict[str, Any]:
    """A post in clear."""
    return {
        "id": row.id,
        "index": row.index,
        "topic": row.topic_id,
        "audience": row.audience,
        "party": row.party.id if row.party else None,
        "author": row.author,
        "written_at": said.moment(row.written_at),
        "readers": row.readers,
        "wordings": [words.text for words in row.wordings],
    }


def _party(row: PartyRow, suspended: bool) -> dict[str, Any]:
    party = row.party
    return {
        "id": party.id,
        "name": party.name,
        "role": party.role,
        "overseas": party.overseas,
        "product_vendor": party.product_vendor,
        "place": row.place,
        "consent": party.pec,
        "answer": party.answer,
        "products": {each.product: each.status for each in row.statuses},
        "silent_days": row.silent_days,
        "suspended": suspended,
        "notices": [
            {"state": each.notice.state, "entry": each.index, "hash": each.hash} for each in row.notices
        ],
    }
