"""An organisation from inside: its people and invitations, its chosen readings; and what a person has done themselves."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou.records.models import (
    Case,
    Entry,
    Invitation,
    MajorEvent,
    Office,
    Organisation,
    Person,
    ReadingChoice,
)


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who holds or held an office here: the live offices with their moments, and those revoked."""

    person: Person
    offices: list[Office]
    revoked: list[Office]


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One entry of a person's own stream: what they opened and when they signed in. `case` is an id, or empty."""

    index: int
    hash: str
    act: str
    at: datetime
    fields: dict[str, Any]

    @property
    def case(self) -> str:
        return str(self.fields.get("case", ""))


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as whoever holds its secret may see it."""

    organisation: Organisation
    email: str
    office: str
    expires_at: datetime
    known: bool


def members(organisation_id: UUID) -> list[Member]:
    """Everyone who holds an office here, by name, then those who held one; one query."""
    rows = Office.objects.filter(organisation_id=organisation_id).select_related("person")
    found: dict[UUID, Member] = {}
    for row in rows.order_by("person__name", "granted_at"):
        member = found.setdefault(row.person_id, Member(row.person, [], []))
        (member.offices if row.revoked_at is None else member.revoked).append(row)
    return sorted(found.values(), key=lambda member: not member.offices)


def invitations(organisation_id: UUID, *, at: datetime) -> list[Invitation]:
    """Invitations that can still be accepted, newest first; one query."""
    rows = Invitation.objects.filter(
        organisation_id=organisation_id, accepted_at=None, revoked_at=None, expires_at__gt=at
    )
    return list(rows.order_by("-invited_at"))


def offer(slug: str, secret: str, *, at: datetime) -> Offer | None:
    """The invitation of this organisation under this secret, while it is good; two queries."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    row = (
        Invitation.objects.filter(
            organisation__slug=slug,
            secret_sha256=digest,
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=at,
        )
        .select_related("organisation")
        .first()
    )
    if row is None:
        return None
    known = Person.objects.filter(email__iexact=row.email).exists()
    return Offer(row.organisation, row.email, row.office, row.expires_at, known)


def major_events(*, at: datetime) -> list[MajorEvent]:
    """The periods of major events that are not over, the nearest first; one query."""
    return list(MajorEvent.objects.filter(ends_at__gte=at).order_by("starts_at"))


def choices(organisation_id: UUID) -> dict[str, list[ReadingChoice]]:
    """The choices of readings made in an organisation by reading, the newest first, with who made them; one query."""
    found: dict[str, list[ReadingChoice]] = {}
    rows = ReadingChoice.objects.filter(organisation_id=organisation_id).select_related("person")
    for row in rows.order_by("-id"):
        found.setdefault(row.reading, []).append(row)
    return found


def case_count(organisation_id: UUID) -> int:
    """How many cases the organisation has, open and closed; one query."""
    return Case.objects.filter(organisation_id=organisation_id).count()


def own_entries(person_id: UUID, *, most: int = 50) -> list[OwnEntry]:
    """The newest entries of a person's own stream; one query."""
    rows = Entry.objects.filter(stream=f"person:{person_id}").order_by("-index")[:most]
    return [_own(row) for row in rows]


def _own(row: Entry) -> OwnEntry:
    header = json.loads(row.header)
    fields = {name: kept["value"] for name, kept in row.payload.items() if "value" in kept}
    return OwnEntry(row.index, row.hash, header["act"], datetime.fromisoformat(header["at"]), fields)
