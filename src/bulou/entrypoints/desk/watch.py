"""Who watches the house itself: alarms over reading, broken glasses, the read log; and the glass for whoever must break it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import ACTS
from bulou.acts.guarding.copies import TABLES
from bulou.acts.guarding.glass import REASONS, BreakGlass, ReviewGlass
from bulou.acts.guarding.reading import SetReadingLimits
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.received import report_fields
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import glass as glasses
from bulou.records import read_log
from bulou.records.read_log import limits_of

RULES = {
    "many": _("Cases opened within 24 hours"),
    "night": _("Cases opened at night"),
    "others": _("Cases of other handlers within 28 days"),
    "copies": _("Copies taken within 24 hours"),
    "rows": _("Rows taken within 24 hours"),
}
READ = {"case": _("opened a case"), **dict(TABLES)}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Alarms, glasses and the read log, for security administrator, auditor and leads; reviews are the administrator's."""
    if not (seat.watches or seat.is_lead):
        raise Http404
    house = seat.current.organisation
    limits = limits_of(house)
    broken = glasses.glasses(house.id)
    waiting = [
        (str(each.id), f"{each.case.number} · {each.person.name}") for each in broken if not each.reviewed_at
    ]
    acts = (ReviewGlass, SetReadingLimits) if waiting else (SetReadingLimits,)
    own = Desk(
        [(act, {}) for act in acts if seat.is_security],
        options={"glass": waiting},
        initial={SetReadingLimits.name: limits},
    )
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(
        seat,
        alarms=[(each, RULES.get(each.rule, each.rule)) for each in read_log.alarms(house.id)],
        glasses=[(each, dict(REASONS).get(each.reason, each.reason)) for each in broken],
        log=[(each, READ.get(each.what, each.what)) for each in read_log.lately(house.id)],
        limits=[(RULES[name], value) for name, value in limits.items()],
        forms=own.forms(),
    )
    return render(request, "desk/guarding/watch.html", context, status=own.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def emergency(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Break the glass, and those that one broke oneself; for who works at the desk."""
    if not seat.is_desk:
        raise Http404
    own = Desk([(BreakGlass, {})])
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    found = glasses.glasses(seat.current.organisation.id, person_id=seat.person_id)
    rows = [(each, dict(REASONS).get(each.reason, each.reason), each.until > seat.at) for each in found]
    return render(
        request,
        "desk/guarding/emergency.html",
        furniture(seat, rows=rows, forms=own.forms()),
        status=own.status,
    )


@require_safe
@seated
def behind(request: HttpRequest, seat: Seat, glass_id: UUID) -> HttpResponse:
    """The case behind a glass, to be read until it closes; for everyone but who broke it not there."""
    found = glasses.behind(seat.person_id, seat.current.organisation.id, glass_id, at=seat.at)
    if found is None:
        raise Http404
    context = furniture(
        seat,
        found=found,
        fields=report_fields(found.report),
        timeline=[(row, ACTS[row.act].title if row.act in ACTS else row.act) for row in found.timeline],
    )
    return render(request, "desk/guarding/behind.html", context)
