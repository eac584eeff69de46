"""Undo: a new act that reverses an earlier one. History is never edited, and the gate judges the reversal like any act.

Only what told nobody anything can be undone: an assignment, a lane, a suggested product, a hold. A message that went out, a report that was
declined and a case that was closed are not taken back by a button; their own next acts say how the work goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bulou.acts import CaseAct, Outcome, perform
from bulou.acts.triage import DropSuggestion, EnterSlowLane, LeaveSlowLane, TakeSuggestion, UnassignHandler
from bulou.acts.verification import AssignHandler
from bulou.entrypoints.desk.seat import Seat, seated

SALT = "bulou.undo"
LASTS = 600  # seconds


@dataclass(frozen=True, slots=True)
class Step:
    """One reversal: the act's name and its fields as text."""

    act: str
    fields: Mapping[str, Any]


REVERSALS: Mapping[str, type[CaseAct]] = {
    cls.name: cls for cls in (AssignHandler, UnassignHandler, EnterSlowLane, LeaveSlowLane, DropSuggestion)
}


def reversal(act: CaseAct, outcome: Outcome, *, handler: UUID | None) -> list[Step]:
    """The acts that reverse this one, in order; none where it told someone something. `handler` is who had the case before."""
    case = {"case_id": str(act.case_id)}
    if not outcome:
        return []
    match act:
        case AssignHandler():
            if handler == act.person_id:
                return []
            back = [_unassigned(case, str(act.person_id), outcome)]
            return back + ([Step("assign_handler", case | {"person_id": str(handler)})] if handler else [])
        case EnterSlowLane():
            return [Step("leave_slow_lane", case)]
        case LeaveSlowLane():
            return [Step("enter_slow_lane", case)]
        case TakeSuggestion():
            owner = outcome.ids.get("handler_id")
            back = [_unassigned(case, owner, outcome)] if owner else []
            return [*back, Step("drop_suggestion", case | {"registered_id": str(act.registered_id)})]
    return []


def _unassigned(case: Mapping[str, str], person_id: str, outcome: Outcome) -> Step:
    """Who had no access before has none afterwards."""
    kept = "granted" not in outcome.ids
    return Step("unassign_handler", {**case, "person_id": person_id, "keep_access": kept})


def token(steps: Sequence[Step], person_id: UUID) -> str:
    """What a page carries so that this person can undo within ten minutes; empty where nothing can be undone."""
    if not steps:
        return ""
    said = [[step.act, dict(step.fields)] for step in steps]
    return signing.dumps({"by": str(person_id), "steps": said}, salt=SALT, compress=True)


@require_POST
@seated
def undo(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Perform the reversals one by one; each is judged and sealed by itself."""
    try:
        said = signing.loads(request.POST.get("undo", ""), salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        messages.error(
            request,
            _("That was too long ago to be undone with a button. Open the case and do what is needed."),
        )
        return redirect("desk:inbox")
    except signing.BadSignature:
        raise Http404 from None
    if said["by"] != str(seat.person_id):
        raise Http404
    done = list(_performed(said["steps"], seat))
    failed = sum(not outcome for outcome in done)
    if failed:
        told = {"failed": failed, "all": len(done)}
        messages.error(
            request,
            _("%(failed)d of %(all)d reversals were refused: things have moved on. The rest was undone.")
            % told,
        )
    else:
        messages.success(request, _("Undone by new entries; what was done before stays in the record."))
    return redirect("desk:inbox")


def _performed(steps: Iterable[Sequence[Any]], seat: Seat) -> Iterable[Outcome]:
    for name, fields in steps:
        values = {key: UUID(value) if key.endswith("_id") else value for key, value in fields.items()}
        yield perform(REVERSALS[name](**values), by=seat.actor, at=seat.at)
