"""A notice over HTTP for whoever holds its link: read, answered, asked about, and asked for no more mail (Article 7(3))."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from bulou.acts import Actor, perform
from bulou.acts.answering import OpenNotice
from bulou.entrypoints.api import said
from bulou.entrypoints.api.act_routes import answered, sent
from bulou.entrypoints.api.answers import ActDone, problems
from bulou.entrypoints.api.keys import NoticeLink, held
from bulou.entrypoints.api.notice_routes import SupportMessage
from bulou.records.notices import OwnNotice

router = Router(tags=["notice"], auth=NoticeLink())


class OwnNoticeOut(Schema):
    """A notice as whoever holds its link sees it; it names no recipient. `content` by language (zh, en). Moments are UTC."""

    case: str
    organisation: str
    language: str
    content: dict[str, Any]
    sent_at: str | None
    seen_at: str | None
    confirmed_at: str | None
    answer: str
    stopped: bool
    support: str
    messages: list[SupportMessage]


@router.get("/notice", response={200: OwnNoticeOut, **problems(401, 429)})
def notice(request: HttpRequest) -> Any:
    """The notice, with your answer and your support thread. The first reading is sealed as its opening."""
    found: OwnNotice = held(request)
    if found.seen_at is None:
        opening = OpenNotice(case_id=found.case_id, notice_id=found.id)
        perform(opening, by=_actor(found), at=timezone.now())
    return {
        "case": found.number,
        "organisation": found.organisation.slug,
        "language": found.language,
        "content": found.content,
        "sent_at": said.moment(found.sent_at),
        "seen_at": said.moment(found.seen_at),
        "confirmed_at": said.moment(found.confirmed_at),
        "answer": found.status,
        "stopped": found.stopped,
        "support": found.support.state if found.support else "",
        "messages": [{"at": said.moment(each.at), "own": each.own, "text": each.text} for each in found.said],
    }


@router.post("/notice/acts", response={200: ActDone, **problems(400, 401, 404, 409, 413, 422, 429)})
def act(request: HttpRequest) -> Any:
    """Say where you stand, ask for support or close the thread, ask for no more mail."""
    found: OwnNotice = held(request)
    known = {"case_id": found.case_id, "notice_id": found.id}
    outcome = sent(request, _actor(found), "notice", place=f"notice:{found.id}", **known)
    return outcome if isinstance(outcome, HttpResponse) else answered(outcome)


def _actor(found: OwnNotice) -> Actor:
    return Actor.recipient(found.case_id, found.id)
