"""Whom a bearer token speaks for, asked anew at every request: nothing about it is cached."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from bulou.records.models import ApiToken, Office, Person

NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Holder:
    """The person and the organisation for whom a request speaks, and how far its token reaches."""

    token_id: UUID
    person_id: UUID
    organisation_id: UUID
    name: str
    language: str
    scope: str


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One of a person's own tokens, as a list shows it; the secret is not there to be shown."""

    id: UUID
    name: str
    scope: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


def digest(secret: str) -> str:
    """How a token's secret is stored. It holds 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def credential(person: Person) -> str:
    """What a token remembers of the password it was made under; another password ends the token."""
    return hashlib.sha256(f"token:{person.password}".encode()).hexdigest()


def holder(secret: str, *, at: datetime, calendar: bool = False) -> Holder | None:
    """The holder of `secret` at `at`, or None whatever the reason; one query, and at most one write an hour.

    A token for the calendar opens the `calendar` alone, and no other token opens that.
    """
    offices = Office.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), revoked_at=None
    )
    token = (
        ApiToken.objects.filter(Exists(offices), sha256=digest(secret), revoked_at=None, expires_at__gt=at)
        .filter(person__is_active=True)
        .select_related("person")
        .first()
    )
    if token is None or token.credential != credential(token.person):
        return None
    if (token.scope == ApiToken.Scope.CALENDAR) is not calendar:
        return None
    if token.last_used_at is None or token.last_used_at < at - NOTED_EVERY:
        _note(token.id, at)
    person = token.person
    return Holder(token.id, person.id, token.organisation_id, person.name, person.language, token.scope)


def tokens_of(person_id: UUID, organisation_id: UUID, *, at: datetime) -> list[TokenRow]:
    """The live tokens of a person in an organisation, newest first."""
    rows = ApiToken.objects.filter(
        person_id=person_id, organisation_id=organisation_id, revoked_at=None, expires_at__gt=at
    )
    names = ("id", "name", "scope", "created_at", "expires_at", "last_used_at")
    return [TokenRow(*row) for row in rows.order_by("-created_at").values_list(*names)]


def _note(token_id: UUID, at: datetime) -> None:
    fresh = Q(last_used_at=None) | Q(last_used_at__lt=at - NOTED_EVERY)
    ApiToken.objects.filter(fresh, id=token_id).update(last_used_at=at)
