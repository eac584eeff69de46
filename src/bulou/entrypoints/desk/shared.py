"""The room of a party: what the organisation that handles a case shares with it, and what the party may say and do.

Leads of an organisation on this node come in from their desk, anyone else by the link in their invitation. Before every
page the law is asked whether anything may be shown to this party now (Article 9(7)); the gate asks again at every act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import Act, Actor, Outcome, Status, foresee, perform
from bulou.acts.as_party import (
    AnswerAsParty,
    AnswerEmbargo,
    EnterCase,
    LeaveCase,
    ProposeAsParty,
    WriteAsParty,
    WriteToAllAsParty,
    why_not,
)
from bulou.acts.coordination import AnswerParty
from bulou.entrypoints.desk.forms import local_instant
from bulou.entrypoints.desk.parties import terms_line
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import ANSWERS
from bulou.entrypoints.limits import INVITATIONS
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.records import parties as records
from bulou.records.discussion import NO_TOPIC

SESSION = "party"
OPEN_FOR = timedelta(hours=12)
IDLE = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=10)  # a page is read more often than its visit is prolonged
LONGEST_SECRET = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """Someone who speaks for a party, at the moment of this request; `entered` says whether they have opened the case."""

    party: Any
    actor: Actor
    at: datetime
    entered: bool
    base: str


@require_safe
@seated
def invitations(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The cases to which this organisation was invited; of a pending one the number and who invites, no more (AC04)."""
    rows = records.invited(seat.person_id, seat.current.organisation.id) if seat.is_lead else []
    return render(request, "desk/shared.html", furniture(seat, rows=rows))


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def hosted(request: HttpRequest, seat: Seat, party_id: UUID) -> HttpResponse:
    """The room of an organisation on this node, for its leads."""
    party = records.invited_as(seat.person_id, seat.current.organisation.id, party_id)
    if party is None:
        raise Http404
    opened = request.session.get(SESSION, {}).get(str(party_id), "")
    entered = bool(opened) and seat.at < datetime.fromisoformat(opened)
    visit = Visit(party, seat.actor, seat.at, entered, "bulou/base_desk_wide.html")

    def enter() -> None:
        held = request.session.get(SESSION, {})
        request.session[SESSION] = held | {str(party_id): (seat.at + OPEN_FOR).isoformat()}

    return _room(request, visit, furniture(seat), reverse("desk:shared_case", args=[party_id]), enter)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest) -> HttpResponse:
    """The room of a party that came by its link. The code stands behind `#` and is sent in a form, never in an address."""
    at = timezone.now()
    if request.POST.get("step") == "code":
        return _open(request, at)
    held = request.session.get("party_link") or {}
    live = bool(held) and at < datetime.fromisoformat(held["until"])
    party = records.by_id(UUID(held["party"]), held["secret"]) if live else None
    if party is None:
        request.session.pop("party_link", None)
        return render(request, "desk/party_code.html", {"error": ""})
    if request.POST.get("step") == "close":
        request.session.pop("party_link", None)
        return redirect("party")
    if datetime.fromisoformat(held["until"]) < at + IDLE - NOTED_EVERY:
        request.session["party_link"] = held | {"until": (at + IDLE).isoformat()}
    actor = Actor.party(party.case_id, party.id, name=party.name)
    visit = Visit(party, actor, at, bool(held.get("entered")), "bulou/base.html")

    def enter() -> None:
        request.session["party_link"] = request.session["party_link"] | {"entered": True}

    return _room(request, visit, {"now": at}, reverse("party"), enter)


def _open(request: HttpRequest, at: datetime) -> HttpResponse:
    """A code of 192 random bits is not found by trying; the limit keeps those who try from costing others a database."""
    if INVITATIONS.reached(request, at=at):
        error = _("Too many tries from your address. Wait a quarter of an hour.")
        response = render(request, "desk/party_code.html", {"error": error}, status=429)
        response["Retry-After"] = str(INVITATIONS.seconds)
        return response
    party = records.by_secret(request.POST.get("code", "").strip()[:LONGEST_SECRET])
    if party is None:
        INVITATIONS.count(request, at=at)
        error = _("This code is not good here: it was withdrawn, or never was. Ask who invited you.")
        return render(request, "desk/party_code.html", {"error": error}, status=422)
    request.session.cycle_key()
    until = (at + IDLE).isoformat()
    request.session["party_link"] = {"party": str(party.id), "secret": party.secret_sha256, "until": until}
    return redirect("party")


