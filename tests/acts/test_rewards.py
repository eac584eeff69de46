"""Rewards: approved by another person, paid once, told to the reporter."""

import threading
from collections import Counter
from uuid import UUID

import pytest
from django.db import connections

from bulou.acts import Actor, Question, Status, perform
from bulou.acts.rewards import ApproveReward, CancelReward, PayReward, ProposeReward
from bulou.records import public
from bulou.records.models import Entry, Reward
from tests.acts.conftest import populated, quick


def proposed(world, case_id, by="lead"):
    made = world.done(ProposeReward(case_id=case_id, amount="3,000.50", text="完整"), by)
    return UUID(made.ids["reward_id"])


def test_ac41_nobody_approves_what_they_proposed_and_nothing_skips_the_approval(world):
    world.appoint("second", "vendor", "lead")
    case_id = world.accepted()
    one = {"case_id": case_id, "reward_id": proposed(world, case_id)}
    own = world.act(ApproveReward(**one), "lead")
    unapproved = world.act(PayReward(**one, reference="转账"), "second")
    told_before = public.finder(case_id).rewards
    approved = world.act(ApproveReward(**one), "second")

    assert (own.refusal.question, unapproved.status, approved.status) == (
        Question.WHO, Status.INVALID, Status.DONE,
    )  # fmt: skip
    assert (told_before, [str(row.amount) for row in public.finder(case_id).rewards]) == ([], ["3000.50"])


def test_ac41_the_node_itself_is_no_second_person(world):
    case_id = world.accepted()
    made = world.done(ProposeReward(case_id=case_id, amount="1", text="x"), Actor.system())
    act = ApproveReward(case_id=case_id, reward_id=UUID(made.ids["reward_id"]))

    assert world.act(act, Actor.system()).refusal.question is Question.WHO


def test_what_was_paid_is_not_cancelled_nor_paid_in_another_case(world):
    world.appoint("second", "vendor", "lead")
    case_id, other = world.accepted(), world.accepted()
    one = {"case_id": case_id, "reward_id": proposed(world, case_id)}
    world.done(ApproveReward(**one), "second")
    elsewhere = world.act(PayReward(case_id=other, reward_id=one["reward_id"], reference="转账"), "lead")
    world.done(PayReward(**one, reference="转账"), "lead")
    cancelled = world.act(CancelReward(**one, text="误付"), "lead")

    assert [elsewhere.status, cancelled.status] == [Status.INVALID] * 2


@pytest.mark.parametrize(
    "amount", ["0", "-1", "1e9", "0.001", "NaN", "Infinity", "三千", "3,50", "30,00.5", ""]
)
def test_an_amount_is_a_sum_of_money(world, amount):
    act = ProposeReward(case_id=world.accepted(), amount=amount, text="x")

    assert list(world.act(act, "lead").errors) == ["amount"]


def test_ac40_a_race_approves_and_pays_once(transactional_db):
    world = populated()
    with quick():
        world.appoint("second", "vendor", "lead")
    case_id = world.accepted()
    one = {"case_id": case_id, "reward_id": proposed(world, case_id)}
    found = {}
    for name, act in (("approved", ApproveReward(**one)), ("paid", PayReward(**one, reference="转账"))):
        found[name] = Counter(_at_once(act, world, 6))

    # On a machine with too much to do SQLite may give up on some of them; it never lets two pass.
    assert {name: each[Status.DONE] for name, each in found.items()} == {"approved": 1, "paid": 1}
    assert set(found["approved"]) | set(found["paid"]) == {Status.DONE, Status.INVALID}
    assert Reward.objects.get().state == "paid"
    assert Entry.objects.filter(stream=f"case:{case_id}", payload__has_key="reward").count() == 3


def _at_once(act, world, crowd):
    """The same act from several threads at the same moment."""
    start, answers = threading.Barrier(crowd), []

    def one():
        start.wait()
        try:
            answers.append(perform(act, by=world.people["second"], at=world.now).status)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _turn in range(crowd)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
