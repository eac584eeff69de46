"""The case page: one timeline, duties with article and time left, and what may be done now."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from bulou.acts import perform
from bulou.acts.prospects import prospects
from bulou.acts.verification import OpenUndisclosed
from bulou.entrypoints.desk import around, concerns, conflicts
from bulou.entrypoints.desk.clocks import TWO_DAYS, case_strip, duty_faces
from bulou.entrypoints.desk.ordering import order_of
from bulou.entrypoints.desk.panel import entries, panel
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.timeline import timeline
from bulou.entrypoints.desk.waiting import not_now
from bulou.entrypoints.desk.words import em_state, progress, rm_state
from bulou.law import DutyState
from bulou.records import visible
from bulou.records.pages import CasePage
from bulou.records.visible import Head


@require_safe
@seated
def case(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The case, or its closed door: an undisclosed one is opened first, and the opening is sealed."""
    before = request.GET.get("before", "")
    earlier = int(before) if before.isascii() and before.isdecimal() and len(before) < 9 else None
    page = the_page(seat, number, before=earlier)
    clocks = case_strip(page, seat.at)
    if not page.opened:
        room = _room(number, request.GET.get("room", ""))
        context = furniture(seat, page=page, clocks=clocks, room=room, **states(page))
        return render(request, "desk/door.html", context)
    found = prospects(
        page.case,
        by=seat.actor,
        at=seat.at,
        standing=seat.standing_in(page.case.organisation_id),
        parties=page.parties,
        advisories=page.advisories,
        known=page.known,
        duties=page.duties,
        suspended=page.suspended,
        questions=page.questions,
        later=True,
    )
    context = furniture(
        seat,
        page=page,
        clocks=clocks,
        two_days=two_days(page),
        panel=panel(found, page),
        entries=entries(page, seat, found),
        not_now=not_now(found, page),
        timeline=timeline(page),
        older=page.timeline[-1].index if page.timeline and page.timeline[-1].index else None,
        newer=earlier is not None,
        threads=around.threads(page),
        duties=duty_faces(page, seat.at),
        waiting_for=around.waiting_for(page),
        parties=around.parties(page, seat.at),
        **beside(page, seat),
        **states(page),
    )
    return render(request, "desk/case.html", context)


def beside(page: CasePage, seat: Seat) -> dict[str, Any]:
    """The panels beside the acts: what came in, went out and is said of products, and what someone wants looked at."""
    return {
        "report": around.report(page),
        "notifications": around.notifications(page),
        "advisories": around.advisories(page),
        "affected": around.affected(page),
        "suggestions": [] if page.affected else around.suggested(page),
        "flags": concerns.flags(page),
        "wordings": concerns.wordings(page),
        "conflicts": conflicts.cards(page, seat.at),
        "order": order_of(page),
    }


def states(page: CasePage) -> dict[str, Any]:
    """The words for where a case stands."""
    return {"state": rm_state(page.case), "progress": progress(page.case), "embargo": em_state(page.case)}


@require_POST
@seated
def open_case(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Open an undisclosed case; from now on, for twelve hours, its detail can be read."""
    page = the_page(seat, number)
    act = OpenUndisclosed(person_id=seat.person_id, case_id=page.case.id, purpose="casework")
    if not perform(act, by=seat.actor, at=seat.at):
        raise Http404
    return redirect(_room(number, request.POST.get("room", "")) or reverse("desk:case", args=[number]))


def to_the_door(request: HttpRequest, number: str) -> HttpResponse:
    """To the closed door of a case; whoever opens it comes out in the room that was asked for."""
    asked_for = f"?{urlencode({'room': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(reverse("desk:case", args=[number]) + asked_for)


def _room(number: str, path: str) -> str:
    """The address of a room of this very case, or nothing."""
    return path if path.startswith(reverse("desk:case", args=[number])) and ".." not in path else ""


def the_page(seat: Seat, number: str, *, before: int | None = None) -> CasePage:
    """The case page for this seat. Raises Http404, the same for what is not there and what may not be known."""
    page = visible.case_page(seat.person_id, number, at=seat.at, before=before)
    if page is None:
        raise Http404
    return page


def the_head(seat: Seat, number: str) -> Head:
    """The head of a case alone, for rooms that show little else. Raises Http404 like `the_page`."""
    head = visible.head(seat.person_id, number, at=seat.at)
    if head is None:
        raise Http404
    return head


def two_days(page: CasePage) -> DutyState | None:
    """The duty of Article 7(2) with all its readings, once it has arisen."""
    duty = next((duty for duty in page.duties if duty.duty_id == TWO_DAYS), None)
    return duty if duty is not None and duty.readings else None


def case_url(page: CasePage) -> str:
    return reverse("desk:case", args=[page.case.number])
