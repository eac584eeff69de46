"""The quality of reports, read by the worker so that no reporter waits for it: an order for the inbox, and nothing else.

It is derived from what is sealed already and is kept as a cache on the case, so no entry is sealed for it.
"""

import logging

from bulou.cases.quality import LEAST, quality
from bulou.records import unread
from bulou.records.models import Case

BATCH = 100
log = logging.getLogger("bulou.scoring")


def score(*, batch: int = BATCH) -> int:
    """Score the next cases that have no score yet, the oldest first; how many. One that cannot be read stands last."""
    found = unread.waiting(batch)
    products = unread.products({case.organisation_id for case, _content in found})
    for case, content in found:
        if content is None:
            case.quality, case.quality_points = LEAST, []
            log.error("the report of a case could not be read for its score")
            continue
        judged = quality(
            content.fields, marks=content.marks, files=content.files, products=products[case.organisation_id]
        )
        case.quality, case.quality_points = judged.score, [point.name for point in judged.points]
    Case.objects.bulk_update([case for case, _content in found], ["quality", "quality_points"])
    return len(found)
