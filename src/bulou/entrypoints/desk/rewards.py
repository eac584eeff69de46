"""The organisation's reward ledger: what was proposed, approved and paid, with totals and as a CSV file."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_safe

from bulou.acts import CaseAct
from bulou.acts.rewards import ApproveReward, CancelReward, PayReward
from bulou.entrypoints.desk.copies import marked
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.numbers import page_number
from bulou.formats import cells
from bulou.records import rewards

STATES = {
    "proposed": (pgettext_lazy("reward", "Proposed"), "run"),
    "approved": (pgettext_lazy("reward", "Approved"), "soon"),
    "paid": (pgettext_lazy("reward", "Paid"), "ok"),
    "cancelled": (pgettext_lazy("reward", "Cancelled"), ""),
}
NEXT: dict[str, tuple[type[CaseAct], ...]] = {
    "proposed": (ApproveReward, CancelReward),
    "approved": (PayReward, CancelReward),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One reward with its words and what a lead may do about it: (title, address)."""

    row: Any
    state: Any
    tone: str
    acts: list[tuple[Any, str]]


@require_safe
@seated
def ledger(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The rewards of the cases that this person may know, newest first."""
    if not seat.is_desk:
        raise Http404
    found = rewards.ledger(seat.person_id, seat.current.organisation.id, page=page_number(request))
    lines = [_line(row, seat) for row in found.rows]
    totals = [(total, *STATES[total.state]) for total in found.totals]
    return render(request, "desk/rewards.html", furniture(seat, list=found, lines=lines, totals=totals))


@require_GET  # a copy is marked and counted: HEAD would be one more
@seated
def table(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """All of them as CSV, no cell of which is a formula (AC16)."""
    if not seat.is_desk:
        raise Http404
    rows = marked(
        seat, "rewards", lambda: rewards.table(seat.person_id, seat.current.organisation.id), by=(0, 1)
    )
    response = StreamingHttpResponse(cells.lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rewards.csv"'
    return response


def _line(row: Any, seat: Seat) -> Line:
    words, tone = STATES[row.state]
    acts = []
    if seat.is_lead:
        for act in NEXT.get(row.state, ()):
            if act is not ApproveReward or row.proposed_by != seat.actor.key:
                address = reverse("desk:act", args=[row.case.number, act.name])
                acts.append((act.title, f"{address}?about={row.id}"))
    return Line(row, words, tone, acts)
