"""The grading room: both scales side by side and never merged, the class of the flaw, its numbers, and what is seen of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulou.acts import Status, perform
from bulou.acts.assessing import AddIdentifier, RecordWeakness, RemoveIdentifier
from bulou.acts.verification import OBSERVED, GradeSeverity, RecordObservation
from bulou.acts.weaknesses import choices, label
from bulou.entrypoints.calculator import Picker, pickers, tables
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.case import to_the_door
from bulou.entrypoints.desk.house import refused_here
from bulou.entrypoints.desk.ordering import ssvc_of
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.formats import cwe
from bulou.records import visible
from bulou.records.assessments import Assessment, assessment
from bulou.records.pages import Readers, TimelineRow

ASKED = 100  # characters of a search for a class


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def grading(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The room; on POST the grades are shown for what is chosen (`step=show`), sealed (`step=grade`), or an act is done."""
    page = visible.head(seat.person_id, number, at=seat.at)
    if page is None:
        raise Http404
    if not page.opened:
        return to_the_door(request, number)
    known = {"case_id": page.case.id}
    desk = Desk(
        [
            (RecordWeakness, known),
            (AddIdentifier, known),
            (RemoveIdentifier, known),
            (RecordObservation, known),
        ]
    )
    sides = pickers(request.POST.dict(), gbt=page.case.gbt_vector, cvss=page.case.cvss_vector)
    errors: list[Any] = []
    if request.method == "POST" and "act" in request.POST:
        if answer := desk.answer(request, seat):
            return answer
    elif request.POST.get("step") == "grade":
        graded = _grade(request, seat, page, sides)
        if isinstance(graded, HttpResponse):
            return graded
        errors = graded
    context = furniture(
        seat,
        page=page,
        pickers=sides,
        tables=tables(),
        errors=errors,
        grounds=request.POST.get("grounds", ""),
        graded=bool(page.case.gbt_vector or page.case.cvss_vector),
        forms={each["act"]["name"]: each for each in desk.forms()},
        ssvc=ssvc_of(page),
        **_found(assessment(page.case, page.key), page),
        **_classes(request),
    )
    return render(request, "desk/grading.html", context, status=422 if errors else desk.status)


def _grade(
    request: HttpRequest, seat: Seat, page: visible.Head, sides: list[Picker]
) -> HttpResponse | list[Any]:
    """Seal what is new on either side; else what stands in the way of it."""
    errors: list[Any] = [each.error for each in sides if each.error]
    half = [each.scale.title for each in sides if each.begun and each.missing]
    errors += [_("Some answers are missing: %(scale)s.") % {"scale": title.en} for title in half]
    now = {"gbt": page.case.gbt_vector, "cvss": page.case.cvss_vector}
    new = {
        each.side: each.read.vector
        for each in sides
        if each.read and each.scale.chosen(now[each.side]) != each.scale.chosen(each.read.vector)
    }
    if errors or not new:
        return errors or [_("Nothing is different from the grade that is there.")]
    wanted = GradeSeverity(
        case_id=page.case.id,
        gbt_vector=new.get("gbt", ""),
        cvss_vector=new.get("cvss", ""),
        grounds=request.POST.get("grounds", "").replace("\x00", "").replace("\r\n", "\n"),
    )
    outcome = perform(wanted, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        return list(outcome.errors.values())
    if outcome.status is Status.NOT_FOUND:
        raise Http404
    if not outcome:
        return refused_here(request, seat, outcome)
    note(request, outcome)
    return redirect(request.path)


def _found(found: Assessment, page: visible.Head) -> dict[str, Any]:
    people = visible.people_of(page.case)
    weak = found.weakness
    observed = dict(OBSERVED)
    return {
        "history": [(row, _name(people, row)) for row in found.grades],
        "weakness": weak,
        "cwe": cwe.named(weak.fields.get("cwe", "")) if weak else None,
        "gbt_class": label(weak.fields.get("gbt_class", "")) if weak and weak.fields.get("gbt_class") else "",
        "numbers": found.numbers,
        "evidence": [
            (
                row,
                observed.get(row.fields.get("observed", ""), ""),
                _name(people, row),
            )
            for row in found.evidence
        ],
    }


def _name(people: Readers, row: TimelineRow) -> str:
    person = people.by_id.get(row.person_id or "")
    return person.name if person else row.actor


def _classes(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("q", "").replace("\x00", "")[:ASKED]
    return {"query": asked, "found": cwe.search(asked), "classes": choices()}
