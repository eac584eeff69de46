"""What a coordinating authority sees of the others (Article 3): who told whom, when, and when it was confirmed.

Of a matter its kind and its number in the register of the authority that holds it; never what it is about, nor who sent it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Max, Q

from bulou.records.instants import Epoch
from bulou.records.models import Circulation, Organisation
from bulou.records.models.authority import UNANSWERED

DAYS = 30
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """What one authority told one body for one purpose (circulate or share) in thirty days, and how it was confirmed."""

    teller: Organisation
    body: str
    purpose: str
    told: int
    confirmed: int
    silent: int
    usual: timedelta | None
    longest: timedelta | None


@dataclass(frozen=True, slots=True)
class Coordination:
    """A page of what nobody has confirmed, told longest ago first, under the pairs; `more` if another page follows."""

    pairs: Sequence[Pair]
    silent: Sequence[Circulation]
    page: int
    more: bool


def coordination(*, at: datetime, page: int = 1) -> Coordination:
    """What the authorities of this node told each other, for one that coordinates; three queries."""
    start = (page - 1) * PER_PAGE
    silent = Circulation.objects.filter(UNANSWERED, told_at__isnull=False).select_related(
        "matter__organisation", "organisation"
    )
    found = list(silent.order_by("told_at", "id")[start : start + PER_PAGE + 1])
    return Coordination(_pairs(at), found[:PER_PAGE], page, len(found) > PER_PAGE)


def _pairs(at: datetime) -> list[Pair]:
    rows: Any = Circulation.objects.filter(told_at__gte=at - timedelta(days=DAYS), told_at__lte=at)
    wait = Epoch("receipt_at") - Epoch("told_at")
    summed = (
        rows.order_by()
        .values("matter__organisation", "body", "purpose")
        .annotate(
            told=Count("id"),
            silent=Count("id", filter=UNANSWERED),
            usual=Avg(wait, filter=Q(receipt_at__isnull=False)),
            longest=Max(wait, filter=Q(receipt_at__isnull=False)),
        )
    )
    houses = {house.id: house for house in Organisation.objects.filter(is_authority=True)}
    found = [
        Pair(
            houses[row["matter__organisation"]],
            row["body"],
            row["purpose"],
            row["told"],
            row["told"] - row["silent"],
            row["silent"],
            _span(row["usual"]),
            _span(row["longest"]),
        )
        for row in summed
        if row["matter__organisation"] in houses
    ]
    return sorted(found, key=lambda pair: (-pair.silent, pair.teller.slug, pair.body, pair.purpose))


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=round(seconds))
