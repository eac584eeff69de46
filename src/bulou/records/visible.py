"""Who may see what: every list and page of the desk starts here.

Need-to-know is in the query, not after it: a case exists for a person through a grant, or through the office of
lead in its organisation. Everyone else gets what they would get if it were not there (DECISIONS 15, 20).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from bulou.records.concerns import concerning, in_clear, questions_of, suspended_among
from bulou.records.correspondents import mail_reporter
from bulou.records.facts import circumstances, duties_of
from bulou.records.models import (
    Advisory,
    Affected,
    Attachment,
    AuthorityNotification,
    Case,
    Entry,
    Grant,
    Office,
    Party,
    Person,
    Reading,
    Stream,
)
from bulou.records.pages import (
    CasePage,
    DeskSeat,
    FileRow,
    Readers,
    TimelineRow,
)
from bulou.records.sealed import Key, case_key
from bulou.records.streams import opened

OPEN_FOR = timedelta(hours=12)
TIMELINE = 100
DESK = frozenset({Office.Kind.LEAD, Office.Kind.HANDLER})


def seats(person_id: UUID) -> list[DeskSeat]:
    """The organisations in which a person holds an office now, with those offices; one query."""
    rows = Office.objects.filter(person_id=person_id, revoked_at=None).select_related("organisation")
    found: dict[UUID, DeskSeat] = {}
    for row in rows.order_by("organisation__slug", "kind"):
        seat = found.setdefault(row.organisation_id, DeskSeat(row.organisation, []))
        seat.offices.append(row.kind)
    return list(found.values())


def cases_of(person_id: UUID) -> QuerySet[Case]:
    """The cases that exist for this person."""
    offices = Office.objects.filter(
        person_id=person_id, person__is_active=True, organisation=OuterRef("organisation"), revoked_at=None
    )
    grants = Grant.objects.filter(person_id=person_id, case=OuterRef("pk"), revoked_at=None)
    lead = offices.filter(kind=Office.Kind.LEAD)
    return Case.objects.filter(Exists(lead) | (Exists(grants) & Exists(offices)))


def desk_people(organisation_id: UUID) -> list[Person]:
    """Who works on cases in an organisation now, by name; one query."""
    offices = Office.objects.filter(
        person=OuterRef("pk"), organisation_id=organisation_id, kind__in=DESK, revoked_at=None
    )
    return list(Person.objects.filter(Exists(offices), is_active=True).order_by("name"))


def picked(person_id: UUID, organisation_id: UUID, numbers: Sequence[str]) -> dict[str, Case]:
    """Those of these cases that exist for this person in this organisation, by number, with their reports; one query."""
    rows = cases_of(person_id).filter(organisation_id=organisation_id, number__in=numbers)
    return {case.number: case for case in rows.select_related("report", "organisation")}


def numbers_by_id(person_id: UUID, case_ids: Sequence[UUID]) -> dict[str, str]:
    """The numbers of those of these cases that still exist for this person, by id as text; at most one query."""
    rows = cases_of(person_id).filter(id__in=case_ids) if case_ids else Case.objects.none()
    return {str(identity): number for identity, number in rows.values_list("id", "number")}


def title_of(case: Case) -> str:
    """The title in clear; for people who may know the case."""
    key = case_key(case.id, case.key_wrapped)
    return key.open(case.title_sealed, f"case:{case.id}:title").decode()


@dataclass(frozen=True, slots=True)
class Head:
    """A case that exists for someone, without what is in it; `opened` says whether its prose may be shown to them now."""

    case: Case
    opened: bool
    key: Key

    @property
    def title(self) -> str:
        return self.key.open(self.case.title_sealed, f"case:{self.case.id}:title").decode()


def head(person_id: UUID, number: str, *, at: datetime) -> Head | None:
    """The head of a case, or None when it does not exist for this person; one query. For rooms that show little else."""
    reading = Reading.objects.filter(person_id=person_id, case=OuterRef("pk"), at__gt=at - OPEN_FOR)
    rows = cases_of(person_id).select_related("organisation").annotate(freshly_opened=Exists(reading))
    case = rows.filter(number=number).first()
    if case is None:
        return None
    is_open = bool(case.disclosed_at) or case.freshly_opened
    return Head(case, is_open, case_key(case.id, case.key_wrapped))


def bare_page(head: Head, *, at: datetime) -> CasePage:
    """A case page with what the line of one foreseen act needs and nothing else: facts and advisories; two queries."""
    case, known = head.case, circumstances(head.case, at=at)
    advisories = list(Advisory.objects.filter(case=case).order_by("number"))
    return CasePage(
        case=case, title=head.title, opened=head.opened, known=known, duties=(), timeline=[], report={},
        people=Readers({}, [], set(), set()), readers=0, parties=[], affected=[], advisories=advisories,
        notifications=[], files=[], length=0, head="",
    )  # fmt: skip


def latest(head: Head) -> list[TimelineRow]:
    """The newest hundred entries of a case, newest first; one query."""
    key = head.key if head.opened else None
    return [_entry(entry, key) for entry in _entries(head.case, None)]


def case_page(person_id: UUID, number: str, *, at: datetime, before: int | None = None) -> CasePage | None:
    """Everything the case page shows, or None when the case does not exist for this person; eleven queries.

    Prose and files are there only if the case is disclosed or the person has opened it (OpenUndisclosed) within
    twelve hours; `opened` says which. The timeline holds the newest hundred entries, or those before index `before`.
    """
    reading = Reading.objects.filter(person_id=person_id, case=OuterRef("pk"), at__gt=at - OPEN_FOR)
    placed = Affected.objects.filter(case=OuterRef("pk"))
    case = (
        cases_of(person_id)
        .select_related("organisation", "handler", "report", "parent", "correspondent")
        .annotate(freshly_opened=Exists(reading), placed=Exists(placed))
        .filter(number=number)
        .first()
    )
    if case is None:
        return None
    is_open = bool(case.disclosed_at) or case.freshly_opened
    key = case_key(case.id, case.key_wrapped)
    known = circumstances(case, at=at)
    entries = _entries(case, before)
    timeline = [_entry(entry, key if is_open else None) for entry in entries]
    first = next((entry for entry in entries if entry.index == 0), None)
    length, head = _end(case, entries, before)
    people, parties = people_of(case), _parties(case)
    return CasePage(
        case=case,
        title=title_of(case),
        opened=is_open,
        known=known,
        duties=duties_of(case, known, at=at),
        timeline=timeline,
        report=_report(case, first, key) if is_open else {},
        mail=mail_reporter(case, key) if is_open else None,
        people=people,
        readers=len(people.inside),
        parties=parties,
        affected=_affected(case) if case.placed else [],
        advisories=list(Advisory.objects.filter(case=case).order_by("number")),
        notifications=_notifications(case, with_packets=is_open),
        files=_files(case, key) if is_open else [],
        length=length,
        head=head,
        **_concerns(case, parties, key if is_open else None),
    )


def _notifications(case: Case, *, with_packets: bool) -> list[AuthorityNotification]:
    """What was prepared and sent for MIIT's platform, oldest first; the sealed packets only where they may be opened."""
    rows = AuthorityNotification.objects.filter(case=case).order_by("prepared_at")
    return list(rows if with_packets else rows.defer("packet_sealed"))


