"""The case page: one timeline, duties with article and time left, and what may be done now."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from bulou.acts import perform
from bulou.acts.blobs import read
from bulou.acts.prospects import prospects
from bulou.acts.verification import OpenUndisclosed
from bulou.entrypoints.desk.panel import panel
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.timeline import timeline
from bulou.records import visible
from bulou.records.pages import CasePage


@seated
def case(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The case, or its closed door: an undisclosed one is opened first, and the opening is sealed."""
    page = the_page(seat, number)
    if not page.opened:
        return render(request, "desk/door.html", furniture(seat, page=page))
    found = prospects(
        page.case,
        by=seat.actor,
        at=seat.at,
        standing=seat.standing_in(page.case.organisation_id),
        parties=page.parties,
        advisories=page.advisories,
    )
    context = furniture(
        seat,
        page=page,
        panel=panel(found, page),
        timeline=timeline(page),
        threads=visible_to(page),
        two_days=next((duty for duty in page.duties if duty.duty_id == "RMSV-7-2"), None),
    )
    return render(request, "desk/case.html", context)


@require_POST
@seated
def open_case(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Open an undisclosed case; from now on, for twelve hours, its detail can be read."""
    page = the_page(seat, number)
    act = OpenUndisclosed(person_id=seat.person_id, case_id=page.case.id, purpose="casework")
    if not perform(act, by=seat.actor, at=seat.at):
        raise Http404
    return redirect("desk:case", number=number)


@seated
def attachment(request: HttpRequest, seat: Seat, attachment_id: Any) -> HttpResponse:
    """A file as it was received, always as a download, never shown inline."""
    found = visible.attachment(seat.person_id, attachment_id, at=seat.at)
    if found is None:
        raise Http404
    row, key, name = found
    response = HttpResponse(read(row, key), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _disposition(name)
    return response


def _disposition(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def the_page(seat: Seat, number: str) -> CasePage:
    """The case page for this seat. Raises Http404, the same for what is not there and what may not be known."""
    page = visible.case_page(seat.person_id, number, at=seat.at)
    if page is None:
        raise Http404
    return page


def visible_to(page: CasePage) -> dict[str, Any]:
    """Who can read what is written into each thread of this case, by name or count."""
    organisation = page.case.organisation
    parties = [party.name for party in page.parties if party.role != "reporter" and party.asked_at]
    return {
        "internal": {"organisation": organisation, "count": page.readers},
        "party": {"organisation": organisation, "count": page.readers, "parties": parties},
        "public": {"organisation": organisation, "count": page.readers},
    }


def case_url(page: CasePage) -> str:
    return reverse("desk:case", args=[page.case.number])
