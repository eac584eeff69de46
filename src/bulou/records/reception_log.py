"""The reception log of Article 5: what came in, when, by which channel, and how long it must be kept.

It reads every report of an organisation and nothing of what is in them. Days are those of Beijing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case as When
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models import When as Then

from bulou.law import six_months
from bulou.law.clocks import CN
from bulou.records.facts import term_start
from bulou.records.leafing import Leaf, number_of_pages
from bulou.records.models import Attachment, Canary, Entry, Office, Organisation, Report

PAGE = 50
CHUNK = 1000
STATES = ("held", "on_hold", "releasable", "purged")
INSPECTED_FOR = timedelta(hours=12)
LONGEST_TERM = timedelta(days=190)  # six months never last longer


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked for: days from `first` to `last` (both included, Beijing time), a channel, a state; empty is any."""

    first: date | None = None
    last: date | None = None
    channel: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One reception. `purge_from` is the earliest lawful purge by calculation; None while the term has not begun.

    `state` is one of STATES, `entry` the hash of the first entry of the case, "" when it is gone.
    """

    number: str
    channel: str
    received_at: datetime
    identity: str
    raw_sha256: str
    raw_size: int
    files: int
    state: str
    purge_from: datetime | None
    purged_at: datetime | None
    entry: str


@dataclass(frozen=True, slots=True)
class LogPage(Leaf):
    """A page of the log, newest first; `counts` by channel within the same days."""

    rows: list[LogRow]
    counts: dict[str, int]
    total: int


def readable(person_id: UUID, organisation_id: UUID) -> Organisation | None:
    """The organisation, if this person may read its log: its leads and its auditors; one query."""
    offices = Office.objects.filter(person_id=person_id, organisation=OuterRef("pk"), revoked_at=None)
    may = offices.filter(person__is_active=True, kind__in=[Office.Kind.LEAD, Office.Kind.AUDITOR])
    return Organisation.objects.filter(Exists(may), id=organisation_id).first()


def log_page(organisation: Organisation, span: Span, *, at: datetime, page: int = 1) -> LogPage:
    """One page of the log; four queries at any size."""
    asked = _asked(organisation, span, at)
    days = _asked(organisation, Span(span.first, span.last), at).order_by()
    counts = dict(days.values_list("channel").annotate(Count("id")))
    total = asked.count() if span.state or span.channel else sum(counts.values())
    start = (max(page, 1) - 1) * PAGE
    rows = _shown(asked[start : start + PAGE], at)
    pages = number_of_pages(total, each=PAGE)
    return LogPage(rows, counts, total, page=max(page, 1), pages=pages)


def log_rows(
    organisation: Organisation, span: Span, *, at: datetime, most: int | None = None
) -> Iterator[LogRow]:
    """Every row of the span, newest first, in a memory that does not grow with their number."""
    asked, done = _asked(organisation, span, at), 0
    while chunk := _shown(asked[done : done + min(CHUNK, (most or CHUNK + done) - done)], at):
        yield from chunk
        done += len(chunk)


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection as it was opened: its days, who inspects on what grounds, and where that is sealed."""

    first: date
    last: date
    inspector: str
    mandate: str
    at: datetime
    index: int
    hash: str


def inspection(organisation_id: UUID, index: int, person_id: UUID, *, at: datetime) -> Inspection | None:
    """The inspection that this person opened under this index within twelve hours, if it is one; one query."""
    entry = Entry.objects.filter(stream=f"org:{organisation_id}", index=index).first()
    if entry is None:
        return None
    header = json.loads(entry.header)
    opened_at = datetime.fromisoformat(header["at"])
    said: dict[str, Any] = {
        name: held.get("value") for name, held in entry.payload.items() if isinstance(held, dict)
    }
    own = (header["act"], header["actor"]) == ("inspect_reception", f"person:{person_id}")
    if not own or "refused" in said or opened_at < at - INSPECTED_FOR:
        return None
    days = (date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))
    return Inspection(*days, said["inspector"], said["mandate"], opened_at, index, entry.hash)


def day_of(at: datetime) -> date:
    """The day in Beijing."""
    return at.astimezone(CN).date()


