"""Technical support at the desk: the organisation's queue, longest waiting first, and one thread with its messages."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import CaseAct, Status, perform
from bulou.acts.answering import RevokeNotice
from bulou.acts.support import SATISFIED, AnswerSupport, SolveSupport
from bulou.cases import MACHINES
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.case import the_head, the_page, to_the_door
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.refusals import refused
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import notice_list, notices
from bulou.records.notices import Thread

ACTS: tuple[type[CaseAct], ...] = (AnswerSupport, SolveSupport, RevokeNotice)


@require_safe
@seated
def queue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every thread of the cases that this person may know: those that wait, or those that have ended."""
    if not seat.is_desk:
        raise Http404
    ended = request.GET.get("ended") == "1"
    house = seat.current.organisation.id
    threads = notices.support_queue(seat.person_id, house, ended=ended)
    hours, person = notice_list.target(house)
    lines = [_line(each, seat) for each in threads]
    context = furniture(seat, threads=lines, ended=ended, hours=hours, person=person)
    return render(request, "desk/support.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def thread(request: HttpRequest, seat: Seat, number: str, notice_id: UUID) -> HttpResponse:
    """One recipient's thread; POST `act`: answer_support, solve_support, revoke_notice."""
    page = the_head(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    found = notices.support_thread(page.case, notice_id)
    if found is None:
        raise Http404
    forms = {cls.name: form_of(cls, options={}, leave_out=("notice_id",)) for cls in ACTS}
    shown = {name: form_class(auto_id=f"{name}-%s") for name, form_class in forms.items()}
    status = 200
    if request.method == "POST":
        cls = next((cls for cls in ACTS if cls.name == request.POST.get("act")), None)
        if cls is None:
            raise Http404
        form: Any = forms[cls.name](request.POST, auto_id=f"{cls.name}-%s")
        shown[cls.name], status = form, 422
        if form.is_valid():
            act = cls(case_id=page.case.id, notice_id=notice_id, **entered(form))  # type: ignore[call-arg]
            outcome = perform(act, by=seat.actor, at=seat.at)
            if outcome:
                note(request, outcome)
                return redirect("desk:support_thread", number=number, notice_id=notice_id)
            if outcome.status is Status.REFUSED:
                return refused(request, seat, the_page(seat, number), outcome)
            if outcome.status is Status.NOT_FOUND:
                raise Http404
            complain(form, outcome.errors)
    machine = MACHINES["SUPPORT"]
    context = furniture(
        seat,
        page=page,
        thread=found,
        line=_line(found, seat),
        answer=shown["answer_support"] if machine.allows(found.row.state, "answer") else None,
        solve=shown["solve_support"] if machine.allows(found.row.state, "solve") else None,
    )
    return render(request, "desk/support_thread.html", context, status=status)


def _line(each: Thread, seat: Seat) -> dict[str, Any]:
    row = each.row
    waited = seat.at - row.waiting_since if row.waiting_since else None
    satisfied = dict(SATISFIED)
    return {
        "thread": each,
        "state": MACHINES["SUPPORT"].states.get(row.state, row.state),
        "hours": int(waited.total_seconds() // 3600) if waited else None,
        "late": row.due_at is not None and row.due_at <= seat.at,
        "first_hours": _hours(row.opened_at, row.first_answer_at),
        "satisfaction": satisfied.get(str(row.satisfaction or ""), "") if row.satisfaction else "",
    }


def _hours(start: Any, end: Any) -> int | None:
    return int((end - start).total_seconds() // 3600) if start and end else None
