"""The evidence of a case: taking the pack is an act; whoever took it downloads it for twelve hours."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts.evidence import REDACTED_FOR, ExportEvidence
from bulou.entrypoints.desk.case import the_head, the_page
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.evidence import pack
from bulou.records import evidence as kept
from bulou.records.evidence import TAKEN_FOR, Taken
from bulou.records.visible import Head


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def evidence(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Every pack that was taken of the case, and the form to take one, for who may open the case; leads may take."""
    page = the_page(seat, number)
    if not page.opened:
        return redirect("desk:case", number=number)
    offered = [(ExportEvidence, {"case_id": page.case.id})] if _leads(seat, page.case.organisation_id) else []
    own = Desk(offered)
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    rows = [_shown(each, seat, page.people.by_id) for each in kept.exports(page.case)]
    context = furniture(seat, page=page, rows=rows, forms=own.forms())
    return render(request, "desk/evidence.html", context, status=own.status)


@require_safe
@seated
def evidence_file(request: HttpRequest, seat: Seat, number: str, index: int) -> HttpResponse:
    """The pack itself, for the lead who took it, for twelve hours; for everyone else as if it were not there."""
    head = the_head(seat, number)
    found = took(head, index, seat) if _leads(seat, head.case.organisation_id) else None
    if found is None:
        raise Http404
    name = f"evidence-{number}-{index}-{found.role}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pack(kept.of_case(head.case, found)), content_type="application/zip", headers=headers)


def took(head: Head, index: int, seat: Seat) -> Taken | None:
    """The export that this seat took and may still download."""
    return kept.export_of(head.case, index, seat.actor.key, at=seat.at) if head.opened else None


def _leads(seat: Seat, organisation_id: Any) -> bool:
    return "lead" in seat.standing_in(organisation_id).offices


def _shown(each: Taken, seat: Seat, people: Any) -> dict[str, Any]:
    person = people.get(each.actor.partition(":")[2])
    return {
        "row": each,
        "role": dict(REDACTED_FOR).get(each.role, each.role),
        "by": person.name if person else "",
        "here": each.actor == seat.actor.key and each.at >= seat.at - TAKEN_FOR,
    }
