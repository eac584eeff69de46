"""Doing something to a case: the form of any act, its foreseen answer, and what came of it."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulou.acts import ACTS, CaseAct, Outcome, Status, perform
from bulou.acts.assessing import RESULTS
from bulou.acts.permissions import Right
from bulou.acts.prospects import prospects, turn_for
from bulou.entrypoints.desk import concerns, undo, worded
from bulou.entrypoints.desk.around import suggested
from bulou.entrypoints.desk.case import case_url, the_page, to_the_door
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.panel import PAGES, named, row_of
from bulou.entrypoints.desk.refusals import refused
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.waiting import turn_in, waiting
from bulou.entrypoints.desk.words import FINDERS
from bulou.entrypoints.templatetags.bulou_tags import instant
from bulou.records import registrations, registry
from bulou.records.assessments import told
from bulou.records.pages import CasePage, Suggestion

DESK_RIGHTS = frozenset({Right.CASEWORK, Right.RELEASE})
ELSEWHERE = PAGES | {
    "prepare_packet": "desk:packet",
    "prepare_submission": "desk:submissions",
    "save_draft": "desk:advisory_new",
    "judge_draft": "desk:advisory_new",
    "export_evidence": "desk:evidence",
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def act(request: HttpRequest, seat: Seat, number: str, name: str) -> HttpResponse:
    """Show the form of an act with what the law says of it now; on POST perform it."""
    page = the_page(seat, number)
    cls = desk_act(name)
    if not page.opened:
        return to_the_door(request, number)
    if request.method != "POST" and name in ELSEWHERE:
        return redirect(ELSEWHERE[name], number=number)
    form_class = form_of(cls, options=options(page) | products_for(cls, page))
    if request.method != "POST":
        template = worded.prefilled(seat, name, request.GET.get("template", ""), page.case)
        return _show(request, seat, page, cls, form_class(initial=_initial(request, page) | template))
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, seat, page, cls, form, status=422)
    wanted = cls(case_id=page.case.id, **entered(form))
    outcome = perform(wanted, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return _show(request, seat, page, cls, form, status=422)
    back = undo.token(undo.reversal(wanted, outcome, handler=page.case.handler_id), seat.person_id)
    return answered(request, seat, page, outcome, back=back)


def answered(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    outcome: Outcome,
    about: UUID | None = None,
    *,
    saved: Outcome | None = None,
    back: str = "",
) -> HttpResponse:
    """Back to the case after an act that was done; the refusal page after one that was stopped.

    `saved` is what the same press had done before it was stopped: a draft that was saved first. `back` undoes it.
    """
    if outcome.status is Status.NOT_FOUND:
        raise Http404
    if not outcome:
        return refused(request, seat, the_page(seat, page.case.number), outcome, about, saved=saved)
    note(request, outcome, back)
    anchor = f"#entry-{outcome.entry.index}" if outcome.entry else ""
    return redirect(case_url(page) + anchor)


def note(request: HttpRequest, outcome: Outcome, back: str = "") -> None:
    """Say what was done and as which entry it was sealed; with `back`, what undoes it."""
    words = {"act": ACTS[outcome.act].title, "entry": outcome.entry.index if outcome.entry else "–"}
    messages.success(request, _("Done: %(act)s. Sealed as entry %(entry)s.") % words, extra_tags=back)


def desk_act(name: str) -> type[CaseAct]:
    """The act of this name that someone at a desk may perform. Raises Http404."""
    cls = ACTS.get(name)
    if cls is None or not issubclass(cls, CaseAct) or cls.right not in DESK_RIGHTS:
        raise Http404
    return cls


def options(page: CasePage) -> dict[str, list[tuple[str, Any]]]:
    """What the widgets that offer something of this case have to offer."""
    return {
        "participant": [(str(party.id), party.name or _("The reporter")) for party in page.parties],
        "abuse_flag": concerns.flag_options(page),
        "legal_question": [(str(each.id), f"{each.first} / {each.second}") for each in page.questions],
        "person": [(str(person.id), person.name) for person in page.people.desk],
        "party": [(str(party.id), party.name) for party in page.parties if party.role != "reporter"],
        "attachment": [(str(file.attachment.id), file.name) for file in page.files],
        "advisory": [(str(advisory.id), advisory.number) for advisory in page.advisories],
    }


def products_for(cls: type[CaseAct], page: CasePage) -> dict[str, list[tuple[str, Any]]]:
    """The organisation's products and the case's attempts, where the act asks for one; at most one query each."""
    widgets = {item.metadata.get("widget") for item in fields(cls)}
    found: dict[str, list[tuple[str, Any]]] = {}
    if "registered_product" in widgets:
        found["registered_product"] = registry.options(page.case.organisation_id)
    if "registration" in widgets:
        found["registration"] = [
            (str(each.row.id), f"{each.row.number} · {each.name} · {FINDERS[each.row.grade][0]}")
            for each in registrations.checked(page.case.organisation_id)
        ]
    if "attempt" in widgets:
        found["attempt"] = attempt_options(page)
    return found


def attempt_options(page: CasePage) -> list[tuple[str, Any]]:
    """The attempts of the case by the index of their entry, as a list offers them; one query."""
    results = dict(RESULTS)
    return [
        (str(row.index), _("Entry %(entry)s · %(result)s · %(at)s") % {
            "entry": row.index, "result": results.get(row.fields.get("result", ""), ""), "at": instant(row.at),
        })
        for row in told(page.case, ("record_verification",), None)
    ]  # fmt: skip


def _suggested(cls: type[CaseAct], page: CasePage) -> list[Suggestion]:
    """The registered products that the report seems to mean; at most one query."""
    return suggested(page) if cls.name == "identify_product" else []


def _initial(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    about = request.GET.get("about", "")
    known = {
        "product": page.case.product,
        "versions": page.case.versions,
        "gbt_vector": page.case.gbt_vector,
        "cvss_vector": page.case.cvss_vector,
        "own_product": bool(_fact(page, "own_product")),
        "users_must_update": bool(_fact(page, "users_must_update")),
    }
    named = (
        "party_id",
        "advisory_id",
        "notification_id",
        "submission_id",
        "flag_id",
        "legal_question_id",
        "attachment_id",
        "reward_id",
        "circulation_id",
    )
    return known | dict.fromkeys(named, about) | _asked_for(request)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """What a link to the form says besides whom or what it is about."""
    return {
        name: request.GET[name][:200]
        for name in ("entry", "first", "second", "product", "model", "registered_id", "attempt")
        if name in request.GET
    }


def _fact(page: CasePage, name: str) -> Any:
    fact = page.known.facts.get(name)
    return fact.value if fact else None


def _show(
    request: HttpRequest, seat: Seat, page: CasePage, cls: type[CaseAct], form: Any, status: int = 200
) -> HttpResponse:
    found = prospects(
        page.case,
        by=seat.actor,
        at=seat.at,
        standing=seat.standing_in(page.case.organisation_id),
        parties=page.parties,
        advisories=page.advisories,
        known=page.known,
        duties=page.duties,
        panel=(cls,),
        suspended=page.suspended,
        questions=page.questions,
        later=True,
    )
    turn = turn_in(found[0]) if found else turn_for(cls, page.case, page.known)
    context = furniture(
        seat,
        page=page,
        act=named(cls),
        form=form,
        rows=[] if turn else [row_of(prospect, page) for prospect in found],
        waiting=waiting(turn, page) if turn else None,
        templates=worded.offered(seat, cls.name),
        suggestions=_suggested(cls, page),
        has_files=any(field.widget.needs_multipart_form for field in form.fields.values()),
    )
    return render(request, "desk/act.html", context, status=status)
