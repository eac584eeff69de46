"""What stands between a case and its finder: grades that are contested, names that are published."""

from uuid import UUID

import pytest

from bulou.acts import Actor, Question, Status
from bulou.acts.appeals import AnswerAppeal, ContestGrade
from bulou.acts.credits import ChooseCredit
from bulou.acts.membership import GrantCase
from bulou.acts.post_release import ThankReporter
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.acts.verification import GradeSeverity
from bulou.records import public
from tests.world import GRADE

LOWER = "AV:L/TR:L/PR:N/UI:N/C:L/I:L/A:N"


@pytest.fixture
def graded(world):
    """A case that the lead has graded."""
    case_id = world.accepted()
    world.done(GradeSeverity(case_id=case_id, gbt_vector=GRADE), "lead")
    return case_id


def contested(world, case_id):
    return world.act(ContestGrade(case_id=case_id, text="可远程利用"), Actor.reporter(case_id))


def answered(world, case_id, by, result="kept"):
    return world.act(AnswerAppeal(case_id=case_id, result=result, text="复核过"), by)


def test_who_graded_leaves_the_answer_to_another_person_where_there_is_one(world, graded):
    contested(world, graded)
    alone = answered(world, graded, "lead")
    assert alone.status is Status.DONE

    world.done(GradeSeverity(case_id=graded, gbt_vector=LOWER, grounds="本地才可利用"), "lead")
    world.done(GrantCase(case_id=graded, person_id=world.people["handler"].person_id), "lead")
    contested(world, graded)
    own, other = answered(world, graded, "lead"), answered(world, graded, "handler")

    assert (own.refusal.question, other.status) == (Question.WHO, Status.DONE)


def test_a_grade_is_contested_once_and_a_changed_one_was_really_changed(world, graded):
    first, again = contested(world, graded), contested(world, graded)
    unchanged = answered(world, graded, "lead", "changed")
    world.done(GradeSeverity(case_id=graded, gbt_vector=LOWER, grounds="本地才可利用"), "lead")
    changed = answered(world, graded, "lead", "changed")

    assert [each.status for each in (first, again, unchanged, changed)] == [
        Status.DONE, Status.INVALID, Status.INVALID, Status.DONE,
    ]  # fmt: skip
    side = public.finder(graded)
    assert (side.contest.outcome, side.open) == ("changed", True)
    said = [(message.act, message.text) for message in public.status_page(graded).messages]
    assert said == [("contest_grade", "可远程利用"), ("answer_appeal", "复核过")]


def released(world, **draft):
    case_id = world.accepted()
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/fw"), "lead")
    advisory_id = world.drafted(case_id, **draft)
    return case_id, PublishAdvisory(case_id=case_id, advisory_id=advisory_id)


def wishes(world, case_id, **more):
    act = ChooseCredit(
        case_id=case_id, **({"shown_as": "handle", "handle": "苔原", "credited": "林一"} | more)
    )
    return world.done(act, Actor.reporter(case_id))


def test_nobody_is_thanked_without_consent_and_no_longer_once_it_is_taken_back(world):
    case_id, publish = released(world)
    world.done(publish, "lead")
    thank = ThankReporter(case_id=case_id)
    unasked = world.act(thank, "lead")
    wishes(world, case_id, on_thanks=True, link="https://moss.example/")
    world.done(thank, "lead")
    shown = [(row.name, row.link) for row in public.thanks()]
    wishes(world, case_id, shown_as="anonymous", on_thanks=True)

    assert (unasked.status, list(unasked.errors)) == (Status.INVALID, ["credited"])
    assert shown == [("苔原", "https://moss.example/")]
    assert public.thanks() == []


def test_an_advisory_names_the_reporter_only_as_they_agreed(world):
    case_id, publish = released(world, credits="感谢 林一")
    wishes(world, case_id, in_advisory=True)
    other_name = world.act(publish, "lead")
    case_id, publish = released(world, credits="感谢 苔原")
    wishes(world, case_id, in_advisory=True)
    agreed = world.act(publish, "lead")

    assert (other_name.status, list(other_name.errors)) == (Status.INVALID, ["credits"])
    assert agreed.status is Status.DONE


@pytest.mark.parametrize(
    ("channel", "named"), [("portal", "林一"), ("api", "林一"), ("email", ""), ("phone", "")]
)
def test_only_a_name_given_to_be_thanked_by_is_one(world, channel, named):
    case_id = UUID(
        world.submit(channel=channel, content={"name": "林一"}, identity="self_declared").ids["case_id"]
    )

    who = public.finder(case_id).naming

    assert (who.named("in_advisory"), who.named("on_thanks"), who.known) == (named, named, ("林一",))


@pytest.mark.parametrize(
    "link", ["http://moss.example", "javascript:alert(1)", "https://", "https://[", "https://a b"]
)
def test_a_link_leads_to_a_page_and_to_nothing_else(world, link):
    case_id = world.accepted()
    act = ChooseCredit(case_id=case_id, shown_as="handle", handle="苔原", link=link)

    assert list(world.act(act, Actor.reporter(case_id)).errors) == ["link"]
