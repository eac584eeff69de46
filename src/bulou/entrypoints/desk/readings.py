"""The open points of the law: what is relied on here, who chose it on what grounds, and what another choice would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bulou.acts import Outcome, Status, perform
from bulou.acts.membership import RecordMajorEvent
from bulou.acts.readings import ChooseReading
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.forms import form_of
from bulou.entrypoints.desk.house import performed, refused_here
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.law import READINGS, Reading
from bulou.law.open_points import OPEN_POINTS, Arrangement, OpenPoint
from bulou.records import house, sweeping
from bulou.records.sweeping import Preview

LONGEST_GROUNDS = 8000


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a reading: its words, whether it is the default, follows the paraphrase, is relied on, is picked on the form."""

    value: str
    words: Any
    default: bool
    paraphrase: bool
    relied_on: bool
    picked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One open point as the page shows it. A reading has options and may be chosen; an arrangement has neither."""

    number: int | None
    point: OpenPoint
    options: list[Option]
    words: Any
    strict: bool
    history: list[Any]
    errors: Mapping[str, str]
    grounds: str
    preview: Preview | None
    preview_words: Any

    @property
    def may_be_chosen(self) -> bool:
        return len(self.options) > 1

    @property
    def latest(self) -> Any:
        return self.history[0] if self.history else None


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def readings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every open point with its argument and what is relied on; a lead chooses otherwise, with grounds."""
    errors: dict[str, str] = {}
    status = 200
    form = form_of(RecordMajorEvent, options={})(auto_id="event-%s")
    if request.method == "POST" and request.POST.get("act") == RecordMajorEvent.name:
        form = form_of(RecordMajorEvent, options={})(request.POST, auto_id="event-%s")
        answer = performed(request, seat, RecordMajorEvent, form)
        if answer is not None:
            return answer
        status = 422
    elif request.method == "POST":
        outcome = perform(_choice(request, seat), by=seat.actor, at=seat.at)
        if outcome:
            note(request, outcome)
            return redirect(request.path + "#" + request.POST.get("reading", ""))
        if outcome.status is not Status.INVALID:
            return refused_here(request, seat, outcome)
        errors, status = _told(outcome), 422
    context = furniture(
        seat,
        **_lines(request, seat, errors),
        stray=errors if request.POST.get("reading") not in READINGS else {},
        event_form=form,
        events=house.major_events(at=seat.at),
    )
    return render(request, "desk/readings.html", context, status=status)


def _told(outcome: Outcome) -> dict[str, str]:
    return {name: tongue(message) for name, message in outcome.errors.items()}


def _choice(request: HttpRequest, seat: Seat) -> ChooseReading:
    return ChooseReading(
        organisation_id=seat.current.organisation.id,
        reading=request.POST.get("reading", ""),
        value=request.POST.get("value", ""),
        grounds=request.POST.get("grounds", "").replace("\r\n", "\n")[:LONGEST_GROUNDS],
    )


def _lines(request: HttpRequest, seat: Seat, errors: Mapping[str, str]) -> dict[str, Any]:
    """The numbered open points in order, then the readings beside them, and how far re-evaluation has come."""
    organisation = seat.current.organisation
    history = house.choices(organisation.id)
    preview = _preview(request, seat)
    points = [(number, each) for number, some in OPEN_POINTS.items() for each in some]
    beside = [reading for reading in READINGS.values() if reading.point is None]
    pending = next((row for rows in history.values() for row in rows if row.swept_at is None), None)

    def line(number: int | None, point: OpenPoint) -> Line:
        return _line(number, point, request, organisation.readings, history, errors, preview)

    return {
        "points": [line(number, each) for number, each in points],
        "beside": [line(None, each) for each in beside],
        "pending": pending,
        "all_cases": house.case_count(organisation.id) if pending else 0,
    }


def _preview(request: HttpRequest, seat: Seat) -> Preview | None:
    name, _sep, value = request.GET.get("preview", "").partition(":")
    if not seat.is_lead or name not in READINGS or value not in READINGS[name].options:
        return None
    return sweeping.preview(seat.current.organisation, name, value)


def _line(
    number: int | None,
    point: OpenPoint,
    request: HttpRequest,
    chosen: Mapping[str, str],
    history: Mapping[str, list[Any]],
    errors: Mapping[str, str],
    preview: Preview | None,
) -> Line:
    if isinstance(point, Arrangement):
        return Line(number, point, [], point.default, True, [], {}, "", None, "")
    here = bool(errors) and request.POST.get("reading") == point.name
    relied_on = chosen.get(point.name, point.default)
    found = preview if preview and preview.reading == point.name else None
    picked = request.POST.get("value", "") if here else found.value if found else relied_on
    return Line(
        number=number,
        point=point,
        options=_options(point, relied_on, picked),
        words=point.options.get(relied_on, relied_on),
        strict=relied_on == point.default,
        history=[_chosen(row, point) for row in history.get(point.name, [])],
        errors=errors if here else {},
        grounds=request.POST.get("grounds", "") if here else "",
        preview=found,
        preview_words=point.options[found.value] if found else "",
    )


def _options(reading: Reading, relied_on: str, picked: str) -> list[Option]:
    return [
        Option(
            value,
            words,
            value == reading.default,
            value in reading.paraphrase,
            value == relied_on,
            value == picked,
        )
        for value, words in reading.options.items()
    ]


def _chosen(row: Any, reading: Reading) -> dict[str, Any]:
    """One choice of the past, with the words of its value while the reading still has it."""
    return {"row": row, "words": reading.options.get(row.value, row.value)}
