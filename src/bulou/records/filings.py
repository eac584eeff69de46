"""Filings of collection platforms, read: a platform's own, those that an authority examines, and what the law learns of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from bulou.formats import filing as form
from bulou.law import DutyState, Fact, FactKind, duties
from bulou.law.clocks import CN
from bulou.records.figures import STEPS, Asked
from bulou.records.leafing import Leaf, number_of_pages
from bulou.records.models import (
    FilingCirculation,
    FilingDocument,
    FilingEvent,
    FilingRevision,
    Organisation,
    PlatformFiling,
)
from bulou.records.reception_log import beginning, day_of
from bulou.records.sealed import node_key
from bulou.records.sealed_file import open_sealed, place

PER_PAGE = 50
EVENTS = 100
VIEWS: Mapping[str, Q] = {
    "examine": Q(state="submitted"),
    "supplement": Q(state="supplement"),
    "listed": Q(standing="listed"),
    "ended": Q(standing__in=("cancelled", "removed")),
    "refused": Q(state="refused", standing="unlisted"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A revision with what stands in it, opened: values by field, documents, remarks of the authority."""

    row: FilingRevision
    values: Mapping[str, str]
    documents: list[FilingDocument]
    remarks: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A filing whole: its newest revision, the one accepted last (None before), its history, newest first, its circulations."""

    filing: PlatformFiling
    newest: Written | None
    accepted: Written | None
    events: list[FilingEvent]
    circulations: list[FilingCirculation]


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A filing in a list: `kind`, `state` and `submitted_at` are those of its newest revision."""

    filing: PlatformFiling
    kind: str
    state: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf(Leaf):
    """A page of the filings that an authority holds; `counts` by view."""

    rows: list[ShelfRow]
    view: str
    counts: Mapping[str, int]


def sealed_about(row_id: UUID, part: str) -> str:
    """To what a box of a filing is bound: `part` is content, remarks or key."""
    return f"platform_filing:{row_id}:{part}"


def written(revision: FilingRevision) -> dict[str, str]:
    """What was written into a revision, by field; no query."""
    return form.read_json(node_key().open(revision.content_sealed, sealed_about(revision.id, "content")))


def remarks(revision: FilingRevision) -> str:
    """What the authority said of a revision, or nothing; no query."""
    box = revision.remarks_sealed
    return node_key().open(box, sealed_about(revision.id, "remarks")).decode() if box else ""


def document_key(row: FilingDocument) -> bytes:
    """The key of a document's bytes."""
    return node_key().open(row.key_sealed, sealed_about(row.id, "key"))


def open_document(row: FilingDocument) -> BinaryIO:
    """The bytes of a document. Raises SealBroken if anything was edited."""
    return open_sealed(place(row.blob), document_key(row), f"blob:{row.sha256}")


def document(holder_id: UUID, document_id: UUID) -> FilingDocument | None:
    """A document of a filing that the organisation holds, or None; one query."""
    return FilingDocument.objects.filter(id=document_id, revision__filing__holder_id=holder_id).first()


def own(holder_id: UUID) -> Dossier | None:
    """The organisation's own filing, or None before its first draft; at most six queries."""
    row = PlatformFiling.objects.filter(holder_id=holder_id, holder__is_authority=False).first()
    return _whole(row) if row else None


def dossier(holder_id: UUID, filing_id: UUID) -> Dossier | None:
    """One of the filings that the organisation holds, or None; at most six queries."""
    row = PlatformFiling.objects.filter(holder_id=holder_id, id=filing_id).first()
    return _whole(row) if row else None


def _whole(row: PlatformFiling) -> Dossier:
    revisions = list(row.revisions.order_by("-number"))
    newest = revisions[0] if revisions else None
    accepted = next(
        (each for each in revisions if each.state == "accepted" and each.kind != "cancellation"), None
    )
    shown = _opened([each for each in dict.fromkeys((newest, accepted)) if each is not None])
    return Dossier(
        row,
        shown.get(newest.id) if newest else None,
        shown.get(accepted.id) if accepted else None,
        list(row.events.order_by("-id")[:EVENTS]),
        list(row.circulations.order_by("-owed_at", "body")[:EVENTS]),
    )


