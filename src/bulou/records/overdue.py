"""Who is overdue: vendors whose remedies are past the authority's date, and supervised ones that owe a notification."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q

from bulou.records.houses import House, named
from bulou.records.matter_sums import OVERDUE, Known
from bulou.records.models import Duty, Supervision
from bulou.records.models.authority import UNREMEDIED
from bulou.records.supervision import NOTIFY

PER_PAGE = 50
MOST_NOTIFICATIONS = 50


@dataclass(frozen=True, slots=True)
class Behind:
    """One vendor: how much is overdue, by the groups of OVERDUE (the newest first), since when the oldest is, how many of them
    were urged. `zh` and `en` are its names, or what it called itself where it is unknown; `here` says that it is on this node.
    """

    organisation_id: UUID | None
    zh: str
    en: str
    here: bool
    count: int
    groups: Sequence[int]
    oldest: datetime
    urged: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board, what is overdue longest first; `more` if another page follows. Pages count from 1.

    `notifications` are those of supervised organisations, at most fifty, on the first page and for whoever may know
    all of the authority's cases.
    """

    remedies: Sequence[Behind]
    notifications: Sequence[Behind]
    page: int
    more: bool


def board(person_id: UUID, organisation_id: UUID, *, at: datetime, page: int = 1) -> Board:
    """Who is overdue, as far as this person may know; five queries."""
    known = Known(person_id, organisation_id)
    rows: Any = known.matters.filter(UNREMEDIED, remedy_by__lt=at).order_by()
    rows = rows.values("sender_id", "sender_name").annotate(
        count=Count("*"),
        oldest=Min("remedy_by"),
        urged_ones=Count("remedy_by", filter=Q(urged_at__isnull=False)),
        **_groups("remedy_by", at),
    )
    start = (page - 1) * PER_PAGE
    found = list(rows.order_by("oldest", "sender_id", "sender_name")[start : start + PER_PAGE + 1])
    houses = named(organisation_id, [row["sender_id"] for row in found[:PER_PAGE]])
    remedies = [_vendor(row, houses.get(row["sender_id"])) for row in found[:PER_PAGE]]
    owed = _notifications(organisation_id, at) if known.whole and page == 1 else []
    return Board(remedies, owed, page, len(found) > PER_PAGE)


def _vendor(row: Any, known: House | None) -> Behind:
    return Behind(
        row["sender_id"],
        known.zh if known else row["sender_name"],
        known.en if known else row["sender_name"],
        known is not None and known.there is None,
        row["count"],
        _of(row),
        row["oldest"],
        row["urged_ones"],
    )


def _notifications(authority_id: UUID, at: datetime) -> list[Behind]:
    """Of a supervised organisation only its name and numbers (ADR 28)."""
    subjects = Supervision.objects.filter(authority_id=authority_id, ended_at=None).values("subject")
    rows: Any = Duty.objects.filter(
        duty_id=NOTIFY, live=True, done_at=None, due_at__lt=at, case__organisation__in=subjects
    )
    house = "case__organisation"
    rows = rows.order_by().values(
        house=F(f"{house}_id"), zh=F(f"{house}__name_zh"), en=F(f"{house}__name_en")
    )
    summed = rows.annotate(count=Count("*"), oldest=Min("due_at"), **_groups("due_at", at))
    return [
        Behind(row["house"], row["zh"], row["en"], True, row["count"], _of(row), row["oldest"])
        for row in summed.order_by("oldest", "house")[:MOST_NOTIFICATIONS]
    ]


def _groups(column: str, at: datetime) -> dict[str, Count]:
    """What is counted is the moment itself, which the index of what is overdue holds, so that nothing else is read."""
    ends = [at - timedelta(days=days) for days in OVERDUE]
    parts = [
        Q(**{f"{column}__gt": ends[0]}),
        *(Q(**{f"{column}__lte": ends[n], f"{column}__gt": ends[n + 1]}) for n in range(len(ends) - 1)),
        Q(**{f"{column}__lte": ends[-1]}),
    ]
    return {f"group_{number}": Count(column, filter=part) for number, part in enumerate(parts)}


def _of(row: Any) -> list[int]:
    return [row[f"group_{number}"] for number in range(len(OVERDUE) + 1)]
