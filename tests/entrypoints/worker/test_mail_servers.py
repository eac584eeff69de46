"""Mail by real servers: dovecot shows the mailbox, postfix carries, GnuPG writes and reads."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from bulou.acts.receipt import PostMessage
from bulou.config.email import mailbox as mailbox_of
from bulou.entrypoints.worker import mailroom
from bulou.entrypoints.worker.deliveries import deliver_due
from bulou.records import outbox, public
from bulou.records.sealed import return_code
from bulou.transport.mailbox import OpenMailbox
from tests import letters as mails
from tests import mailservers
from tests.letters import letter
from tests.mailservers import GONE, PASSWORD, REPORTER, SECURITY, GnuPG, Mailboxes
from tests.world import World


def tell(settings, boxes: Mailboxes) -> None:
    address = f"imap://{quote(SECURITY)}:{quote(PASSWORD, safe='')}@127.0.0.1:{boxes.imap}/INBOX"
    settings.BULOU_MAILBOX = mailbox_of(address)
    settings.BULOU_IMAP_DONE = "Bulou"
    settings.BULOU_IMAP_ORGANISATION = "vendor"
    settings.DEFAULT_FROM_EMAIL = settings.BULOU_EMAIL_REPLY_TO = SECURITY
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", boxes.smtp or 1
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


@pytest.fixture(scope="module")
def both() -> Iterator[Mailboxes]:
    with mailservers.imap_and_smtp() as boxes:
        yield boxes


@pytest.fixture
def inbox() -> Iterator[Mailboxes]:
    with mailservers.imap() as boxes:
        yield boxes


def collect(world: World) -> int:
    world.now += timedelta(minutes=1)
    return mailroom.collect(at=world.now)


def reports() -> list:
    from bulou.records.models import Report

    return list(Report.objects.filter(channel="email").order_by("received_at"))


def deliver(world: World) -> None:
    while outbox.is_due(at=world.now):
        deliver_due("w", at=world.now)


def test_an_encrypted_report_goes_its_whole_way_and_back(
    world: World, both: Mailboxes, settings, tmp_path: Path
) -> None:
    tell(settings, both)
    gpg = GnuPG(tmp_path / "ring")
    try:
        node, alice = gpg.make(f"Node <{SECURITY}>"), gpg.make(f"Alice <{REPORTER}>")
        settings.BULOU_OPENPGP_KEY_FILE = tmp_path / "node.asc"
        settings.BULOU_OPENPGP_KEY_FILE.write_bytes(gpg.secret(node))
        mail = letter(subject="QY-4200 命令注入")
        mail.add_attachment(gpg.public(alice), "application", "pgp-keys", filename="alice.asc")
        raw = mails.encrypted(mail, gpg, node, signed_by=alice)

        both.send(raw, sender=REPORTER, to="security+vendor@node.example")
        both.mails(SECURITY, least=1)
        assert collect(world) == 1
        deliver(world)

        [report] = reports()
        kept = public.raw_report(report.case_id)
        assert kept is not None
        assert b"multipart/encrypted" in kept
        assert "命令".encode() not in kept
        page = public.status_page(report.case_id)
        assert page is not None
        assert page.report["title"] == "QY-4200 命令注入"
        [receipt] = both.mails(REPORTER, least=1)
        assert receipt.get_content_type() == "multipart/encrypted"
        said = gpg("--decrypt", content=list(receipt.iter_parts())[1].get_content()).decode()
        assert "Good signature" in gpg.said
        assert return_code(report.case_id) in said
        assert report.raw_sha256 in said

        answer = letter("补充说明", In_Reply_To=receipt["Message-ID"], Message_ID="<2@reporter.example>")
        both.send(mails.signed(answer, gpg, alice), sender=REPORTER, to=SECURITY)
        both.mails(SECURITY, least=1)
        assert collect(world) == 1
        world.open(report.case_id, "lead")
        world.done(PostMessage(case_id=report.case_id, thread="public", text="已确认"), "lead")
        deliver(world)

        [message, ours] = public.status_page(report.case_id).messages
        assert (message.text, ours.text) == ("补充说明", "已确认")
        second = both.mails(REPORTER, least=2)[-1]
        assert "已确认" in gpg("--decrypt", content=list(second.iter_parts())[1].get_content()).decode()
        assert both.mails(SECURITY) == []
        assert len(both.mails(SECURITY, "Bulou")) == 2
    finally:
        gpg.close()


def test_a_mail_that_comes_back_later_is_no_report(world: World, both: Mailboxes, settings) -> None:
    from bulou.records.models import Correspondent

    tell(settings, both)
    both.put(SECURITY, letter(From=GONE, Message_ID="<3@bounces.example>").as_bytes())
    assert collect(world) == 1
    deliver(world)

    both.mails(SECURITY, least=1)
    collect(world)

    assert Correspondent.objects.get(case=reports()[-1].case_id).bounced_at is not None
    assert len(reports()) == 1


def test_killed_before_it_is_put_away_a_mail_is_taken_up_again_and_is_there_once(
    world: World, inbox: Mailboxes, settings, monkeypatch
) -> None:
    from bulou.records.models import Correspondent

    tell(settings, inbox)
    inbox.put(SECURITY, letter().as_bytes())
    monkeypatch.setattr(OpenMailbox, "put_away", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        collect(world)
    monkeypatch.undo()
    assert len(inbox.mails(SECURITY)) == 1

    collect(world)
    collect(world)

    assert (len(reports()), Correspondent.objects.count()) == (1, 1)
    assert inbox.mails(SECURITY) == []
    assert len(inbox.mails(SECURITY, "Bulou")) == 1


def test_a_mail_that_fails_waits_and_holds_up_no_other(
    world: World, inbox: Mailboxes, settings, monkeypatch
) -> None:
    tell(settings, inbox)
    for turn in range(3):
        inbox.put(SECURITY, letter(f"body {turn}", Message_ID=f"<{turn}@x.example>").as_bytes())
    whole = mailroom.receive

    def sick(raw: bytes, **more: object) -> str:
        if b"body 0" in raw:
            raise OSError("disk full")
        return whole(raw, **more)

    monkeypatch.setattr(mailroom, "receive", sick)
    assert collect(world) == 2
    assert len(inbox.mails(SECURITY)) == 1
    monkeypatch.undo()

    assert collect(world) == 1
    assert len(reports()) == 3


def test_a_mail_server_that_is_away_costs_no_report(world: World, inbox: Mailboxes, settings) -> None:
    from bulou.records.models import Delivery

    tell(settings, inbox)
    inbox.put(SECURITY, letter().as_bytes())
    assert collect(world) == 1
    deliver(world)

    assert len(reports()) == 1
    waiting = Delivery.objects.filter(delivered_at=None, failed_at=None)
    assert set(waiting.values_list("error", flat=True)) == {"mail server: ConnectionRefusedError"}


def test_a_mailbox_that_is_away_or_refuses_is_tried_again_later(
    world: World, inbox: Mailboxes, settings
) -> None:
    tell(settings, inbox)
    right = settings.BULOU_MAILBOX
    inbox.put(SECURITY, letter().as_bytes())
    settings.BULOU_MAILBOX = mailbox_of(f"imap://nobody:wrong@127.0.0.1:{inbox.imap}")
    assert collect(world) == 0
    settings.BULOU_MAILBOX = mailbox_of("imap://nobody:x@127.0.0.1:1")
    assert collect(world) == 0

    settings.BULOU_MAILBOX = right
    assert collect(world) == 1
