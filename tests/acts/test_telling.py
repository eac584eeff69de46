"""Telling many: one sealed act, queued in batches; overseas recipients under Article 9(7); reminders and escalation."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from bulou.acts import Question, queueing
from bulou.acts.answering import AnswerNotice
from bulou.acts.remediation import RecordRemediation
from bulou.acts.telling import EscalateSilent, RemindSilent, SendNotice
from bulou.records import mailings, notice_list
from bulou.records.models import Delivery, Entry, Mailing, Notice
from bulou.records.notice_list import Segment
from bulou.records.streams import opened
from tests.acts.listing import LIST, drafted, listed, recipient, told

if TYPE_CHECKING:
    from tests.world import World

ABROAD = LIST + "sam@abroad.example,Sam,user,Abroad Inc.,,en,yes,QY-4200\n"
MANY = "email,overseas\n" + "".join(f"u{number}@b.example,no\n" for number in range(2_345))


@pytest.fixture
def case_id(world: "World") -> UUID:
    return world.accepted()


def send(world: "World", case_id: UUID, **more: object) -> object:
    mailing_id = drafted(world, case_id, **more)
    return world.act(SendNotice(case_id=case_id, mailing_id=mailing_id, exploit_included=False), "lead")


def test_one_act_seals_what_is_said_to_how_many_and_the_hash_of_the_list(
    world: "World", case_id: UUID
) -> None:
    listed(world)
    mailing_id = told(world, case_id, in_mail=True)
    entry = Entry.objects.get(
        stream=f"case:{case_id}", payload__has_key="list_sha256", header__contains="send_notice"
    )
    count, digest = notice_list.digest(world.organisations["vendor"], Segment())
    fields = opened(entry, None)

    assert (fields["recipients"], fields["list_sha256"], fields["mailing"]) == (
        count,
        digest,
        str(mailing_id),
    )
    assert "text" not in fields


def test_every_recipient_is_queued_once_under_a_key_of_its_own(world: "World", case_id: UUID) -> None:
    listed(world, MANY)
    send(world, case_id)
    while queueing.queue_mailings(world.now) > 1:
        pass
    mailing = Mailing.objects.get()
    rows = Delivery.objects.filter(mailing=mailing)

    assert (mailing.queued, Notice.objects.count(), rows.count(), rows.values("key").distinct().count()) == (
        2_345,
    ) * 4
    assert mailing.queued_at is not None
    assert {(row.to, bytes(row.body_sealed)) for row in rows} == {("", b"")}


def test_a_batch_that_was_not_committed_is_queued_again_and_no_other(
    world: "World", case_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(world, MANY)
    send(world, case_id)
    calls = []

    def falls_over(rows: list[object]) -> None:
        calls.append(len(rows))
        if len(calls) == 2:
            raise RuntimeError("killed")
        copy(rows)

    copy = queueing.copy
    monkeypatch.setattr(queueing, "copy", falls_over)
    with pytest.raises(RuntimeError):
        queueing.queue_mailings(world.now)
    between = Mailing.objects.values_list("queued", flat=True).get()
    queueing.queue_mailings(world.now)

    assert (between, Notice.objects.count(), Delivery.objects.filter(notice__isnull=False).count()) == (
        queueing.BATCH,
        2_345,
        2_345,
    )


def test_recipients_overseas_are_stopped_by_article_9_7_and_those_at_home_are_told(
    world: "World", case_id: UUID
) -> None:
    """AC50."""
    listed(world, ABROAD)
    stopped = send(world, case_id)
    done = send(world, case_id, place="mainland")

    assert (stopped.refusal.question, bool(done)) == (Question.LAW, True)
    assert "RMSV-9-7" in [finding.norm_id for finding in stopped.verdict.findings]
    assert Mailing.objects.filter(sent_at__isnull=False).values_list("count", flat=True).get() == 2


def test_a_place_that_nobody_knows_leaves_the_answer_open(world: "World", case_id: UUID) -> None:
    listed(world, LIST.replace(",no,", ",unknown,"))

    assert not send(world, case_id)


def test_a_list_that_changed_since_it_was_looked_at_stops_the_act(world: "World", case_id: UUID) -> None:
    listed(world)
    seen = notice_list.digest(world.organisations["vendor"], Segment())[1]
    mailing_id = drafted(world, case_id)
    listed(world, "email,overseas\nnew@b.example,no\n")
    act = SendNotice(case_id=case_id, mailing_id=mailing_id, list_sha256=seen, exploit_included=False)

    assert list(world.act(act, "lead").errors) == ["list_sha256"]


def test_a_notice_before_the_fix_does_not_count_for_the_fix(world: "World", case_id: UUID) -> None:
    listed(world)
    told(world, case_id, kind="guidance")
    first = _told_at(case_id)
    world.done(RecordRemediation(case_id=case_id, text="升级", location="官网"), "lead")
    told(world, case_id, kind="remedy")

    assert _told_at(case_id) > first


def test_reminders_go_to_the_silent_alone_twice_at_most_and_a_day_apart(
    world: "World", case_id: UUID
) -> None:
    listed(world)
    mailing_id = told(world, case_id)
    answered = Notice.objects.get(kind="user")
    world.done(AnswerNotice(case_id=case_id, notice_id=answered.id, answer="patched"), recipient(answered))
    remind = RemindSilent(case_id=case_id, mailing_id=mailing_id)
    found = [bool(world.act(remind, "lead"))]
    for _day in range(3):
        world.now += timedelta(days=1)
        found.append(bool(world.act(remind, "lead")))
        queueing.queue_mailings(world.now)
    kinds = list(Delivery.objects.filter(kind="reminder").values_list("notice__kind", flat=True))

    assert (found, kinds) == ([False, True, True, False], ["downstream", "downstream"])


def test_silent_downstream_vendors_are_escalated_to_a_named_person(world: "World", case_id: UUID) -> None:
    listed(world)
    mailing_id = told(world, case_id)
    person_id = world.people["handler"].person_id
    world.done(EscalateSilent(case_id=case_id, mailing_id=mailing_id, person_id=person_id), "lead")

    assert dict(Notice.objects.values_list("kind", "state")) == {"user": "sent", "downstream": "escalated"}
    assert Delivery.objects.filter(to="handler@vendor.example").count() == 1


def test_when_all_mails_are_settled_that_is_sealed_with_its_counts(world: "World", case_id: UUID) -> None:
    listed(world)
    mailing_id = told(world, case_id)
    queueing.queue_mailings(world.now)
    entry = Entry.objects.filter(stream=f"case:{case_id}", header__contains="note_mailing").latest("index")

    assert opened(entry, None)["counts"] == {"reached": 2, "failed": 0}
    assert mailings.to_settle() is None
    assert Mailing.objects.get(id=mailing_id).settled_at is not None


def _told_at(case_id: UUID) -> str:
    from bulou.records.models import Case

    return str(Case.objects.values_list("events", flat=True).get(id=case_id)["users_notified"])
