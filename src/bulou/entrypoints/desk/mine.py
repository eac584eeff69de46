"""A person's own page: their keys to the API, and what was sealed in their own stream."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bulou.acts import ACTS, Status, perform
from bulou.acts.tokens import SCOPES, CreateToken, RevokeToken
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import OFFICES
from bulou.records import house, visible
from bulou.records.tokens import tokens_of

USUAL_LIFE = timedelta(days=90)
PURPOSES = {
    "casework": gettext_lazy("Casework"),
    "inspection": gettext_lazy("Inspection"),
    "emergency": gettext_lazy("Emergency"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def mine(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Tokens made and revoked, offices held, and every opening and sign-in of one's own; a secret shows once."""
    form_class = form_of(CreateToken, options={})
    until = timezone.localtime(seat.at + USUAL_LIFE).replace(second=0, microsecond=0)
    usual = {"expires_at": until, "scope": request.GET.get("scope", "")}
    form, secret, status = form_class(initial=usual), "", 200
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(request, seat)
    if request.method == "POST":
        form = form_class(request.POST)
        outcome = _made(seat, form)
        if outcome is None or outcome.status is Status.INVALID:
            status = 422
        elif outcome:
            # Shown in this very answer and kept nowhere: a redirect would have to carry it.
            secret, form = outcome.ids["secret"], form_class(initial=usual)
    scopes = dict(SCOPES)
    context = furniture(
        seat,
        form=form,
        secret=secret,
        feed=_feed(secret) if secret and request.POST.get("scope") == "calendar" else "",
        tokens=[
            {"row": row, "scope": scopes.get(row.scope, row.scope)}
            for row in tokens_of(seat.person_id, seat.current.organisation.id, at=seat.at)
        ],
        seats=[
            {"organisation": each.organisation, "offices": [OFFICES.get(name, name) for name in each.offices]}
            for each in (seat.current, *seat.others)
        ],
        entries=_entries(seat),
    )
    return render(request, "desk/mine.html", context, status=status)


def _entries(seat: Seat) -> list[dict[str, Any]]:
    """What was sealed in one's own stream, with the numbers of the cases that one may know."""
    entries = house.own_entries(seat.person_id)
    numbers = visible.numbers_by_id(seat.person_id, [UUID(entry.case) for entry in entries if entry.case])
    return [
        {
            "row": entry,
            "act": ACTS[entry.act].title if entry.act in ACTS else entry.act,
            "number": numbers.get(entry.case, ""),
            "purpose": PURPOSES.get(str(entry.fields.get("purpose", "")), ""),
        }
        for entry in entries
    ]


def _feed(secret: str) -> str:
    """The address that a calendar program is given."""
    return settings.BULOU_BASE_URL + reverse("desk:calendar_feed", args=[secret])


def _made(seat: Seat, form: Any) -> Any:
    if not form.is_valid():
        return None
    act = CreateToken(person_id=seat.person_id, organisation_id=seat.current.organisation.id, **entered(form))
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
    return outcome


def _revoked(request: HttpRequest, seat: Seat) -> HttpResponse:
    try:
        token_id = UUID(request.POST["revoke"])
    except ValueError:
        return redirect("desk:mine")
    outcome = perform(RevokeToken(person_id=seat.person_id, token_id=token_id), by=seat.actor, at=seat.at)
    if outcome:
        note(request, outcome)
    return redirect("desk:mine")
