"""Doing something to a case: the form of any act, its foreseen answer, and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bulou.acts import ACTS, CaseAct, Outcome, Status, foresee, perform
from bulou.acts.permissions import Right
from bulou.acts.prospects import blank
from bulou.entrypoints.desk.case import the_page
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records.pages import CasePage

DESK_RIGHTS = frozenset({Right.CASEWORK, Right.RELEASE})


@seated
def act(request: HttpRequest, seat: Seat, number: str, name: str) -> HttpResponse:
    """Show the form of an act with what the law says of it now; on POST perform it."""
    page = the_page(seat, number)
    if not page.opened:
        return redirect("desk:case", number=number)
    cls = desk_act(name)
    form_class = form_of(cls, options=options(page), leave_out=())
    if request.method != "POST":
        form = form_class(initial=_initial(request, page))
        return _show(request, seat, page, cls, form)
    form = form_class(request.POST, _files(request))
    if not form.is_valid():
        return _show(request, seat, page, cls, form, status=422)
    outcome = perform(cls(case_id=page.case.id, **entered(form)), by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return _show(request, seat, page, cls, form, status=422)
    return answered(request, seat, page, outcome)


def answered(request: HttpRequest, seat: Seat, page: CasePage, outcome: Outcome) -> HttpResponse:
    """Back to the case after an act that was done; the refusal page after one that was stopped."""
    if outcome.status is Status.NOT_FOUND:
        raise Http404
    if outcome:
        title = ACTS[outcome.act].title
        sealed = f"{outcome.entry.index}" if outcome.entry else ""
        messages.success(request, _("%(act)s: done, sealed as entry %(entry)s.") % {"act": title, "entry": sealed})
        return redirect("desk:case", number=page.case.number)
    fresh = the_page(seat, page.case.number)
    context = furniture(
        seat, page=fresh, outcome=outcome, act=ACTS[outcome.act], used=_used(outcome), owed=_owed(fresh)
    )
    return render(request, "desk/refusal.html", context, status=409)


def _used(outcome: Outcome) -> list[Any]:
    """The facts that the refusal hangs on, each once, in the order in which the law names them."""
    if outcome.verdict is None:
        return []
    names = [name for finding in outcome.verdict.findings for name in finding.facts]
    return list(dict.fromkeys(names))


def _owed(page: CasePage) -> list[Any]:
    return [duty for duty in page.duties if duty.live and not duty.maintenance]


def desk_act(name: str) -> type[CaseAct]:
    """The act of this name that someone at a desk may perform. Raises Http404."""
    cls = ACTS.get(name)
    if cls is None or not issubclass(cls, CaseAct) or cls.right not in DESK_RIGHTS:
        raise Http404
    return cls


def options(page: CasePage) -> dict[str, list[tuple[str, Any]]]:
    """What the widgets person, party and advisory offer on this case."""
    return {
        "person": [(str(person.id), person.name) for person in page.people.desk],
        "party": [(str(party.id), party.name) for party in page.parties if party.role != "reporter"],
        "advisory": [(str(advisory.id), advisory.number) for advisory in page.advisories],
    }


def _initial(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    about = request.GET.get("about", "")
    known = {"product": page.case.product, "versions": page.case.versions}
    return known | {"party_id": about, "advisory_id": about, "notification_id": about}


def _files(request: HttpRequest) -> Any:
    return request.FILES


def _show(
    request: HttpRequest, seat: Seat, page: CasePage, cls: type[CaseAct], form: Any, status: int = 200
) -> HttpResponse:
    foreseen = foresee(blank(cls, case_id=page.case.id), by=seat.actor, at=seat.at)
    context = furniture(seat, page=page, act=cls, form=form, foreseen=foreseen)
    return render(request, "desk/act.html", context, status=status)
