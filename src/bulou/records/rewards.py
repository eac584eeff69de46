"""The reward ledger of an organisation, as far as the reader may know its cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from bulou.records.models import Reward
from bulou.records.visible import cases_of

PER_PAGE = 50
STATES = ("proposed", "approved", "paid", "cancelled")
TITLES = ("case", "amount", "currency", "state", "proposed_at", "approved_at", "ended_at")


@dataclass(frozen=True, slots=True)
class Total:
    """What is in one state in one currency."""

    currency: str
    state: str
    amount: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of rewards, the newest proposal first, and the totals of all of them; pages count from 1."""

    rows: Sequence[Reward]
    totals: Sequence[Total]
    page: int
    pages: int


def ledger(person_id: UUID, organisation_id: UUID, *, page: int = 1) -> Ledger:
    """The rewards of those of the organisation's cases that exist for this person; two queries."""
    found = _of(person_id, organisation_id)
    sums = (
        found.order_by()
        .values("currency", "state")
        .annotate(sum=Sum("amount"), count=Count("id"))
        .order_by("currency", "state")
    )
    totals = [Total(each["currency"], each["state"], each["sum"], each["count"]) for each in sums]
    totals.sort(key=lambda total: (total.currency, STATES.index(total.state)))
    pages = -(-sum(total.count for total in totals) // PER_PAGE) or 1
    page = min(max(page, 1), pages)
    rows = found.select_related("case")[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Ledger(list(rows), totals, page, pages)


def table(person_id: UUID, organisation_id: UUID) -> Iterator[tuple[str, ...]]:
    """The same rewards, all of them, as lines of text under `TITLES`; moments in ISO 8601 with their zone; one query."""
    yield TITLES
    for row in _of(person_id, organisation_id).select_related("case").iterator(500):
        moments = (row.proposed_at, row.approved_at, row.ended_at)
        yield (
            row.case.number,
            f"{row.amount:.2f}",
            row.currency,
            row.state,
            *(at.isoformat() if at else "" for at in moments),
        )


def rewards_of(case_id: UUID) -> list[Reward]:
    """The rewards of one case that its reporter is told of: those that someone has approved; one query."""
    rows = Reward.objects.filter(case_id=case_id, approved_at__isnull=False)
    return list(rows.order_by("proposed_at"))


def _of(person_id: UUID, organisation_id: UUID) -> QuerySet[Reward]:
    cases = cases_of(person_id).filter(organisation_id=organisation_id)
    return Reward.objects.filter(case__in=cases).order_by("-proposed_at", "-id")
