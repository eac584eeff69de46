"""One act on several cases: each is performed by itself through the gate, and has its own line in the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from bulou.acts import CaseAct, Outcome, Status, perform
from bulou.acts.receipt import DeclineReport
from bulou.acts.templates import filled
from bulou.acts.triage import EnterSlowLane, LeaveSlowLane
from bulou.acts.verification import AcceptCase, AssignHandler, CloseCase, DeferCase, ValidateReport
from bulou.entrypoints.desk import undo
from bulou.entrypoints.desk.forms import entered, form_of
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.records import answer_templates, visible
from bulou.records.inbox import PAGE

ACTS: Mapping[str, type[CaseAct]] = {
    cls.name: cls
    for cls in (
        AssignHandler, ValidateReport, AcceptCase, DeclineReport, DeferCase, CloseCase, LeaveSlowLane, EnterSlowLane,
    )
}  # fmt: skip
BUTTONS = (
    ("assign_handler", pgettext_lazy("bulk", "Assign")),
    ("validate_report", pgettext_lazy("bulk", "Confirm…")),
    ("accept_case", pgettext_lazy("bulk", "Accept")),
    ("decline_report", pgettext_lazy("bulk", "Decline…")),
    ("defer_case", pgettext_lazy("bulk", "Defer…")),
    ("close_case", pgettext_lazy("bulk", "Close…")),
    ("leave_slow_lane", pgettext_lazy("bulk", "Out of the slow lane")),
)
TEMPLATED = {"decline_report": "text"}  # the field that a template may fill


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an act on one of several cases."""

    number: str
    outcome: Outcome | None

    @property
    def words(self) -> Any:
        """Why it was not done: what is missing, whose turn it is, or the law with its articles."""
        if self.outcome is None or self.outcome.status is Status.NOT_FOUND:
            return _("There is no such case.")
        if self.outcome.status is Status.INVALID:
            return " ".join(str(tongue(message)) for message in self.outcome.errors.values())
        if self.outcome.refusal is None:
            return ""
        said = f"{tongue(self.outcome.refusal.reason)} {self.outcome.refusal.remedy}".strip()
        return f"{said} {self._articles}".strip()

    @property
    def _articles(self) -> str:
        verdict = self.outcome.verdict if self.outcome is not None else None
        if verdict is None or verdict:
            return ""
        return "; ".join(dict.fromkeys(str(tongue(finding)) for finding in verdict.findings[:2]))


@require_POST
@seated
def bulk(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Do one act to the picked cases; where it asks for more than the bar holds, ask for that first."""
    numbers = list(dict.fromkeys(request.POST.getlist("case")))
    if len(numbers) > PAGE:
        messages.error(request, _("Pick at most %s cases at once. Nothing was done.") % PAGE)
        return redirect("desk:inbox")
    cls = ACTS.get(request.POST.get("bulk", ""))
    if not numbers or cls is None:
        messages.error(request, _("Pick cases and what to do with them first. Nothing was done."))
        return redirect("desk:inbox")
    form_class = form_of(cls, options=_people(seat))
    if cls is AssignHandler:
        form = form_class({"person_id": request.POST.get("person", "") or request.POST.get("person_id", "")})
        if not form.is_valid():
            messages.error(request, _("Pick cases and a person first. Nothing was done."))
            return redirect("desk:inbox")
    elif not form_class.base_fields:
        form = form_class({})
        form.is_valid()
    else:
        step = request.POST.get("step", "")
        if not step:
            return _asked(request, seat, cls, form_class(), numbers)
        if step == "template":
            return _asked(request, seat, cls, form_class(initial=_with_template(request, seat, cls)), numbers)
        form = form_class(request.POST)
        if not form.is_valid():
            return _asked(request, seat, cls, form, numbers, status=422)
    return _done(request, seat, cls, entered(form), numbers)


def _people(seat: Seat) -> dict[str, Sequence[tuple[str, Any]]]:
    people = visible.desk_people(seat.current.organisation.id)
    return {"person": [(str(person.id), person.name) for person in people]}


def _with_template(request: HttpRequest, seat: Seat, cls: type[CaseAct]) -> dict[str, Any]:
    """What was typed, with the chosen template's words in their place; its variables are put in case by case."""
    typed = {item.name: request.POST.get(item.name, "") for item in fields(cls)}
    field = TEMPLATED.get(cls.name)
    template = _template(request.POST.get("template", ""), seat)
    if field and template:
        typed[field] = answer_templates.text_for(template, request.POST.get("template_language", "zh-hans"))
    return typed


def _template(text: str, seat: Seat) -> Any:
    try:
        return answer_templates.one(seat.current.organisation.id, UUID(text))
    except ValueError:
        return None


def _asked(
    request: HttpRequest, seat: Seat, cls: type[CaseAct], form: Any, numbers: Sequence[str], status: int = 200
) -> HttpResponse:
    templated = cls.name in TEMPLATED
    context = furniture(
        seat,
        act=named(cls),
        form=form,
        numbers=numbers,
        templates=answer_templates.live(seat.current.organisation.id) if templated else [],
        template=request.POST.get("template", ""),
    )
    return render(request, "desk/bulk_ask.html", context, status=status)


def _done(
    request: HttpRequest, seat: Seat, cls: type[CaseAct], values: dict[str, Any], numbers: Sequence[str]
) -> HttpResponse:
    known = visible.picked(seat.person_id, seat.current.organisation.id, numbers)
    results, steps = [], []
    for number in numbers:
        case = known.get(number)
        outcome = None
        if case is not None:
            act = _for(case, cls(case_id=case.id, **values))
            outcome = perform(act, by=seat.actor, at=seat.at)
            steps += undo.reversal(act, outcome, handler=case.handler_id)
        results.append(Result(number, outcome))
    done = sum(bool(result.outcome) for result in results)
    context = furniture(
        seat,
        act=named(cls),
        results=results,
        done=done,
        left=[result.number for result in results if not result.outcome],
        undo=undo.token(steps, seat.person_id),
        typed=[str(value) for value in values.values() if isinstance(value, str) and value.strip()],
    )
    return render(request, "desk/bulk.html", context)


def _for(case: Any, act: CaseAct) -> CaseAct:
    """The act with a template's variables filled in for this case."""
    field = TEMPLATED.get(act.name)
    if field is None:
        return act
    language = case.report.language if hasattr(case, "report") else "zh-hans"
    text = filled(getattr(act, field), answer_templates.values_of(case, language))
    filled_in: dict[str, Any] = {field: text}
    return replace(act, **filled_in)
