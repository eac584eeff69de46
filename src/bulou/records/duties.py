"""Duties across cases, for people who may know those cases: what hangs on a sentence, and what is due when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from bulou.records.models import Duty
from bulou.records.visible import cases_of

MOST = 500


@dataclass(frozen=True, slots=True)
class LiveDuty:
    """A duty that is still owed, with its case's number and nothing else of the case."""

    case_id: UUID
    number: str
    duty_id: str
    standing: str
    started_at: datetime | None
    due_at: datetime | None
    done_at: datetime | None = None


def hanging_on(person_id: UUID, duty_ids: Collection[str], *, most: int = 50) -> list[LiveDuty]:
    """The live duties of these ids in the cases that exist for this person, the nearest first; one query, none for no id."""
    return _live(person_id, Duty.objects.filter(duty_id__in=duty_ids), most) if duty_ids else []


def agenda(person_id: UUID, organisation_id: UUID, *, most: int = MOST) -> list[LiveDuty]:
    """The live duties of an organisation's cases that exist for this person, the nearest first; one query."""
    return _live(person_id, Duty.objects.filter(case__organisation_id=organisation_id), most)


def _live(person_id: UUID, rows: QuerySet[Duty], most: int) -> list[LiveDuty]:
    mine = rows.filter(live=True, case__in=cases_of(person_id)).order_by(
        F("due_at").asc(nulls_last=True), "case__number", "duty_id"
    )
    columns = ("case_id", "case__number", "duty_id", "standing", "started_at", "due_at")
    return [LiveDuty(*values) for values in mine.values_list(*columns)[:most]]
