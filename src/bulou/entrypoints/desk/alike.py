"""What a case looks like: candidates with their reasons, for a person to decide; and what was decided."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

from bulou.acts import CaseAct, perform
from bulou.acts.duplicates import MarkDifferent, MarkDuplicate
from bulou.entrypoints.desk.acts import answered, note
from bulou.entrypoints.desk.case import the_page, to_the_door
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records.likeness import AlikePage, LookAlike, alike_page

LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def alike(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Show what the case looks like; on POST say of one of these that it is the same, or another vulnerability."""
    page = alike_page(seat.person_id, number, at=seat.at)
    if page is None:
        raise Http404
    if not page.opened:
        return to_the_door(request, number)
    if request.method != "POST":
        return _show(request, seat, page)
    outcome = perform(_said(request, page), by=seat.actor, at=seat.at)
    if outcome.errors:
        return _show(request, seat, page, errors=list(outcome.errors.values()), status=422)
    if not outcome:
        return answered(request, seat, the_page(seat, number), outcome)
    note(request, outcome)
    return redirect("desk:alike", number=number)


def _said(request: HttpRequest, page: AlikePage) -> CaseAct:
    of = request.POST.get("number", "").replace("\x00", "")[:LONGEST]
    if request.POST.get("answer") == "duplicate":
        return MarkDuplicate(case_id=page.case.id, original=of[:40])
    return MarkDifferent(case_id=page.case.id, reference=of)


def _show(
    request: HttpRequest, seat: Seat, page: AlikePage, *, errors: list[Any] | None = None, status: int = 200
) -> HttpResponse:
    found = page.found
    context = furniture(
        seat,
        page=page,
        errors=errors or [],
        groups=[
            ("reports", [_line(each, page) for each in found.reports]),
            ("advisories", [_line(each, page) for each in found.advisories]),
            ("known", [_line(each, page) for each in found.known]),
        ],
    )
    return render(request, "desk/alike.html", context, status=status)


def _line(each: LookAlike, page: AlikePage) -> dict[str, Any]:
    """One candidate with its words in common marked."""
    words = format_html_join("", "<mark>{}</mark> ", ((word,) for word in each.reasons.words))
    paths = format_html_join("", "<code>{}</code> ", ((path,) for path in each.reasons.paths))
    return {
        "of": each,
        "earlier": each.at is not None and each.at <= page.case.received_at,
        "words": format_html("{}", words),
        "paths": format_html("{}", paths),
    }
