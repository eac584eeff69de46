"""The remedy of a case: what protects its users, since when, what is planned, and whether they have been told."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bulou.acts import ACTS
from bulou.entrypoints.desk.case import the_head, to_the_door
from bulou.entrypoints.desk.notices import mailing_line
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import notices, visible
from bulou.records.facts import circumstances
from bulou.records.pages import TimelineRow

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
    page = the_head(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    timeline = visible.latest(page)
    known = circumstances(page.case, at=seat.at).events
    context = furniture(
        seat,
        page=page,
        steps=[_step(name, known.get(event), title, timeline) for name, event, title in STEPS],
        mailings=[mailing_line(each) for each in notices.mailings_of(page.case)],
    )
    return render(request, "desk/remedy.html", context)


def _step(name: str, since: datetime | None, title: Any, timeline: list[TimelineRow]) -> dict[str, Any]:
    return {
        "act": named(ACTS[name]),
        "title": title,
        "since": since,
        "entries": [(row, _expected(row)) for row in timeline if row.act == name and not row.refused],
        "guides": name == "notify_users",
    }


def _expected(row: TimelineRow) -> datetime | None:
    """By when a plan says that the fix will be there."""
    text = row.fields.get("expected_at")
    return datetime.fromisoformat(text) if text else None
