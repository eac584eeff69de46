"""Where what was sent to an authority lies."""

from uuid import UUID

from bulou.records.models import Case, Matter


def matter_of(organisation_id: UUID, reference: UUID, *, sender: UUID | None = None) -> UUID | None:
    """The case of an authority that came of what its sender calls `reference`; only of that sender, if named; one query."""
    rows = Matter.objects.filter(organisation_id=organisation_id, reference=reference)
    rows = rows.filter(sender=sender) if sender is not None else rows
    return rows.values_list("case_id", flat=True).first()


def is_case_of(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether the case belongs to this organisation; one query."""
    return Case.objects.filter(id=case_id, organisation_id=organisation_id).exists()
