"""Canaries: which are due, and the word by which the node knows its own again.

The word is derived from the node's secret and names one canary; it is nowhere stored and good for one arrival within a
day. A report that says anything besides the word is no canary, so nobody can hide a report behind one.
"""

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef

from bulou.records.models import Canary, Organisation
from bulou.records.reception_log import day_of
from bulou.records.sealed import derived

LIFE = timedelta(days=1)
GRACE = timedelta(minutes=15)  # as long as one may be on its way before it counts as missing
RETRY = timedelta(hours=1)  # how often a missing one is sent again
TRIES = timedelta(minutes=5)  # how often one that is on its way is sent again
WEB = ("portal", "api")
_WORD = re.compile(r"bulou-canary-([0-9a-f]{32})-([a-z2-7]{32})")


@dataclass(frozen=True, slots=True)
class Errand:
    """A canary to be sent now: `id` is None when it has not been sent today at all; `word` is what it says."""

    organisation_id: UUID
    slug: str
    contact: str
    channel: str
    day: date
    id: UUID | None
    state: str


def word(canary_id: UUID) -> str:
    """What this canary says."""
    digest = hmac.digest(derived("canary"), canary_id.bytes, hashlib.sha256)[:20]
    return f"bulou-canary-{canary_id.hex}-{b32encode(digest).decode().lower()}"


def is_word(content: Mapping[str, Any]) -> bool:
    """Whether a report says nothing but what looks like a canary's word; no query, so that other reports pay nothing."""
    return content.keys() == {"note"} and bool(_WORD.fullmatch(str(content["note"]).strip()))


def awaited(text: str, organisation_id: UUID, channel: str, *, at: datetime) -> Canary | None:
    """The canary that says this word, if it is expected here and now: by this channel, for the first time, within a day."""
    found = _WORD.fullmatch(text.strip())
    if found is None or channel not in channels_here():
        return None
    identity = UUID(hex=found[1])
    if not hmac.compare_digest(word(identity).encode(), text.strip().encode()):
        return None
    rows = Canary.objects.filter(
        id=identity, organisation_id=organisation_id, channel=channel, state__in=["sent", "missing"]
    )
    return rows.filter(sent_at__gt=at - LIFE, sent_at__lte=at + GRACE).first()


def errands(*, at: datetime, most: int = 20) -> list[Errand]:
    """Canaries to be sent now: one a day by each channel, again while one has not arrived; a few queries."""
    today = day_of(at)
    channels = channels_here()
    wanted: list[Errand] = []
    for channel in channels:
        done = Canary.objects.filter(organisation=OuterRef("pk"), channel=channel, day=today)
        rows = Organisation.objects.filter(~Exists(done), sends_canaries=True, receives=True)
        wanted += [
            Errand(row.id, row.slug, row.contact_email, channel, today, None, "due")
            for row in rows.order_by("slug")[:most]
        ]
    again = Canary.objects.filter(day=today, channel__in=channels, organisation__sends_canaries=True)
    waiting = again.filter(state="sent", tried_at__lte=at - TRIES, sent_at__gt=at - GRACE)
    lost = again.filter(state="missing", tried_at__lte=at - RETRY)
    for row in (waiting | lost).select_related("organisation").order_by("tried_at")[:most]:
        house = row.organisation
        wanted.append(
            Errand(house.id, house.slug, house.contact_email, row.channel, row.day, row.id, row.state)
        )
    return wanted[:most]


def any_due(*, at: datetime) -> bool:
    """Whether there is anything to send or to miss; one query on a node that sends no canaries."""
    if not Organisation.objects.filter(sends_canaries=True).exists():
        return False
    return bool(errands(at=at, most=1) or overdue(at=at, most=1))


def overdue(*, at: datetime, most: int = 20) -> list[Canary]:
    """Canaries that have been on their way for too long; one query."""
    rows = Canary.objects.filter(state="sent", sent_at__lte=at - GRACE, organisation__sends_canaries=True)
    return list(rows.order_by("sent_at")[:most])


def channels_here() -> tuple[str, ...]:
    """The channels of this node that a canary can be sent by."""
    return (*WEB, "email") if getattr(settings, "BULOU_MAIL_IN", "") else WEB


def tried(canary_id: UUID, *, at: datetime) -> None:
    """It was sent (again) at this moment."""
    Canary.objects.filter(id=canary_id).update(tried_at=at)
