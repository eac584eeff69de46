"""Following an organisation's cases from outside: what changed, in the order in which it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Q

from bulou.records.inbox import known_cases
from bulou.records.models import Case
from bulou.records.visible import cases_of, title_of

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case as a list shows it."""

    id: UUID
    number: str
    title: str
    product: str
    versions: str
    role: str
    channel: str
    rm: str
    em: str
    reg: str
    grade: str
    cvss_vector: str
    handler_id: UUID | None
    received_at: datetime
    updated_at: datetime
    due_at: datetime | None
    embargo_until: datetime | None
    disclosed_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> Self:
        own = {name: getattr(case, name) for name in _COLUMNS}
        return cls(**own, title=title_of(case))


_COLUMNS = tuple(name for name in CaseLine.__dataclass_fields__ if name != "title")


def changed(
    person_id: UUID,
    organisation_id: UUID,
    *,
    after: tuple[datetime, UUID] | None = None,
    since: datetime | None = None,
    is_open: bool | None = None,
    most: int = MOST,
) -> list[CaseLine]:
    """The cases that this person may know in this organisation, longest unchanged first; two queries.

    `after` is the (updated_at, id) of the last case seen, `since` leaves out what has not changed since then.
    """
    rows = known_cases(person_id, organisation_id)
    if since is not None:
        rows = rows.filter(updated_at__gte=since)
    if after is not None:
        moment, identity = after
        rows = rows.filter(Q(updated_at__gt=moment) | Q(updated_at=moment, id__gt=identity))
    if is_open is not None:
        rows = rows.filter(closed_at__isnull=is_open)
    return _lines(rows.order_by("updated_at", "id")[:most])


def case_in(person_id: UUID, organisation_id: UUID, reference: str) -> tuple[UUID, str] | None:
    """Id and number of a case of this organisation, by either, if it exists for this person; one query."""
    try:
        named = Q(id=UUID(reference))
    except ValueError:
        named = Q(number=reference)
    known = cases_of(person_id).filter(named, organisation_id=organisation_id)
    return known.values_list("id", "number").first()


def case_called(reference: str) -> Case | None:
    """A case of this node by id or number, for the commands of its operator; one query."""
    try:
        named = Q(id=UUID(reference))
    except ValueError:
        named = Q(number=reference)
    return Case.objects.select_related("organisation").filter(named).first()


def _lines(cases: Iterable[Case]) -> list[CaseLine]:
    return [CaseLine.of(case) for case in cases]
