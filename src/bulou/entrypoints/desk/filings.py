"""The authority's side of the filing: what waits to be examined, each filing with what changed, and the answers to it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts.platforms.examining import (
    BODIES,
    AcceptFiling,
    AskFilingSupplement,
    RecordFilingCirculation,
    RefuseFiling,
    RemoveFromList,
)
from bulou.cases.filing import FILED, LISTING
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.platform_filing import history, points
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.filed_words import KINDS
from bulou.entrypoints.numbers import page_number
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.formats import filing as form
from bulou.formats.filing import FORM, FilingField
from bulou.records import filings
from bulou.records.filings import Dossier

VIEWS = {
    "examine": _("To be examined"),
    "supplement": _("Waiting for a supplement"),
    "listed": pgettext_lazy("filing", "Listed"),
    "ended": _("Cancelled or removed"),
    "refused": pgettext_lazy("filing", "Refused"),
}
ENDS = ([RefuseFiling], [RemoveFromList])


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was filed; `before` is what the list's entry rests on, where it differs."""

    field: FilingField
    value: str
    before: str | None
    document: Any


@require_safe
@seated
def shelf(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The filings that the authority holds, what is due first on top."""
    _keeper(seat)
    view, page = request.GET.get("view", ""), page_number(request)
    found = filings.shelf(seat.current.organisation.id, view=view, page=page)
    rows = [
        {
            "row": row,
            "kind": KINDS.get(row.kind, row.kind),
            "state": FILED.states.get(row.state),
            "standing": LISTING.states[row.filing.standing],
            "due": filings.examination(row.submitted_at, at=seat.at)
            if row.submitted_at and row.state == "submitted"
            else None,
        }
        for row in found.rows
    ]
    views = [(name, title, found.counts[name]) for name, title in VIEWS.items()]
    return render(request, "desk/platforms/shelf.html", furniture(seat, found=found, rows=rows, views=views))


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def one(request: HttpRequest, seat: Seat, filing_id: UUID) -> HttpResponse:
    """One filing: what was filed, what changed since it was accepted last, its documents, circulations and history."""
    _keeper(seat)
    kept = filings.dossier(seat.current.organisation.id, filing_id)
    if kept is None or kept.newest is None:
        raise Http404
    offered = _offered(seat, kept)
    desk = Desk([(cls, {"filing_id": filing_id}) for cls in offered], leads=offered[:1] not in ENDS)
    if answer := desk.answer(request, seat):
        return answer
    newest = kept.newest.row
    waits = newest.state == "submitted" and newest.submitted_at is not None
    context = furniture(
        seat,
        kept=kept,
        lines=_lines(kept),
        state=FILED.states[newest.state],
        kind=KINDS.get(newest.kind, newest.kind),
        standing=LISTING.states[kept.filing.standing],
        examination=filings.examination(newest.submitted_at, at=seat.at)
        if waits and newest.submitted_at
        else None,
        circulations=[
            {
                "row": row,
                "body": dict(BODIES).get(row.body, row.body),
                "cause": KINDS.get(row.cause, row.cause),
            }
            for row in kept.circulations
        ],
        events=history(kept),
        points=points(),
        forms=desk.forms(),
    )
    return render(request, "desk/platforms/one.html", context, status=desk.status)


def _keeper(seat: Seat) -> None:
    if not seat.is_keeper:
        raise Http404


def _offered(seat: Seat, kept: Dossier) -> list[Any]:
    state = kept.newest.row.state if kept.newest else ""
    offered: list[Any] = []
    if state == "submitted":
        offered += [AcceptFiling] if seat.is_lead else []
        offered += [AskFilingSupplement]
        offered += [RefuseFiling] if seat.is_lead else []
    elif state == "supplement" and seat.is_lead:
        offered.append(RefuseFiling)
    if any(not row.receipt for row in kept.circulations):
        offered.insert(0 if state != "submitted" else len(offered), RecordFilingCirculation)
    if kept.filing.standing == "listed" and seat.is_lead:
        offered.append(RemoveFromList)
    return offered


def _lines(kept: Dossier) -> list[Line]:
    newest, accepted = kept.newest, kept.accepted
    assert newest is not None
    before = accepted.values if accepted is not None and accepted.row.id != newest.row.id else None
    changed = set(form.differing(before, newest.values)) if before is not None else set()
    documents = {row.field: row for row in newest.documents}
    return [
        Line(
            field,
            _said(field, newest.values.get(field.name, "")),
            _said(field, before.get(field.name, "")) if before is not None and field in changed else None,
            documents.get(field.name),
        )
        for field in FORM.fields
    ]


def _said(field: FilingField, value: str) -> str:
    """What was written, a choice in the reader's words."""
    return next((tongue(choice) for choice in field.choices if choice.value == value), value)
