"""The queue of suspected abuse (Article 4): flags on the cases that someone may know."""

from uuid import UUID

from django.db.models import Case, Q, When

from bulou.records.models import AbuseFlag
from bulou.records.visible import cases_of

MOST = 100
LIVE = Q(lifted_at=None) & (Q(referred_at=None) | Q(suspended_at__isnull=False))  # as is_live


def flags_for(person_id: UUID, organisation_id: UUID) -> list[AbuseFlag]:
    """Flags on the cases that this person may know in this organisation, those still to be dealt with first, then the
    newest; at most a hundred, one query.
    """
    cases = cases_of(person_id).filter(organisation_id=organisation_id)
    rows = AbuseFlag.objects.filter(case__in=cases.values("id")).select_related("case", "party")
    return list(rows.order_by(Case(When(LIVE, then=0), default=1), "-flagged_at")[:MOST])


def is_live(flag: AbuseFlag) -> bool:
    """Whether someone has still to deal with the flag: neither lifted, nor referred without a suspension that goes on."""
    return flag.lifted_at is None and (flag.referred_at is None or flag.suspended_at is not None)
