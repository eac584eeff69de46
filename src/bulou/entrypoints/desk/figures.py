"""Figures of an organisation as plots, each with its table: sums over the cases that whoever asks may know."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from bulou.entrypoints.desk.figure import FIGURES, Figure, Question
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import CHANNELS
from bulou.formats.cells import lines
from bulou.records import figures
from bulou.records.figures import Asked
from bulou.records.inbox import known_cases
from bulou.records.reception_log import day_of

STEPS = {
    "day": pgettext_lazy("step", "By day"),
    "week": pgettext_lazy("step", "By week"),
    "month": pgettext_lazy("step", "By month"),
}
PRESETS = ((29, "day", _("30 days")), (83, "week", _("12 weeks")), (364, "month", _("12 months")))


@require_safe
@seated
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All figures of the days asked for; eleven queries at any size, together with who asks."""
    question = _question(request, seat)
    context = furniture(
        seat,
        figures=[(name, figure(question)) for name, figure in FIGURES.items()],
        channels=[(name, CHANNELS.get(name, name)) for name in figures.channels(question.known)],
        own="lead" not in seat.current.offices,
        file="desk:figure_file",
        **span_of(request, seat, question.asked, channel=question.asked.channel),
    )
    return render(request, "desk/figures.html", context)


def span_of(request: HttpRequest, seat: Seat, asked: Asked, **more: str) -> dict[str, Any]:
    """What a page of figures shows of the days and the step asked for; `more` stands in its addresses too.

    `coarser` says that so many days are summed in larger steps than the address asks.
    """
    step = request.GET.get("step", asked.step)
    return {
        "asked": asked,
        "steps": STEPS.items(),
        "coarser": step in STEPS and step != asked.step,
        "step_words": STEPS[asked.step],
        "presets": _presets(seat, more),
        "address": urlencode({"first": asked.first, "last": asked.last, "step": asked.step, **more}),
    }


@require_safe
@seated
def download(request: HttpRequest, seat: Seat, name: str) -> HttpResponse:
    """The table of one figure as CSV, no cell of which is a formula (AC16)."""
    question = _question(request, seat)
    if name not in FIGURES:
        raise Http404
    return as_file(FIGURES[name](question), name, question.asked)


def as_file(found: Figure, name: str, asked: Asked) -> HttpResponse:
    """The table of a figure as a file of CSV that is named by figure and days."""
    body = "".join(lines([[str(each) for each in found.columns], *(row.cells for row in found.rows)]))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    file = f"{name}-{asked.first}-{asked.last}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _presets(seat: Seat, more: Mapping[str, str]) -> list[tuple[Any, str]]:
    """The usual lengths of time until today: words and query of an address."""
    today = day_of(seat.at)
    return [
        (words, urlencode({"first": today - timedelta(days=days), "last": today, "step": step, **more}))
        for days, step, words in PRESETS
    ]


def asked_for(request: HttpRequest, seat: Seat, channel: str = "") -> Asked:
    """The days and the step that the address asks for; what cannot be read is not asked for."""
    given = request.GET
    first, last = _day(given.get("first", "")), _day(given.get("last", ""))
    return Asked.of(first, last, given.get("step", ""), channel, today=day_of(seat.at))


def _question(request: HttpRequest, seat: Seat) -> Question:
    """What the address asks for. Raises Http404 for who does not work on cases."""
    if not seat.is_desk:
        raise Http404
    channel = request.GET.get("channel", "")
    asked = asked_for(request, seat, channel if channel in CHANNELS else "")
    return Question(known_cases(seat.person_id, seat.current.organisation.id), asked, seat.at)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
