"""The public list of filed platforms, as the authorities of this node keep it, and its history (Article 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bulou.records.models import FilingEvent, Organisation, PlatformFiling
from bulou.records.public.organisations import PublicOrganisation

MOST = 1_000
EVENTS = 100


@dataclass(frozen=True, slots=True)
class ListedPlatform:
    """A platform that the list names or named: `shown` are the fields that the list shows, `standing` a state of LISTING."""

    number: str
    shown: Mapping[str, str]
    standing: str
    authority: PublicOrganisation
    listed_at: datetime | None
    amended_at: datetime | None
    ended_at: datetime | None

    @property
    def name(self) -> str:
        return self.shown.get("platform_name", "")


@dataclass(frozen=True, slots=True)
class ListEvent:
    """What happened to the list: `kind` is listed, amended, cancelled or removed; `sha256` the hash of the decision."""

    id: int
    kind: str
    at: datetime
    sha256: str
    platform: ListedPlatform


def listed_platforms() -> list[ListedPlatform]:
    """The platforms that the list names now, by number; one query."""
    return [_listed(row) for row in _kept().filter(standing="listed").order_by("number")[:MOST]]


def list_history(*, most: int = EVENTS) -> list[ListEvent]:
    """What happened to the list, newest first; one query."""
    rows = FilingEvent.objects.filter(public=True, filing__holder__is_authority=True)
    rows = rows.select_related("filing__holder").order_by("-at", "-id")[:most]
    return [ListEvent(row.id, row.kind, row.at, row.sha256, _listed(row.filing)) for row in rows]


def filing_numbers() -> list[str]:
    """The filing numbers that the organisations of this node must show (F9c, unverified); one query."""
    rows = Organisation.objects.exclude(filing_number="").order_by("slug")
    return [row.filing_number for row in rows if "platform" in row.roles]


def _kept() -> QuerySet[PlatformFiling]:
    return PlatformFiling.objects.filter(holder__is_authority=True).select_related("holder")


def _listed(row: PlatformFiling) -> ListedPlatform:
    return ListedPlatform(
        number=row.number,
        shown=row.public,
        standing=row.standing,
        authority=PublicOrganisation.of(row.holder),
        listed_at=row.listed_at,
        amended_at=row.amended_at,
        ended_at=row.ended_at,
    )
