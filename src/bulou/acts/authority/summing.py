"""Summing matters up by day, by the worker, so that an authority's figures cost the same however many there are.

A cache of what stands in the register: no entry is sealed for it, and it can be counted anew.
"""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from bulou.records import matter_sums
from bulou.records.models import Matter, MatterSum

BATCH = 1_000


def sum_up(*, batch: int = BATCH) -> int:
    """Add the next matters to the sums of their days, each once; how many."""
    with transaction.atomic(durable=True):
        found = matter_sums.to_sum(batch)
        by_house: dict[UUID, list[UUID]] = defaultdict(list)
        for case_id, organisation_id in found:
            by_house[organisation_id].append(case_id)
        for organisation_id, case_ids in by_house.items():
            matters = Matter.objects.filter(case_id__in=case_ids)
            _add(organisation_id, matter_sums.by_day(matters))
            matters.filter(remedied_at=None).update(summed=1)
            matters.filter(remedied_at__isnull=False).update(summed=2)
    return len(found)


def _add(organisation_id: UUID, counts: Mapping[matter_sums.Key, int]) -> None:
    """Two statements. One worker at a time sums up, so that nobody else puts the same sum there meanwhile."""
    rows = MatterSum.objects.filter(organisation_id=organisation_id, day__in={day for _s, day, _n in counts})
    held = {(row.series, row.day, row.name): row.count for row in rows}
    MatterSum.objects.bulk_create(
        [
            MatterSum(organisation_id=organisation_id, series=key[0], day=key[1], name=key[2], count=count + held.get(key, 0))
            for key, count in counts.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "day", "series", "name"],
        update_fields=["count"],
        batch_size=500,
    )  # fmt: skip
