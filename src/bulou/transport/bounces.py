"""Mails that tell of a mail: delivery status notifications (RFC 3464), and what was written by no person (RFC 3834)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from bulou.transport import headers

MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery status notification. `failed` only when delivery was given up; `ids` name the mail it is about."""

    failed: bool
    detail: str
    ids: tuple[tuple[str, str], ...]


def bounce_of(message: Message) -> Bounce | None:
    """What a delivery status notification says, or None when the mail is none."""
    parts = list(_few(message))
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None or message.get_content_type() != "multipart/report":
        return None
    blocks = _blocks(status)
    actions = {headers.first(block, "Action").lower() for block in blocks} - {""}
    details = [
        " ".join(filter(None, (headers.first(block, "Status"), headers.text(headers.first(block, "Diagnostic-Code")))))
        for block in blocks
        if headers.first(block, "Action")
    ]  # fmt: skip
    return Bounce("failed" in actions, " · ".join(details)[:200], tuple(_ids(parts)))


def is_automatic(message: Message) -> bool:
    """Whether a program has written this: it is never answered (RFC 3834 section 2)."""
    said = headers.first(message, "Auto-Submitted").lower()
    if said and not said.startswith("no"):
        return True
    if headers.first(message, "Return-Path") == "<>":
        return True
    names = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Auto-Reply-From")
    return any(headers.raw(message, name) for name in names) or _from_a_daemon(message)


def is_from_a_list(message: Message) -> bool:
    """Whether it came by a mailing list or in bulk: an answer would go to many."""
    bulk = headers.first(message, "Precedence").lower() in {"bulk", "list", "junk"}
    return bulk or any(headers.raw(message, name) for name in ("List-Id", "List-Post", "List-Unsubscribe"))


def _from_a_daemon(message: Message) -> bool:
    local = next((address.partition("@")[0] for _name, address in headers.addresses(message, "From")), "")
    return local.lower() in {"mailer-daemon", "postmaster", "noreply", "no-reply", "do-not-reply"}


def _few(message: Message) -> Iterator[Message]:
    for position, part in enumerate(message.walk()):
        if position >= MOST_PARTS:
            return
        yield part


def _blocks(status: Message) -> list[Message]:
    payload = status.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _ids(parts: list[Message]) -> list[tuple[str, str]]:
    """The Message-ID of the mail that is reported on, from its copy or from its headers."""
    found = []
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(inner, Message):
                found += headers.message_ids(headers.raw(inner, "Message-ID"))
        elif part.get_content_type() == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            lines = body.decode("utf-8", "replace").splitlines() if isinstance(body, bytes) else []
            found += headers.message_ids(
                line.partition(":")[2][: headers.LONGEST]
                for line in lines
                if line.lower().startswith("message-id:")
            )
    return found
