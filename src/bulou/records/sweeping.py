"""Whose duties a reading of the law would change: streamed case by case, in a memory that does not grow with their number.

The question a lead asks before choosing a reading, and what the worker finds after the choice, come from here alike:
what is cached of a case's duties, against what they would be under these readings.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bulou.journal import instant
from bulou.law import READINGS, DutyStanding, DutyState
from bulou.records.facts import duties_of, events_binding, given, passing_facts
from bulou.records.models import Case, Duty, Organisation, ReadingChoice

SHOWN = ("standing", "live", "started_at", "due_at", "done_at")
NEEDED = (
    "id", "organisation_id", "role", "facts", "events", "received_at", "updated_at", "closed_at", "hold",
)  # fmt: skip
NOT_ARISEN = DutyStanding.NOT_ARISEN
CHUNK = 500
MOST_PREVIEWED = 2_000
LAST = UUID(int=2**128 - 1)

Row = tuple[Any, ...]
Told = dict[str, Any]
Changes = dict[str, dict[str, Told | None]]


@dataclass(frozen=True, slots=True)
class Looked:
    """One case that was looked at: `changes` maps the ids of duties that differ to what they were and would be."""

    case_id: UUID
    changes: Changes


@dataclass(frozen=True, slots=True)
class Preview:
    """What a choice would do: of `looked` open cases `changed` have other duties then; `open` are open in all."""

    reading: str
    value: str
    looked: int
    changed: int
    open: int


def looked_at(organisation: Organisation, cases: QuerySet[Case], duties: QuerySet[Duty]) -> Iterator[Looked]:
    """Each of `cases` with what differs between its cached duties and those under the organisation's readings as given.

    The readings are those of `organisation`, saved or not; `duties` are the cached rows of these cases (more may be among
    them). Two queries, streamed, and one for the calendar of major events.
    """
    binding = list(events_binding(organisation.id))
    groups = groupby(_rows(duties.order_by("case_id")).iterator(CHUNK), key=itemgetter(0))
    at_hand: tuple[UUID, list[Row]] | None = None
    for case in cases.only(*NEEDED).order_by("id").iterator(CHUNK):
        while at_hand is None or at_hand[0] < case.id:
            following = next(groups, None)
            at_hand = (following[0], list(following[1])) if following else (LAST, [])
        case.organisation = organisation
        known = given(case, passing_facts(case, at=case.updated_at, binding=binding))
        states = duties_of(case, known, at=case.updated_at)
        yield Looked(case.id, _differing(at_hand[1] if at_hand[0] == case.id else [], states))


def changes(case: Case, states: tuple[DutyState, ...]) -> Changes:
    """What differs between the cached duties of one case and these; one query."""
    return _differing(list(_rows(Duty.objects.filter(case=case))), states)


def _rows(duties: QuerySet[Duty]) -> Any:
    """What is cached of duties that have arisen, as plain values; of one that has not there may be no row."""
    return duties.exclude(standing=NOT_ARISEN).values_list("case_id", "duty_id", *SHOWN)


def _differing(cached: Iterable[Row], states: Iterable[DutyState]) -> Changes:
    was = {row[1]: row[2:] for row in cached}
    now = {state.duty_id: _shown(state) for state in states if state.standing is not NOT_ARISEN}
    if was == now:
        return {}
    names = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
    return {name: {"was": _told(was.get(name)), "is": _told(now.get(name))} for name in names}


def _shown(state: DutyState) -> Row:
    return (str(state.standing), state.live, state.started_at, state.due_at, state.done_at)


def _told(values: Row | None) -> Told | None:
    """A duty in canonical words, as entries keep it."""
    if values is None:
        return None
    named = zip(SHOWN, values, strict=True)
    return {
        name: instant(value) if isinstance(value, datetime) else value
        for name, value in named
        if value is not None
    }


def under(organisation: Organisation, readings: Mapping[str, str]) -> Organisation:
    """The organisation as if it relied on these readings (not saved)."""
    other = copy(organisation)
    other.readings = dict(readings)
    return other


def chosen(readings: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """`readings` with this one chosen: only what differs from the default is kept."""
    kept = {**readings, name: value}
    if name in READINGS and value == READINGS[name].default:
        del kept[name]
    return kept


def preview(organisation: Organisation, name: str, value: str, *, most: int = MOST_PREVIEWED) -> Preview:
    """How many open cases' duties this choice would change, counted over the first `most`; four queries at any size."""
    still_open = Case.objects.filter(organisation=organisation, closed_at=None)
    total = still_open.count()
    first = still_open.order_by("id")
    last = first.values_list("id", flat=True)[most - 1 : most].first() if total > most else None
    cases = still_open.filter(id__lte=last) if last else still_open
    rows = Duty.objects.filter(case__in=cases.values("id")) if last else Duty.objects.filter(
        case__organisation=organisation, case__closed_at=None
    )  # fmt: skip
    looked = changed = 0
    for each in looked_at(under(organisation, chosen(organisation.readings, name, value)), cases, rows):
        looked += 1
        changed += bool(each.changes)
    return Preview(name, value, looked, changed, total)


def waiting() -> ReadingChoice | None:
    """The oldest choice by which cases have still to be re-evaluated; one query."""
    return ReadingChoice.objects.filter(swept_at=None).select_related("organisation").order_by("id").first()


def next_cases(choice: ReadingChoice, *, most: int) -> list[Looked]:
    """The next cases of the choice's organisation, open or closed, under its readings of now; five queries at most."""
    cases = Case.objects.filter(organisation=choice.organisation)
    if choice.after is not None:
        cases = cases.filter(id__gt=choice.after)
    ids = list(cases.order_by("id").values_list("id", flat=True)[:most])
    if not ids:
        return []
    span = {"id__gte": ids[0], "id__lte": ids[-1]}
    duties = Duty.objects.filter(
        case__organisation=choice.organisation, case_id__gte=ids[0], case_id__lte=ids[-1]
    )
    return list(looked_at(choice.organisation, cases.filter(**span), duties))