def _concerns(case: Case, parties: list[Party], key: Key | None) -> dict[str, Any]:
    """What someone wants looked at: flags, suspended parties, open legal questions; two queries."""
    flags = concerning(case)
    return {
        "flags": [flag for flag in flags if flag.case_id == case.id],
        "suspended": suspended_among(flags, parties),
        "questions": in_clear(questions_of(case), key),
    }


def _affected(case: Case) -> list[Affected]:
    return list(Affected.objects.filter(case=case).select_related("registered").order_by("id"))


def _parties(case: Case) -> list[Party]:
    rows = Party.objects.filter(case=case).select_related("organisation")
    return list(rows.order_by("asked_at", "name"))


def _entries(case: Case, before: int | None) -> list[Entry]:
    rows = Entry.objects.filter(stream=case.stream)
    if before is not None:
        rows = rows.filter(index__lt=before)
    return list(rows.order_by("-index")[:TIMELINE])


def _report(case: Case, first: Entry | None, key: Key) -> dict[str, Any]:
    first = first or Entry.objects.filter(stream=case.stream, index=0).first()
    content = opened(first, key).get("report", {}) if first else {}
    return dict(content)


def _entry(entry: Entry, key: Key | None) -> TimelineRow:
    return TimelineRow.of(entry, opened(entry, key))


