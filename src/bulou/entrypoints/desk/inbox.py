"""The inbox: what is owed first, in views one can save."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bulou.acts import Outcome, Status, perform
from bulou.acts.verification import AssignHandler
from bulou.acts.views import forget_view, save_view
from bulou.entrypoints.clockface import ClockFace
from bulou.entrypoints.desk.clocks import row_strip
from bulou.entrypoints.desk.seat import CHOSEN, Seat, furniture, seated
from bulou.entrypoints.desk.words import CHANNELS, IDENTITIES, progress, rm_state
from bulou.records import visible
from bulou.records.pages import CaseRow, InboxPage
from bulou.records.reception_log import silent_channels

VIEW_TITLES = {
    "new": pgettext_lazy("view", "New"),
    "mine": pgettext_lazy("view", "Mine"),
    "due_24h": pgettext_lazy("view", "Due within 24 hours"),
    "overdue": pgettext_lazy("view", "Overdue"),
    "waiting_reporter": pgettext_lazy("view", "Waiting for the reporter"),
    "embargoed": pgettext_lazy("view", "Under embargo"),
    "open": pgettext_lazy("view", "All open"),
    "closed": pgettext_lazy("view", "Closed"),
}
ALARMING = frozenset({"due_24h", "overdue"})
EMPTY: dict[str, tuple[Any, Any]] = {
    "new": (gettext_lazy("Every new report has been looked at"), gettext_lazy("The reception is open. What comes in next will stand here.")),
    "mine": (gettext_lazy("Nothing is assigned to you"), gettext_lazy("Take a case from all open ones, or wait until a lead assigns one.")),
    "due_24h": (gettext_lazy("Nothing falls due within 24 hours"), gettext_lazy("Duties without a number of hours stand under “All open”.")),
    "overdue": (gettext_lazy("Nothing is overdue"), gettext_lazy("A duty that is overdue stays owed, and stays here until it is done.")),
    "waiting_reporter": (gettext_lazy("No reporter is being waited for"), gettext_lazy("A question to a reporter pauses nothing: the legal clocks run on.")),
    "embargoed": (gettext_lazy("No embargo is in force"), gettext_lazy("An embargo is agreed, not law; it postpones no statutory report.")),
    "open": (gettext_lazy("No case is open"), gettext_lazy("Reports come in through the portal, the API and your own staff.")),
    "closed": (gettext_lazy("No case has been closed yet"), gettext_lazy("Closing a case ends the work on it, not what is still owed.")),
}  # fmt: skip
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inbox as its template wants it."""

    row: CaseRow
    clocks: list[ClockFace]
    state: Any
    progress: Any
    identity: Any

    @property
    def cvss(self) -> str:
        score = self.row.case.cvss_score
        return f"CVSS {score}" if score is not None else ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an act on one of several cases."""

    number: str
    outcome: Outcome | None

    @property
    def words(self) -> Any:
        if self.outcome is None or self.outcome.status is Status.NOT_FOUND:
            return _("There is no such case.")
        if self.outcome.status is Status.INVALID:
            return " ".join(str(message) for message in self.outcome.errors.values())
        return self.outcome.refusal.reason if self.outcome.refusal else ""


@require_safe
@seated
def inbox(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One page of the cases this person may know, the nearest duty first."""
    if not seat.is_desk:
        return redirect(seat.home)
    asked = request.GET.get("view", "open")
    view = asked if asked in VIEW_TITLES else "open"
    search = _search(request.GET.get("q", ""))
    page = visible.inbox(
        seat.person_id,
        seat.current.organisation.id,
        at=seat.at,
        view=view,
        search=search,
        page=_number(request.GET.get("page", "1")),
    )
    return render(request, "desk/inbox.html", _shown(seat, page, view, search))


def _shown(seat: Seat, page: InboxPage, view: str, search: str) -> dict[str, Any]:
    chosen = next((each for each in page.saved if _query(each.query) == (view, search)), None)
    title, text = EMPTY[view]
    return furniture(
        seat,
        page=page,
        lines=[_line(row, seat) for row in page.rows],
        views=[
            {"name": name, "title": each, "count": page.counts[name], "alarming": name in ALARMING}
            for name, each in VIEW_TITLES.items()
        ],
        saved=[
            {"view": each, "url": _url(*_query(each.query)), "current": each is chosen} for each in page.saved
        ],
        chosen=chosen,
        title=VIEW_TITLES[view],
        query=search,
        people=visible.desk_people(seat.current.organisation.id) if page.rows else [],
        bulk_buttons=[("assign", _("Assign"))],
        empty_title=title,
        empty_text=text,
        pressing=page.counts["due_24h"] + page.counts["overdue"],
        silent=_silent(seat),
    )


def _silent(seat: Seat) -> list[Any]:
    """The channels by which no canary comes in any more; no query where none are sent."""
    house = seat.current.organisation
    lost = silent_channels(house.id) if house.sends_canaries else []
    return [CHANNELS.get(each.channel, each.channel) for each in lost]


def _line(row: CaseRow, seat: Seat) -> Line:
    identity = IDENTITIES.get(row.identity, row.identity)
    return Line(row, row_strip(row, seat.at), rm_state(row.case), progress(row.case), identity)


@require_POST
@seated
def bulk(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Assign several cases to one person: each is judged and sealed by itself and has its own line in the answer."""
    numbers = list(dict.fromkeys(request.POST.getlist("case")))[: visible.PAGE]
    person = _person(request.POST.get("person", ""))
    if not numbers or person is None:
        messages.error(request, _("Pick cases and a person first. Nothing was done."))
        return redirect("desk:inbox")
    known = visible.numbers_of(seat.person_id, seat.current.organisation.id, numbers)
    results = [Result(number, _assigned(known.get(number), person, seat)) for number in numbers]
    people = {each.id: each.name for each in visible.desk_people(seat.current.organisation.id)}
    done = sum(bool(result.outcome) for result in results)
    context = furniture(seat, results=results, done=done, person=people.get(person, ""))
    return render(request, "desk/bulk.html", context)


def _assigned(case_id: UUID | None, person: UUID, seat: Seat) -> Outcome | None:
    if case_id is None:
        return None
    return perform(AssignHandler(case_id=case_id, person_id=person), by=seat.actor, at=seat.at)


@require_POST
@seated
def keep_view(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Save the present view and search under a name of one's own."""
    view, search = _query(request.POST)
    name = request.POST.get("name", "").strip()[:60]
    if not name:
        messages.error(request, _("Give the view a name."))
    else:
        save_view(seat.person_id, seat.current.organisation.id, name, {"view": view, "q": search})
        messages.success(request, _("The view “%s” was saved; it stands on the left.") % name)
    return redirect(_url(view, search))


@require_POST
@seated
def drop_view(request: HttpRequest, seat: Seat, view_id: int) -> HttpResponse:
    """Forget a saved view."""
    forget_view(seat.person_id, view_id)
    return redirect("desk:inbox")


@require_POST
@seated
def change_seat(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Act for another of one's organisations from now on."""
    wanted = request.POST.get("organisation", "")
    if any(str(other.organisation.id) == wanted for other in seat.others):
        request.session[CHOSEN] = wanted
    return redirect("desk:inbox")


def _query(given: Any) -> tuple[str, str]:
    view = str(given.get("view", "open"))
    return (view if view in VIEW_TITLES else "open"), _search(str(given.get("q", "")))


def _search(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_SEARCH]


def _url(view: str, search: str) -> str:
    query = {"view": view} | ({"q": search} if search else {})
    return f"{reverse('desk:inbox')}?{urlencode(query)}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
