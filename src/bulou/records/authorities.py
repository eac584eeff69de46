"""Where what was sent to an authority lies."""

from uuid import UUID

from django.db.models import Q

from bulou.records.models import Case, Matter


def matter_of(organisation_id: UUID, reference: UUID, *, sender: UUID | None = None) -> UUID | None:
    """The case of an authority that came of what its sender calls `reference`; only of that sender, if named; one query."""
    rows = Matter.objects.filter(organisation_id=organisation_id, reference=reference)
    rows = rows.filter(sender=sender) if sender is not None else rows
    return rows.values_list("case_id", flat=True).first()


def matter_told_of(organisation_id: UUID, reference: UUID, *, teller: UUID | None) -> UUID | None:
    """The case of what was shared, circulated or is assessed under `reference`; if named, only where `teller` did so or leads; one
    query. Who is circulated to and shared with gets it once, as a circulation.
    """
    rows = Matter.objects.filter(organisation_id=organisation_id, reference=reference)
    shared, led = Q(kind__in=("share", "circulation")), Q(kind="assessment")
    if teller is not None:
        shared, led = shared & Q(sender=teller), led & Q(lead=teller)
    return rows.filter(shared | led).values_list("case_id", flat=True).first()


def is_case_of(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether the case belongs to this organisation; one query."""
    return Case.objects.filter(id=case_id, organisation_id=organisation_id).exists()
