"""The organisation's own pages: its people and their offices."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bulou.acts import ACTS, OrganisationAct, Question, Status, perform
from bulou.acts.membership import GrantOffice, InvitePerson, RevokeOffice
from bulou.acts.offices import OFFICES
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.panel import named, that_decide
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import OFFICES as OFFICE_NAMES
from bulou.records import house

PEOPLE: tuple[type[OrganisationAct], ...] = (InvitePerson, GrantOffice, RevokeOffice)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def members(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The people of the organisation. Its security administrator invites, grants and revokes; its leads may look."""
    if not (seat.is_security or seat.is_lead):
        raise Http404
    people = house.members(seat.current.organisation.id)
    options = {"person": [(str(each.person.id), each.person.name) for each in people]}
    forms = {cls.name: form_of(cls, options=options)(auto_id=f"{cls.name}-%s") for cls in PEOPLE}
    status = 200
    if request.method == "POST":
        cls = next((cls for cls in PEOPLE if cls.name == request.POST.get("act")), None)
        if cls is None:
            raise Http404
        form = form_of(cls, options=options)(request.POST, auto_id=f"{cls.name}-%s")
        answer = performed(request, seat, cls, form)
        if answer is not None:
            return answer
        forms[cls.name], status = form, 422
    context = furniture(
        seat,
        people=[
            {
                "row": each,
                "offices": [OFFICE_NAMES.get(office.kind, office.kind) for office in each.offices],
                "revoked": [OFFICE_NAMES.get(office.kind, office.kind) for office in each.revoked],
            }
            for each in people
        ],
        invitations=[
            {"row": each, "office": OFFICE_NAMES.get(each.office, each.office)}
            for each in house.invitations(seat.current.organisation.id, at=seat.at)
        ],
        acts=[(named(cls), forms[cls.name]) for cls in PEOPLE],
        offices=OFFICES,
    )
    return render(request, "desk/members.html", context, status=status)


def performed(request: HttpRequest, seat: Seat, cls: type[OrganisationAct], form: Any) -> HttpResponse | None:
    """Perform an act on the organisation; None when the form has to be shown again."""
    if not form.is_valid():
        return None
    outcome = perform(
        cls(organisation_id=seat.current.organisation.id, **entered(form)), by=seat.actor, at=seat.at
    )
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return None
    if outcome.status is Status.NOT_FOUND:
        raise Http404
    if not outcome:
        return refused_here(request, seat, outcome)
    note(request, outcome)
    return redirect(request.path)


def refused_here(request: HttpRequest, seat: Seat, outcome: Any) -> HttpResponse:
    """The page after an act on the organisation that was stopped: why, under which article, and how it could be done."""
    by_law = outcome.refusal is not None and outcome.refusal.question is Question.LAW
    context = furniture(
        seat,
        act=named(ACTS[outcome.act]),
        refusal=outcome.refusal,
        verdict=outcome.verdict,
        reasons=that_decide(outcome.verdict) if by_law else (),
        cures=outcome.cures if by_law else (),
        entry=outcome.entry,
    )
    return render(request, "desk/refused_here.html", context, status=409)