def _opened(revisions: list[FilingRevision]) -> dict[UUID, Written]:
    documents: dict[UUID, list[FilingDocument]] = {}
    for each in FilingDocument.objects.filter(revision__in=revisions).order_by("field"):
        documents.setdefault(each.revision_id, []).append(each)
    return {
        each.id: Written(each, written(each), documents.get(each.id, []), remarks(each)) for each in revisions
    }


def keeps_the_list(organisation_id: UUID) -> bool:
    """Whether the organisation is an authority, which holds what platforms filed; one query."""
    return Organisation.objects.filter(id=organisation_id, is_authority=True).exists()


def shelf(holder_id: UUID, *, view: str = "examine", page: int = 1) -> Shelf:
    """A page of the filings an authority holds, what waits longest first; seven queries at any size."""
    view = view if view in VIEWS else "examine"
    held = _with_newest(PlatformFiling.objects.filter(holder_id=holder_id))
    counts = {name: held.filter(which).count() for name, which in VIEWS.items()}
    pages = number_of_pages(counts[view], each=PER_PAGE)
    page = min(max(page, 1), pages)
    rows = held.filter(VIEWS[view]).order_by("submitted_at", "id")[(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = [ShelfRow(row, row.kind, row.state, row.submitted_at) for row in rows]
    return Shelf(rows=shown, view=view, counts=counts, page=page, pages=pages)


def _with_newest(rows: QuerySet[PlatformFiling]) -> QuerySet:  # with columns of its own
    newest = FilingRevision.objects.filter(filing=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        kind=Subquery(newest.values("kind")[:1]),
        state=Subquery(newest.values("state")[:1]),
        submitted_at=Subquery(newest.values("submitted_at")[:1]),
    )


def examination(submitted_at: datetime, *, at: datetime) -> DutyState | None:
    """The authority's duty to examine what was submitted then (F7, unverified), as it stands at `at`; no query."""
    role = {"actor_role": Fact("authority", FactKind.DERIVED, "organisation")}
    return _duty("FILING-7", role, {"platform_filed": submitted_at}, at)


def steps(holder_id: UUID, asked: Asked) -> dict[tuple[date, str], int]:
    """What happened to the filings that the organisation holds, by period and kind of step; one query."""
    rows: Any = FilingEvent.objects.filter(
        filing__holder_id=holder_id,
        at__gte=beginning(asked.first),
        at__lt=beginning(asked.last + timedelta(days=1)),
    )
    periods = (
        rows.order_by().annotate(period=STEPS[asked.step]("at", tzinfo=CN)).values_list("period", "kind")
    )
    return {(day_of(period), kind): count for period, kind, count in periods.annotate(number=Count("id"))}


def amendment(changed_at: datetime, *, at: datetime) -> DutyState | None:
    """A platform's duty to amend what has changed since then (F8, unverified), as it stands at `at`; no query."""
    return _duty("FILING-8", collecting(True), {"platform_data_changed": changed_at}, at)


def _duty(
    duty_id: str, facts: Mapping[str, Fact], events: Mapping[str, datetime], at: datetime
) -> DutyState | None:
    return next((duty for duty in duties(facts, events, at=at) if duty.duty_id == duty_id), None)


def collecting(collects: bool) -> dict[str, Fact]:
    """What the measures ask of an organisation that collects others' vulnerabilities from the public, or does not."""
    roles = "roles of the organisation"
    return {
        "collects_others_products": Fact(collects, FactKind.DERIVED, roles),
        "public_internet_platform": Fact(collects, FactKind.DERIVED, roles),
        "own_repair_only": Fact(not collects, FactKind.DERIVED, roles),
    }


def listing(organisation: Organisation) -> Fact | None:
    """Whether the list names the organisation, as the authority decided (DECISIONS 6); None where no answer says either. One query."""
    decided = PlatformFiling.objects.filter(holder=organisation).exclude(standing="unlisted")
    row = decided.exclude(evidence="").first()
    if row is None:
        return None
    since = row.listed_at if row.standing == "listed" else row.ended_at
    return Fact(row.standing == "listed", FactKind.OFFICIAL, row.number, since, since, row.evidence)
