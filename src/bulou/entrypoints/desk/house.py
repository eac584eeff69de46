"""The organisation's own pages: its people and their offices, and the readings of the law it has chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bulou.acts import ACTS, OrganisationAct, Status, perform
from bulou.acts.membership import (
    OFFICES,
    GrantOffice,
    InvitePerson,
    RecordMajorEvent,
    RevokeOffice,
)
from bulou.acts.readings import ChooseReading
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import OFFICES as OFFICE_NAMES
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.law import READINGS, Reading
from bulou.records import house

PEOPLE: tuple[type[OrganisationAct], ...] = (InvitePerson, GrantOffice, RevokeOffice)


@dataclass(frozen=True, slots=True)
class Choice:
    """One open point of the law with what this organisation relies on."""

    reading: Reading
    chosen: str
    error: Any
    value: str
    grounds: str

    @property
    def is_strict(self) -> bool:
        return self.chosen == self.reading.default

    @property
    def words(self) -> Any:
        return self.reading.options[self.chosen]


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
        answer = _performed(request, seat, cls, form)
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


def _performed(
    request: HttpRequest, seat: Seat, cls: type[OrganisationAct], form: Any
) -> HttpResponse | None:
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
        return _refused(request, seat, outcome)
    note(request, outcome)
    return redirect(request.path)


def _refused(request: HttpRequest, seat: Seat, outcome: Any) -> HttpResponse:
    context = furniture(seat, act=named(ACTS[outcome.act]), refusal=outcome.refusal, entry=outcome.entry)
    return render(request, "desk/refused_here.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def readings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every open point of the law with its argument and what is relied on; a lead chooses otherwise, with grounds."""
    errors: dict[str, Any] = {}
    status = 200
    form = form_of(RecordMajorEvent, options={})(auto_id="event-%s")
    if request.method == "POST" and request.POST.get("act") == RecordMajorEvent.name:
        form = form_of(RecordMajorEvent, options={})(request.POST, auto_id="event-%s")
        answer = _performed(request, seat, RecordMajorEvent, form)
        if answer is not None:
            return answer
        status = 422
    elif request.method == "POST":
        outcome = perform(_choice(request, seat), by=seat.actor, at=seat.at)
        if outcome:
            note(request, outcome)
            return redirect(request.path + "#" + request.POST.get("reading", ""))
        if outcome.status is not Status.INVALID:
            return _refused(request, seat, outcome)
        errors, status = dict(outcome.errors), 422
    context = furniture(
        seat,
        choices=[_shown(reading, seat, request, errors) for reading in READINGS.values()],
        event_form=form,
        events=house.major_events(at=seat.at),
    )
    return render(request, "desk/readings.html", context, status=status)


def _choice(request: HttpRequest, seat: Seat) -> ChooseReading:
    return ChooseReading(
        organisation_id=seat.current.organisation.id,
        reading=request.POST.get("reading", ""),
        value=request.POST.get("value", ""),
        grounds=request.POST.get("grounds", "").replace("\r\n", "\n")[:8000],
    )


def _shown(reading: Reading, seat: Seat, request: HttpRequest, errors: dict[str, Any]) -> Choice:
    chosen = seat.current.organisation.readings.get(reading.name, reading.default)
    if errors and request.POST.get("reading") == reading.name:
        error = next((tongue(message) for message in errors.values()), "")
        return Choice(reading, chosen, error, request.POST.get("value", ""), request.POST.get("grounds", ""))
    return Choice(reading, chosen, "", chosen, "")
