"""Mails: both languages, one recipient, nothing of a case beyond its number, and headers nobody else can write."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from bulou.transport import mail
from bulou.transport.errors import Undeliverable
from tests import smtp
from tests.world import World

AT = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
DELIVERY = UUID("3c02211d-10a9-482d-8d93-59f93b7ecc59")


@pytest.fixture
def mailbox(settings) -> Iterator[smtp.Mailbox]:
    with smtp.running() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "Bulou <bulou@node.example>"
        settings.BULOU_BASE_URL = "https://node.example"
        yield box


def send(to: str, body: dict, delivery: UUID = DELIVERY) -> None:
    connection = mail.connect()
    try:
        mail.send(connection, to, body, delivery=delivery, at=AT)
    finally:
        connection.close()


def subject(found) -> str:
    """As a reader sees it: folding may have put a space in front."""
    return str(found["Subject"]).strip()


def test_word_of_a_report_says_its_number_and_nothing_else(mailbox: smtp.Mailbox) -> None:
    send("psirt@vendor.example", {"template": "report_arrived", "number": "QY-2026-AAAA-BBBB"})

    [found] = mailbox.mails
    assert subject(found) == "收到新报告 QY-2026-AAAA-BBBB · New report QY-2026-AAAA-BBBB"
    assert found["To"] == "psirt@vendor.example"
    assert found["From"] == "Bulou <bulou@node.example>"
    assert found["Date"] == "Sun, 22 Nov 2026 06:05:00 -0000"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found.get_content_type() == "text/plain"
    assert found.get_content_charset() == "utf-8"
    text = found.get_content()
    assert "收到一份新的漏洞报告" in text
    assert "A new vulnerability report has arrived" in text
    assert "https://node.example/desk/cases/QY-2026-AAAA-BBBB/" in text


def test_the_message_id_is_the_deliverys_and_names_no_case(mailbox: smtp.Mailbox) -> None:
    body = {"template": "report_arrived", "number": "N"}
    send("a@b.example", body)
    send("a@b.example", body)
    send("a@b.example", body, delivery=uuid4())

    first, again, other = (found["Message-ID"] for found in mailbox.mails)
    assert first == again != other
    assert first.endswith("@node.example>")
    assert "3c02211d" not in b"".join(mailbox.raw).decode()


@pytest.mark.parametrize(
    ("stage", "zh", "en"),
    [
        ("24h", "将于 24 小时内到期", "comes due within 24 hours"),
        ("6h", "将于 6 小时内到期", "comes due within 6 hours"),
        ("overdue", "已逾期", "is overdue"),
    ],
)
def test_a_reminder_names_the_duty_and_its_time(mailbox: smtp.Mailbox, stage: str, zh: str, en: str) -> None:
    send("lead@vendor.example", {"template": "duty", "number": "N-1", "duty": "RMSV-7-2", "stage": stage})

    [found] = mailbox.mails
    assert subject(found) == f"N-1：RMSV-7-2 {zh} · N-1: RMSV-7-2 {en}"
    assert en in found.get_content()


def test_a_notice_to_users_is_what_they_are_told_character_for_character(mailbox: smtp.Mailbox) -> None:
    text = '<b>升级</b> & "3.4.7" {{ settings.SECRET_KEY }} {% load x %}\n.\nSubject: other\n第二行'

    send("user@example.org", {"template": "user_notice", "text": text, "number": "N-1", "notice": "x"})

    [found] = mailbox.mails
    assert found.get_content().replace("\r\n", "\n").startswith(text)
    assert subject(found) == "产品安全通知 N-1 · Product security notice N-1"


def test_an_invitation_carries_its_secret_where_no_log_sees_it(world: World, mailbox: smtp.Mailbox) -> None:
    body = {"template": "invitation", "secret": "s3cret", "organisation": str(world.organisations["vendor"])}

    send("new@vendor.example", body)

    [found] = mailbox.mails
    assert subject(found) == "邀请加入 vendor（测试） · Invitation to vendor (test)"
    assert found.get_content().count("https://node.example/join/vendor/#s3cret") == 2


@pytest.mark.parametrize(
    "value",
    ["x\r\nBcc: everyone@example.org", "x\nSubject: other", "x\r\n\r\nbody", "\u2028Bcc: a@b.example"],
)
def test_no_value_can_add_a_header(mailbox: smtp.Mailbox, value: str) -> None:
    """AC21, AC28."""
    send("a@b.example", {"template": "duty", "number": value, "duty": value, "stage": "6h"})

    [found] = mailbox.mails
    assert found["Bcc"] is None
    assert set(found.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "X-Bulou-Delivery",
    }  # fmt: skip
    assert len(found.get_all("Subject")) == 1


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example,c@d.example",
        "a b@c.example",
        "@",
        "a@b\x00.example",
    ],
)
def test_what_is_no_address_is_never_tried_again(mailbox: smtp.Mailbox, to: str) -> None:
    with pytest.raises(Undeliverable) as caught:
        send(to, {"template": "report_arrived", "number": "N"})

    assert caught.value.final
    assert mailbox.mails == []


def test_only_our_own_templates_are_read(mailbox: smtp.Mailbox) -> None:
    for name in ("../../../etc/passwd", "unknown", ""):
        with pytest.raises(Undeliverable) as caught:
            send("a@b.example", {"template": name})
        assert caught.value.final


@pytest.mark.parametrize(("line", "final"), [("550 no such user", True), ("450 mailbox busy", False)])
def test_a_refused_recipient_is_final_only_when_the_server_says_so(
    mailbox: smtp.Mailbox, line: str, final: bool
) -> None:
    mailbox.refusals["gone@b.example"] = line

    with pytest.raises(Undeliverable) as caught:
        send("gone@b.example", {"template": "report_arrived", "number": "N"})

    assert (caught.value.final, caught.value.reason) == (final, f"recipient refused [{line[:3]}]")


def test_a_server_that_is_away_or_unwell_is_tried_again(mailbox: smtp.Mailbox, settings) -> None:
    mailbox.broken = "451 later"
    with pytest.raises(Undeliverable) as unwell:
        send("a@b.example", {"template": "report_arrived", "number": "N"})
    settings.EMAIL_PORT = 1
    with pytest.raises(Undeliverable) as away:
        send("a@b.example", {"template": "report_arrived", "number": "N"})

    assert (unwell.value.final, unwell.value.reason) == (False, "mail server answered 451")
    assert (away.value.final, away.value.reason) == (False, "mail server: ConnectionRefusedError")


def test_after_a_fault_the_next_mail_gets_through_the_same_connection_object(mailbox: smtp.Mailbox) -> None:
    connection = mail.connect()
    body = {"template": "report_arrived", "number": "N"}
    mailbox.broken = "451 later"
    with pytest.raises(Undeliverable):
        mail.send(connection, "a@b.example", body, delivery=DELIVERY, at=AT)
    mailbox.broken = ""

    mail.send(connection, "a@b.example", body, delivery=DELIVERY, at=AT)
    connection.close()

    assert len(mailbox.mails) == 1
