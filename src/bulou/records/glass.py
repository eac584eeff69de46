"""Broken glasses: who opened which case in an emergency, what they may read of it, and whether it was reviewed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from bulou.records.models import BrokenGlass, Case, Entry, Office, Person
from bulou.records.sealed import case_key
from bulou.records.streams import opened
from bulou.records.visible import DESK, Head, latest


@dataclass(frozen=True, slots=True)
class Behind:
    """A case as it is read through the glass: its title, its report and its newest hundred entries in clear."""

    glass: BrokenGlass
    title: str
    report: dict[str, Any]
    timeline: list[Any]


def glasses(organisation_id: UUID, *, person_id: UUID | None = None, most: int = 50) -> list[BrokenGlass]:
    """The glasses broken last in an organisation, or by one person there, newest first; one query."""
    rows = BrokenGlass.objects.filter(organisation_id=organisation_id)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return list(rows.select_related("case", "person", "reviewed_by").order_by("-broken_at")[:most])


def behind(person_id: UUID, organisation_id: UUID, glass_id: UUID, *, at: datetime) -> Behind | None:
    """The case behind a glass for the person who broke it in this organisation, until it closes or their desk office ends; four
    queries.
    """
    known = {"person_id": person_id, "organisation_id": organisation_id, "until__gt": at}
    glass = BrokenGlass.objects.filter(id=glass_id, **known)
    found = glass.select_related("case", "organisation").first()
    if found is None or not _at_desk(person_id, organisation_id):
        return None
    key = case_key(found.case_id, found.case.key_wrapped)
    head = Head(found.case, True, key)
    first = Entry.objects.filter(stream=found.case.stream, index=0).first()
    report = dict(opened(first, key).get("report", {})) if first else {}
    return Behind(found, head.title, report, latest(head))


def owner_addresses(case: Case) -> list[str]:
    """Where whoever is responsible for a case is told: its handler, without one who can sign in the leads; one query."""
    leads = Office.objects.filter(
        organisation_id=case.organisation_id, kind=Office.Kind.LEAD, revoked_at=None
    ).values("person_id")
    people = Person.objects.filter(Q(id=case.handler_id) | Q(id__in=leads), is_active=True)
    found = list(people.order_by("email").values_list("id", "email"))
    return [email for person_id, email in found if person_id == case.handler_id] or [
        email for _person_id, email in found
    ]


def _at_desk(person_id: UUID, organisation_id: UUID) -> bool:
    offices = Office.objects.filter(person_id=person_id, organisation_id=organisation_id, kind__in=DESK)
    return offices.filter(revoked_at=None, person__is_active=True).exists()
