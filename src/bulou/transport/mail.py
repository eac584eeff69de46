"""Mail out: plain text in both languages, one recipient each, nothing of a case but its number and a link.

Exceptions are a notice to users, whose text is what they are told, and a mail to a reporter who gave a key or asked for
readable mail. The Message-ID is made of the delivery's id and a MAC: a mail that had to be sent again is recognised as
the same, and an answer or a bounce finds its way back while nobody can forge the way (ADR 0016).
"""

import smtplib
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from email.mime.application import MIMEApplication
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
from django.core.mail.message import SafeMIMEMultipart, SafeMIMEText
from django.core.validators import validate_email
from django.template import Context, Engine, Template

from bulou.acts.replying import SECRET
from bulou.records.correspondents import TO_REPORTERS
from bulou.records.outbox import organisation_of
from bulou.records.sealed import mail_token, notice_token
from bulou.transport import openpgp
from bulou.transport.errors import Undeliverable
from bulou.transport.letters import TOKEN_HEADER

TO_PARTIES = frozenset({"party_invitation", "party_reminder", "party_post"})
TEMPLATES = frozenset(
    {
        "canary_missing", "canary_recovered", "duty", "escalated", "glass_broken", "house_due", "invitation", "report_arrived", "risk_expired",
        "support_answered", "support_asked", "support_overdue", "unusual_reading", "user_notice",
    }
) | TO_PARTIES | TO_REPORTERS  # fmt: skip
STAGES = {
    "24h": ("将于 24 小时内到期", "comes due within 24 hours"),
    "6h": ("将于 6 小时内到期", "comes due within 6 hours"),
    "soon": ("将于十四日内到期", "comes due within a fortnight"),
    "overdue": ("已逾期", "is overdue"),
}
DUES = {
    "review": ("一项内控措施的复核", "The review of a measure of internal control", "controls"),
    "amendment": ("备案信息变更（三十日）", "The amendment of your platform filing (thirty days)", "filing"),
    "validity": ("一份备案材料的有效期", "The validity of a document of your platform filing", "filing"),
    "look": ("备案材料的年度核对", "The yearly look through your platform filing", "filing"),
}
_FOLDER = Path(__file__).parent / "templates"


def connect() -> BaseEmailBackend:
    """A connection to the mail server for several mails; the first one opens it, whoever asked for it closes it."""
    connection: BaseEmailBackend = get_connection()
    return connection


def send(
    connection: BaseEmailBackend, to: str, body: Mapping[str, Any], *, delivery: UUID, at: datetime
) -> None:
    """Send one mail. Raises Undeliverable, `final` when the address is none or the server has refused it for good."""
    hand_over(connection, message(to, body, delivery=delivery, at=at))


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


def message(to: str, body: Mapping[str, Any], *, delivery: UUID, at: datetime) -> EmailMessage:
    """The mail that `body` describes: its `template` and what stands in it; `to` may stand in it as `address`.

    A mail that cannot be encrypted to the reporter's key (any more) goes out without what is secret in it.
    """
    to = to or str(body.get("address", ""))
    try:
        validate_email(to)
    except ValidationError:
        raise Undeliverable("no e-mail address", final=True) from None
    name = body.get("template", "")
    if name not in TEMPLATES:
        raise Undeliverable(f"unknown mail {name!r}", final=True)
    headers = {
        "Message-ID": answerable_id(delivery),
        "Date": formatdate(at.timestamp()),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers to this
        TOKEN_HEADER: mail_token(delivery),
    }
    if thread := body.get("thread"):
        headers |= {"In-Reply-To": thread, "References": thread}
    reply_to = (
        [settings.BULOU_EMAIL_REPLY_TO] if settings.BULOU_EMAIL_REPLY_TO and name in TO_REPORTERS else []
    )
    cipher = _encrypted(name, body) if body.get("openpgp") else None
    if cipher is None and body.get("openpgp"):
        body = {**body, **dict.fromkeys(SECRET & body.keys(), "")}
    subject, _newline, text = written(name, body).partition("\n")
    subject, text = " ".join(subject.split()), text.strip() + "\n"
    if cipher is None:
        return EmailMessage(subject, text, to=[to], headers=headers, reply_to=reply_to)
    return Encrypted(subject, cipher, to=[to], headers=headers, reply_to=reply_to)


class Encrypted(EmailMessage):
    """A mail whose body is an OpenPGP message (PGP/MIME, RFC 3156)."""

    def _create_message(self, msg: Any) -> Any:
        whole = SafeMIMEMultipart("encrypted", encoding="utf-8", protocol="application/pgp-encrypted")
        whole.attach(MIMEApplication(b"Version: 1\n", "pgp-encrypted", _encoder=_as_it_is))
        body = MIMEApplication(
            self.body.encode("ascii"), "octet-stream", _encoder=_as_it_is, name="encrypted.asc"
        )
        whole.attach(body)
        return whole


def _as_it_is(part: Any) -> None:
    """Armor is ASCII already."""
    part["Content-Transfer-Encoding"] = "7bit"
    part.set_payload(part.get_payload(decode=True).decode("ascii"))


def _encrypted(name: str, body: Mapping[str, Any]) -> str | None:
    """The text of the mail as a MIME part under the reporter's key; None when that key takes no message any more."""
    _subject, _newline, text = written(name, body).partition("\n")
    part = SafeMIMEText(text.strip() + "\n", "plain", "utf-8").as_bytes(linesep="\r\n")
    try:
        return openpgp.encrypted(part, b64decode(body["openpgp"])).decode("ascii")
    except openpgp.NotOpenPgp:
        return None


def answerable_id(delivery: UUID) -> str:
    """The Message-ID of a delivery, by which answers and bounces find back; it names no case."""
    return f"<{mail_token(delivery)}@{_domain()}>"


def _domain() -> str:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rpartition("@")[2] or urlsplit(settings.BULOU_BASE_URL).hostname or "localhost"


def written(name: str, body: Mapping[str, Any]) -> str:
    """The template of this name filled in: the first line is the subject. Plain text."""
    known = {"node": settings.BULOU_NODE_NAME, "base": settings.BULOU_BASE_URL, **body}
    if name == "house_due":
        known["due_zh"], known["due_en"], known["page"] = DUES[body["kind"]]
        known["stage_zh"], known["stage_en"] = STAGES[body["stage"]]
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
