"""Counts for /metrics: how much there is and how much waits, and nothing of what it is about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from bulou.records.models import Delivery, Duty, Entry, Report


@dataclass(frozen=True, slots=True)
class Gauges:
    """`reports` by channel; the oldest waiting delivery is None when none waits."""

    reports: dict[str, int]
    deliveries_waiting: int
    deliveries_failed: int
    oldest_delivery_at: datetime | None
    duties_live: int
    duties_overdue: int
    entries_without_leaf: int


def gauges(*, at: datetime) -> Gauges:
    """The counts at the aware instant `at`; six queries."""
    waiting = Delivery.objects.filter(delivered_at=None, failed_at=None)
    waits = waiting.aggregate(count=Count("id"), oldest=Min("queued_at"))
    live = Duty.objects.filter(live=True)
    channels = Report.objects.values_list("channel").annotate(Count("id")).order_by("channel")
    return Gauges(
        reports=dict(channels),
        deliveries_waiting=waits["count"],
        deliveries_failed=Delivery.objects.filter(failed_at__isnull=False).count(),
        oldest_delivery_at=waits["oldest"],
        duties_live=live.count(),
        duties_overdue=live.filter(due_at__lt=at).count(),
        entries_without_leaf=Entry.objects.filter(leaf=None).count(),
    )
