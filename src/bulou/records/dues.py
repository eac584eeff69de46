"""What organisations owe themselves by a day: for the home page of the desk, and for the worker that reminds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bulou.records.models import ControlMeasure, HouseDue

FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed: its kind, what it is about and that by name (of a measure, else empty), when, and whether that is past."""

    kind: str
    about: UUID
    name: str
    due_at: datetime
    overdue: bool


def dues(organisation_id: UUID, *, at: datetime) -> list[Due]:
    """What comes due within a fortnight or is overdue, the longest first; two queries at most."""
    rows = list(
        HouseDue.objects.filter(organisation_id=organisation_id, due_at__lte=at + FORTNIGHT).order_by(
            "due_at"
        )[:20]
    )
    measures = [row.about for row in rows if row.kind == "review"]
    named = (
        dict(ControlMeasure.objects.filter(id__in=measures).values_list("id", "title")) if measures else {}
    )
    return [Due(row.kind, row.about, named.get(row.about, ""), row.due_at, row.due_at <= at) for row in rows]


def to_remind_of(*, at: datetime, most: int) -> list[HouseDue]:
    """What has come to a stage that nobody was reminded of, the longest due first; one query."""
    soon = Q(due_at__gt=at, due_at__lte=at + FORTNIGHT, reminded="")
    past = Q(due_at__lte=at) & ~Q(reminded="overdue")
    return list(HouseDue.objects.filter(soon | past).order_by("due_at", "id")[:most])


def stage_of(due_at: datetime, at: datetime) -> str:
    """The stage of something due then: nothing yet, soon (a fortnight ahead at the earliest), or overdue."""
    if due_at <= at:
        return "overdue"
    return "soon" if due_at <= at + FORTNIGHT else ""
