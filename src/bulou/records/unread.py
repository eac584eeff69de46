"""Reports that nobody has read yet, not even the program that puts them in order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bulou.records.models import Affected, Case, Entry
from bulou.records.sealed import SealBroken, case_key
from bulou.records.streams import opened

MOST_PRODUCTS = 500


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says by field name, what was odd about it, and how many files came with it."""

    fields: Mapping[str, Any]
    marks: list[str]
    files: int


def is_waiting() -> bool:
    """Whether a case has no score yet; one query."""
    return Case.objects.filter(quality=None).exists()


def waiting(most: int) -> list[tuple[Case, Content | None]]:
    """The oldest cases without a score, with what was reported; None where it cannot be opened. Two queries."""
    rows = Case.objects.filter(quality=None).order_by("received_at")
    cases = list(rows.only("id", "organisation_id", "key_wrapped", "received_at")[:most])
    entries = Entry.objects.filter(stream__in=[case.stream for case in cases], index=0)
    first = {entry.stream: entry for entry in entries}
    return [(case, _content(case, first.get(case.stream))) for case in cases]


def _content(case: Case, entry: Entry | None) -> Content | None:
    if entry is None:
        return Content({}, [], 0)
    try:
        found = opened(entry, case_key(case.id, case.key_wrapped))
    except (SealBroken, ValueError):
        return None
    report = found.get("report")
    return Content(
        report if isinstance(report, dict) else {},
        list(found.get("marks") or ()),
        len(found.get("files") or ()),
    )


def products(organisations: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """The names under which each organisation has recorded products of its own, at most five hundred each; one query."""
    rows = Affected.objects.filter(case__organisation__in=set(organisations), own=True)
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for organisation, name in rows.values_list("case__organisation", "name").distinct().order_by("name"):
        if len(found[organisation]) < MOST_PRODUCTS:
            found[organisation].append(name)
    return found
