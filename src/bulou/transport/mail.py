"""Mail out: plain text in both languages, one recipient each, nothing of a case but its number and a link.

The one exception is a notice to users, whose text is what they are told. The Message-ID is made from the delivery's key,
so a mail that had to be sent again is recognised as the same.
"""

import hashlib
import smtplib
from collections.abc import Mapping
from datetime import datetime
from email.utils import formatdate, parseaddr
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.template import Context, Engine, Template

from bulou.records.outbox import organisation_of
from bulou.records.sealed import notice_token
from bulou.transport.errors import Undeliverable

TO_PARTIES = frozenset({"party_invitation", "party_reminder", "party_post"})
TEMPLATES = frozenset(
    {
        "canary_missing", "canary_recovered", "duty", "escalated", "invitation", "report_arrived", "risk_expired", "support_answered",
        "support_asked", "support_overdue", "user_notice",
    }
) | TO_PARTIES  # fmt: skip
STAGES = {
    "24h": ("将于 24 小时内到期", "comes due within 24 hours"),
    "6h": ("将于 6 小时内到期", "comes due within 6 hours"),
    "overdue": ("已逾期", "is overdue"),
}
_FOLDER = Path(__file__).parent / "templates"


def connect() -> BaseEmailBackend:
    """A connection to the mail server for several mails; the first one opens it, whoever asked for it closes it."""
    connection: BaseEmailBackend = get_connection()
    return connection


def send(connection: BaseEmailBackend, to: str, body: Mapping[str, Any], *, key: str, at: datetime) -> None:
    """Send one mail. Raises Undeliverable, `final` when the address is none or the server has refused it for good."""
    hand_over(connection, message(to, body, key=key, at=at))


def hand_over(connection: BaseEmailBackend, mail: EmailMessage) -> None:
    """Give one composed mail to the server. Raises as `send` does."""
    mail.connection = connection
    try:
        connection.open()
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        raise Undeliverable(
            f"recipient refused {codes}", final=all(500 <= code < 600 for code in codes)
        ) from error
    except smtplib.SMTPResponseException as error:
        _drop(connection)
        raise Undeliverable(f"mail server answered {error.smtp_code}") from error
    except (smtplib.SMTPException, OSError) as error:
        _drop(connection)
        raise Undeliverable(f"mail server: {type(error).__name__}") from error


def message(to: str, body: Mapping[str, Any], *, key: str, at: datetime) -> EmailMessage:
    """The mail that `body` describes: its `template` and what stands in it."""
    try:
        validate_email(to)
    except ValidationError:
        raise Undeliverable("no e-mail address", final=True) from None
    name = body.get("template", "")
    if name not in TEMPLATES:
        raise Undeliverable(f"unknown mail {name!r}", final=True)
    subject, _newline, text = written(name, body).partition("\n")
    headers = {
        "Message-ID": message_id(key),
        "Date": formatdate(at.timestamp()),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers to this
    }
    return EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[to], headers=headers)


def message_id(key: str) -> str:
    """The Message-ID of a delivery; the key itself would name a case."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = address.rpartition("@")[2] or urlsplit(settings.BULOU_BASE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def written(name: str, body: Mapping[str, Any]) -> str:
    """The template of this name filled in: the first line is the subject. Plain text."""
    known = {"node": settings.BULOU_NODE_NAME, "base": settings.BULOU_BASE_URL, **body}
    if name == "duty":
        known["stage_zh"], known["stage_en"] = STAGES[body["stage"]]
    if "recipient" in body:
        known["token"] = notice_token(UUID(body["recipient"]))
    if name == "invitation" or name in TO_PARTIES:
        found = organisation_of(body["organisation"])
        if found is None:
            raise Undeliverable("no such organisation", final=True)
        known["slug"], known["organisation_zh"], known["organisation_en"] = found
    return _template(name).render(
        Context(known, autoescape=False)
    )  # plain text: there is no markup to escape


@cache
def _template(name: str) -> Template:
    engine = Engine(dirs=[str(_FOLDER)], autoescape=False)
    return engine.get_template(f"{name}.txt")


def _drop(connection: BaseEmailBackend) -> None:
    """After a fault the next mail gets a connection of its own."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None  # type: ignore[attr-defined]
