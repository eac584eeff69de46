"""What authorities of this node say to everyone."""

from collections.abc import Sequence

from django.db.models import Q

from bulou.records.models import Guidance

MOST = 200


def guidance(*, search: str = "") -> Sequence[Guidance]:
    """What stands, newest first, at most two hundred; `search` looks in titles and texts of both languages. One query."""
    rows = (
        Guidance.objects.filter(withdrawn_at=None)
        .select_related("organisation")
        .order_by("-published_at", "id")
    )
    for word in search.split()[:8]:
        rows = rows.filter(_holds(word))
    return list(rows[:MOST])


def _holds(word: str) -> Q:
    found = Q()
    for name in ("title_zh", "title_en", "text_zh", "text_en"):
        found |= Q(**{f"{name}__icontains": word})
    return found
