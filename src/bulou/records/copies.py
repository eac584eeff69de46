"""Marked copies: the keys of their marks, and what is sealed of those that were taken."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou.formats.marks import WIDTH, Copy
from bulou.records.models import Entry, MarkedCopy, Person
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


@dataclass(frozen=True, slots=True)
class Traced:
    """A leak that was followed, as it is sealed; `person` None: it could not be told whose copy it was."""

    index: int
    hash: str
    at: datetime
    leak_sha256: str
    person: Person | None
    by: str
    marks: int
    bound: str


def traced(organisation_id: UUID, *, most: int = 20) -> list[Traced]:
    """The leaks followed last in an organisation, newest first; two queries."""
    rows = Entry.objects.filter(stream=f"org:{organisation_id}", header__contains='"act":"trace_leak"')
    found = [(row, json.loads(row.header), _said(row)) for row in rows.order_by("-index")[:most]]
    done = [each for each in found if "leak_sha256" in each[2]]
    people = Person.objects.in_bulk([UUID(said["person"]) for _row, _header, said in done if said["person"]])
    return [
        Traced(
            row.index, row.hash, datetime.fromisoformat(header["at"]), said["leak_sha256"],
            people.get(UUID(said["person"])) if said["person"] else None, said["by"], said["marks"], said["bound"],
        )
        for row, header, said in done
    ]  # fmt: skip


def _said(row: Entry) -> dict[str, Any]:
    return {name: kept["value"] for name, kept in row.payload.items() if "value" in kept}
