"""The register of internal control (Article 11): what the law asks, what the organisation does, what is lacking, what the system shows."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts.house.incidents import FOUND, SUSPECTED, CloseIncident, EnterIncident
from bulou.acts.house.measures import KINDS, EndMeasure, PutMeasureInForce
from bulou.acts.house.reviewing import OUTCOMES, ReviewMeasure
from bulou.entrypoints.desk.files import caged
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.formats import cells
from bulou.law import DutyStanding
from bulou.law.passages import passages
from bulou.law.register import sentences
from bulou.records import controls as kept
from bulou.records.controls import Incident, Measure, Register

STATES: dict[str, Any] = {
    "in_force": (pgettext_lazy("measure", "In force"), "ok"),
    "superseded": (pgettext_lazy("measure", "Superseded"), ""),
    "ended": (pgettext_lazy("measure", "Ended"), ""),
}
TONES = {"works": "ok", "gaps": "soon", "fails": "bad"}
STANDINGS: dict[DutyStanding, Any] = {
    DutyStanding.KEPT_SO_FAR: (_("Kept so far, by what is recorded here"), "ok"),
    DutyStanding.BROKEN: (_("A leak was confirmed: by the rules as encoded the duty is broken"), "bad"),
}
SHOWN: dict[str, Any] = {
    "access": _("Grants and withdrawals of access to single cases"),
    "openings": _("Cases whose undisclosed part someone opened (each opening is sealed in the reader's own stream)"),
    "emergencies": _("Openings in an emergency by someone who had not been let in"),
    "refusals": _("Acts that were refused, with the reason sealed"),
    "exports": _("Exports that were taken as an act"),
    "inspections": _("Inspections of the reception log"),
    "offices": _("Offices that were granted or revoked"),
}  # fmt: skip
TITLES = (
    "number", "kind", "title", "state", "responsible", "in_force_since", "review_due", "overdue", "last_review", "outcome",
    "replaces", "documents_sha256", "entry",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def controls(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The register, for the desk and the auditor; leads put measures in force, whoever works on cases enters incidents."""
    _reader(seat)
    register = kept.register(seat.current.organisation, at=seat.at)
    own = Desk(_offered(seat, register), options=_options(seat, register))
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = _shown(seat, register) | {"forms": own.forms()}
    return render(request, "desk/house/controls.html", context, status=own.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def control(request: HttpRequest, seat: Seat, measure_id: UUID) -> HttpResponse:
    """One measure: what it says, its documents and reviews; a lead reviews and ends it."""
    _reader(seat)
    register = kept.register(seat.current.organisation, at=seat.at)
    found = next((each for each in register.measures if each.row.id == measure_id), None)
    if found is None:
        raise Http404
    known = {"measure_id": measure_id}
    offered = [(ReviewMeasure, known), (EndMeasure, known)]
    own = Desk(offered if seat.is_lead and found.row.state == "in_force" else [])
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(
        seat,
        each=_measure(found),
        incidents=[_incident(each) for each in register.incidents if each.row.measure_id == measure_id],
        forms=own.forms(),
    )
    return render(request, "desk/house/control.html", context, status=own.status)


@require_safe
@seated
def printed(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The whole register with every text and review, for paper."""
    _reader(seat)
    register = kept.register(seat.current.organisation, at=seat.at)
    return render(request, "desk/house/controls_print.html", _shown(seat, register))


@require_safe
@seated
def table(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """The measures as CSV, no cell of which is a formula (AC16)."""
    _reader(seat)
    register = kept.register(seat.current.organisation, at=seat.at)
    response = StreamingHttpResponse(cells.lines(_lines(register)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="controls.csv"'
    return response


@require_safe
@seated
def document(request: HttpRequest, seat: Seat, document_id: UUID) -> HttpResponseBase:
    """A document of the register, as a download that opens nothing."""
    _reader(seat)
    row = kept.document(seat.current.organisation.id, document_id)
    if row is None:
        raise Http404
    response = FileResponse(kept.open_document(row), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    return caged(response)


def _reader(seat: Seat) -> None:
    """The desk of an organisation that is no authority, and its auditor; for everyone else as if it were not there."""
    if not kept.reads(seat.current):
        raise Http404


def _offered(seat: Seat, register: Register) -> list[Any]:
    offered: list[Any] = [(PutMeasureInForce, {})] if seat.is_lead else []
    offered += [(EnterIncident, {})] if seat.is_desk else []
    offered += [(CloseIncident, {})] if seat.is_lead and register.open_incidents else []
    return offered


def _options(seat: Seat, register: Register) -> dict[str, list[tuple[str, Any]]]:
    live = [each.row for each in register.measures if each.row.state == "in_force"]
    return {
        "person": [(str(each.id), each.name) for each in kept.people(seat.current.organisation.id)],
        "measure": [(str(row.id), f"{row.number} · {row.title}") for row in live],
        "incident": [(str(each.row.id), f"{each.row.number} · {dict(SUSPECTED)[each.row.suspected]}") for each in register.open_incidents],
    }  # fmt: skip


def _shown(seat: Seat, register: Register) -> dict[str, Any]:
    shown = kept.enforced(seat.current)
    duty = register.duty
    return furniture(
        seat,
        measures=[_measure(each) for each in register.measures],
        incidents=[_incident(each) for each in register.incidents],
        lacking=[words for kind, words in KINDS if kind != "other" and kind not in register.kinds],
        overdue=register.overdue,
        shown=shown,
        facts=[(words, shown.counts[name]) for name, words in SHOWN.items()] if shown else [],
        duty=duty,
        standing=STANDINGS.get(duty.standing) if duty else None,
        law=passages("en" if (get_language() or "").startswith("en") else "zh")["R11"],
        verified=next(each for each in sentences("rmsv") if each.id == "R11").status.verified,
    )


def _measure(each: Measure) -> dict[str, Any]:
    words, tone = STATES[each.row.state]
    return {
        "each": each,
        "row": each.row,
        "kind": dict(KINDS)[each.row.kind],
        "state": words,
        "tone": tone,
        "reviews": [
            {"each": one, "outcome": dict(OUTCOMES)[one.row.outcome], "tone": TONES[one.row.outcome]}
            for one in each.reviews
        ],
    }


def _incident(each: Incident) -> dict[str, Any]:
    found = dict(FOUND).get(each.row.found)
    return {"each": each, "row": each.row, "suspected": dict(SUSPECTED)[each.row.suspected], "found": found}


def _lines(register: Register) -> Iterator[tuple[object, ...]]:
    yield TITLES
    for each in register.measures:
        row, last = each.row, each.reviews[0].row if each.reviews else None
        yield (
            row.number, row.kind, row.title, row.state, row.responsible.name, row.in_force_since, row.review_due,
            "yes" if each.overdue else "no", last.at.isoformat() if last else "", last.outcome if last else "",
            row.replaces.number if row.replaces else "", " ".join(one.sha256 for one in each.documents), row.index,
        )  # fmt: skip
