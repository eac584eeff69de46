"""The remedy of a case: what protects its users, since when, what is planned, and whether they have been told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bulou.acts import ACTS
from bulou.entrypoints.desk.case import the_page
from bulou.entrypoints.desk.notices import mailing_line
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import notices
from bulou.records.pages import CasePage

STEPS = (
    ("plan_remediation", "", _("Planned")),
    ("record_mitigation", "mitigation_provided", _("Precaution")),
    ("record_remediation", "remediation_provided", _("Fix")),
    ("notify_users", "users_notified", _("Users told")),
)


@require_safe
@seated
def remedy(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Plan, precaution, fix and notice, each with its moment and words, and the form of what is missing."""
    page = the_page(seat, number)
    if not page.opened:
        return redirect("desk:case", number=number)
    context = furniture(
        seat,
        page=page,
        steps=[_step(name, event, title, page) for name, event, title in STEPS],
        mailings=[mailing_line(each) for each in notices.mailings_of(page.case)],
    )
    return render(request, "desk/remedy.html", context)


def _step(name: str, event: str, title: Any, page: CasePage) -> dict[str, Any]:
    rows = [row for row in page.timeline if row.act == name and not row.refused]
    return {
        "act": named(ACTS[name]),
        "title": title,
        "since": page.known.events.get(event),
        "entries": rows,
        "guides": name == "notify_users",
    }
