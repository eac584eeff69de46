"""The mails of a mailing: the recipient's language first, a link that is theirs alone, the text only where it was so decided."""

from datetime import datetime
from email.utils import formatdate

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from bulou.records.mailings import Outgoing
from bulou.records.sealed import notice_token
from bulou.transport.errors import Undeliverable
from bulou.transport.mail import answerable_id, written


def message(mail: Outgoing, *, at: datetime) -> EmailMessage:
    """The mail as it leaves. Raises Undeliverable, final, when there is no address to send it to any more."""
    try:
        validate_email(mail.email)
    except ValidationError:
        raise Undeliverable("no e-mail address", final=True) from None
    tongues = ("en", "zh") if mail.language == "en" else ("zh", "en")
    content = mail.content or {}
    said = next((content[tongue] for tongue in tongues if tongue in content), None)
    link = link_of(mail)
    text = written(
        "mailing",
        {
            "english": mail.language == "en",
            "reminds": mail.kind == "reminder",
            "stopped": mail.stopped,
            "number": mail.number,
            "organisation_zh": mail.organisation_zh,
            "organisation_en": mail.organisation_en,
            "said": said,
            "versions": content.get("versions", ""),
            "link": link,
        },
    )
    subject, _newline, body = text.strip().partition("\n")
    headers = {
        "Message-ID": answerable_id(mail.id),
        "Date": formatdate(at.timestamp()),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{link}#stop>",
    }
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[mail.email], headers=headers)


def link_of(mail: Outgoing) -> str:
    """The address of the recipient's own page."""
    return f"{settings.BULOU_BASE_URL}/notices/{notice_token(mail.notice_id)}"
