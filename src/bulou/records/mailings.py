"""Mailings on their way: whom the next batch is for, which mails are due, and what became of them.

A mailing's mails stand in the outbox under keys made of mailing and recipient, without address or text; both are looked
up as a mail leaves, so that what was corrected or stopped in the meantime holds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from bulou.records.models import Delivery, Listed, Mailing, Notice
from bulou.records.notice_list import Segment, contact_of, meant
from bulou.records.rows import New
from bulou.records.sealed import Key, case_key

LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed mail of a mailing. `content` is what its text says, None where the mail holds a link alone; `attempts`
    counts the earlier ones, `until` is when the claim runs out; `email` is empty where there is no address any more.
    """

    id: UUID
    key: str
    kind: str
    notice_id: UUID
    email: str
    language: str
    stopped: bool
    number: str
    organisation_zh: str
    organisation_en: str
    content: Mapping[str, Any] | None
    attempts: int
    until: datetime


def content_of(mailing: Mailing, key: Key) -> dict[str, Any]:
    """What a mailing says: `versions`, and for `zh` and `en` where written `risk` and `remedy`."""
    opened: dict[str, Any] = json.loads(key.open(mailing.content_sealed, f"mailing:{mailing.id}"))
    return opened


def as_text(content: Mapping[str, Any]) -> str:
    """All that a mailing says, as plain text."""
    parts = [content["versions"]]
    for tongue in ("zh", "en"):
        parts += [content[tongue]["risk"], content[tongue]["remedy"]] if tongue in content else []
    return "\n\n".join(part for part in parts if part)


def to_queue() -> Mailing | None:
    """The oldest mailing that was sent and is not all queued; one query."""
    rows = Mailing.objects.filter(sent_at__isnull=False, settled_at=None, queued_at=None)
    return rows.select_related("reminds", "case").order_by("sent_at", "id").first()


def under_way() -> bool:
    """Whether any mailing that was sent is not settled; one query."""
    return Mailing.objects.filter(sent_at__isnull=False, settled_at=None).exists()


def to_settle() -> Mailing | None:
    """A mailing that is all queued and none of whose mails is waiting any more."""
    rows = Mailing.objects.filter(sent_at__isnull=False, settled_at=None, queued_at__isnull=False)
    for mailing in rows.order_by("sent_at", "id"):
        if not _waiting().filter(mailing=mailing).exists():
            return mailing
    return None


def silent(mailing: Mailing) -> QuerySet[Notice]:
    """Those of a mailing who were reached, have not confirmed, and may be reminded, in the order of their ids."""
    rows = Notice.objects.filter(mailing=mailing, state__in=("sent", "escalated"), confirmed_at=None)
    return rows.filter(revoked_at=None, listed__stopped_at=None).order_by("id")


def next_rows(mailing: Mailing, *, at: datetime, most: int) -> tuple[list[New], str, int]:
    """The rows for the next recipients behind the mailing's cursor, the cursor after them, and how many they are."""
    if mailing.reminds is not None:
        return _reminders(mailing, at, most)
    rows = meant(mailing.case.organisation_id, Segment.stored(mailing.segment))
    rows = rows.filter(address_hash__gt=mailing.cursor, added_at__lte=mailing.sent_at)
    found = list(rows.values_list("id", "address_hash", "kind", "language")[:most])
    notices, mails = [], []
    for listed_id, digest, kind, language in found:
        notice_id = uuid5(mailing.id, digest)
        notices.append(
            New(
                Notice, id=notice_id, case_id=mailing.case_id, mailing_id=mailing.id, listed_id=listed_id,
                kind=kind, language=language, state="pending", queued_at=at,
            )
        )  # fmt: skip
        mails.append(_mail(mailing, "notice", notice_id, at))
    return [*notices, *mails], found[-1][1] if found else mailing.cursor, len(found)


def _reminders(mailing: Mailing, at: datetime, most: int) -> tuple[list[New], str, int]:
    assert mailing.reminds is not None
    rows = silent(mailing.reminds)
    if mailing.cursor:
        rows = rows.filter(id__gt=UUID(mailing.cursor))
    found = list(rows.values_list("id", flat=True)[:most])
    mails = [_mail(mailing, "reminder", notice_id, at) for notice_id in found]
    return mails, str(found[-1]) if found else mailing.cursor, len(found)


def _mail(mailing: Mailing, kind: str, notice_id: UUID, at: datetime) -> New:
    return New(
        Delivery, id=mail_id(mailing.id, notice_id), key=f"mailing:{mailing.id}:{notice_id}", kind=kind, to="",
        case_id=mailing.case_id, notice_id=notice_id, mailing_id=mailing.id, body_sealed=b"", queued_at=at, next_at=at,
    )  # fmt: skip


def mail_id(mailing_id: UUID, notice_id: UUID) -> UUID:
    """The id of the delivery that takes a mailing to one recipient."""
    return uuid5(mailing_id, notice_id.hex)


