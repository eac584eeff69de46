"""The operator's room (Article 8): what runs here, what touches it, and what became of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from bulou.acts.inventories import ImportInventory
from bulou.acts.prioritising import UNDER_WAY, PrioritiseImpact
from bulou.acts.room import (
    AcceptRisk,
    AskWhatItTouches,
    DismissImpact,
    ImpactAct,
    MendImpact,
    OneImpact,
    ReopenImpact,
    RetestImpact,
    TieImpact,
    VerifyImpact,
)
from bulou.cases.impact import IMPACT
from bulou.entrypoints.citations import norm_called
from bulou.entrypoints.clockface import ClockFace
from bulou.entrypoints.desk.clocks import live_face
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.numbers import page_number
from bulou.records import assets, duties, visible
from bulou.records.public.published import published_among
from bulou.severity import ssvc

STEPS: dict[str, type[ImpactAct]] = {
    "verify": VerifyImpact,
    "mend": MendImpact,
    "pass": RetestImpact,
    "accept": AcceptRisk,
    "dismiss": DismissImpact,
    "reopen": ReopenImpact,
}
VIEWS = {
    "open": pgettext_lazy("impacts", "Open"),
    "accepted": _("Accepted risks"),
    "done": _("Done"),
    "untouched": _("Not touched"),
}
RESULTS = {"affected": _("Affected"), "cannot_decide": _("Cannot decide")}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def room(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What touches the organisation's systems; import an inventory, ask about an advisory."""
    if not seat.is_operator:
        raise Http404
    desk = Desk([(AskWhatItTouches, {}), (ImportInventory, {})])
    if answer := desk.answer(request, seat):
        return answer
    house = seat.current.organisation.id
    found = assets.room(house, state=request.GET.get("view", "open"), page=page_number(request))
    owed = [each for each in duties.agenda(seat.person_id, house) if each.duty_id.startswith("RMSV-8")]
    tied = [row.impact.case_id for row in found.rows if row.impact.case_id]
    cases = visible.numbers_by_id(seat.person_id, tied) if tied else {}
    context = furniture(
        seat,
        found=found,
        rows=[_shown(row, cases) for row in found.rows],
        views=[(name, title, found.counts[name]) for name, title in VIEWS.items()],
        view=request.GET.get("view") if request.GET.get("view") in VIEWS else "open",
        owed=list(_owed(owed[:20], seat.at)),
        advisories=published_among({row.impact.source for row in found.rows}),
        forms=desk.forms(),
    )
    return render(request, "desk/room.html", context, status=desk.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def impact(request: HttpRequest, seat: Seat, impact_id: UUID) -> HttpResponse:
    """One impact: what it touches and why, what was done when, and the steps that are in turn."""
    row = assets.impact(seat.current.organisation.id, impact_id) if seat.is_operator else None
    if row is None:
        raise Http404
    allowed = IMPACT.allowed(row.impact.state)
    known = {"impact_id": impact_id}
    offered: list[type[OneImpact]] = [cls for event, cls in STEPS.items() if event in allowed]
    offered += [PrioritiseImpact] if row.impact.state in UNDER_WAY else []
    offered += [] if row.impact.case_id else [TieImpact]
    desk = Desk([(cls, known) for cls in offered])
    if answer := desk.answer(request, seat):
        return answer
    moments = [
        (_("Found"), row.impact.found_at),
        (_("Verified"), row.impact.verified_at),
        (_("Mended"), row.impact.mended_at),
        (_("Re-tested"), row.impact.retested_at),
        (_("Closed"), row.impact.closed_at),
        (_("Risk accepted until"), row.impact.accepted_until),
    ]
    notes = [_note(each) for each in row.notes]
    tie = row.impact.case_id
    cases = visible.numbers_by_id(seat.person_id, [tie]) if tie else {}
    context = furniture(
        seat,
        each=_shown(row, cases),
        advisory=next(iter(published_among({row.impact.source})), ""),
        known=row.known,
        case=cases.get(str(tie), ""),
        tied=tie is not None,
        notes=notes,
        moments=moments,
        forms=desk.forms(),
    )
    return render(request, "desk/impact.html", context, status=desk.status)


def _shown(row: assets.ImpactRow, cases: Mapping[str, str]) -> dict[str, object]:
    item = row.impact.item
    names = (item.vendor, item.product or item.model or item.purl or item.cpe, item.version)
    return {
        "row": row.impact,
        "in_use": row.in_use,
        "case": cases.get(str(row.impact.case_id), ""),
        "thing": " ".join(part for part in names if part),
        "state": IMPACT.states[row.impact.state],
        "order": ssvc.DEPLOYER.outcomes.get(row.impact.ssvc),
        "result": RESULTS.get(row.impact.result, row.impact.result),
    }


def _note(note: dict[str, Any]) -> dict[str, Any]:
    """A note with the answers that an order was given by, beside their questions."""
    given = note.get("ssvc", {})
    answers = [
        (asked.asks, asked.values[given[asked.name]])
        for asked in ssvc.DEPLOYER.questions
        if given.get(asked.name) in asked.values
    ]
    return {**note, "answers": answers}


def _owed(rows: list[duties.LiveDuty], at: datetime) -> Iterator[tuple[str, ClockFace]]:
    """The case and the clock of each duty."""
    for row in rows:
        norm = norm_called(row.duty_id)
        if norm is not None:
            yield row.number, live_face(row, norm, at)
