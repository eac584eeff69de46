"""The advisory editor: written on the left, judged on the right as it is written, previewed as readers will see it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bulou.acts import Status, foresee, perform
from bulou.acts.post_release import CorrectAdvisory, ReviseAdvisory
from bulou.acts.release import JUDGEMENTS, JudgeDraft, PublishAdvisory, SaveDraft
from bulou.acts.trial import tried
from bulou.entrypoints.desk.acts import answered
from bulou.entrypoints.desk.case import the_page
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import visible
from bulou.records.pages import CasePage

RELEASES = {"publish": PublishAdvisory, "revise": ReviseAdvisory, "correct": CorrectAdvisory}


@seated
def editor(request: HttpRequest, seat: Seat, number: str, advisory_id: UUID | None = None) -> HttpResponse:
    """Write a draft; save, sign a judgement on it, or publish it, by the button that was pressed."""
    page = the_page(seat, number)
    if not page.opened:
        return redirect("desk:case", number=number)
    draft = visible.draft(page, advisory_id) if advisory_id else None
    form_class = form_of(SaveDraft, options={})
    if request.method != "POST":
        initial = draft.content if draft else visible.first_draft(page)
        return _show(request, seat, page, form_class(initial=initial), draft)
    if "judge" in request.POST and draft:
        return _judge(request, seat, page, draft)
    return _save(request, seat, page, form_class(request.POST), draft)


def _save(request: HttpRequest, seat: Seat, page: CasePage, form: Any, draft: Any) -> HttpResponse:
    if not form.is_valid():
        return _show(request, seat, page, form, draft, status=422)
    act = SaveDraft(case_id=page.case.id, advisory_id=draft.id if draft else None, **entered(form))
    saved = perform(act, by=seat.actor, at=seat.at)
    if saved.status is Status.INVALID:
        complain(form, saved.errors)
        return _show(request, seat, page, form, draft, status=422)
    wanted = request.POST.get("release", "")
    if not saved or wanted not in RELEASES:
        return (
            redirect("desk:advisory", number=page.case.number, advisory_id=saved.ids["advisory_id"])
            if saved
            else answered(request, seat, page, saved)
        )
    return _release(request, seat, page, form, wanted, UUID(saved.ids["advisory_id"]))


def _release(
    request: HttpRequest, seat: Seat, page: CasePage, form: Any, wanted: str, advisory_id: UUID
) -> HttpResponse:
    more = {"summary": request.POST.get("changed", "")} if wanted != "publish" else {}
    act = RELEASES[wanted](case_id=page.case.id, advisory_id=advisory_id, **more)
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return _show(request, seat, page, form, visible.draft(page, advisory_id), status=422)
    return answered(request, seat, page, outcome)


def _judge(request: HttpRequest, seat: Seat, page: CasePage, draft: Any) -> HttpResponse:
    act = JudgeDraft(
        case_id=page.case.id,
        advisory_id=draft.id,
        judgement=request.POST.get("judgement", ""),
        answer=request.POST.get("answer", ""),
        grounds=request.POST.get("grounds", ""),
    )
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome:
        return redirect("desk:advisory", number=page.case.number, advisory_id=draft.id)
    if outcome.status is not Status.INVALID:
        return answered(request, seat, page, outcome)
    form = form_of(SaveDraft, options={})(initial=draft.content)
    return _show(request, seat, page, form, draft, judging=outcome.errors, status=422)


@require_POST
@seated
def check(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The live pre-check: what the law says of the text as it stands in the form, unsaved; a part of the page."""
    page = the_page(seat, number)
    form = form_of(SaveDraft, options={})(request.POST)
    form.is_valid()
    advisory_id = request.POST.get("advisory_id") or None
    context = _checked(seat, page, form.cleaned_data, UUID(advisory_id) if advisory_id else None)
    return render(request, "desk/advisory_check.html", furniture(seat, page=page, **context))


def _checked(seat: Seat, page: CasePage, written: Any, advisory_id: UUID | None) -> dict[str, Any]:
    return {"trial": tried(page.case, written, advisory_id, by=seat.actor, at=seat.at)} if page.opened else {}


def _show(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    form: Any,
    draft: Any,
    *,
    judging: Any = None,
    status: int = 200,
) -> HttpResponse:
    written = form.data if form.is_bound else form.initial
    context = furniture(
        seat,
        page=page,
        form=form,
        draft=draft,
        judgements=JUDGEMENTS,
        judging=judging or {},
        foreseen=foresee(PublishAdvisory(case_id=page.case.id, advisory_id=draft.id), by=seat.actor, at=seat.at)
        if draft
        else None,
        **_checked(seat, page, written, draft.id if draft else None),
    )
    return render(request, "desk/advisory.html", context, status=status)
