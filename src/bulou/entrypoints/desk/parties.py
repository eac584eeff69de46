"""The parties of a case: who is in, how each product stands, who is silent; the embargo with its history; related cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from bulou.acts import Status, perform
from bulou.acts.children import OpenChildCase
from bulou.cases import MACHINES
from bulou.entrypoints.desk.acts import answered
from bulou.entrypoints.desk.case import the_page, to_the_door
from bulou.entrypoints.desk.copies import marked
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import ANSWERS, PARTY_ROLES, em_state
from bulou.entrypoints.templatetags.bulou_tags import machine, tongue
from bulou.formats.cells import lines as csv_lines
from bulou.records.parties import PartiesPage, PartyRow, parties_page

PLACES: dict[str, Any] = {
    "none": pgettext_lazy("party", "Not invited"),
    "invited": pgettext_lazy("party", "Invited, not come in"),
    "inside": pgettext_lazy("party", "Takes part"),
    "removed": pgettext_lazy("party", "Taken out"),
}
TERMS: dict[str, Any] = {
    "open": pgettext_lazy("terms", "Proposed"),
    "in_force": pgettext_lazy("terms", "In force"),
    "rejected": pgettext_lazy("terms", "Not agreed"),
    "superseded": pgettext_lazy("terms", "Replaced"),
    "ended": pgettext_lazy("terms", "Ended"),
}
FILTERS: dict[str, Any] = {
    "all": pgettext_lazy("parties", "All"),
    "silent": pgettext_lazy("parties", "Silent"),
    "affected": pgettext_lazy("parties", "Affected"),
    "under_investigation": pgettext_lazy("parties", "Under investigation"),
    "not_affected": pgettext_lazy("parties", "Not affected"),
    "invited": pgettext_lazy("parties", "Invited, not come in"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One party as the matrix shows it."""

    row: PartyRow
    place: Any
    role: Any
    consent: Any
    answers: list[tuple[str, Any, str]]
    suspended: bool
    notices: list[tuple[Any, Any, str, str]]


@dataclass(frozen=True, slots=True)
class TermsLine:
    """One proposal of the embargo: its end in the zone it names and in UTC, who proposed it, what became of it."""

    local: str
    universal: str
    machine: str
    by: str
    state: Any
    row: Any


@require_safe
@seated
def parties(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The matrix, filtered by what was answered or left unanswered and by product."""
    found = _found(seat, number)
    if not found.head.opened:
        return to_the_door(request, number)
    chosen, product = request.GET.get("show", "all"), request.GET.get("product", "")
    lines = [_line(row, found) for row in found.rows if _fits(row, chosen, product)]
    lines.sort(key=lambda line: (-line.row.silent_days, line.row.party.removed_at is not None))
    context = furniture(
        seat,
        page=found,
        title=found.head.title,
        lines=lines,
        counts=[
            (name, label, sum(_fits(row, name, "") for row in found.rows)) for name, label in FILTERS.items()
        ],
        chosen=chosen if chosen in FILTERS else "all",
        product=product,
        embargo=em_state(found.case),
        terms=[terms_line(each, str(tongue(found.case.organisation))) for each in found.terms],
    )
    return render(request, "desk/parties.html", context)


@require_GET  # a copy is marked and counted: HEAD would be one more
@seated
def table(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The matrix as CSV: one line a party and product; nothing internal stands in it, and no cell is a formula (AC15, AC16)."""
    found = _found(seat, number)
    if not found.head.opened:
        raise Http404
    rows = marked(seat, "parties", lambda: _table(found), by=(0, 2), house=found.head.case.organisation_id)
    response = HttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}-parties.csv"'
    return response


def _table(found: PartiesPage) -> Iterator[list[str]]:
    yield [_("Party"), _("Role"), _("Product"), _("Status"), _("Silent days"), _("Asked"), _("Last seen")]
    for row in found.rows:
        line = _line(row, found)
        for product, status, _code in line.answers or [("", "", "")]:
            cells = [row.party.name, line.role, product, status, row.silent_days or "",
                     _at(row.party.asked_at), _at(row.party.seen_at)]  # fmt: skip
            yield [str(tongue(cell)) for cell in cells]


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def child(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Open a case for a component or another product under this one."""
    page = the_page(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    form_class = form_of(OpenChildCase, options={})
    form = form_class(request.POST) if request.method == "POST" else form_class()
    status = 200
    if request.method == "POST" and form.is_valid():
        act = OpenChildCase(
            organisation_id=page.case.organisation_id, parent_id=page.case.id, **entered(form)
        )
        outcome = perform(act, by=seat.actor, at=seat.at)
        if outcome:
            return redirect("desk:case", number=outcome.ids["number"])
        if outcome.status is not Status.INVALID:
            return answered(request, seat, page, outcome)
        complain(form, outcome.errors)
    if form.errors:
        status = 422
    context = furniture(seat, page=page, form=form, title=OpenChildCase.title)
    return render(request, "desk/child.html", context, status=status)


def terms_line(terms: Any, own: str) -> TermsLine:
    """The terms with their end in both zones, to the minute."""
    local = terms.until.astimezone(ZoneInfo(terms.zone))
    return TermsLine(
        local=f"{local:%Y-%m-%d %H:%M} {terms.zone}",
        universal=f"{terms.until.astimezone(ZoneInfo('UTC')):%Y-%m-%d %H:%M} UTC",
        machine=machine(terms.until),
        by=terms.by.name if terms.by else own,
        state=TERMS[terms.state],
        row=terms,
    )


def _found(seat: Seat, number: str) -> PartiesPage:
    found = parties_page(seat.person_id, number, at=seat.at)
    if found is None:
        raise Http404
    return found


def _fits(row: PartyRow, chosen: str, product: str) -> bool:
    if product and product not in {status.product for status in row.statuses}:
        return False
    match chosen:
        case "silent":
            return row.silent_days > 0
        case "invited":
            return row.place == "invited"
        case "affected" | "not_affected" | "under_investigation":
            said = {status.status for status in row.statuses if not product or status.product == product}
            return chosen in said | ({row.party.answer} if not product else set())
        case _:
            return True


def _line(row: PartyRow, found: PartiesPage) -> Line:
    party = row.party
    answers = [
        (status.product, ANSWERS.get(status.status, status.status), status.status) for status in row.statuses
    ]
    if party.answer:
        answers.insert(0, ("", ANSWERS.get(party.answer, party.answer), party.answer))
    consent = MACHINES["PEC"].states[party.pec] if party.pec != "no_embargo" else ""
    role = PARTY_ROLES.get(party.role, party.role)
    states = MACHINES["NOTICE"].states
    notices = [
        (
            each.notice,
            states.get(each.notice.state, each.notice.state),
            each.hash,
            _("Entry %(index)s") % {"index": each.index},
        )
        for each in row.notices
    ]
    return Line(row, PLACES[row.place], role, consent, answers, party.id in found.suspended, notices)


def _at(moment: Any) -> str:
    return machine(moment) if moment else ""
