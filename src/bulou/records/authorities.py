"""Which organisations of this node are which bodies, and where what was sent to them lies."""

from uuid import UUID

from bulou.law.competence import Power, competent
from bulou.records.models import Case, Matter, Organisation


def authorities() -> list[Organisation]:
    """The authorities of this node that receive, the oldest first; one query."""
    return list(Organisation.objects.filter(is_authority=True, receives=True).order_by("created_at", "id"))


def authority_for(power: Power) -> Organisation | None:
    """The first authority of this node that has this power; one query."""
    return next((each for each in authorities() if competent(each.bodies, power)), None)


def matter_of(organisation_id: UUID, reference: UUID) -> UUID | None:
    """The case of an authority that came of what its sender calls `reference`; one query."""
    rows = Matter.objects.filter(organisation_id=organisation_id, reference=reference)
    return rows.values_list("case_id", flat=True).first()


def is_case_of(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether the case belongs to this organisation; one query."""
    return Case.objects.filter(id=case_id, organisation_id=organisation_id).exists()
