"""Article 4: what a flag and a suspension stop, and what they never stop."""

from uuid import UUID

import pytest

from bulou.acts import Act, Actor, Outcome, Question, Status, foresee
from bulou.acts.abuse import FlagAbuse, LiftSuspension, ReferAbuse, SuspendSharing
from bulou.acts.coordination import AddParty, NotifyUpstream, ShareDetail
from bulou.acts.discussion import PostToParties
from bulou.acts.permissions import standing
from bulou.acts.prospects import prospects
from bulou.acts.receipt import PostMessage, WriteAsReporter
from bulou.acts.verification import IdentifyUpstream
from bulou.records.flagged import flags_for, is_live
from bulou.records.models import AbuseFlag, Case, Entry, Party
from bulou.records.streams import opened
from bulou.records.visible import case_page
from tests.world import World


@pytest.fixture
def case_id(world: World) -> UUID:
    return world.accepted()


def party(
    world: World, case_id: UUID, name: str = "中间商乙", role: str = "downstream", **more: object
) -> UUID:
    act = AddParty(case_id=case_id, party=name, role=role, overseas=False, **more)
    return UUID(world.done(act, "lead").ids["party_id"])


def suspended(world: World, case_id: UUID, party_id: UUID, suspicion: str = "sale") -> UUID:
    """Sharing with the party is suspended under a flag; its id."""
    flag = UUID(
        world.done(
            FlagAbuse(case_id=case_id, suspicion=suspicion, party_id=party_id, grounds="来函要价三十万元"),
            "lead",
        ).ids["flag_id"]
    )
    world.done(SuspendSharing(case_id=case_id, flag_id=flag, party_id=party_id, grounds="核查其来源"), "lead")
    return flag


def share(world: World, case_id: UUID, party_id: UUID) -> Outcome:
    return world.act(
        ShareDetail(
            exploit_included=False, case_id=case_id, party_id=party_id, text="细节", only_public=True
        ),
        "lead",
    )


def stopped(outcome: Outcome) -> tuple[Status, Question | None, str]:
    refusal = outcome.refusal
    return (
        outcome.status,
        refusal.question if refusal else None,
        refusal.citation.en if refusal and refusal.citation else "",
    )


BARRED = (Status.REFUSED, Question.TURN, "RMSV Art. 4")


def test_a_flag_alone_changes_nothing(world: World, case_id: UUID) -> None:
    seller = party(world, case_id)
    world.done(FlagAbuse(case_id=case_id, suspicion="sale", party_id=seller, grounds="要价"), "lead")

    assert share(world, case_id, seller)


def test_while_a_suspension_stands_nothing_is_shared_and_the_refusal_names_article_and_cure(
    world: World, case_id: UUID
) -> None:
    """AC52."""
    seller = party(world, case_id)
    flag = suspended(world, case_id, seller)
    refused = share(world, case_id, seller)

    assert stopped(refused) == BARRED
    assert refused.refusal is not None
    assert "中间商乙" in str(refused.refusal.reason)
    assert "解除暂停" in str(refused.refusal.remedy)
    assert refused.entry is not None
    entry = Entry.objects.get(hash=refused.entry.hash)
    assert opened(entry, None)["measure"] == {"zh": "规定 第四条", "en": "RMSV Art. 4"}

    world.done(LiftSuspension(case_id=case_id, flag_id=flag, grounds="来源已查清"), "lead")
    assert share(world, case_id, seller)


def test_others_are_not_suspended_with_them(world: World, case_id: UUID) -> None:
    seller, other = party(world, case_id), party(world, case_id, "运营者丙", "operator")
    suspended(world, case_id, seller)

    assert share(world, case_id, other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("中间商乙", BARRED), ("  中间商乙 ", BARRED), ("中间商丁", (Status.DONE, None, ""))],
)
def test_a_suspended_party_is_suspended_in_the_organisations_other_cases(
    world: World, case_id: UUID, name: str, expected: tuple[Status, Question | None, str]
) -> None:
    suspended(world, case_id, party(world, case_id))
    another = world.accepted()

    assert stopped(share(world, another, party(world, another, name, "coordinator"))) == expected