def beginning(day: date) -> datetime:
    """00:00 of a day in Beijing."""
    return datetime.combine(day, time(), CN)


def received_between(organisation_id: UUID, first: date, last: date) -> QuerySet[Report]:
    """The receptions of these days, both included."""
    return Report.objects.filter(
        organisation_id=organisation_id,
        received_at__gte=beginning(first),
        received_at__lt=beginning(last + timedelta(days=1)),
    )


def channel_states(organisation_id: UUID, *, days: int = 30) -> list[Canary]:
    """The canaries of the last days, newest day first; one query."""
    rows = Canary.objects.filter(organisation_id=organisation_id).order_by("-day", "channel")
    return list(rows[: days * 4])


def silent_channels(organisation_id: UUID) -> list[Canary]:
    """The latest canary of each channel that has not arrived; one query."""
    later = Canary.objects.filter(
        organisation_id=OuterRef("organisation_id"), channel=OuterRef("channel"), day__gt=OuterRef("day")
    )
    rows = Canary.objects.filter(~Exists(later), organisation_id=organisation_id, state="missing")
    return list(rows.order_by("channel"))


def _asked(organisation: Organisation, span: Span, at: datetime) -> QuerySet[Report]:
    rows = Report.objects.filter(organisation=organisation)
    if span.first:
        rows = rows.filter(received_at__gte=beginning(span.first))
    if span.last:
        rows = rows.filter(received_at__lt=beginning(span.last + timedelta(days=1)))
    if span.channel:
        rows = rows.filter(channel=span.channel)
    if span.state:
        rows = _in_state(rows, organisation, span.state, at)
    return rows.order_by("-received_at", "-id")


def _in_state(
    rows: QuerySet[Report], organisation: Organisation, state: str, at: datetime
) -> QuerySet[Report]:
    if state == "purged":
        return rows.filter(purged_at__isnull=False)
    rows = rows.filter(purged_at=None)
    if state == "on_hold":
        return rows.filter(case__hold=True)
    closing = organisation.readings.get("log_start") == "closing"
    begins = "case__closed_at" if closing else "received_at"
    rows = rows.filter(case__hold=False).annotate(
        over=When(Then(**{f"{begins}__lt": _over_since(at)}, then=True), default=False)
    )
    return rows.filter(over=state == "releasable")


def _over_since(at: datetime) -> datetime:
    """Whoever's term began before this moment may be purged at `at`: the beginning of the first day that may not."""
    day = day_of(at - LONGEST_TERM)
    while six_months(beginning(day)) <= at:
        day += timedelta(days=1)
    return beginning(day)


def _shown(rows: Sequence[Report] | QuerySet[Report], at: datetime) -> list[LogRow]:
    if isinstance(rows, QuerySet):
        files = Attachment.objects.filter(case=OuterRef("case"), purpose="received").order_by()
        counted = files.values("case").annotate(n=Count("id")).values("n")
        rows = list(
            rows.select_related("case", "case__organisation")
            .defer("raw_sealed", "case__facts", "case__events", "case__title_sealed")
            .annotate(files=Subquery(counted))
        )
    first = Entry.objects.filter(stream__in=[row.case.stream for row in rows], index=0)
    hashes = dict(first.values_list("stream", "hash"))
    return [_row(row, hashes.get(row.case.stream, ""), at) for row in rows]


def _row(row: Any, entry: str, at: datetime) -> LogRow:
    begun = term_start(row.case)
    purge_from = six_months(begun) if begun <= at else None
    return LogRow(
        number=row.case.number,
        channel=row.channel,
        received_at=row.received_at,
        identity=row.identity,
        raw_sha256=row.raw_sha256,
        raw_size=row.raw_size,
        files=row.files or 0,
        state=_state(row, purge_from, at),
        purge_from=purge_from,
        purged_at=row.purged_at,
        entry=entry,
    )


def _state(row: Any, purge_from: datetime | None, at: datetime) -> str:
    if row.purged_at:
        return "purged"
    if row.case.hold:
        return "on_hold"
    return "releasable" if purge_from is not None and purge_from <= at else "held"
