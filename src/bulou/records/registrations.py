"""Finders registered with a platform, read by its desk; names are opened here and go into no log, export or feed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bulou.records.leafing import Leaf, number_of_pages
from bulou.records.models import Registration
from bulou.records.sealed import node_key

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration opened; name and address are empty once it is erased."""

    row: Registration
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredPage(Leaf):
    """A page of the registrations of a platform, newest first; pages are counted from 1."""

    rows: Sequence[Registered]


def sealed_of(registration_id: UUID) -> str:
    """To what the box of a registration is bound."""
    return f"registration:{registration_id}"


def opened(row: Registration) -> Registered:
    """The registration with the finder's name and address; no query."""
    if row.box is None:
        return Registered(row, "", "")
    held = json.loads(node_key().open(row.box, sealed_of(row.id)))
    return Registered(row, held["name"], held["email"])


def registrations(organisation_id: UUID, *, page: int = 1) -> RegisteredPage:
    """The registrations of a platform; two queries at any size."""
    found = Registration.objects.filter(organisation_id=organisation_id).select_related("verified_by")
    pages = number_of_pages(found.count(), each=PER_PAGE)
    page = min(max(page, 1), pages)
    rows = found.order_by("-number")[(page - 1) * PER_PAGE : page * PER_PAGE]
    return RegisteredPage(rows=[opened(row) for row in rows], page=page, pages=pages)


def checked(organisation_id: UUID) -> list[Registered]:
    """The live registrations of which the identity was checked, those that are trusted first, 500 at most; one query."""
    rows = Registration.objects.filter(organisation_id=organisation_id, erased_at=None)
    known = rows.filter(grade__in=("trusted", "verified")).order_by("grade", "number")
    return [opened(row) for row in known[:500]]
