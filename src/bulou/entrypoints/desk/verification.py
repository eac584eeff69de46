"""The verification room: attempts to reproduce what was reported, each so that another can repeat it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bulou.acts.assessing import RESULTS, RecordVerification
from bulou.entrypoints.desk.case import to_the_door
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import visible
from bulou.records.assessments import ATTEMPTS, told
from bulou.records.pages import Readers, TimelineRow

TONES = {"reproduced": "bad", "partly": "soon", "not_reproduced": "mute"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt as the page shows it: its place among the attempts, and the entries that confirm the flaw by it."""

    place: int
    row: TimelineRow
    who: str
    result: Any
    tone: str
    confirmed_by: list[TimelineRow]


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def verification(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Every attempt of the case, newest first; on POST another one is recorded."""
    page = visible.head(seat.person_id, number, at=seat.at)
    if page is None:
        raise Http404
    if not page.opened:
        return to_the_door(request, number)
    known = {"product": page.case.product, "version": page.case.versions}
    desk = Desk([(RecordVerification, {"case_id": page.case.id})], initial={RecordVerification.name: known})
    if answer := desk.answer(request, seat):
        return answer
    rows = told(page.case, ATTEMPTS, page.key)
    people = visible.people_of(page.case)
    context = furniture(
        seat,
        page=page,
        attempts=_attempts(rows, people),
        confirmed=[(row, _name(row, people)) for row in rows if row.act == "validate_report"],
        forms=desk.forms(),
    )
    return render(request, "desk/verification.html", context, status=desk.status)


def _attempts(rows: list[TimelineRow], people: Readers) -> list[Attempt]:
    tried = [row for row in rows if row.act == "record_verification"]
    return [
        Attempt(
            place=len(tried) - place,
            row=row,
            who=str(row.fields.get("performed_by") or _name(row, people)),
            result=dict(RESULTS)[row.fields["result"]],
            tone=TONES[row.fields["result"]],
            confirmed_by=[each for each in rows if each.fields.get("attempt") == row.index],
        )
        for place, row in enumerate(tried)
    ]


def _name(row: TimelineRow, people: Readers) -> str:
    person = people.by_id.get(row.person_id or "")
    return person.name if person else row.actor
