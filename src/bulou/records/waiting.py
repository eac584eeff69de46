"""What waits for the worker: duties whose time has come, and entries that no tree holds yet.

A duty is noted within a day of its time, within six hours of it, and when it is overdue; each stage once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from bulou.records.models import Duty, EmbargoTerms, Entry, Party

DAY = timedelta(hours=24)
SIX_HOURS = timedelta(hours=6)
STAGES = ("24h", "6h", "overdue")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A live duty that has come to `stage`, which is not noted yet."""

    case_id: UUID
    duty_id: str
    stage: str


def reminders(*, at: datetime, most: int) -> list[Reminder]:
    """What has to be noted at `at`, the longest due first; one query."""
    rows = _live().filter(_unnoted(at)).order_by("due_at", "id").values_list("case_id", "duty_id", "due_at")
    return [
        Reminder(case_id, duty_id, stage_of(due_at, at)) for case_id, duty_id, due_at in rows[:most] if due_at
    ]


def unsettled(*, at: datetime, most: int) -> list[UUID]:
    """Cases in which an answer is overdue, a proposal was left unanswered, or an agreed end has come; one query."""
    silent = Party.objects.filter(pec="invited", rsvp_at__lte=at, removed_at=None).values_list(
        "case_id", flat=True
    )
    waited = Q(state="open", rsvp_at__lte=at) | Q(state="in_force", until__lte=at)
    settled = EmbargoTerms.objects.filter(waited).values_list("case_id", flat=True)
    return list(silent.union(settled)[:most])


def entries_wait() -> bool:
    """Whether the journal has entries that are no leaves of the tree yet."""
    return Entry.objects.filter(leaf=None).exists()


def stage_of(due_at: datetime, at: datetime) -> str:
    """The stage of a duty that is due at `due_at`, a day ahead at the earliest."""
    if due_at < at:  # at the very moment it can still be met
        return "overdue"
    return "6h" if due_at <= at + SIX_HOURS else "24h"


def _live() -> QuerySet[Duty]:
    return Duty.objects.filter(live=True, due_at__isnull=False)


def _unnoted(at: datetime) -> Q:
    overdue = Q(due_at__lt=at) & ~Q(reminded="overdue")
    soon = Q(due_at__gte=at, due_at__lte=at + SIX_HOURS) & ~Q(reminded__in=STAGES[1:])
    within_a_day = Q(due_at__gt=at + SIX_HOURS, due_at__lte=at + DAY, reminded="")
    return overdue | soon | within_a_day
