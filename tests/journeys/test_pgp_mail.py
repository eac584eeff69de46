"""A report by encrypted and signed mail, through real mail servers, is answered from the browser; GnuPG opens the answer."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests import letters, mailservers
from tests.journeys.people import LANGUAGES, PATIENCE, VENDOR, Journey, new_journey, settle
from tests.mailservers import PASSWORD, REPORTER, SECURITY, GnuPG, Mailboxes
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
TITLE = "QY-4200 命令注入"


@pytest.fixture
def boxes() -> Iterator[Mailboxes]:
    with mailservers.imap_and_smtp() as boxes:
        yield boxes


@pytest.fixture
def gpg(tmp_path: Path) -> Iterator[GnuPG]:
    ring = GnuPG(tmp_path / "ring")
    yield ring
    ring.close()


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_an_encrypted_mail_is_answered_encrypted_from_the_browser(
    node: Node, browser: Browser, boxes: Mailboxes, gpg: GnuPG, locale: str, language: str
) -> None:
    ours, alice = gpg.make(f"Node <{SECURITY}>"), gpg.make(f"Alice <{REPORTER}>")
    connect(node, boxes, gpg.secret(ours))
    settle(node, VENDOR)
    node.start()
    mail = letters.letter(subject=TITLE)
    mail.add_attachment(gpg.public(alice), "application", "pgp-keys", filename="alice.asc")
    boxes.send(
        letters.encrypted(mail, gpg, ours, signed_by=alice),
        sender=REPORTER,
        to="security+vendor@node.example",
    )
    [receipt] = boxes.mails(REPORTER, least=1, patience=PATIENCE)
    number, code = kept(opened(gpg, receipt))

    desk = new_journey(browser, node, "pgp-desk", locale, language)
    desk.sign_in("lead@vendor.example")
    case = desk.open_case(number)
    assert TITLE in desk.page.inner_text("h1")
    assert alice in desk.page.inner_text("main").replace(" ", "").lower()
    desk.write(case, "public", "已在三台设备上复现，谢谢。请问固件构建号是多少？", question=True)
    answer = boxes.mails(REPORTER, least=2, patience=PATIENCE)[-1]
    assert "已在三台设备上复现" in opened(gpg, answer)

    reply = letters.letter(
        "构建号 20260318。", In_Reply_To=answer["Message-ID"], Message_ID="<2@reporter.example>"
    )
    boxes.send(letters.signed(reply, gpg, alice), sender=REPORTER, to=SECURITY)
    boxes.mails(SECURITY, "Bulou", least=2, patience=PATIENCE)
    read_the_reply(desk, case)
    alice_comes_by(new_journey(browser, node, "pgp-reporter", locale, language), number, code)
    assert desk.wrong == []
    node.stop()


def connect(node: Node, boxes: Mailboxes, key: bytes) -> None:
    """The node's mailbox, mail server and key."""
    file = node.folder / "openpgp.asc"
    file.touch(0o600)
    file.write_bytes(key)
    node.settings |= {
        "BULOU_IMAP_URL": f"imap://{quote(SECURITY)}:{quote(PASSWORD, safe='')}@127.0.0.1:{boxes.imap}/INBOX",
        "BULOU_IMAP_ORGANISATION": "vendor",
        "BULOU_EMAIL_URL": f"smtp://127.0.0.1:{boxes.smtp}",
        "BULOU_EMAIL_FROM": SECURITY,
        "BULOU_OPENPGP_KEY_FILE": str(file),
    }


def opened(gpg: GnuPG, mail: EmailMessage) -> str:
    """What GnuPG reads in an encrypted mail, whose signature must be good."""
    assert mail.get_content_type() == "multipart/encrypted"
    text = gpg("--decrypt", content=list(mail.iter_parts())[1].get_content()).decode()
    assert "Good signature" in gpg.said
    return text


def kept(receipt: str) -> tuple[str, str]:
    """Number and return code, as they stand in a receipt by mail."""
    number, code = re.search(r"QY-\d{4}(-\w{4}){2}", receipt), re.search(r"\w{4}(-\w{4}){3}", receipt)
    assert number is not None and code is not None, receipt
    return number.group(), code.group()


def read_the_reply(desk: Journey, case: str) -> None:
    """It is a message of the reporter, and the page says what its signature is worth."""
    desk.page.goto(case)
    assert "构建号 20260318。" in desk.page.inner_text("section[aria-labelledby=timeline]")
    desk.station("replied")


def alice_comes_by(alice: Journey, number: str, code: str) -> None:
    """Whoever wrote by mail can go on in the browser with what stood in the receipt."""
    alice.come_back(number, code)
    said = alice.page.inner_text(".timeline")
    assert "构建号 20260318。" in said and "已在三台设备上复现" in said
    alice.station("status")
    assert alice.wrong == []
