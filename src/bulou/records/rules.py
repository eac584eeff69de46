"""The published rules of organisations: which edition is in force when, and how the promise of a first answer is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bulou.records.inbox import known_cases
from bulou.records.models import HouseRules, Organisation

PARTS = ("collection", "verification", "notification", "publication")
MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """Reports that wait for a first answer longer than the rules promise: how many, and since when the oldest does."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class PublicRules:
    """What anyone may read: the edition in force (None before the first), the one to come, and all of them, newest first."""

    organisation: Organisation
    now: HouseRules | None
    coming: HouseRules | None
    editions: Sequence[HouseRules]


def in_force(organisation_id: UUID, *, at: datetime) -> HouseRules | None:
    """The edition in force at `at`: of those that have begun the one adopted last; one query."""
    begun = HouseRules.objects.filter(organisation_id=organisation_id, from_at__lte=at)
    return begun.order_by("-version").first()


def published(slug: str, *, at: datetime) -> PublicRules | None:
    """The rules of an organisation with their history, or None where it is not here or has none; two queries."""
    house = Organisation.objects.filter(slug=slug).first()
    return of(house, at=at) if house is not None else None


def of(house: Organisation, *, at: datetime) -> PublicRules | None:
    """The rules of this organisation with their history, or None where it has none; one query."""
    editions = list(HouseRules.objects.filter(organisation=house).order_by("-version")[:MOST])
    if not editions:
        return None
    now = next((each for each in editions if each.from_at <= at), None)
    coming = next((each for each in editions if each.from_at > at), None)
    overtaken = coming is not None and now is not None and coming.version < now.version
    return PublicRules(house, now, None if overtaken else coming, editions)


def unanswered(person_id: UUID, organisation_id: UUID, *, at: datetime) -> Waiting:
    """The reports of which this person knows, received under the edition in force, that wait for a first answer past its
    promise; three queries.
    """
    rules = in_force(organisation_id, at=at)
    if rules is None or not rules.first_answer_days:
        return Waiting(0, None)
    late = (
        known_cases(person_id, organisation_id)
        .filter(
            closed_at=None,
            received_at__gte=rules.from_at,
            received_at__lte=at - timedelta(days=rules.first_answer_days),
        )
        .exclude(events__has_key="reporter_answered")
    )
    received = list(late.order_by("received_at").values_list("received_at", flat=True)[:1000])
    return Waiting(len(received), received[0] if received else None)
