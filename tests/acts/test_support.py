"""Technical support from the first question to the end, and who is told when an answer is late."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bulou.acts import Status, perform
from bulou.acts.answering import AnswerNotice, RevokeNotice, StopNotices
from bulou.acts.membership import RevokeOffice
from bulou.acts.support import AnswerSupport, AskSupport, CloseSupport, SetSupportTarget, SolveSupport
from bulou.acts.telling import SendNotice
from bulou.entrypoints.worker.support import escalate_overdue
from bulou.records.models import Delivery, Entry, Listed, Notice, Support
from bulou.records.notices import support_thread
from bulou.records.outbox import claim
from tests.acts.listing import drafted, listed, recipient, told

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def notice(world: "World") -> Notice:
    case_id = world.accepted()
    listed(world)
    told(world, case_id)
    return Notice.objects.get(kind="user")


def ask(world: "World", notice: Notice, text: str = "升级失败") -> None:
    world.done(AskSupport(case_id=notice.case_id, notice_id=notice.id, text=text), recipient(notice))


def states(notice: Notice) -> str:
    return Support.objects.get(notice=notice).state


def test_a_thread_goes_from_the_question_to_its_end_and_can_be_opened_again(
    world: "World", notice: Notice
) -> None:
    about = {"case_id": notice.case_id, "notice_id": notice.id}
    seen = []
    for act, by in (
        (AskSupport(**about, text="升级失败"), recipient(notice)),
        (AnswerSupport(**about, text="请先备份"), "lead"),
        (SolveSupport(**about, text="电话解决"), "lead"),
        (AskSupport(**about, text="又失败了"), recipient(notice)),
        (AnswerSupport(**about, text="换 3.4.8", solves=True), "lead"),
        (CloseSupport(**about, satisfaction="3"), recipient(notice)),
    ):
        world.done(act, by)
        seen.append(states(notice))
    thread = Support.objects.get()

    assert seen == ["open", "answered", "solved", "reopened", "solved", "closed"]
    assert (thread.satisfaction, thread.waiting_since, thread.due_at) == (3, None, None)
    assert [item.own for item in support_thread(notice.case, notice.id).said] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_a_late_answer_is_escalated_once_to_the_named_person(world: "World", notice: Notice) -> None:
    house = world.organisations["vendor"]
    handler = world.people["handler"].person_id
    world.done(SetSupportTarget(organisation_id=house, hours="4", person_id=handler), "lead")
    ask(world, notice)
    due = Support.objects.get().due_at
    early = escalate_overdue(at=due - timedelta(minutes=1))
    late = [escalate_overdue(at=due), escalate_overdue(at=due + timedelta(hours=1))]
    mail = Delivery.objects.get(to="handler@vendor.example")

    assert (early, late) == (0, [1, 0])
    assert Support.objects.get().escalated_to_id == handler
    assert "升级失败" not in str(claim("test", at=mail.next_at, lease=timedelta(0), most=99)[-1].body())


def test_ac07_a_late_question_is_told_to_nobody_who_has_left(world: "World", notice: Notice) -> None:
    """The person was named while in office; the worker looks again when the time comes."""
    house = world.organisations["vendor"]
    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(SetSupportTarget(organisation_id=house, hours="4", person_id=handler), "lead")
    ask(world, notice)
    world.done(RevokeOffice(organisation_id=house, person_id=handler, office="handler"), "admin")
    escalate_overdue(at=world.now + timedelta(hours=5))

    assert Support.objects.get().escalated_to_id is None
    assert Delivery.objects.filter(to="handler@vendor.example").count() == 0
    assert Delivery.objects.filter(to="psirt@vendor.example").latest("next_at").next_at > world.now


def test_ac27_the_mails_about_a_question_hold_nothing_of_it(world: "World", notice: Notice) -> None:
    ask(world, notice, "secret question")
    world.done(AnswerSupport(case_id=notice.case_id, notice_id=notice.id, text="secret answer"), "lead")
    bodies = [str(due.body()) for due in claim("test", at=world.now, lease=timedelta(0), most=99)]

    assert len(bodies) >= 2
    assert "secret" not in "".join(bodies)


def test_ac01_a_recipient_reaches_neither_anothers_notice_nor_another_case(
    world: "World", notice: Notice
) -> None:
    other = Notice.objects.get(kind="downstream")
    elsewhere = world.accepted()
    by = recipient(notice)
    acts = [
        AskSupport(case_id=notice.case_id, notice_id=other.id, text="x"),
        AskSupport(case_id=elsewhere, notice_id=notice.id, text="x"),
        AnswerNotice(case_id=notice.case_id, notice_id=other.id, answer="patched"),
    ]

    assert {perform(act, by=by, at=world.now).status for act in acts} == {Status.NOT_FOUND}


def test_ac05_a_revoked_link_does_nothing_any_more(world: "World", notice: Notice) -> None:
    about = {"case_id": notice.case_id, "notice_id": notice.id}
    world.done(RevokeNotice(**about), "lead")
    acts = [AskSupport(**about, text="x"), AnswerNotice(**about, answer="patched"), StopNotices(**about)]

    assert {world.act(act, recipient(notice)).status for act in acts} == {Status.NOT_FOUND}


def test_ac05_the_desk_of_another_organisation_finds_no_thread(world: "World", notice: Notice) -> None:
    ask(world, notice)
    act = AnswerSupport(case_id=notice.case_id, notice_id=notice.id, text="x")

    assert world.act(act, "foreigner").status is Status.NOT_FOUND


def test_what_recipients_say_is_sealed_apart_and_names_nobody(world: "World", notice: Notice) -> None:
    before = Entry.objects.filter(stream=f"case:{notice.case_id}").count()
    world.done(
        AnswerNotice(case_id=notice.case_id, notice_id=notice.id, answer="affected"), recipient(notice)
    )
    ask(world, notice)
    entries = Entry.objects.filter(stream=f"notice:{notice.id}").order_by("index")

    assert Entry.objects.filter(stream=f"case:{notice.case_id}").count() == before
    assert ["customer.example" in f"{entry.header}{entry.payload}" for entry in entries] == [False, False]
    assert "升级失败" not in str([entry.payload for entry in entries])


def test_no_more_mail_is_proved_by_its_entry_and_a_legal_notice_still_goes(
    world: "World", notice: Notice
) -> None:
    world.done(StopNotices(case_id=notice.case_id, notice_id=notice.id), recipient(notice))
    row = Listed.objects.get(id=notice.listed_id)
    counts = []
    for also in (False, True):
        mailing_id = drafted(world, notice.case_id, also_stopped=also)
        act = SendNotice(case_id=notice.case_id, mailing_id=mailing_id, exploit_included=False)
        world.done(act, "lead")
        counts.append(Entry.objects.latest("id").payload["recipients"]["value"])

    assert counts == [1, 2]
    assert Entry.objects.filter(stream=row.stopped_by).exists()
