"""The advisory editor: written on the left, judged on the right as it is written, previewed as readers will see it."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bulou.acts import CaseAct, Outcome, Status, perform
from bulou.acts.post_release import CorrectAdvisory, ReviseAdvisory
from bulou.acts.release import JUDGEMENTS, DraftAct, JudgeDraft, PublishAdvisory, SaveDraft
from bulou.acts.trial import Trial, tried, unchanged
from bulou.acts.verification import GradeSeverity, IdentifyProduct
from bulou.entrypoints.desk.acts import answered, note
from bulou.entrypoints.desk.case import the_page, to_the_door
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.panel import told
from bulou.entrypoints.desk.remedies import Remedy, remedies
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.law import VOCABULARY
from bulou.records import prefill, visible
from bulou.records.pages import CasePage
from bulou.records.visible import Draft

RELEASES: dict[str, type[DraftAct]] = {
    "publish": PublishAdvisory,
    "revise": ReviseAdvisory,
    "correct": CorrectAdvisory,
}
BUTTONS = {
    "publish": pgettext_lazy("button", "Publish"),
    "revise": pgettext_lazy("button", "Publish the revision"),
    "correct": pgettext_lazy("button", "Publish the correction"),
}
DESCRIPTION_LINES = 12
LAW_ASKS = frozenset({"operator_in_use_detail", "exploit_included"})
# Tests of CSAF 2.0 on products: a remedy for no product, a product without a score.
MENDED_BY: dict[str, type[CaseAct]] = {"6.1.29": IdentifyProduct, "6.2.3": GradeSeverity}
NO_REMEDY = "6.2.2"
LATER = ("summary", "description")  # publishing wants them, a draft need not have them yet
FAVOURABLE = {name: name == "truthful_and_necessary" for name, _title in JUDGEMENTS}
WHERE = {
    "title": "heading", "summary": "summary", "description": "description", "remediations": "remediation",
    "cve": "cve", "cwe": "cwe", "references": "references", "acknowledgments": "credits", "products": "",
}  # fmt: skip
ASKED = {item.name: item.metadata["label"] for item in fields(SaveDraft) if "label" in item.metadata}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One open question of Article 9 about this text: asked, or signed by whom with what answer."""

    name: str
    title: Any
    signed: Any
    asked: bool
    favourable: bool
    answer: str
    grounds: str
    errors: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What the document wants: its words, under which label, and where that is mended."""

    words: Any
    label: Any
    url: str
    clause: str
    blocking: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is still to be done before the text can be published, and where."""

    words: Any
    url: str


@dataclass(frozen=True, slots=True)
class Release:
    """One button that would publish, with what it would come to."""

    name: str
    title: Any
    button: Any
    stopped: bool
    why: Any
    summary: bool


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def editor(request: HttpRequest, seat: Seat, number: str, advisory_id: UUID | None = None) -> HttpResponse:
    """Write a draft; save, sign a judgement on it, or publish it, by the button that was pressed."""
    page = the_page(seat, number)
    draft = _draft(page, advisory_id)
    if not page.opened:
        return to_the_door(request, number)
    if request.method != "POST":
        begun = next((row for row in reversed(page.advisories) if row.published_at is None), None)
        if draft is None and begun is not None:
            return redirect("desk:advisory", number=number, advisory_id=begun.id)
        written = draft.content if draft else prefill.first_draft(page)
        return _show(request, seat, page, form_of(SaveDraft, options={})(initial=written), draft)
    form = _typed(request)
    if "check" in request.POST:
        form.is_valid()
        return _show(request, seat, page, form, draft)
    return _save(request, seat, page, form, draft)


def _typed(request: HttpRequest) -> Any:
    """The form as it was sent. A draft may be saved, judged and asked about before it is whole."""
    form = form_of(SaveDraft, options={})(request.POST)
    for name in LATER:
        form.fields[name].required = False
    return form


def _draft(page: CasePage, advisory_id: UUID | None) -> Draft | None:
    if advisory_id is None:
        return None
    draft = visible.draft(page, advisory_id)
    if draft is None:
        raise Http404
    return draft


