"""Caches computed anew from what was sealed: a case's facts, events and states, and its duties.

`bulou rebuild` must find no difference; what it finds is either a fault or a change of the law layer.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bulou.acts.sealing import CACHED, duty_rows, nearest
from bulou.law import DutyState
from bulou.records.facts import circumstances, duties_of, fold
from bulou.records.models import Case, Duty, Entry

FOLDED = ("facts", "events", "rm", "em", "reg")
INITIAL = {"rm": "received", "em": "none", "reg": "not_due"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something cached that the entries do not bear out."""

    case: str
    what: str
    cached: Any
    computed: Any


def differences(*, write: bool = False) -> Iterator[Difference]:
    """Every difference between caches and entries; with `write` the caches are put right, case by case."""
    for case_id in Case.objects.order_by("id").values_list("id", flat=True).iterator():
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).select_related("organisation").get(id=case_id)
            found = list(_of(case, write=write))
        yield from found


def _of(case: Case, *, write: bool) -> Iterator[Difference]:
    anew = copy(case)
    for name, state in INITIAL.items():
        setattr(anew, name, state)
    fold(anew, Entry.objects.filter(stream=case.stream).order_by("index"))
    for name in FOLDED:
        if getattr(case, name) != getattr(anew, name):
            yield Difference(case.number, name, getattr(case, name), getattr(anew, name))
    known = circumstances(anew, at=case.updated_at)  # as they were when the cache was last written
    duties = duties_of(anew, known, at=case.updated_at)
    if case.due_at != nearest(duties):
        yield Difference(case.number, "due_at", case.due_at, nearest(duties))
    yield from _duties(case, duties)
    if write:
        anew.due_at = nearest(duties)
        anew.save(update_fields=[*FOLDED, "due_at"])
        Duty.objects.bulk_create(
            duty_rows(case, duties),
            update_conflicts=True,
            unique_fields=["case", "duty_id"],
            update_fields=CACHED,
        )
        Duty.objects.filter(case=case).exclude(duty_id__in=[duty.duty_id for duty in duties]).delete()


def _duties(case: Case, duties: tuple[DutyState, ...]) -> Iterator[Difference]:
    cached = {row.duty_id: row for row in Duty.objects.filter(case=case)}
    for row in duty_rows(case, duties):
        kept = cached.pop(row.duty_id, None)
        if kept is None and row.standing == "not_arisen":
            continue  # a row is written once its duty has arisen
        for name in CACHED:
            if getattr(kept, name, None) != getattr(row, name):
                yield Difference(
                    case.number, f"{row.duty_id}.{name}", getattr(kept, name, None), getattr(row, name)
                )
    for stray in cached:
        yield Difference(case.number, stray, "cached", None)
