"""Cases of others in which an organisation of this node, or someone invited by mail, takes part: what is shared, what it does.

A token of a lead speaks for the organisation. Before anything is shown the law is asked whether it may be now (Article
9(7)), and whoever reads opens the room by the act `enter_case`, which is sealed and good for twelve hours.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.acts import Actor, Outcome, Question, Status, foresee
from bulou.acts.as_party import EnterCase, why_not
from bulou.entrypoints.api import said
from bulou.entrypoints.api.act_routes import answered, sent, sent_by_token
from bulou.entrypoints.api.answers import ActDone, RefusedProblem, problems
from bulou.entrypoints.api.bearer import actor_of, speaker
from bulou.entrypoints.api.coordination_routes import FURTHEST, TopicOut, topic_out
from bulou.entrypoints.api.keys import PartyLink
from bulou.entrypoints.api.keys import held as opened_by
from bulou.entrypoints.api.problems import not_found, problem
from bulou.records import parties as records
from bulou.records.discussion import PostRow

router = Router(tags=["coordination"])
by_link = Router(tags=["coordination"], auth=PartyLink())
ACTING = {200: ActDone, **problems(400, 401, 403, 404, 409, 413, 422, 429, 451), 451: RefusedProblem}


class Invitation(Schema):
    """A case to which your organisation was invited. `place` is invited or inside; `party` is what you are there."""

    party: UUID
    case: str
    organisation: str
    place: str
    invited_at: str
    seen_at: str | None


class Invitations(Schema):
    """Newest first."""

    shared: list[Invitation]


class SharedTerms(Schema):
    """A proposal of the embargo that is open or in force. `own`: it is yours."""

    until: str
    zone: str
    state: str
    own: bool


class SharedPost(Schema):
    """A post that was written for you; `own`: by you. `author` is a party's name where it may be known, else empty."""

    id: UUID
    index: int
    topic: UUID | None
    audience: str
    own: bool
    author: str
    written_at: str
    wordings: list[str]


class Room(Schema):
    """What is shared with you. Closed (`opened` false) until you have sent `enter_case`, and while the law stops it (`open_to_you`)."""

    case: str
    organisation: str
    place: str
    open_to_you: bool
    opened: bool
    title: str | None
    terms: list[SharedTerms]
    consent: str
    answer: str
    products: dict[str, str]
    others: list[str]
    unnamed: int
    topics: list[TopicOut]
    posts: list[SharedPost]
    before: int | None


@router.get("/shared", response={200: Invitations, **problems(401, 429)})
def invitations(request: HttpRequest) -> Any:
    """The cases of others to which your token's organisation was invited; none unless you are a lead of it."""
    held = speaker(request)
    return {
        "shared": [
            {
                "party": row.party.id,
                "case": row.number,
                "organisation": row.party.case.organisation.slug,
                "place": records.place(row.party),
                "invited_at": said.moment(row.party.invited_at),
                "seen_at": said.moment(row.party.seen_at),
            }
            for row in records.invited(held.person_id, held.organisation_id)
        ]
    }


@router.get("/shared/{party_id}", response={200: Room, **problems(401, 404, 422, 429)})
def room(
    request: HttpRequest,
    party_id: UUID,
    topic: UUID | None = None,
    before: Annotated[int | None, Field(ge=0, le=FURTHEST)] = None,
) -> Any:
    """What is shared with your organisation in a case of others."""
    held, at = speaker(request), timezone.now()
    party = records.invited_as(held.person_id, held.organisation_id, party_id)
    return not_found() if party is None else shown(party, actor_of(held), at=at, topic=topic, before=before)


@router.post(
    "/shared/{party_id}/acts",
    response={
        200: ActDone,
        **problems(400, 401, 403, 404, 409, 413, 422, 429, 451),
        451: RefusedProblem,
    },
)
def act_as_party(request: HttpRequest, party_id: UUID) -> Any:
    """Do something as a party. What the law says of the other parties is not told: a refusal has its reason, no verdict."""
    held = speaker(request)
    if held.scope != "act":
        return problem("scope")
    party = records.invited_as(held.person_id, held.organisation_id, party_id)
    if party is None:
        return not_found()
    outcome = sent_by_token(request, held, "party", case_id=party.case_id, party_id=party.id)
    return outcome if isinstance(outcome, HttpResponse) else answered_party(outcome)


