"""Sums over an authority's matters, for plots and tables, that cost the same however many matters there are.

What the worker has summed up by day (MatterSum) is read as sums, and only what it has not reached yet matter by matter;
so the numbers are exact at every moment. Whoever knows only some of the cases gets sums over those (AC03, AC09), counted
one by one. Days, weeks and months are those of Beijing and of receipt.

The series: `source` by kind of matter; of notifications `class` by product class, `timing` by size of the vendor and
whether it was sent in time, `remedy` by product class and how soon a remedy was told of.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case as When
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum, Value
from django.db.models import When as Then
from django.db.models.functions import TruncDay

from bulou.law.clocks import CN
from bulou.records.figures import STEPS, Asked
from bulou.records.inbox import sight
from bulou.records.kept import snapshot
from bulou.records.models import Matter, MatterSum
from bulou.records.models.authority import TO_SUM, UNREMEDIED
from bulou.records.reception_log import beginning, day_of

WITHIN = (0, 7, 30, 90)
"""Days from receipt within which a remedy was told of: 0 is with the notification itself."""
LATER = "later"
OVERDUE = (7, 30, 90)
"""The days overdue at which one group ends and the next begins."""
TIMINGS = ("in_time", "late", "unlimited")

Key = tuple[str, date, str]
"""Series, first day of the period, name."""


class Known:
    """The matters of an authority that exist for someone; `whole` says that these are all of them. One query."""

    def __init__(self, person_id: UUID, organisation_id: UUID) -> None:
        seen = sight(person_id, organisation_id)
        own = Matter.objects.filter(organisation_id=organisation_id)
        self.organisation_id, self.whole = organisation_id, seen.whole
        self.matters: QuerySet[Matter] = own if seen.whole else own.filter(case__in=seen.cases)


def sums(known: Known, asked: Asked) -> dict[Key, int]:
    """Every series of the days asked for, by period; two queries of one moment, one for whoever knows only some."""
    within = known.matters.filter(
        received_at__gte=beginning(asked.first), received_at__lt=beginning(asked.last + timedelta(days=1))
    )
    if not known.whole:
        return dict(_counted(within, STEPS[asked.step]("received_at", tzinfo=CN), afresh=True))
    stored: Any = MatterSum.objects.filter(
        organisation_id=known.organisation_id, day__gte=asked.first, day__lte=asked.last
    )
    rows = stored.annotate(period=STEPS[asked.step]("day")).order_by().values_list("series", "period", "name")
    with snapshot():  # what the worker moves from the one to the other meanwhile would count twice
        found = _counted(within.filter(TO_SUM), STEPS[asked.step]("received_at", tzinfo=CN))
        for series, day, name, count in rows.annotate(number=Sum("count")):
            found[series, day, name] += count
    return dict(found)


def to_sum(most: int) -> list[tuple[UUID, UUID]]:
    """The next matters that are not summed as they stand, with their organisations, held until the transaction ends."""
    rows = Matter.objects.filter(TO_SUM).select_for_update(of=("self",))
    return list(rows.values_list("case_id", "organisation_id")[:most])


def is_waiting() -> bool:
    """Whether there is a matter to sum; one query."""
    return Matter.objects.filter(TO_SUM).exists()


def by_day(matters: QuerySet[Matter]) -> Mapping[Key, int]:
    """What these add to the sums of their days; one query."""
    return _counted(matters, TruncDay("received_at", tzinfo=CN))


def ageing(known: Known, *, at: datetime) -> dict[tuple[int, bool], int]:
    """How many notifications have no remedy past the authority's own date, by the group of OVERDUE (0 the newest) and
    whether the vendor was urged; one query.
    """
    groups = [Then(remedy_by__gt=at - timedelta(days=days), then=Value(n)) for n, days in enumerate(OVERDUE)]
    late = known.matters.filter(UNREMEDIED, remedy_by__lt=at).annotate(
        age=When(*groups, default=Value(len(OVERDUE))), urged=Q(urged_at__isnull=False)
    )
    rows = (
        late.order_by().values_list("age", "urged").annotate(number=Count("*"))
    )  # of no column, so that the index answers
    return {(age, bool(urged)): count for age, urged, count in rows}


def _counted(matters: QuerySet[Matter], period: Func, *, afresh: bool = False) -> Counter[Key]:
    """What the matters count for, by period; what is summed already of them is left out unless `afresh`."""
    told = When(
        Then(remedied_at=None, then=Value("")),
        Then(remedied_at__lte=F("received_at"), then=Value("0")),
        *(
            Then(remedied_at__lte=F("received_at") + timedelta(days=days), then=Value(str(days)))
            for days in WITHIN[1:]
        ),
        default=Value(LATER),
        output_field=CharField(),
    )
    timing = When(
        Then(limit_at=None, then=Value("unlimited")),
        Then(sent_at__gt=F("limit_at"), then=Value("late")),
        default=Value("in_time"),
        output_field=CharField(),
    )
    rows = matters.order_by().annotate(period=period, told=told, timing=timing)
    columns = ("period", "summed", "kind", "product_class", "sender_size", "timing", "told")
    found: Counter[Key] = Counter()
    for begun, summed, kind, of, size, sent, remedy, count in rows.values_list(*columns).annotate(
        number=Count("pk")
    ):
        day = day_of(begun)
        if afresh or summed == 0:
            found["source", day, kind] += count
            if kind == "notification":
                found["class", day, of] += count
                found["timing", day, f"{size}:{sent}"] += count
        if kind == "notification" and remedy:
            found["remedy", day, f"{of}:{remedy}"] += count
    return found
