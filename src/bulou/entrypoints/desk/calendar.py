"""What is due when, across the cases one may know: a month, a list, and a file for one's own calendar."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulou.entrypoints.citations import norm_called
from bulou.entrypoints.clockface import ClockFace
from bulou.entrypoints.desk.clocks import live_face
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.templatetags.bulou_tags import cited, tongue
from bulou.formats.icalendar import Moment, calendar
from bulou.law import ClockReading
from bulou.records import duties, visible
from bulou.records.duties import LiveDuty
from bulou.records.tokens import holder

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
LONGEST_SECRET = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One live duty. `day` is the local day in which it ends, None without a number; `until` when a kept duty is over.

    `readings` are all arguable ends, strictest first.
    """

    row: LiveDuty
    face: ClockFace
    readings: tuple[ClockReading, ...]
    until: datetime | None

    @property
    def day(self) -> date | None:
        return ends_in(self.row.due_at) if self.row.due_at else None

    @property
    def summary(self) -> str:
        """Number, duty and article: all that leaves the desk."""
        return f"{self.row.number} {tongue(self.face.title)} {cited(self.face.citation)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the month view."""

    day: date
    inside: bool
    today: bool
    items: list[Item]


@require_safe
@seated
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The month, or the list with what is overdue first."""
    items = _items(seat)
    today = timezone.localdate(seat.at)
    first = _month(request.GET.get("month", ""), today)
    dated = [item for item in items if item.day is not None]
    overdue = [item for item in dated if item.row.due_at and item.row.due_at < seat.at]
    coming = [item for item in dated if item not in overdue]
    kept = [item for item in items if item.until is not None]
    context = furniture(
        seat,
        view="month" if request.GET.get("view") == "month" else "list",
        first=first,
        previous=(first - DAY).replace(day=1),
        following=(first + 31 * DAY).replace(day=1),
        weeks=_weeks(first, today, dated),
        weekdays=[first - timedelta(days=first.weekday()) + n * DAY for n in range(7)],
        held=any(item.day.replace(day=1) == first for item in dated if item.day),
        overdue=overdue,
        days=_by_day(coming),
        unnumbered=[item for item in items if item.day is None and item.until is None],
        kept=sorted(kept, key=lambda item: item.until or seat.at),
        zone=timezone.get_current_timezone_name(),
        cut=len(items) >= duties.MOST,
        most=duties.MOST,
    )
    return render(request, "desk/calendar.html", context)


@require_safe
@seated
def download(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every live duty with a limit as an iCalendar file: its case's number, its title and its article, no word of the case."""
    return _file(_items(seat), seat.current.organisation, seat.at)


@require_safe
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The same file for a calendar program that fetches it by itself, under a token made for that and for nothing else.

    The address is the key: it shows what the file shows, to whoever has it, until the token ends or is revoked.
    """
    at = timezone.now()
    held = holder(secret, at=at, calendar=True) if len(secret) <= LONGEST_SECRET else None
    seats = visible.seats(held.person_id) if held else []
    seat = next((each for each in seats if held and each.organisation.id == held.organisation_id), None)
    if held is None or seat is None or not visible.DESK & set(seat.offices):
        raise Http404
    with translation.override(held.language):
        return _file(_agenda(held.person_id, seat.organisation.id, at), seat.organisation, at)


def _file(items: list[Item], organisation: Any, at: datetime) -> HttpResponse:
    moments = [
        Moment(f"{uuid5(item.row.case_id, item.row.duty_id)}@bulou", item.row.due_at, item.summary)
        for item in items
        if item.row.due_at
    ]
    name = f"{_('Duties')} {tongue(organisation)}"
    body = calendar(moments, name=name, zone=timezone.get_current_timezone_name(), written_at=at)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="duties.ics"'
    return response


def _items(seat: Seat) -> list[Item]:
    if not seat.is_desk:
        raise Http404
    return _agenda(seat.person_id, seat.current.organisation.id, seat.at)


def _agenda(person_id: UUID, organisation_id: UUID, at: datetime) -> list[Item]:
    found = (_item(row, at) for row in duties.agenda(person_id, organisation_id))
    return [item for item in found if item is not None]


def _item(row: LiveDuty, at: datetime) -> Item | None:
    """The duty in the law's words; None for one that is kept for good, such as an open channel, and so is never due."""
    norm = norm_called(row.duty_id)
    if norm is None or norm.terms is None:
        return None
    terms, started = norm.terms, row.started_at
    until = terms.kept_until(started) if terms.kept_until and started else None
    if terms.maintenance and until is None:
        return None
    face = live_face(row, norm, at)
    readings = terms.clock(started) if terms.clock and started else ()
    provisional = any(each.provisional for each in readings if each.due_at == row.due_at)
    return Item(row, replace(face, provisional=provisional), readings, until)


def ends_in(due_at: datetime) -> date:
    """The local day that a limit ends in; one that ends at midnight ends with the day before."""
    return timezone.localdate(due_at - INSTANT)


def _by_day(items: list[Item]) -> list[tuple[date, list[Item]]]:
    found: dict[date, list[Item]] = {}
    for item in items:
        if item.day is not None:
            found.setdefault(item.day, []).append(item)
    return sorted(found.items())


def _weeks(first: date, today: date, dated: list[Item]) -> list[list[Cell]]:
    """The weeks that touch the month, Monday first."""
    on = dict(_by_day(dated))
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday.replace(day=1) <= first:
        days = [monday + n * DAY for n in range(7)]
        weeks.append([Cell(day, day.month == first.month, day == today, on.get(day, [])) for day in days])
        monday += WEEK
    return weeks


def _month(asked: str, today: date) -> date:
    """The first day of the month asked for (`2026-11`), or of this one where that cannot be read."""
    try:
        found = date.fromisoformat(f"{asked}-01") if len(asked) == len("2026-11") else today
    except ValueError:
        found = today
    return found.replace(day=1) if 2000 <= found.year < 2200 else today.replace(day=1)