def _save(request: HttpRequest, seat: Seat, page: CasePage, form: Any, draft: Draft | None) -> HttpResponse:
    """Save first, whatever comes next: judgements and publication concern exactly what is saved."""
    if not form.is_valid():
        return _show(request, seat, page, form, draft, status=422)
    saved: Outcome | None = None
    if draft is not None and _as_saved(page, draft, entered(form)):
        advisory_id, read = draft.id, draft.sha256
    else:
        act = SaveDraft(case_id=page.case.id, advisory_id=draft.id if draft else None, **entered(form))
        saved = perform(act, by=seat.actor, at=seat.at)
        if saved.status is Status.INVALID:
            complain(form, saved.errors)
            return _show(request, seat, page, form, draft, status=422)
        if not saved:
            return answered(request, seat, page, saved)
        advisory_id, read = UUID(saved.ids["advisory_id"]), saved.ids["draft_sha256"]
    if "judge" in request.POST:
        return _judge(request, seat, page, form, advisory_id, read)
    wanted = request.POST.get("release", "")
    if wanted in RELEASES:
        return _release(request, seat, page, form, wanted, advisory_id, read, saved)
    if saved is not None:
        note(request, saved)
    else:
        messages.info(request, _("This text is saved already; nothing has changed since."))
    return redirect("desk:advisory", number=page.case.number, advisory_id=advisory_id)


def _as_saved(page: CasePage, draft: Draft, written: Any) -> bool:
    """Whether saving would seal the same text once more. What is public is saved anew: it is a text on its way out."""
    row = next(row for row in page.advisories if row.id == draft.id)
    return row.published_at is None and unchanged(page.case, written, row, page.affected)


def _release(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    form: Any,
    wanted: str,
    advisory_id: UUID,
    read: str,
    saved: Outcome | None,
) -> HttpResponse:
    more = {"summary": request.POST.get("changed", "").strip()[:300]} if wanted != "publish" else {}
    act = RELEASES[wanted](case_id=page.case.id, advisory_id=advisory_id, draft_sha256=read, **more)
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        errors = dict(outcome.errors)
        changed = errors.pop("summary", "") if wanted != "publish" else ""
        complain(form, errors)
        fresh = the_page(seat, page.case.number)
        return _show(
            request, seat, fresh, form, _draft(fresh, advisory_id), status=422, judging={"changed": changed}
        )
    return answered(request, seat, page, outcome, advisory_id, saved=saved)


def _judge(
    request: HttpRequest, seat: Seat, page: CasePage, form: Any, advisory_id: UUID, read: str
) -> HttpResponse:
    name = request.POST["judge"]
    act = JudgeDraft(
        case_id=page.case.id,
        advisory_id=advisory_id,
        judgement=name,
        answer=request.POST.get(f"answer-{name}", ""),
        grounds=request.POST.get(f"grounds-{name}", ""),
        draft_sha256=read,
    )
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome:
        note(request, outcome)
        url = redirect("desk:advisory", number=page.case.number, advisory_id=advisory_id)
        url["Location"] += "#judgements"
        return url
    if outcome.status is not Status.INVALID:
        return answered(request, seat, page, outcome, advisory_id)
    fresh = the_page(seat, page.case.number)
    return _show(
        request, seat, fresh, form, _draft(fresh, advisory_id), judging={name: outcome.errors}, status=422
    )