def _end(case: Case, entries: list[Entry], before: int | None) -> tuple[int, str]:
    """How many entries the case's stream has, and the hash of the last."""
    if before is None and entries:
        return entries[0].index + 1, entries[0].hash
    row = Stream.objects.filter(key=case.stream).first()
    return (row.length, row.head) if row else (0, "")


def people_of(case: Case) -> Readers:
    """The people of the case's organisation by id; the timeline names them, and forms offer those with a desk office."""
    people: dict[str, Person] = {}
    desk: list[Person] = []
    leads: set[UUID] = set()
    granted: set[UUID] = set()
    grants = Grant.objects.filter(case=case, person=OuterRef("person"), revoked_at=None)
    rows = Office.objects.filter(organisation_id=case.organisation_id).select_related("person")
    for office in rows.annotate(granted=Exists(grants)).order_by("person__name", "id"):
        people[str(office.person_id)] = office.person
        if office.revoked_at is None and office.kind in DESK and office.person not in desk:
            desk.append(office.person)
        if office.revoked_at is None and office.kind == Office.Kind.LEAD:
            leads.add(office.person_id)
        if office.revoked_at is None and office.granted:
            granted.add(office.person_id)
    return Readers(people, desk, leads, granted)


def _files(case: Case, key: Key) -> list[FileRow]:
    rows = Attachment.objects.filter(case=case).order_by("position")
    return [FileRow(row, key.open(row.name_sealed, f"attachment:{row.id}:name").decode()) for row in rows]


def attachment(person_id: UUID, attachment_id: UUID, *, at: datetime) -> tuple[Attachment, Key, str] | None:
    """A file of a case that this person has open now, with the case's key and the file's name; else None."""
    row = Attachment.objects.filter(id=attachment_id).select_related("case").first()
    if row is None or not cases_of(person_id).filter(id=row.case_id).exists():
        return None
    fresh = Reading.objects.filter(person_id=person_id, case=row.case, at__gt=at - OPEN_FOR).exists()
    if not fresh and row.case.disclosed_at is None:
        return None
    key = case_key(row.case_id, row.case.key_wrapped)
    return row, key, key.open(row.name_sealed, f"attachment:{row.id}:name").decode()


@dataclass(frozen=True, slots=True)
class Draft:
    """An advisory of an opened case with its draft in clear."""

    id: UUID
    number: str
    gate: str
    sha256: str
    content: dict[str, Any]
    judgements: dict[str, Any]
    published_at: datetime | None
    withdrawn_at: datetime | None = None


def draft(page: CasePage, advisory_id: UUID) -> Draft | None:
    """The draft of an advisory of this case, in clear; None when there is none such. No query."""
    row = next((row for row in page.advisories if row.id == advisory_id), None)
    if row is None:
        return None
    key = case_key(page.case.id, page.case.key_wrapped)
    content = json.loads(key.open(row.draft_sealed, f"advisory:{row.id}:draft"))
    moments = row.published_at, row.withdrawn_at
    return Draft(row.id, row.number, row.gate, row.draft_sha256, content, row.judgements, *moments)