@by_link.get("/party", response={200: Room, **problems(401, 404, 422, 429)})
def own_room(
    request: HttpRequest,
    topic: UUID | None = None,
    before: Annotated[int | None, Field(ge=0, le=FURTHEST)] = None,
) -> Any:
    """What is shared with you, who came by the link of an invitation and have no account here."""
    party = opened_by(request)
    return shown(party, _by_link(party), at=timezone.now(), topic=topic, before=before)


@by_link.post("/party/acts", response=ACTING)
def act_by_link(request: HttpRequest) -> Any:
    """Do something as a party that came by its link."""
    party = opened_by(request)
    known = {"case_id": party.case_id, "party_id": party.id}
    outcome = sent(request, _by_link(party), "party", place=f"party:{party.id}", **known)
    return outcome if isinstance(outcome, HttpResponse) else answered_party(outcome)


def _by_link(party: Any) -> Actor:
    return Actor.party(party.case_id, party.id, name=party.name)


def shown(party: Any, by: Actor, *, at: datetime, topic: UUID | None, before: int | None) -> Any:
    """The room of a party: open only while the law lets anything be shown, and once `by` has entered."""
    may = foresee(EnterCase(case_id=party.case_id, party_id=party.id), by=by, at=at)
    if may.status is Status.NOT_FOUND:
        return not_found()
    entered = bool(may) and records.entered_since(party, by.key, at=at)
    return _room(party, bool(may), records.room(party, topic=topic, before=before) if entered else None)


def answered_party(outcome: Outcome) -> Any:
    """What came of a party's act, without the law's verdict, which speaks of others too."""
    if outcome.status is Status.DONE:
        return said.done(outcome) | {"verdict": None}
    if outcome.refusal is None:
        return answered(outcome)
    names = {Question.WHO: "not-yours", Question.TURN: "out-of-turn", Question.LAW: "law"}
    reason = why_not(outcome)
    return problem(
        names[outcome.refusal.question],
        detail=said.words(reason) if hasattr(reason, "zh") else reason,
        act=outcome.act,
        entry=said.entry(outcome.entry),
    )


def _room(party: Any, open_to_you: bool, found: records.Room | None) -> dict[str, Any]:
    case = party.case
    in_force = [each for each in records.terms_of(case) if each.state == "in_force"] if open_to_you else []
    return {
        "case": case.number,
        "organisation": case.organisation.slug,
        "place": records.place(party),
        "open_to_you": open_to_you,
        "opened": found is not None,
        "title": found.title if found else None,
        "terms": [_terms(each, party) for each in (found.terms if found else in_force)],
        "consent": party.pec,
        "answer": party.answer,
        "products": {each.product: each.status for each in found.statuses} if found else {},
        "others": [each.name for each in found.others] if found else [],
        "unnamed": found.hidden if found else 0,
        "topics": [topic_out(row) for row in found.topics] if found else [],
        "posts": [_post(row, party) for row in found.posts] if found else [],
        "before": found.before if found else None,
    }


def _terms(row: Any, party: Any) -> dict[str, Any]:
    return {
        "until": said.moment(row.until),
        "zone": row.zone,
        "state": row.state,
        "own": row.by_id == party.id,
    }


def _post(row: PostRow, party: Any) -> dict[str, Any]:
    author = row.author_party
    return {
        "id": row.id,
        "index": row.index,
        "topic": row.topic_id,
        "audience": row.audience,
        "own": author is not None and author.id == party.id,
        "author": author.name if author is not None and (author.shown or author.id == party.id) else "",
        "written_at": said.moment(row.written_at),
        "wordings": [words.text for words in row.wordings],
    }
