"""The search page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records.searching import search

LONGEST = 100


@require_safe
@seated
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What the words of `q` find for this person: their cases, what is public, and the prose of cases they have open."""
    if not seat.is_desk:
        return redirect(seat.home)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = search(seat.person_id, seat.current.organisation.id, query, at=seat.at)
    return render(request, "desk/search.html", furniture(seat, query=query, found=found))
