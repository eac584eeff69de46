"""The outbox: what acts have queued, claimed by one worker at a time, delivered at least once under one key.

A claim is a lease that runs out, so what a dead worker had in hand is taken up again by another (DECISIONS 18).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from bulou.records.models import AuthorityNotification, Delivery, Notice, Organisation
from bulou.records.sealed import node_key

LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed delivery. `attempts` counts the earlier ones; `until` is when the claim runs out."""

    id: UUID
    key: str
    kind: str
    to: str
    case_id: UUID | None
    attempts: int
    until: datetime
    sealed: bytes

    def body(self) -> Mapping[str, Any]:
        """What the transport needs. Raises SealBroken when the row was edited or moved."""
        opened: dict[str, Any] = json.loads(node_key().open(self.sealed, f"delivery:{self.key}"))
        return opened


def claim(holder: str, *, at: datetime, lease: timedelta, most: int, to_peers: bool = False) -> list[Due]:
    """Take up to `most` deliveries that are due, oldest first, for as long as `lease`; those to peers apart from all others.

    Rows that another worker is claiming at this moment are passed over on PostgreSQL; SQLite has one writer.
    """
    if not is_due(at=at, to_peers=to_peers):
        return []  # without a transaction, which on SQLite would keep others from writing
    until = at + lease
    with transaction.atomic():
        rows = list(
            _claimable(at, to_peers)
            .order_by("next_at", "to", "id")
            .select_for_update(skip_locked=True)[:most]
        )
        Delivery.objects.filter(id__in=[row.id for row in rows]).update(lease_until=until, lease_by=holder)
    return [
        Due(row.id, row.key, row.kind, row.to, row.case_id, row.attempts, until, bytes(row.body_sealed))
        for row in rows
    ]


def delivered(due: Due, holder: str, *, at: datetime) -> bool:
    """It has arrived. False when the claim had run out and another worker has it now."""
    return _settle(due, holder, delivered_at=at, attempts=due.attempts + 1, error="")


def put_off(due: Due, holder: str, *, until: datetime, error: str) -> bool:
    """It could not be delivered now; try again at `until`."""
    return _settle(due, holder, next_at=until, attempts=due.attempts + 1, error=error[:LONGEST_ERROR])


def failed(due: Due, holder: str, *, at: datetime, error: str) -> bool:
    """It will not be tried again; the reason stays with the row."""
    return _settle(due, holder, failed_at=at, attempts=due.attempts + 1, error=error[:LONGEST_ERROR])


def returned(delivery_id: UUID, *, at: datetime, error: str) -> None:
    """It came back after it had left: of no case, so only the row says so."""
    rows = Delivery.objects.filter(id=delivery_id, failed_at=None)
    rows.update(failed_at=at, error=f"returned: {error}"[:LONGEST_ERROR])


def let_go(holder: str, dues: Sequence[Due]) -> None:
    """Give back claims that were not used, for anyone to take at once."""
    rows = Delivery.objects.filter(id__in=[due.id for due in dues], lease_by=holder)
    rows.update(lease_until=None, lease_by="")


def is_due(*, at: datetime, to_peers: bool = False) -> bool:
    """Whether anything can be claimed at `at`."""
    return _claimable(at, to_peers).exists()


def send_again(places: Sequence[str], *, at: datetime) -> None:
    """What a peer lacks leaves once more, whatever was known of it, and without the long waits of its first journey."""
    rows = Delivery.objects.filter(kind="peer", to__in=places)
    rows.update(delivered_at=None, failed_at=None, next_at=at, attempts=0, error="")


def hurry(places: Sequence[str], *, at: datetime) -> None:
    """A peer answers again: what waits for it is tried now."""
    _waiting().filter(kind="peer", to__in=places, next_at__gt=at).update(next_at=at)


def notice_is_open(notice_id: str) -> bool:
    """Whether the delivery of this notice has still to be noted."""
    return Notice.objects.filter(id=notice_id, state="pending").exists()


def receipt_is_open(notification_id: str) -> bool:
    """Whether the official receipt of this notification has still to be recorded."""
    return AuthorityNotification.objects.filter(id=notification_id, receipt_at=None).exists()


def organisation_of(organisation_id: str) -> tuple[str, str, str] | None:
    """Short name, Chinese and English name of an organisation of this node."""
    names = ("slug", "name_zh", "name_en")
    return Organisation.objects.filter(id=organisation_id).values_list(*names).first()


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(delivered_at=None, failed_at=None, notice=None)  # others: records.mailings


def _claimable(at: datetime, to_peers: bool) -> QuerySet[Delivery]:
    kind = Q(kind="peer") if to_peers else ~Q(kind="peer")
    return _waiting().filter(kind, Q(lease_until=None) | Q(lease_until__lte=at), next_at__lte=at)


def _settle(due: Due, holder: str, **columns: Any) -> bool:
    mine = Delivery.objects.filter(id=due.id, lease_by=holder, delivered_at=None, failed_at=None)
    return bool(mine.update(lease_until=None, lease_by="", **columns))
