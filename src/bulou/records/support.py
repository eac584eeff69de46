"""Support questions as time passes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bulou.records.models import Support


def overdue(*, at: datetime, most: int) -> Sequence[tuple[UUID, UUID]]:
    """Case and notice of the questions that wait past their target and nobody was told of; one query."""
    rows = Support.objects.filter(due_at__isnull=False, due_at__lte=at, escalated_at=None)
    rows = rows.filter(notice__revoked_at=None).order_by("due_at")
    return list(rows.values_list("case_id", "notice_id")[:most])
