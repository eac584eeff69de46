"""The library of known records: lists, one vulnerability with all its records side by side, and what was said of them."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from bulou.formats.databases import Record, node
from bulou.formats.databases.record import Severity
from bulou.formats.databases.relations import Statement, clusters, precedence, standing
from bulou.formats.databases.severities import differ, level
from bulou.records.leafing import Leaf, number_of_pages
from bulou.records.models import LibraryEntry, Organisation, Relation, SourceRecord

PAGE = 50
LONGEST_SEARCH = 100
MOST_MEMBERS = 40
MOST_RELATIONS = 200
SYSTEMS = ("cve", "cnvd", "cnnvd", "osv", "ghsa", "csaf", "stix")


@dataclass(frozen=True, slots=True)
class LibraryList(Leaf):
    """A page of records, the latest published first."""

    rows: list[LibraryEntry]
    search: str
    system: str
    state: str
    total: int


@dataclass(frozen=True, slots=True)
class Held:
    """A record of the library at its newest version: what it says, since when, and from which file."""

    entry: LibraryEntry
    record: Record
    version: int
    fetched_at: datetime
    sha256: str
    file: str


@dataclass(frozen=True, slots=True)
class Said:
    """A relation as it stands, seen from a record of the page; `grounds` and `person` only within one's own organisation."""

    a: str
    b: str
    type: str
    at: datetime
    confidence: int
    human: bool
    by: str
    person: str
    organisation: Organisation | None
    grounds: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """One vulnerability: its records, the numbers that it is known by without a record here, and its relations.

    `asked` is the record that was asked for; `cluster` the leader, to which every other number of it leads.
    """

    asked: str
    cluster: str
    records: list[Held]
    bare: list[str]
    relations: list[Said]
    blocked: list[Statement]
    severities: list[tuple[str, Severity, datetime]]
    versions: list[SourceRecord]

    @property
    def severities_differ(self) -> bool:
        """Whether the records grade it differently."""
        return differ([level(each.scale, each.value) for _name, each, _at in self.severities])

    @property
    def states_differ(self) -> bool:
        """Whether one record is void and another is not."""
        return len({each.record.state for each in self.records}) > 1


def statements_of(rows: Iterable[Relation]) -> list[Statement]:
    """What was said, as `formats.databases.relations` reads it."""
    return [
        Statement(row.a, row.b, row.type, row.by, row.at, row.confidence, row.person_id is not None)  # type: ignore[arg-type]
        for row in rows
    ]


def entries(*, search: str = "", system: str = "", state: str = "", page: int = 1) -> LibraryList:
    """A page of the records held; two queries. `search` looks into numbers and titles, of the same vulnerability too."""
    search = " ".join(search.replace("\x00", " ").split())[:LONGEST_SEARCH]
    rows = LibraryEntry.objects.filter(record__isnull=False)
    if system:
        rows = rows.filter(system=system)
    if state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(
            Q(node__icontains=search) | Q(title__icontains=search) | Q(cluster__icontains=search)
        )
    total = rows.count()
    pages = number_of_pages(total, each=PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    shown = list(rows.order_by("-published_on", "-id")[first : first + PAGE])
    return LibraryList(shown, search, system, state, total, page=page, pages=pages)


def vulnerability(organisation_id: UUID | None, system: str, identifier: str) -> LibraryPage | None:
    """The vulnerability to which this number leads, or None when the library has never met it; five queries."""
    asked = LibraryEntry.objects.filter(node=node(system, identifier)).first()
    if asked is None:
        return None
    members = list(LibraryEntry.objects.filter(cluster=asked.cluster).select_related("record")[:MOST_MEMBERS])
    members.sort(key=lambda each: precedence(each.node))
    names = [each.node for each in members]
    records = [_held(each) for each in members if each.record is not None]
    rows = list(
        Relation.objects.filter(Q(a__in=names) | Q(b__in=names))
        .select_related("person", "organisation")
        .order_by("-at", "-id")[:MOST_RELATIONS]
    )
    stand = standing(statements_of(rows))
    versions = (
        SourceRecord.objects.filter(node__in=names).defer("raw", "content").order_by("node", "-version")
    )
    return LibraryPage(
        asked.node,
        asked.cluster,
        records,
        [each.node for each in members if each.record is None],
        [_said(row, organisation_id) for row in rows if _stands(row, stand) and row.type != "none"],
        list(clusters(statements_of(rows)).blocked),
        [(each.entry.node, said, each.fetched_at) for each in records for said in each.record.severities],
        list(versions),
    )


def raw_record(system: str, identifier: str, version: int) -> bytes | None:
    """The bytes of a version as they are kept, of which its SHA-256 is the hash; one query."""
    row = (
        SourceRecord.objects.filter(node=node(system, identifier), version=version).values_list("raw").first()
    )
    return zlib.decompress(row[0]) if row else None


def in_library(names: Iterable[str]) -> set[str]:
    """Which of these numbers the library has met; one query."""
    return set(LibraryEntry.objects.filter(node__in=list(names)).values_list("node", flat=True))


def _held(entry: LibraryEntry) -> Held:
    row = entry.record
    assert row is not None
    return Held(entry, Record.from_json(row.content), row.version, row.fetched_at, row.sha256, row.file)


def _stands(row: Relation, stand: dict[tuple[str, str], Statement]) -> bool:
    (own,) = statements_of([row])
    return stand.get(own.pair) == own


def _said(row: Relation, organisation_id: UUID | None) -> Said:
    own = organisation_id is not None and row.organisation_id == organisation_id
    return Said(
        row.a,
        row.b,
        row.type,
        row.at,
        row.confidence,
        row.person_id is not None,
        row.by if row.person is None else "",
        row.person.name if own and row.person else "",
        row.organisation,
        row.grounds if own else "",
    )
