"""The published rules (Article 10): in force from their moment, never refusing a report, enforced where they say so."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from bulou.acts import Question, Status

if TYPE_CHECKING:
    from bulou.acts import Outcome
    from tests.world import World


def refused(outcome: "Outcome") -> tuple[Status, Question | None]:
    return outcome.status, outcome.refusal.question if outcome.refusal else None


@pytest.fixture
def mended(world: "World") -> UUID:
    """A case with a remedy, so that the law lets its advisory out."""
    from bulou.acts.remediation import RecordRemediation

    case = world.accepted()
    fixed = RecordRemediation(case_id=case, text="升级", location="https://vendor.example/3.4.7")
    world.done(fixed, "lead")
    return case


def test_ac41_nobody_publishes_a_text_they_wrote_once_the_rules_say_so(world: "World", mended: UUID) -> None:
    from bulou.acts.release import PublishAdvisory
    from tests.acts.housed import adopted

    world.appoint("second", "vendor", "lead")
    adopted(world, four_eyes=True)
    act = PublishAdvisory(case_id=mended, advisory_id=world.drafted(mended))
    for _each in range(51):  # however many others were saved since
        world.drafted(mended, judged=False)

    assert [refused(world.act(act, by)) for by in ("lead", "second")] == [
        (Status.REFUSED, Question.WHO), (Status.DONE, None),
    ]  # fmt: skip


def test_ac41_the_rules_bind_every_further_revision_too(world: "World", mended: UUID) -> None:
    from bulou.acts.post_release import ReviseAdvisory
    from bulou.acts.release import PublishAdvisory
    from tests.acts.housed import adopted

    advisory = world.drafted(mended)
    world.done(PublishAdvisory(case_id=mended, advisory_id=advisory), "lead")
    adopted(world, four_eyes=True)
    act = ReviseAdvisory(case_id=mended, advisory_id=advisory, summary="措辞")

    assert refused(world.act(act, "lead")) == (Status.REFUSED, Question.WHO)


def test_nothing_is_published_before_an_attempt_to_reproduce_is_recorded(
    world: "World", mended: UUID
) -> None:
    from bulou.acts.assessing import RecordVerification
    from bulou.acts.release import PublishAdvisory
    from tests.acts.housed import adopted

    adopted(world, reproduced_first=True)
    act = PublishAdvisory(case_id=mended, advisory_id=world.drafted(mended))
    before = refused(world.act(act, "lead"))
    tried = RecordVerification(
        case_id=mended, result="reproduced", product="QY-4200", version="3.1", environment="实验室", steps="一",
        observed="重启",
    )  # fmt: skip
    world.done(tried, "lead")

    assert [before, refused(world.act(act, "lead"))] == [(Status.REFUSED, Question.TURN), (Status.DONE, None)]


def test_an_edition_binds_from_its_moment_and_the_one_before_stays_public(world: "World") -> None:
    from bulou.records.rules import in_force, published
    from tests.acts.housed import adopted, rules

    house = world.organisations["vendor"]
    adopted(world)
    adopted(world, four_eyes=True, from_at=world.now + timedelta(days=30))
    past = world.act(rules(world, from_at=world.now - timedelta(days=1)), "lead")
    now, later = (in_force(house, at=world.now + timedelta(days=days)) for days in (0, 31))
    found = published("vendor", at=world.now)

    assert past.errors.keys() == {"from_at"}
    assert [each and (each.version, each.four_eyes) for each in (now, later)] == [(1, False), (2, True)]
    assert found is not None
    assert [each.version for each in found.editions] == [2, 1]
    assert (found.now, found.coming) == (found.editions[1], found.editions[0])


def test_a_promise_runs_as_a_clock_of_the_house_and_refuses_no_report(world: "World") -> None:
    from bulou.acts.receipt import PostMessage
    from bulou.records.rules import unanswered
    from tests.acts.housed import adopted

    house, lead = world.organisations["vendor"], world.people["lead"].person_id
    world.submit()
    adopted(world, first_answer="2")
    waits, answered = (UUID(world.submit().ids["case_id"]) for _each in range(2))
    world.done(PostMessage(case_id=answered, thread="public", text="已收到"), "lead")
    soon, late = (unanswered(lead, house, at=world.now + timedelta(days=days)).count for days in (1, 3))
    world.now += timedelta(days=3)
    again = world.submit()

    assert (soon, late, again.status) == (0, 1, Status.DONE)
    assert waits != answered


def test_rules_need_their_chinese_text_and_their_grounds(world: "World") -> None:
    from tests.acts.housed import rules

    act = replace(rules(world), collection_zh=" ", grounds=" ")

    assert world.act(act, "lead").errors.keys() == {"collection_zh", "grounds"}
