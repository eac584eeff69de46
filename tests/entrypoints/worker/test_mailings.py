"""Mails of mailings: every recipient gets theirs, others do not wait for them, and kill -9 forgets none."""

import random
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from bulou.acts.answering import RevokeNotice
from bulou.acts.telling import SendNotice
from bulou.entrypoints.worker import mailings
from bulou.entrypoints.worker.loop import tick
from tests import smtp
from tests.acts.listing import drafted, listed
from tests.entrypoints.worker.test_mailroom import bounce, receive
from tests.mailing_node import IN_FLIGHT, killed_and_ended
from tests.nodes import Node
from tests.world import World


def sent(world: World, **more: object) -> UUID:
    """A notice on its way to the two of the list."""
    case_id = world.accepted()
    listed(world)
    act = SendNotice(case_id=case_id, mailing_id=drafted(world, case_id, **more), exploit_included=False)
    world.done(act, "lead")
    return case_id


def of_the_notice(box: smtp.Mailbox) -> dict[str, str]:
    return {
        mail["To"]: f"{mail['Subject']}\n{mail.get_content()}"
        for mail in box.mails
        if "notice" in str(mail["Subject"])
    }


def test_each_recipient_gets_one_mail_in_their_language_with_a_link_of_their_own(
    world: World, mailbox: smtp.Mailbox
) -> None:
    sent(world, in_mail=True)
    for _turn in range(3):
        tick(world.now)
    mails = of_the_notice(mailbox)
    links = {line for text in mails.values() for line in text.splitlines() if "/notices/" in line}

    assert sorted(mails) == ["li@customer.example", "oem@maker.example"]
    assert (
        "请升级至 3.4.7。" in mails["li@customer.example"],
        "Update to 3.4.7." in mails["oem@maker.example"],
    ) == (True, True)
    assert len(links) == 2


def test_ac27_a_mail_that_is_to_hold_a_link_alone_holds_nothing_of_the_notice(
    world: World, mailbox: smtp.Mailbox
) -> None:
    sent(world)
    for _turn in range(3):
        tick(world.now)
    text = "".join(of_the_notice(mailbox).values())

    assert text
    assert not [word for word in ("3.4.7", "QY-4200", "控制", "taken over", "命令注入") if word in text]


def test_a_link_revoked_before_its_mail_left_takes_the_mail_with_it(
    world: World, mailbox: smtp.Mailbox
) -> None:
    """AC07."""
    from bulou.records.models import Delivery, Notice

    case_id = sent(world)
    from bulou.acts.queueing import queue_mailings

    queue_mailings(world.now)
    notice = Notice.objects.get(kind="user")
    world.done(RevokeNotice(case_id=case_id, notice_id=notice.id), "lead")
    tick(world.now)

    assert sorted(of_the_notice(mailbox)) == ["oem@maker.example"]
    assert Delivery.objects.get(notice=notice).failed_at is not None


def test_a_mail_that_comes_back_fails_its_notice_alone_and_says_why(
    world: World, mailbox: smtp.Mailbox
) -> None:
    from bulou.records import notices
    from bulou.records.models import Entry, Mailing, Notice

    case_id = sent(world)
    for _turn in range(3):
        tick(world.now)
    [mail] = [each for each in mailbox.mails if each["To"] == "li@customer.example"]
    before = Entry.objects.filter(stream=f"case:{case_id}").count()
    became = [receive(world, bounce(mail, action=action)) for action in ("delayed", "failed", "failed")]
    shown = notices.shown(notices.recipients(Mailing.objects.get()))

    assert became == ["bounce"] * 3
    assert {(each.row.kind, each.row.state, each.failure) for each in shown} == {
        ("user", "failed", "returned: 5.1.1 smtp; 550 no such user"),
        ("downstream", "sent", ""),
    }
    assert not Notice.objects.get(kind="user").sent_at
    assert Entry.objects.filter(stream=f"case:{case_id}").count() == before


def test_mails_leave_no_faster_than_the_rate(world: World, mailbox: smtp.Mailbox, settings: object) -> None:
    pace = mailings.Pace(60)
    first = pace.allowed()
    pace.took(first)

    assert (first, pace.allowed()) == (mailings.BATCH, 0)


def test_a_mail_to_ones_own_people_does_not_wait_for_a_mailing(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records import mailings as box
    from bulou.records import outbox

    sent(world)
    tick(world.now)
    world.submit()

    assert {due.kind for due in outbox.claim("x", at=world.now, lease=timedelta(0), most=99)} <= {
        "mail",
        "internal",
    }
    assert not box.is_due(at=world.now - timedelta(days=1))


@pytest.mark.slow
@pytest.mark.database
def test_kill_9_while_queueing_and_sending_forgets_nobody_and_repeats_only_what_was_in_flight(
    node: Node,
) -> None:
    count, rounds = 300, 2
    box, kills, state = killed_and_ended(node, count=count, rounds=rounds, moments=random.Random(7), batch=10)
    times = Counter(mail["Message-ID"] for mail in box.mails)

    assert 0 < kills.queued[0] < count, kills
    assert state == {"queued": count, "notices": count, "mails": count, "sent": count, "settled": True}
    assert len(times) == count
    assert {mail["To"] for mail in box.mails} == {f"u{number}@b.example" for number in range(count)}
    assert sum(times.values()) - count <= rounds * IN_FLIGHT
