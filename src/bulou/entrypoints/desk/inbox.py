"""The inbox: what is owed first, in views one can save and share, page by page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bulou.acts import Status, perform
from bulou.acts.triage import ShareView, TakeSuggestion, UnshareView
from bulou.acts.views import forget_view, save_view
from bulou.entrypoints.clockface import ClockFace
from bulou.entrypoints.desk import undo
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.bulk import BUTTONS
from bulou.entrypoints.desk.clocks import row_strip
from bulou.entrypoints.desk.seat import CHOSEN, Seat, furniture, seated
from bulou.entrypoints.desk.words import CHANNELS, IDENTITIES, progress, rm_state
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.records import assets, visible
from bulou.records import inbox as listing
from bulou.records.dues import dues
from bulou.records.pages import CaseRow, InboxPage
from bulou.records.reception_log import silent_channels
from bulou.severity import ssvc

VIEW_TITLES = {
    "new": pgettext_lazy("view", "New"),
    "slow": pgettext_lazy("view", "Slow lane"),
    "mine": pgettext_lazy("view", "Mine"),
    "due_24h": pgettext_lazy("view", "Due within 24 hours"),
    "overdue": pgettext_lazy("view", "Overdue"),
    "waiting_reporter": pgettext_lazy("view", "Waiting for the reporter"),
    "embargoed": pgettext_lazy("view", "Under embargo"),
    "open": pgettext_lazy("view", "All open"),
    "closed": pgettext_lazy("view", "Closed"),
}
ALARMING = frozenset({"due_24h", "overdue"})
ORDER_TITLES = {
    "due": pgettext_lazy("order", "Nearest limit first"),
    "quality": pgettext_lazy("order", "Most to go on first"),
    "priority": pgettext_lazy("order", "By priority (SSVC)"),
    "newest": pgettext_lazy("order", "Newest first"),
}
EMPTY: dict[str, tuple[Any, Any]] = {
    "new": (gettext_lazy("Every new report has been looked at"), gettext_lazy("The reception is open. What comes in next will stand here.")),
    "slow": (gettext_lazy("The slow lane is empty"), gettext_lazy("Reports of a flood wait here until someone takes them up; their time limits run.")),
    "mine": (gettext_lazy("Nothing is assigned to you"), gettext_lazy("Take a case from all open ones, or wait until a lead assigns one.")),
    "due_24h": (gettext_lazy("Nothing falls due within 24 hours"), gettext_lazy("Duties without a number of hours stand under “All open”.")),
    "overdue": (gettext_lazy("Nothing is overdue"), gettext_lazy("A duty that is overdue stays owed, and stays here until it is done.")),
    "waiting_reporter": (gettext_lazy("No reporter is being waited for"), gettext_lazy("A question to a reporter pauses nothing: the legal clocks run on.")),
    "embargoed": (gettext_lazy("No embargo is in force"), gettext_lazy("An embargo is agreed, not law; it postpones no statutory report.")),
    "open": (gettext_lazy("No case is open"), gettext_lazy("Reports come in through the portal, the API and your own staff.")),
    "closed": (gettext_lazy("No case has been closed yet"), gettext_lazy("Closing a case ends the work on it, not what is still owed.")),
}  # fmt: skip
OWED: dict[str, Any] = {
    "review": gettext_lazy("Review of a measure"),
    "amendment": gettext_lazy("Amendment of the platform filing"),
    "validity": gettext_lazy("A document of the platform filing expires"),
    "look": gettext_lazy("Yearly look through the platform filing"),
}
LONGEST_SEARCH = 100
LONGEST_CURSOR = 400


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

    @property
    def priority(self) -> Any:
        """What SSVC says, where someone has asked it."""
        said = self.row.case.ssvc
        table = ssvc.TABLES.get(said.get("table", ""))
        return table.outcomes.get(said["outcome"]) if table else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the inbox is asked for: a view, a search and an order."""

    view: str = "open"
    search: str = ""
    order: str = "due"

    @classmethod
    def of(cls, given: Any) -> "Asked":
        view, order = str(given.get("view", "open")), str(given.get("order", "due"))
        return cls(
            view if view in VIEW_TITLES else "open",
            str(given.get("q", "")).replace("\x00", "").strip()[:LONGEST_SEARCH],
            order if order in ORDER_TITLES else "due",
        )

    @property
    def url(self) -> str:
        query = {"view": self.view} | ({"q": self.search} if self.search else {})
        return f"{reverse('desk:inbox')}?{urlencode(query | ({'order': self.order} if self.order != 'due' else {}))}"

    def saved(self) -> dict[str, str]:
        """The form in which a view is kept."""
        return {"view": self.view, "q": self.search, "order": self.order}


