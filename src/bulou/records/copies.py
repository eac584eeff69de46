"""Marked copies: the keys of their marks, those that were taken, and the leaks that were followed."""

from collections.abc import Iterator
from uuid import UUID

from bulou.formats.marks import WIDTH, Copy
from bulou.records.models import Entry, FollowedLeak, MarkedCopy
from bulou.records.sealed import organisation_secret

AT_ONCE = 8  # copies in memory, each of any number of rows


def row_secret(organisation_id: UUID) -> bytes:
    """With what the rows of an organisation's tables are fingerprinted."""
    return organisation_secret(organisation_id, "copy-rows")


def copy_key(copy_id: UUID) -> bytes:
    """The key of one copy's marks; derived, never stored."""
    return organisation_secret(copy_id, "copy-marks")


def copies_of(organisation_id: UUID) -> Iterator[Copy]:
    """Every copy that was taken in an organisation, oldest first, for `formats.marks.trace`; one query, a few copies at a time."""
    taken = MarkedCopy.objects.filter(organisation_id=organisation_id).order_by("taken_at")
    for row in taken.iterator(chunk_size=AT_ONCE):
        yield Copy(str(row.person_id), str(row.id), copy_key(row.id), _rows(bytes(row.rows)))


def _rows(kept: bytes) -> tuple[bytes, ...]:
    return tuple(kept[start : start + WIDTH] for start in range(0, len(kept), WIDTH))


def traced(organisation_id: UUID, *, most: int = 20) -> list[tuple[FollowedLeak, str]]:
    """The leaks followed last in an organisation, newest first, each with the hash of its entry; two queries."""
    rows = FollowedLeak.objects.filter(organisation_id=organisation_id).select_related("person")
    found = list(rows.order_by("-index")[:most])
    entries = Entry.objects.filter(stream=f"org:{organisation_id}", index__in=[row.index for row in found])
    hashes = dict(entries.values_list("index", "hash"))
    return [(row, hashes.get(row.index, "")) for row in found]
