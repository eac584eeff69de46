"""Moments as people give them: on paper the minute stands, not the second."""

from datetime import datetime

from django.utils.functional import Promise

from bulou.acts.outcome import InvalidAct
from bulou.acts.work import Work


def moment(
    work: Work, name: str, claimed: datetime | None, *, after: datetime, wrong: str | Promise
) -> datetime:
    """When it happened: as claimed in the field `name`, else now. Raises InvalidAct(`wrong`) before `after` or in the future.

    The minute in which `after` fell may be the one that was written down; it then counts as `after` itself.
    """
    if claimed is None:
        return work.at
    if not after.replace(second=0, microsecond=0) <= claimed <= work.at:
        raise InvalidAct({name: wrong})
    return max(claimed, after)