def _room(
    request: HttpRequest, visit: Visit, around: dict[str, Any], url: str, enter: Callable[[], None]
) -> HttpResponse:
    errors: Any = {}
    if request.method == "POST":
        step = request.POST.get("step", "")
        outcome = _done(request, visit, step)
        if outcome:
            if step == "enter":
                enter()
            elif step != "leave":
                messages.success(request, _("Sealed."))
            return redirect(reverse("desk:shared") if step == "leave" and "seat" in around else url)
        if outcome.status is Status.NOT_FOUND:
            raise Http404
        errors = outcome.errors if outcome.status is Status.INVALID else {"": tongue(why_not(outcome))}
    return _shown(request, visit, around, errors, url)


def _shown(request: HttpRequest, visit: Visit, around: dict[str, Any], errors: Any, url: str) -> HttpResponse:
    party, case = visit.party, visit.party.case
    said = " ".join(str(tongue(message)) for message in errors.values())
    context: dict[str, Any] = {
        **around, "party": party, "number": case.number, "organisation": case.organisation, "base": visit.base,
        "error": said, "said": request.POST, "url": url,
    }  # fmt: skip
    status = 422 if errors else 200
    # Whatever is shown passes here: where the law or a suspension says no, not a word of the case is read.
    asked = foresee(EnterCase(case_id=case.id, party_id=party.id), by=visit.actor, at=visit.at)
    if asked.status is Status.NOT_FOUND:
        raise Http404
    room = (
        records.room(party, topic=_topic(request), before=_before(request))
        if asked and visit.entered
        else None
    )
    if room is None:
        terms = [each for each in records.terms_of(case) if each.state == "in_force"] if asked else []
        own = str(tongue(case.organisation))
        context |= {"closed": not asked, "terms": [terms_line(each, own) for each in terms]}
        return render(request, "desk/party_door.html", context, status=status)
    own = str(tongue(case.organisation))
    context |= {
        "room": room,
        "terms": [terms_line(each, own if each.by is None or each.by_id == party.id or each.by.shown else _("a party"))
                  for each in room.terms],
        "answers": AnswerParty.ANSWERS,
        "statuses": [(each.product, ANSWERS.get(each.status, each.status)) for each in room.statuses],
        "answer": ANSWERS.get(party.answer, party.answer),
    }  # fmt: skip
    return render(request, "desk/party_room.html", context, status=status)


def _done(request: HttpRequest, visit: Visit, step: str) -> Outcome:
    """What the pressed button asks for, performed. Raises Http404 for a button that is none."""
    said, known = request.POST, {"case_id": visit.party.case_id, "party_id": visit.party.id}
    text = said.get("text", "").replace("\r\n", "\n")
    topic = _uuid(said.get("topic", ""))
    wanted: dict[str, Callable[[], Act]] = {
        "enter": lambda: EnterCase(**known, agrees="agrees" in said),
        "leave": lambda: LeaveCase(**known),
        "write": lambda: WriteAsParty(**known, text=text, topic_id=topic),
        "write_all": lambda: WriteToAllAsParty(
            **known, text=text, topic_id=topic,
            exploit_included={"yes": True, "no": False}.get(said.get("exploit_included", "")),
        ),
        "answer": lambda: AnswerAsParty(**known, answer=said.get("answer", ""), product=said.get("product", "")[:200]),
        "agree": lambda: AnswerEmbargo(**known, agrees=True),
        "decline": lambda: AnswerEmbargo(**known, agrees=False),
        "propose": lambda: ProposeAsParty(**known, until=_until(said.get("until", ""), visit.at), zone="Asia/Shanghai"),
    }  # fmt: skip
    if step not in wanted:
        raise Http404
    return perform(wanted[step](), by=visit.actor, at=visit.at)


def _until(text: str, at: datetime) -> datetime:
    try:
        return local_instant(text) or at
    except ValidationError:
        return at


def _topic(request: HttpRequest) -> UUID | None:
    return _uuid(request.GET.get("topic", ""))


def _before(request: HttpRequest) -> int | None:
    before = request.GET.get("before", "")
    return int(before) if before.isascii() and before.isdecimal() and len(before) < 12 else None


def _uuid(text: str) -> UUID | None:
    try:
        found = UUID(text)
    except ValueError:
        return None
    return None if found == NO_TOPIC else found