def test_one_hosted_here_is_known_by_its_organisation_whatever_it_is_called(
    world: World, case_id: UUID
) -> None:
    suspended(world, case_id, party(world, case_id, "甲", organisation="other"))
    another = world.accepted()

    assert (
        stopped(share(world, another, party(world, another, "乙", "coordinator", organisation="other")))
        == BARRED
    )


def test_another_organisation_is_not_bound_by_it(world: World, case_id: UUID) -> None:
    suspended(world, case_id, party(world, case_id))
    theirs = world.accepted("other", "foreigner")
    act = AddParty(case_id=theirs, party="中间商乙", role="downstream", overseas=False)
    party_id = UUID(world.done(act, "foreigner").ids["party_id"])
    shared = world.act(
        ShareDetail(exploit_included=False, case_id=theirs, party_id=party_id, text="细节", only_public=True),
        "foreigner",
    )

    assert shared


def test_what_a_live_duty_demands_still_passes(world: World, case_id: UUID) -> None:
    """Article 7(1): the upstream vendor is told at once, whatever is suspected of it."""
    made = world.done(
        IdentifyUpstream(case_id=case_id, component="libx", provider="上游甲", overseas=False), "lead"
    )
    vendor = UUID(made.ids["party_id"])
    suspended(world, case_id, vendor, "use")
    told = world.act(
        NotifyUpstream(exploit_included=False, case_id=case_id, party_id=vendor, text="贵方组件"), "lead"
    )

    assert told.verdict is not None
    assert (told.status, str(told.verdict.outcome)) == (Status.DONE, "owed")
    assert stopped(share(world, case_id, vendor)) == BARRED


def test_no_message_goes_to_a_suspended_reporter_and_everything_of_theirs_still_comes_in(
    world: World, case_id: UUID
) -> None:
    """AC52."""
    reporter = Party.objects.get(case_id=case_id, role="reporter").id
    world.joined(case_id)
    suspended(world, case_id, reporter)
    acts: dict[str, Act] = {
        "public": PostMessage(case_id=case_id, thread="public", text="您好"),
        "party": PostToParties(case_id=case_id, text="您好", exploit_included=False),
        "internal": PostMessage(case_id=case_id, thread="internal", text="您好"),
    }
    answers = {to: stopped(world.act(act, "lead")) for to, act in acts.items()}

    done = (Status.DONE, None, "")
    assert answers == {"public": BARRED, "party": done, "internal": done}
    assert world.act(WriteAsReporter(case_id=case_id, text="五万元"), Actor.reporter(case_id))
    assert world.submit()


def test_no_message_goes_to_the_parties_while_one_that_was_told_is_suspended(
    world: World, case_id: UUID
) -> None:
    world.joined(case_id)
    suspended(world, case_id, party(world, case_id))
    message = PostToParties(case_id=case_id, text="各位", exploit_included=False)
    assert world.act(message, "lead")  # it never came in, so it would not read this
    suspended(world, case_id, world.joined(case_id, party="运营者丙", email="c@c.cn"))

    assert stopped(world.act(message, "lead")) == BARRED


def test_the_panel_shows_the_suspension_with_its_article_before_anything_is_pressed(
    world: World, case_id: UUID
) -> None:
    lead, seller = world.people["lead"], party(world, case_id)
    suspended(world, case_id, seller)
    case = Case.objects.select_related("organisation").get(id=case_id)
    found = prospects(
        case,
        by=lead,
        at=world.now,
        standing=standing(lead, case.organisation, case),
        parties=list(Party.objects.filter(case=case)),
        panel=(ShareDetail,),
    )
    act: Act = ShareDetail(
        exploit_included=False, case_id=case_id, party_id=seller, text="细节", only_public=True
    )

    assert [(each.about, each.group, stopped(each.outcome)) for each in found] == [
        ("中间商乙", "may_not", BARRED)
    ]
    assert stopped(foresee(act, by=lead, at=world.now)) == BARRED


