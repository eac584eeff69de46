"""Acts over HTTP: sent as JSON, told apart by `act`, performed through the one gate."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import TypeAdapter, ValidationError

from bulou.acts import Actor, Outcome, Question, Status, perform
from bulou.acts.permissions import standing
from bulou.acts.prospects import prospects
from bulou.entrypoints.api import said
from bulou.entrypoints.api.act_models import IN_PIECES, INSIDE, Address, NoFile, act_of, adapter
from bulou.entrypoints.api.answers import ActDone, Prospects, problems
from bulou.entrypoints.api.bearer import actor_of, page_of, place_of, speaker
from bulou.entrypoints.api.bodies import CutShort, read
from bulou.entrypoints.api.fields import message
from bulou.entrypoints.api.problems import invalid, not_found, problem
from bulou.records.listing import case_in
from bulou.records.tokens import Holder

CEILING = 12 * 1024 * 1024
router = Router(tags=["acts"])

NO_FILE = {
    "base64": _("A file's content is base64."),
    "upload": _("There is no finished upload of yours under this name."),
}


@router.post("/acts", response={200: ActDone, **problems(400, 401, 403, 404, 409, 413, 422, 429, 451)})
def act(request: HttpRequest) -> Any:
    """Do something that concerns no single case: invite, grant an office, choose a reading, revoke a token."""
    return _act(request, None)


@router.post(
    "/cases/{case}/acts", response={200: ActDone, **problems(400, 401, 403, 404, 409, 413, 422, 429, 451)}
)
def act_on_case(request: HttpRequest, case: str) -> Any:
    """Do something with a case, named by its id or its number."""
    return _act(request, case)


@router.get("/cases/{case}/acts", response={200: Prospects, **problems(401, 404, 429)})
def may(request: HttpRequest, case: str) -> Any:
    """What may be done with a case now: each act with the law's answer, its articles and its cures. Nothing is sealed."""
    held = speaker(request)
    at = timezone.now()
    page = page_of(held, case, at=at)
    if page is None:
        return not_found()
    by = actor_of(held)
    found = prospects(
        page.case,
        by=by,
        at=at,
        standing=standing(by, page.case.organisation, page.case),
        parties=page.parties,
        advisories=page.advisories,
        known=page.known,
        duties=page.duties,
        suspended=page.suspended,
        questions=page.questions,
    )
    return {"case": page.case.number, "at": said.moment(at), "acts": [said.prospect(item) for item in found]}


def _act(request: HttpRequest, reference: str | None) -> Any:
    held = speaker(request)
    if held.scope != "act":
        return problem("scope")
    case_id = None
    if reference is not None:
        known = case_in(held.person_id, held.organisation_id, reference)
        if known is None:
            return not_found()
        case_id, _number = known
    outcome = sent_by_token(request, held, "case" if case_id else "none", case_id=case_id)
    return outcome if isinstance(outcome, HttpResponse) else answered(outcome)


def sent_by_token(request: HttpRequest, held: Holder, to: Address, **known: Any) -> Outcome | HttpResponse:
    """The act in the body, performed by the holder of a token; or the problem with the body."""
    known |= {"organisation_id": held.organisation_id, "person_id": held.person_id}
    return sent(request, actor_of(held), to, place=place_of(held), **known)


def sent(request: HttpRequest, by: Actor, to: Address, *, place: str, **known: Any) -> Outcome | HttpResponse:
    """The act in the body, performed; or the problem with the body. `known` is what the address says of it.

    `place` is what the uploads of the sender are bound to.
    """
    given = _body(request)
    if isinstance(given, HttpResponse):
        return given
    entered = _entered(given, adapter(to))
    if isinstance(entered, HttpResponse):
        return entered
    try:
        wanted = act_of(entered, place, **known)
    except NoFile as missing:
        return invalid({missing.field: NO_FILE[missing.reason]})
    return perform(wanted, by=by, at=timezone.now())


def answered(outcome: Outcome) -> Any:
    """What came of an act, for who works on the case: the law's verdict stands in it."""
    match outcome.status:
        case Status.DONE:
            return said.done(outcome)
        case Status.INVALID:
            return invalid(outcome.errors, act=outcome.act)
        case Status.REFUSED:
            return _refused(outcome)
        case _:
            return not_found()


def _refused(outcome: Outcome) -> HttpResponse:
    """A refusal, by the question it answers: who 403, turn 409, law 451. It is sealed; `entry` says where."""
    refusal = outcome.refusal
    assert refusal is not None
    members: dict[str, Any] = {"act": outcome.act, "entry": said.entry(outcome.entry)}
    if refusal.question is Question.LAW:
        members |= {
            "verdict": said.verdict(outcome.verdict),
            "citations": said.citations(outcome.verdict),
            "cures": said.cures(outcome.cures),
        }
        return problem("law", detail=refusal.reason, **members)
    if refusal.remedy:
        members["remedy"] = str(refusal.remedy)
    if refusal.citation is not None:
        members["citations"] = [said.words(refusal.citation)]
    if refusal.turn is not None:
        members |= {"first": list(refusal.turn.first), "possible": list(refusal.turn.possible)}
    name = "not-yours" if refusal.question is Question.WHO else "out-of-turn"
    return problem(name, detail=_reason(refusal.reason), **members)


def _reason(reason: Any) -> str:
    return said.words(reason) if hasattr(reason, "zh") else str(reason)


def _body(request: HttpRequest) -> Any:
    """The JSON object of the request, or the problem with it."""
    try:
        raw, _size = read(request, ceiling=CEILING)
    except (CutShort, UnreadablePostError):
        return problem("cut-short")
    if raw is None:
        return problem("too-large", ceiling=CEILING)
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError):
        return problem("unreadable")
    return given if isinstance(given, dict) else problem("unreadable")


def _entered(given: dict[str, Any], reader: TypeAdapter[Any]) -> Any:
    """The act's schema filled in, or the problem with every field that does not fit."""
    try:
        return reader.validate_python(given)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True, include_input=False)
        return invalid({_place(item, given): message(item) for item in found})


def _place(item: Any, given: dict[str, Any]) -> str:
    """The field as the sender wrote it: the tags of unions are none of its parts."""
    parts = [str(part) for part in item["loc"] if part not in (INSIDE, IN_PIECES)]
    if parts and parts[0] == given.get("act"):
        parts = parts[1:]
    return ".".join(parts) or "act"
