"""The reception log of Article 5 as a page: what came in, whether the log is whole, whether the channels are open."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from bulou.acts import OrganisationAct, Status, perform
from bulou.acts.canary import SwitchCanaries
from bulou.acts.reception import InspectReception
from bulou.cases import MACHINES
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.copies import marked
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.house import performed, refused_here
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import CHANNELS, GAPS, IDENTITIES, LOG_STATES
from bulou.entrypoints.numbers import page_number
from bulou.formats.cells import lines
from bulou.journal import instant
from bulou.records import reception_log, reception_seals
from bulou.records.reception_log import STATES, LogRow, Span

SEALS_SHOWN = 31
MOST_CHECKED = 20_000  # receptions that a page hashes anew; above that `bulou check` does it
COLUMNS = (
    "number", "channel", "received_at", "identity", "raw_sha256", "raw_size", "files", "state", "purge_from",
    "purged_at", "entry",
)  # fmt: skip
Form = type[OrganisationAct]


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def reception(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The log of the organisation, for its leads and auditors; for everyone else as if it were not there."""
    _admitted(seat)
    forms: dict[str, Any] = {cls.name: _form(cls)() for cls in (InspectReception, SwitchCanaries)}
    status = 200
    if request.method == "POST":
        cls: Form = InspectReception if request.POST.get("act") == InspectReception.name else SwitchCanaries
        form = _form(cls)(request.POST)
        answer = (
            _inspect(request, seat, form) if cls is InspectReception else performed(request, seat, cls, form)
        )
        if answer is not None:
            return answer
        forms[cls.name], status = form, 422
    span = _span(request)
    house = seat.current.organisation
    page = reception_log.log_page(house, span, at=seat.at, page=page_number(request))
    context = _proof(seat, span) | {
        "page": page,
        "rows": [shown(row) for row in page.rows],
        "span": span,
        "channels": [(name, CHANNELS.get(name, name), count) for name, count in sorted(page.counts.items())],
        "states": [(state, LOG_STATES[state]) for state in STATES],
        "query": request.GET.urlencode(),
        "inspect": (named(InspectReception), forms[InspectReception.name]),
        "switch": named(SwitchCanaries),
        "switch_to": "off" if house.sends_canaries else "on",
    }
    return render(request, "desk/reception.html", furniture(seat, **context), status=status)


@require_GET  # a copy is marked and counted: HEAD would be one more
@seated
def export(request: HttpRequest, seat: Seat, form: str) -> StreamingHttpResponse:
    """The rows that the page is about, all of them, as CSV or JSON: a copy marked as this reader's."""
    _admitted(seat)
    house, span = seat.current.organisation, _span(request)
    rows = marked(seat, "reception", lambda: _table(reception_log.log_rows(house, span, at=seat.at)), by=(0,))
    if form == "csv":
        text = lines(rows)
        kind = "text/csv; charset=utf-8"
    else:
        text, kind = _document(house.slug, instant(seat.at), rows), "application/json"
    name = f"reception-{house.slug}-{reception_log.day_of(seat.at)}.{form}"
    return StreamingHttpResponse(
        text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
@seated
def inspection(request: HttpRequest, seat: Seat, index: int) -> HttpResponse:
    """The log of a period as it is shown to whoever inspects; opened by an act, for twelve hours, to be read and printed."""
    _admitted(seat)
    house = seat.current.organisation
    found = reception_log.inspection(house.id, index, seat.person_id, at=seat.at)
    if found is None:
        raise Http404
    span = Span(found.first, found.last)
    page = reception_log.log_page(house, span, at=seat.at, page=page_number(request))
    context = _proof(seat, span) | {"found": found, "page": page, "rows": [shown(row) for row in page.rows],
                                    "query": f"first={found.first}&last={found.last}"}  # fmt: skip
    return render(request, "desk/inspection.html", furniture(seat, **context))


def _admitted(seat: Seat) -> None:
    if not (seat.is_lead or seat.is_auditor):
        raise Http404


def _form(cls: Form) -> Any:
    return form_of(cls, options={})


def _inspect(request: HttpRequest, seat: Seat, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    act = InspectReception(organisation_id=seat.current.organisation.id, **entered(form))
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return None
    if not outcome:
        return refused_here(request, seat, outcome)
    note(request, outcome)
    return redirect("desk:inspection", int(outcome.ids["inspection"]))


def _proof(seat: Seat, span: Span) -> dict[str, Any]:
    """Whether the log of these days is whole, and whether the channels were open; at most six queries."""
    house = seat.current.organisation
    seals = reception_seals.seals(house.id, first=span.first, last=span.last, most=SEALS_SHOWN)
    checked = sum(seal.count for seal in seals) <= MOST_CHECKED
    canaries = reception_log.channel_states(house.id)
    return {
        "seals": seals,
        "gaps": [(gap, GAPS[gap.kind]) for gap in (reception_seals.gaps(seals) if checked else [])],
        "checked": checked,
        "proving": house.sends_canaries,
        "canaries": [
            {
                "row": each,
                "state": MACHINES["CANARY"].states[each.state],
                "channel": CHANNELS.get(each.channel, each.channel),
            }
            for each in canaries[:12]
        ],
        "silent": _silent(canaries),
        "can_switch": seat.is_lead,
    }


def _silent(canaries: list[Any]) -> list[Any]:
    """The channels whose latest canary has not come."""
    latest: dict[str, Any] = {}
    for each in canaries:
        latest.setdefault(each.channel, each)
    return [CHANNELS.get(each.channel, each.channel) for each in latest.values() if each.state == "missing"]


def shown(row: LogRow) -> dict[str, Any]:
    """A row with its words."""
    return {
        "row": row,
        "channel": CHANNELS.get(row.channel, row.channel),
        "identity": IDENTITIES.get(row.identity, row.identity),
        "state": LOG_STATES[row.state],
    }


def _table(rows: Iterator[LogRow]) -> Iterator[list[Any]]:
    yield list(COLUMNS)
    for row in rows:
        yield list(_told(row).values())


def _document(slug: str, at: str, rows: Iterator[Sequence[object]]) -> Iterator[str]:
    names = [str(name) for name in next(rows)]
    yield f'{{"reception_log": 1, "organisation": {json.dumps(slug)}, "at": "{at}", "rows": [\n'
    for position, row in enumerate(rows):
        yield (",\n" if position else "") + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
    yield "\n]}\n"


def _told(row: LogRow) -> dict[str, Any]:
    """A row for machines: instants in UTC, nothing left out."""
    told = {name: getattr(row, name) for name in COLUMNS}
    moments = {
        name: instant(told[name]) if told[name] else None
        for name in ("received_at", "purge_from", "purged_at")
    }
    return told | moments


def _span(request: HttpRequest) -> Span:
    """What the address asks for; what cannot be read is not asked for."""
    given = request.GET
    state, channel = given.get("state", ""), given.get("channel", "")
    return Span(
        _day(given.get("first", "")),
        _day(given.get("last", "")),
        channel if channel.isascii() and channel.isalnum() and len(channel) <= 20 else "",
        state if state in STATES else "",
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= date(2200, 1, 1) - timedelta(days=1) else None