@require_safe
@seated
def inbox(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One page of the cases this person may know, the nearest duty first unless they order otherwise."""
    if not seat.is_desk:
        return redirect(seat.home)
    asked = Asked.of(request.GET)
    page = listing.inbox(
        seat.person_id,
        seat.current.organisation.id,
        at=seat.at,
        view=asked.view,
        search=asked.search,
        order=asked.order,
        after=request.GET.get("after", "")[:LONGEST_CURSOR],
    )
    return render(request, "desk/inbox.html", _shown(seat, page, asked))


def _shown(seat: Seat, page: InboxPage, asked: Asked) -> dict[str, Any]:
    chosen = next((each for each in page.saved if Asked.of(each.query) == asked), None)
    title, text = EMPTY[asked.view]
    return furniture(
        seat,
        page=page,
        lines=[_line(row, seat) for row in page.rows],
        views=[
            {"name": name, "title": each, "count": page.counts[name], "shown": counted(page.counts[name]),
             "alarming": name in ALARMING}
            for name, each in VIEW_TITLES.items() if name != "slow" or page.counts[name] or asked.view == name
        ],
        saved=[
            {"view": each, "url": Asked.of(each.query).url, "current": each is chosen, "own": each.person_id == seat.person_id}
            for each in page.saved
        ],
        chosen=chosen,
        chosen_is_own=chosen is not None and chosen.person_id == seat.person_id,
        title=VIEW_TITLES[asked.view],
        query=asked.search,
        order=asked.order,
        orders=[(name, each, Asked(asked.view, asked.search, name).url) for name, each in ORDER_TITLES.items()],
        first_url=asked.url,
        total=counted(page.total) + ("+" if asked.search and page.following else ""),
        people=visible.desk_people(seat.current.organisation.id) if page.rows else [],
        bulk_buttons=BUTTONS,
        empty_title=title,
        empty_text=text,
        pressing=page.counts["due_24h"] + page.counts["overdue"],
        silent=_silent(seat),
        dues=_dues(seat),
        touching=assets.touching(seat.current.organisation.id) if seat.is_operator else 0,
    )  # fmt: skip


def _dues(seat: Seat) -> list[dict[str, Any]]:
    """What the organisation owes itself, with where it is done; for its leads, who can do it."""
    owed = dues(seat.current.organisation.id, at=seat.at) if seat.is_lead else []
    return [
        {"row": row, "words": OWED[row.kind],
         "url": reverse("desk:control", args=[row.about]) if row.kind == "review" else reverse("desk:platform_filing")}
        for row in owed
    ]  # fmt: skip


def counted(count: int) -> str:
    """A count as it is shown: beyond 999 nobody counts."""
    return f"{listing.MOST_COUNTED}+" if count > listing.MOST_COUNTED else str(count)


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
def keep_view(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Save the present view, search and order under a name of one's own."""
    asked = Asked.of(request.POST)
    name = request.POST.get("name", "").strip()[:60]
    if not name:
        messages.error(request, _("Give the view a name."))
    else:
        save_view(seat.person_id, seat.current.organisation.id, name, asked.saved())
        messages.success(request, _("The view “%s” was saved; it stands on the left.") % name)
    return redirect(asked.url)


@require_POST
@seated
def take(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take the product that is suggested for one case, and its owner; back to the list as it was."""
    number, _space, product = request.POST.get("take", "").partition(" ")
    case = visible.picked(seat.person_id, seat.current.organisation.id, [number]).get(number)
    try:
        wanted = TakeSuggestion(case_id=case.id, registered_id=UUID(product)) if case is not None else None
    except ValueError:
        wanted = None
    outcome = perform(wanted, by=seat.actor, at=seat.at) if wanted is not None else None
    if outcome is None or outcome.status is Status.NOT_FOUND:
        raise Http404
    if outcome and wanted is not None:
        note(request, outcome, undo.token(undo.reversal(wanted, outcome, handler=None), seat.person_id))
    else:
        why = outcome.refusal.reason if outcome.refusal else next(iter(outcome.errors.values()), "")
        messages.error(request, tongue(why))
    return redirect(Asked.of(request.POST).url)


@require_POST
@seated
def drop_view(request: HttpRequest, seat: Seat, view_id: int) -> HttpResponse:
    """Forget a saved view of one's own."""
    forget_view(seat.person_id, view_id)
    return redirect("desk:inbox")


@require_POST
@seated
def share_view(request: HttpRequest, seat: Seat, view_id: int) -> HttpResponse:
    """Offer a saved view to everyone at the desk, or take that back."""
    act = UnshareView if request.POST.get("shared") else ShareView
    outcome = perform(
        act(organisation_id=seat.current.organisation.id, view_id=view_id), by=seat.actor, at=seat.at
    )
    if not outcome:
        messages.error(request, _("Choose a view of your own."))
    elif act is ShareView:
        messages.success(
            request,
            _("Everyone at your desk is offered this view now; each sees only the cases they may know."),
        )
    else:
        messages.success(request, _("The view is yours alone again."))
    return redirect("desk:inbox")


@require_POST
@seated
def change_seat(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Act for another of one's organisations from now on."""
    wanted = request.POST.get("organisation", "")
    if any(str(other.organisation.id) == wanted for other in seat.others):
        request.session[CHOSEN] = wanted
    return redirect("desk:inbox")
