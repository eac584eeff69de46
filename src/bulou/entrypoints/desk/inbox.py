"""The inbox: what is owed first, in views one can save."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bulou.acts.views import forget_view, save_view
from bulou.entrypoints.desk.seat import CHOSEN, Seat, furniture, seated
from bulou.records import visible

VIEW_TITLES = {
    "new": gettext_lazy("New"),
    "mine": gettext_lazy("Mine"),
    "due_24h": gettext_lazy("Due within 24 hours"),
    "overdue": gettext_lazy("Overdue"),
    "waiting_reporter": gettext_lazy("Waiting for the reporter"),
    "embargoed": gettext_lazy("Under embargo"),
    "open": gettext_lazy("All open"),
    "closed": gettext_lazy("Closed"),
}
ALARMING = frozenset({"due_24h", "overdue"})


@seated
def inbox(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One page of the cases this person may know, the nearest duty first."""
    view = request.GET.get("view", "open")
    view = view if view in VIEW_TITLES else "open"
    search = request.GET.get("q", "").strip()[:100]
    number = request.GET.get("page", "1")
    page = visible.inbox(
        seat.person_id,
        seat.current.organisation.id,
        at=seat.at,
        view=view,
        search=search,
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    views = [
        {"name": name, "title": title, "count": page.counts[name], "alarming": name in ALARMING}
        for name, title in VIEW_TITLES.items()
    ]
    context = furniture(seat, page=page, views=views, title=VIEW_TITLES[view], query=search)
    return render(request, "desk/inbox.html", context)


@require_POST
@seated
def keep_view(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Save the present view and search under a name of one's own."""
    name = request.POST.get("name", "").strip()[:60]
    if not name:
        messages.error(request, _("Give the view a name."))
        return redirect("desk:inbox")
    query = {"view": request.POST.get("view", "open"), "q": request.POST.get("q", "")[:100]}
    save_view(seat.person_id, seat.current.organisation.id, name, query)
    return redirect("desk:inbox")


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
