"""What was found out about a case, read from its sealed entries: attempts, grades with their grounds, class, numbers, evidence.

Nothing of it is kept a second time: the entries are the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from bulou.records.models import Case, Entry, KnownVulnerability
from bulou.records.pages import TimelineRow
from bulou.records.sealed import Key
from bulou.records.streams import opened

ATTEMPTS = ("record_verification", "validate_report")
GRADING = ("grade_severity", "record_weakness", "add_identifier", "remove_identifier", "record_observation")
MOST = 500  # entries of one page


def current(case: Case, acts: Iterable[str]) -> QuerySet[Entry]:
    """The entries of these acts in the case's stream, newest first; refused ones too."""
    named = reduce(or_, (Q(header__contains=f'"act":"{act}"') for act in acts))
    return Entry.objects.filter(named, stream=case.stream).order_by("-index")


def told(case: Case, acts: Sequence[str], key: Key | None) -> list[TimelineRow]:
    """What was done by these acts, newest first, without what was refused; prose only with the key. One query."""
    rows = [TimelineRow.of(entry, opened(entry, key)) for entry in current(case, acts)[:MOST]]
    return [row for row in rows if not row.refused]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A public number of a case, the entry that gave it, and what the loaded sources say of it (None: nothing)."""

    identifier: str
    row: TimelineRow
    known: KnownVulnerability | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The grading room's matter. `grades` and `evidence` newest first; `weakness` the last word on the class."""

    grades: list[TimelineRow]
    weakness: TimelineRow | None
    numbers: list[Numbered]
    evidence: list[TimelineRow]


def assessment(case: Case, key: Key) -> Assessment:
    """How bad the case was found to be and what is known of it elsewhere. Two queries."""
    rows = told(case, GRADING, key)
    by_act: dict[str, list[TimelineRow]] = {act: [] for act in GRADING}
    for row in rows:
        by_act[row.act].append(row)
    held: dict[str, TimelineRow] = {}
    for row in reversed(rows):
        if row.act == "add_identifier":
            held[str(row.fields["identifier"])] = row
        elif row.act == "remove_identifier":
            held.pop(str(row.fields["identifier"]), None)
    known = (
        {each.identifier: each for each in KnownVulnerability.objects.filter(identifier__in=held)}
        if held
        else {}
    )
    return Assessment(
        grades=by_act["grade_severity"],
        weakness=next(iter(by_act["record_weakness"]), None),
        numbers=[Numbered(number, row, known.get(number)) for number, row in held.items()],
        evidence=by_act["record_observation"],
    )