def test_a_referral_is_recorded_with_addressee_number_and_moment_and_lifts_nothing(
    world: World, case_id: UUID
) -> None:
    seller = party(world, case_id)
    flag = suspended(world, case_id, seller)
    handed = world.now
    world.done(
        ReferAbuse(
            case_id=case_id,
            flag_id=flag,
            addressee="某市公安局",
            reference="受案7号",
            handed_at=handed,
            grounds="涉嫌出售",
        ),
        "lead",
    )
    row = AbuseFlag.objects.get(id=flag)

    assert (row.addressee, row.reference, row.referred_at) == ("某市公安局", "受案7号", handed)
    assert stopped(share(world, case_id, seller)) == BARRED
    assert is_live(row)


def test_a_flag_names_a_message_that_exists_and_nothing_else(world: World, case_id: UUID) -> None:
    world.done(WriteAsReporter(case_id=case_id, text="不付钱就公开"), Actor.reporter(case_id))
    last = Entry.objects.filter(stream=f"case:{case_id}").count() - 1
    answers = {
        entry: world.act(
            FlagAbuse(case_id=case_id, suspicion="sale", entry=entry, grounds="勒索"), "lead"
        ).status
        for entry in (str(last), "0", "1", "-1", "99", "x", "１")
    }

    assert answers == {str(last): Status.DONE, "0": Status.DONE} | dict.fromkeys(
        ("1", "-1", "99", "x", "１"), Status.INVALID
    )


def test_a_suspension_is_placed_once_for_the_party_that_was_flagged(world: World, case_id: UUID) -> None:
    seller, other = party(world, case_id), party(world, case_id, "运营者丙", "operator")
    flag = suspended(world, case_id, seller)
    again = SuspendSharing(case_id=case_id, flag_id=flag, party_id=seller, grounds="x")
    lift = LiftSuspension(case_id=case_id, flag_id=flag, grounds="x")
    fresh = UUID(
        world.done(FlagAbuse(case_id=case_id, suspicion="use", party_id=other, grounds="x"), "lead").ids[
            "flag_id"
        ]
    )
    wrong = SuspendSharing(case_id=case_id, flag_id=fresh, party_id=seller, grounds="x")

    answers = [world.act(act, "lead") for act in (again, wrong, lift, lift)]

    assert [(a.status, list(a.errors)) for a in answers] == [
        (Status.INVALID, ["flag_id"]),
        (Status.INVALID, ["party_id"]),
        (Status.DONE, []),
        (Status.INVALID, ["flag_id"]),
    ]


def test_the_queue_shows_flags_of_cases_that_one_may_know_and_no_others(world: World, case_id: UUID) -> None:
    """AC52."""
    suspended(world, case_id, party(world, case_id))
    organisation = world.organisations["vendor"]
    people = ("lead", "handler", "admin", "auditor", "foreigner")
    seen = {name: len(flags_for(_id(world, name), organisation)) for name in people}

    assert seen == {"lead": 1, "handler": 0, "admin": 0, "auditor": 0, "foreigner": 0}
    number = Case.objects.get(id=case_id).number
    page = case_page(_id(world, "lead"), number, at=world.now)
    assert page is not None
    assert [each.name for each in page.suspended.values()] == ["中间商乙"]


def test_a_flag_to_be_dealt_with_is_not_crowded_out_by_newer_ones(
    world: World, case_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_flag = suspended(world, case_id, party(world, case_id))
    settled = suspended(world, case_id, party(world, case_id, "运营者丙", "operator"))
    world.done(LiftSuspension(case_id=case_id, flag_id=settled, grounds="查明"), "lead")
    asked = (_id(world, "lead"), world.organisations["vendor"])

    assert [(flag.id, is_live(flag)) for flag in flags_for(*asked)] == [(open_flag, True), (settled, False)]
    monkeypatch.setattr("bulou.records.flagged.MOST", 1)
    assert [flag.id for flag in flags_for(*asked)] == [open_flag]


def _id(world: World, name: str) -> UUID:
    found = world.people[name].person_id
    assert found is not None
    return found