def failures(notices: Sequence[Notice]) -> dict[UUID, str]:
    """Why the mails of these notices of mailings failed or came back, by notice; at most one query."""
    ids = {mail_id(row.mailing_id, row.id): row.id for row in notices if row.mailing_id is not None}
    rows = Delivery.objects.filter(id__in=ids) if ids else Delivery.objects.none()
    return {ids[identity]: error for identity, error in rows.values_list("id", "error")}


def is_due(*, at: datetime) -> bool:
    """Whether any mail of a mailing can be claimed at `at`."""
    return _claimable(at).exists()


def claim(holder: str, *, at: datetime, lease: timedelta, most: int) -> list[Outgoing]:
    """Take up to `most` mails of mailings that are due, oldest first, for as long as `lease`; five queries."""
    until = at + lease
    with transaction.atomic():
        rows = list(_claimable(at).order_by("next_at", "id").select_for_update(skip_locked=True)[:most])
        Delivery.objects.filter(id__in=[row.id for row in rows]).update(lease_until=until, lease_by=holder)
    notices = Notice.objects.select_related("listed", "mailing", "case__organisation")
    found = notices.in_bulk([row.notice_id for row in rows])
    contents: dict[UUID, Mapping[str, Any] | None] = {}
    return [_outgoing(row, found[row.notice_id], contents, until) for row in rows if row.notice_id in found]


def _outgoing(
    row: Delivery, notice: Notice, contents: dict[UUID, Mapping[str, Any] | None], until: datetime
) -> Outgoing:
    mailing, listed, case = notice.mailing, notice.listed, notice.case
    assert mailing is not None
    if mailing.id not in contents:
        key = case_key(case.id, case.key_wrapped)
        contents[mailing.id] = content_of(mailing, key) if mailing.in_mail else None
    return Outgoing(
        id=row.id,
        key=row.key,
        kind=row.kind,
        notice_id=notice.id,
        email=_address(notice, listed),
        language=notice.language,
        stopped=listed is not None and listed.stopped_at is not None,
        number=case.number,
        organisation_zh=case.organisation.name_zh,
        organisation_en=case.organisation.name_en,
        content=contents[mailing.id] if row.kind == "notice" else None,
        attempts=row.attempts,
        until=until,
    )


def _address(notice: Notice, listed: Listed | None) -> str:
    return contact_of(listed).email if listed is not None and notice.revoked_at is None else ""


def address_of(notice_id: UUID) -> str:
    """Where the recipient of a notice is reached now; empty when it is not. One query."""
    notice = Notice.objects.select_related("listed").filter(id=notice_id).first()
    return _address(notice, notice.listed) if notice is not None else ""


def delivered(mail: Outgoing, holder: str, *, at: datetime) -> bool:
    """It was taken by the recipient's mail server; mail and notice say so together."""
    with transaction.atomic():
        mine = _settle(mail.id, holder, delivered_at=at, attempts=mail.attempts + 1, error="")
        if mine:
            Notice.objects.filter(id=mail.notice_id, state__in=("pending", "failed")).update(
                state="sent", sent_at=at
            )
    return mine


def failed(mail: Outgoing, holder: str, *, at: datetime, error: str) -> bool:
    """It will not be tried again."""
    with transaction.atomic():
        mine = _settle(mail.id, holder, failed_at=at, attempts=mail.attempts + 1, error=error[:LONGEST_ERROR])
        if mine:
            Notice.objects.filter(id=mail.notice_id, state="pending").update(state="failed")
    return mine


def put_off(mail: Outgoing, holder: str, *, until: datetime, error: str) -> bool:
    """It could not be delivered now; try again at `until`."""
    return _settle(mail.id, holder, next_at=until, attempts=mail.attempts + 1, error=error[:LONGEST_ERROR])


def let_go(holder: str, mails: Sequence[Outgoing]) -> None:
    """Give back claims that were not used."""
    rows = Delivery.objects.filter(id__in=[mail.id for mail in mails], lease_by=holder)
    rows.update(lease_until=None, lease_by="")


def outcome_of(mailing: Mailing) -> dict[str, int]:
    """How many recipients of a mailing were reached and how many were not; one query. A reminder keeps no such count."""
    if mailing.reminds_id is not None:
        return {"queued": mailing.queued}
    rows = Notice.objects.filter(mailing=mailing)
    return rows.aggregate(
        reached=Count("pk", filter=~Q(state__in=("pending", "failed"))),
        failed=Count("pk", filter=Q(state="failed")),
    )


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(delivered_at=None, failed_at=None, notice__isnull=False)


def _claimable(at: datetime) -> QuerySet[Delivery]:
    return _waiting().filter(Q(lease_until=None) | Q(lease_until__lte=at), next_at__lte=at)


def _settle(delivery_id: UUID, holder: str, **columns: Any) -> bool:
    mine = Delivery.objects.filter(id=delivery_id, lease_by=holder, delivered_at=None, failed_at=None)
    return bool(mine.update(lease_until=None, lease_by="", **columns))
