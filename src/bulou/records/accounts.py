"""The accounts of an organisation as its system administrator sees them: no office is granted here, no case is seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from bulou.records.models import ApiToken, Office, Person


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who holds an office here; `last_seen` is the moment of the last sign-in, None without one."""

    person: Person
    offices: list[str]

    @property
    def last_seen(self) -> datetime | None:
        moment: datetime | None = self.person.last_login
        return moment


def accounts(organisation_id: UUID) -> list[Account]:
    """Everyone who holds an office in the organisation now, by name; one query."""
    found: dict[UUID, Account] = {}
    rows = Office.objects.filter(organisation_id=organisation_id, revoked_at=None).select_related("person")
    for row in rows.order_by("person__name", "kind"):
        found.setdefault(row.person_id, Account(row.person, [])).offices.append(row.kind)
    return list(found.values())


def tokens_in(organisation_id: UUID, *, at: datetime) -> list[ApiToken]:
    """The live tokens that speak for someone in the organisation, those not used for longest first; one query."""
    offices = Office.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), revoked_at=None
    )
    live = ApiToken.objects.filter(
        Exists(offices), organisation_id=organisation_id, revoked_at=None, expires_at__gt=at
    )
    return list(live.select_related("person").order_by("last_used_at", "created_at"))
