"""Who wrote by mail: what the desk, the outbox and the mail room read of it."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from bulou.records.models import Attachment, Case, Correspondent, Delivery
from bulou.records.sealed import Key, SealBroken, address_mac, case_key, delivery_of, node_key

TO_REPORTERS = frozenset({"mail_receipt", "reporter_message"})
OF_MAILINGS = ("notice", "reminder")


@dataclass(frozen=True, slots=True)
class MailReporter:
    """Where answers go. `openpgp` is the reporter's public key (binary, b"" if none), `thread` the Message-ID they wrote."""

    address: str
    openpgp: bytes = b""
    fingerprint: str = ""
    user_ids: tuple[str, ...] = ()
    plain: bool = False
    thread: str = ""

    def closed(self, key: Key, case_id: UUID) -> bytes:
        """The box in which it is kept."""
        values = {
            "address": self.address,
            "openpgp": b64encode(self.openpgp).decode(),
            "fingerprint": self.fingerprint,
            "user_ids": list(self.user_ids),
            "plain": self.plain,
            "thread": self.thread,
        }
        return key.close(json.dumps(values, ensure_ascii=False).encode(), _about(case_id))

    @classmethod
    def of(cls, row: Correspondent, key: Key) -> Self:
        """What stands in the box of a row. Raises SealBroken."""
        values = json.loads(key.open(row.box, _about(row.case_id)))
        return cls(
            address=values["address"],
            openpgp=b64decode(values["openpgp"]),
            fingerprint=values["fingerprint"],
            user_ids=tuple(values["user_ids"]),
            plain=values["plain"],
            thread=values["thread"],
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery of this node that someone's mail refers to. `mailed` when it was one of a mailing, to the notice `notice`."""

    id: UUID
    case_id: UUID | None
    template: str
    to: str
    notice: str
    failed: bool
    mailed: bool = False

    @property
    def takes_answers(self) -> bool:
        """Whether it went to a reporter, whose answer belongs to the case."""
        return self.case_id is not None and self.template in TO_REPORTERS


def sent(token: str) -> Sent | None:
    """The delivery behind the left part of a Message-ID, or None when this node has not made it; at most one query."""
    identity = delivery_of(token)
    rows = Delivery.objects.filter(kind__in=("mail", *OF_MAILINGS))
    row = rows.filter(id=identity).first() if identity is not None else None
    if row is None:
        return None
    if row.mailing_id is not None:
        return Sent(
            row.id, row.case_id, row.kind, "", str(row.notice_id), row.failed_at is not None, mailed=True
        )
    try:
        body = json.loads(node_key().open(row.body_sealed, f"delivery:{row.key}"))
    except SealBroken:
        return None
    address = row.to or str(body.get("address", ""))
    notice = str(body.get("notice") or "")
    return Sent(row.id, row.case_id, body.get("template", ""), address, notice, row.failed_at is not None)


def reporter_of(case_id: UUID) -> MailReporter | None:
    """Who reported this case by mail, or None; one query."""
    row = Correspondent.objects.select_related("case").filter(case_id=case_id).first()
    return MailReporter.of(row, case_key(case_id, row.case.key_wrapped)) if row is not None else None


def mail_reporter(case: Case, key: Key) -> MailReporter | None:
    """The same for a case that is at hand; one query unless it was read along."""
    row = getattr(case, "correspondent", None)
    return MailReporter.of(row, key) if row is not None else None


def receipts_since(address: str, since: datetime) -> int:
    """How many receipts this address was sent since then, over all cases; one query."""
    return Correspondent.objects.filter(address_mac=address_mac(address), receipt_at__gte=since).count()


def holds_file(case_id: UUID, sha256: str) -> bool:
    """Whether a case holds a file of these bytes; one query."""
    return Attachment.objects.filter(case_id=case_id, sha256=sha256).exists()


def _about(case_id: UUID) -> str:
    return f"correspondent:{case_id}"
