"""An authority's supervision: whom it supervises, what follows from the journal, orders and inspections; and the other side's answers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts.authority.sizes import StateSize
from bulou.acts.supervision.corrections import AnswerCorrection, CloseCorrection, IssueCorrection
from bulou.acts.supervision.findings import ConfirmFinding
from bulou.acts.supervision.inspections import InspectSupervised
from bulou.acts.supervision.referrals import ReferFinding
from bulou.acts.supervision.scope import BeginSupervision, EndSupervision
from bulou.entrypoints.citations import norm_called
from bulou.entrypoints.desk.clocks import NAMES
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.reception import shown as shown_row
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.evidence import pack
from bulou.entrypoints.exposing import LEVELS, LIABLE, what
from bulou.entrypoints.numbers import page_number
from bulou.law import exposure
from bulou.records import referrals as files
from bulou.records import supervision as kept
from bulou.records.evidence import TAKEN_FOR
from bulou.records.reception_log import Span, log_page
from bulou.records.supervision import Derived, Order, Supervised

RULES: dict[str, Any] = {
    "late_notification": _("Notified later than two days"),
    "early_publication": _("Published before a remedy and without assessment"),
    "log_gap": _("Gap in the reception log"),
    "dead_channel": _("Channel that was not open"),
    "article_4": _("Suspected abuse, handed over by the organisation"),
}
STATES: dict[str, Any] = {
    "issued": (pgettext_lazy("order", "Issued, not answered"), "soon"),
    "answered": (pgettext_lazy("order", "Answered"), "run"),
    "closed": (pgettext_lazy("order", "Closed"), "ok"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def supervision(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Whom the authority supervises; for its leads, for everyone else as if it were not there."""
    house = _authority(seat)
    options = [(str(each.id), _name(each)) for each in kept.supervisable(house.id)]
    own = Desk([(BeginSupervision, {})], options={"organisation": options})
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(seat, rows=kept.supervised(house.id), forms=own.forms())
    return render(request, "desk/supervision/list.html", context, status=own.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def supervised(request: HttpRequest, seat: Seat, subject_id: UUID) -> HttpResponse:
    """One organisation under supervision: duties kept, what was confirmed, orders; and the acts toward it."""
    found = _subject(seat, subject_id)
    house, known = seat.current.organisation, {"subject_id": subject_id}
    confirmed = kept.confirmed(house.id, subject_id)
    orders = kept.orders(house.id, other_id=subject_id, issued=True)
    open_orders = [(str(each.row.order), each.row.number) for each in orders if each.row.state != "closed"]
    offered: list[Any] = [IssueCorrection, ReferFinding] if confirmed else []
    answered = any(each.row.state == "answered" for each in orders)
    if open_orders:
        offered.insert(0 if answered else 1, CloseCorrection)
    own = Desk(
        [(cls, known) for cls in (*offered, InspectSupervised, EndSupervision)],
        options={
            "finding": [
                (str(each.id), f"{RULES[each.rule]} · {timezone.localtime(each.occurred_at):%Y-%m-%d}")
                for each in confirmed
            ],
            "correction": open_orders,
        },
        leads=bool(offered),
    )
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(
        seat,
        subject=found,
        duties=_duties(found, seat),
        confirmed=[_confirmed(each) for each in confirmed],
        orders=[_shown(each, seat) for each in orders],
        referrals=[
            {"row": each, "here": each.actor == seat.actor.key and each.at >= seat.at - TAKEN_FOR}
            for each in files.referrals(house.id, subject_id)
        ],
        forms=own.forms(),
    )
    return render(request, "desk/supervision/one.html", context, status=own.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def findings(request: HttpRequest, seat: Seat, subject_id: UUID) -> HttpResponse:
    """What follows from the journal about one organisation, each with its article; a lead confirms."""
    found = _subject(seat, subject_id)
    own = Desk([(ConfirmFinding, {"subject_id": subject_id})])
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    done = {each.key for each in kept.confirmed(seat.current.organisation.id, subject_id)}
    rows = [_finding(each, each.key in done) for each in kept.derived(found.organisation, at=seat.at)]
    context = furniture(seat, subject=found, findings=rows, stale=own.status != 200)
    return render(request, "desk/supervision/findings.html", context, status=own.status)


@require_safe
@seated
def supervised_log(request: HttpRequest, seat: Seat, index: int) -> HttpResponse:
    """The reception log of an organisation as it is shown to whoever opened the inspection, for twelve hours."""
    house = _authority(seat)
    opened = kept.inspected(house.id, index, seat.person_id, at=seat.at)
    found = _subject(seat, opened[0]) if opened else None
    if opened is None or found is None:
        raise Http404
    span = Span(opened[1].first, opened[1].last)
    page = log_page(found.organisation, span, at=seat.at, page=page_number(request))
    context = furniture(
        seat, subject=found, found=opened[1], page=page, rows=[shown_row(row) for row in page.rows]
    )
    return render(request, "desk/supervision/log.html", context)


@require_safe
@seated
def referral(request: HttpRequest, seat: Seat, index: int) -> HttpResponse:
    """The file of a referral, for the lead who took it, for twelve hours; for everyone else as if it were not there."""
    house = _authority(seat)
    found = files.referral_of(house.id, index, seat.actor.key, at=seat.at)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="referral-{house.slug}-{index}.zip"'}
    return HttpResponse(pack(files.file_of(house.id, found)), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def corrections(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What authorities have ordered this organisation to correct, and who supervises it; for its leads."""
    house = seat.current.organisation
    if not seat.is_lead or house.is_authority:
        raise Http404
    orders = kept.orders(house.id, issued=False)
    waiting = [(str(each.row.order), each.row.number) for each in orders if each.row.state == "issued"]
    own = Desk(
        [*([(AnswerCorrection, {})] if waiting else []), (StateSize, {})],
        options={"correction": waiting},
        initial={StateSize.name: {"size": house.size}},
    )
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(
        seat,
        orders=[_shown(each, seat) for each in orders],
        forms=own.forms(),
        supervisors=kept.supervisors(house.id),
    )
    return render(request, "desk/supervision/corrections.html", context, status=own.status)


def _authority(seat: Seat) -> Any:
    if not seat.is_lead or not seat.current.organisation.is_authority:
        raise Http404
    return seat.current.organisation


def _subject(seat: Seat, subject_id: UUID) -> Supervised:
    found = kept.subject_of(_authority(seat).id, subject_id)
    if found is None:
        raise Http404
    return found


def _name(organisation: Any) -> str:
    return f"{organisation.name_zh} · {organisation.name_en}"


def _duties(found: Supervised, seat: Seat) -> list[dict[str, Any]]:
    """The duties that the law gives a number, with how they were kept."""
    rows = []
    for each in kept.duties_kept(found.organisation, at=seat.at):
        norm = norm_called(each.duty_id)
        if norm is not None and each.in_time + each.late + each.overdue + each.running:
            rows.append({"row": each, "name": NAMES.get(each.duty_id, norm.text), "norm": norm})
    return rows


def _finding(each: Derived, done: bool) -> dict[str, Any]:
    return {"row": each, "rule": RULES[each.rule], "norm": norm_called(each.norm), "done": done}


def _confirmed(each: Any) -> dict[str, Any]:
    return {"row": each, "rule": RULES[each.rule], "norm": norm_called(each.norm), "exposed": _exposed(each)}


def _exposed(each: Any) -> list[dict[str, Any]]:
    """What may follow, by the day of the act: an exposure, never a verdict."""
    return [
        {"found": found, "level": LEVELS[found.level], "liable": LIABLE[found.liable], "what": what(found)}
        for found in exposure(each.norm, each.occurred_at)
    ]


def _shown(each: Order, seat: Seat) -> dict[str, Any]:
    words, tone = STATES[each.row.state]
    late = each.row.state == "issued" and each.row.due_at < seat.at
    return {
        "each": each,
        "state": words,
        "tone": "over" if late else tone,
        "late": late,
        "norm": norm_called(each.row.norm),
    }