@require_POST
@seated
def check(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The live pre-check: what the law says of the text as it stands in the form, unsaved; a part of the page."""
    page = the_page(seat, number)
    if not page.opened:
        raise Http404
    form = _typed(request)
    form.is_valid()
    draft = _draft(page, _uuid(request.POST.get("advisory_id", "")))
    context = _judged(request, seat, page, form.cleaned_data, draft, {})
    return render(request, "desk/advisory_check.html", furniture(seat, page=page, draft=draft, **context))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _judged(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    written: Any,
    draft: Draft | None,
    judging: dict[str, Any],
) -> dict[str, Any]:
    row = next((row for row in page.advisories if draft and row.id == draft.id), None)
    trial = tried(page.case, written, row, known=page.known, products=page.affected, at=seat.at)
    ways = remedies(trial.cures, page, draft.id if draft else None)
    problems = [_problem(problem, page) for problem in trial.problems]
    asked = _judgements(request, trial, judging)
    return {
        "trial": trial,
        "reasons": told(trial.verdict),
        "remedies": ways,
        "asks": [VOCABULARY[name] for name in trial.verdict.asks],
        "problems": problems,
        "steps": _steps(written, ways, asked, problems),
        "remarks": [(remark, WHERE.get(remark.field.partition("[")[0], "")) for remark in trial.remarks],
        "judgements": asked,
        "releases": _releases(seat, page, trial, draft, written.get("summary") or ""),
        "can_sign": "lead" in seat.standing_in(page.case.organisation_id).offices,
    }


def _steps(
    written: Any, ways: list[Remedy], judgements: list[Judgement], problems: list[Problem]
) -> list[Step]:
    """Everything that is wanting, in the order in which one does it: the world, the text, the answers, the signatures."""
    world = next((way for way in ways if way.steps), None)
    steps = (
        [Step(words, world.buttons[0].url if world.buttons else "") for words in world.steps] if world else []
    )
    if not written.get("summary"):
        steps.append(Step(ASKED["summary"], "#id_summary"))
    steps += [Step(each.label, each.url) for each in problems if each.blocking]
    steps += [
        Step(VOCABULARY[name].question, f"#id_{name}") for name in sorted(LAW_ASKS) if not written.get(name)
    ]
    return steps + [Step(each.title, f"#judgement-{each.name}") for each in judgements if each.asked]


def _problem(problem: Any, page: CasePage) -> Problem:
    """What the format says, at the field or the act where it is mended; its clause where the standard has one."""
    root = problem.field.partition("[")[0]
    name = "remediation" if problem.test == NO_REMEDY else WHERE.get(root, "")
    label = ASKED[name] if name else ""
    url = f"#id_{name}" if name else ""
    mends = MENDED_BY.get(problem.test) or (IdentifyProduct if root == "products" and not name else None)
    if mends is not None:
        label, url = mends.title, reverse("desk:act", args=[page.case.number, mends.name])
    clause = problem.test if problem.test[:1].isdigit() else ""
    return Problem(problem, label, url, clause, problem.blocking)


def _judgements(request: HttpRequest, trial: Trial, judging: dict[str, Any]) -> list[Judgement]:
    """The questions that a named person must answer; the one about tools only where an exploit is included."""
    needed = {name for finding in trial.verdict.findings for name in finding.facts} | set(trial.verdict.asks)
    found = []
    for name, title in JUDGEMENTS:
        signed = trial.signed.get(name)
        if name == "tool_exclusively_for_attack" and name not in needed and not signed:
            continue
        found.append(
            Judgement(
                name, title, signed, signed is None, FAVOURABLE[name],
                request.POST.get(f"answer-{name}", ""), request.POST.get(f"grounds-{name}", ""),
                dict(judging.get(name, {})),
            )
        )  # fmt: skip
    return found


def _releases(seat: Seat, page: CasePage, trial: Trial, draft: Draft | None, summary: str) -> list[Release]:
    """The buttons that publish, each with what it would come to if it were pressed now."""
    if draft is not None and draft.withdrawn_at:
        return []
    names = ["revise", "correct"] if draft is not None and draft.published_at else ["publish"]
    lead = "lead" in seat.standing_in(page.case.organisation_id).offices
    why: Any = ""
    if not lead:
        why = gettext_lazy("Only a lead of the organisation publishes.")
    elif not trial.verdict:
        why = gettext_lazy("The law stops it as the text stands; the reasons and the ways out stand above.")
    elif trial.unread is not None or trial.wanting or not summary:
        why = gettext_lazy(
            "The law does not stop it, but the document is not complete yet; see what is wanting."
        )
    return [
        Release(name, RELEASES[name].title, BUTTONS[name], bool(why), why, name != "publish")
        for name in names
    ]


def _show(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    form: Any,
    draft: Draft | None,
    *,
    judging: Any = None,
    status: int = 200,
) -> HttpResponse:
    if form.is_bound:
        form.is_valid()
        written = form.cleaned_data
    else:
        written = {name: field.initial or "" for name, field in form.fields.items()} | dict(form.initial)
    judging = judging or {}
    form.fields["description"].widget.attrs["rows"] = DESCRIPTION_LINES
    for name in LAW_ASKS | frozenset(LATER):
        form.fields[name].required = True  # to the eye only: it is checked when the text is to be published
    context = furniture(
        seat,
        page=page,
        form=form,
        draft=draft,
        title=_("Advisory %(number)s") % {"number": draft.number} if draft else _("New advisory"),
        changed=request.POST.get("changed", ""),
        changed_error=judging.get("changed", ""),
        others=[row for row in page.advisories if draft is None or row.id != draft.id],
        **_judged(request, seat, page, written, draft, judging),
    )
    return render(request, "desk/advisory.html", context, status=status)
