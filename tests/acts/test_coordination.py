"""Coordination through the gate: Article 9(7) before anything is shown, consent as data, need-to-know at every way in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Actor, Question, Status, foresee
from bulou.acts.as_party import AnswerEmbargo, EnterCase, ProposeAsParty, WriteToAllAsParty
from bulou.acts.children import LinkCase, OpenChildCase
from bulou.acts.coordination import AddParty, AnswerParty, JudgeProvider, NotifyUpstream
from bulou.acts.discussion import PostToParties
from bulou.acts.embargoes import AcceptEmbargo, NoteSilence, ProposeEmbargo, RejectEmbargo
from bulou.acts.parties import CorrectParty, InviteParty, RemindParty, RemoveParty
from bulou.acts.remediation import RecordRemediation
from bulou.acts.verification import RecordObservation
from bulou.law import Outcome as Answer
from bulou.records import parties as records
from bulou.records.models import Case, Delivery, EmbargoTerms, Notice, Party
from bulou.records.waiting import unsettled
from tests.world import World


@pytest.fixture
def case_id(world: World) -> UUID:
    return world.accepted()


def overseas(world: World, case_id: UUID, *, vendor: bool | None = None) -> UUID:
    made = world.done(AddParty(case_id=case_id, party="Overseas", role="vendor", overseas=True), "lead")
    party_id = UUID(made.ids["party_id"])
    if vendor is not None:
        world.done(
            JudgeProvider(case_id=case_id, party_id=party_id, is_provider=vendor, grounds="官网"), "lead"
        )
    return party_id


@pytest.mark.parametrize(
    ("vendor", "answers"),
    [(None, {Answer.NEEDS_FACTS, Answer.NEEDS_JUDGEMENT}), (False, {Answer.FORBIDDEN})],
)
def test_ac50_nobody_abroad_is_invited_before_article_9_7_is_answered(
    world: World, case_id: UUID, vendor: bool | None, answers: set[Answer]
) -> None:
    party_id = overseas(world, case_id, vendor=vendor)

    outcome = world.act(
        InviteParty(case_id=case_id, party_id=party_id, email="x@abroad.example", exploit_included=False),
        "lead",
    )

    assert outcome.status is Status.REFUSED
    assert outcome.verdict is not None
    assert outcome.verdict.outcome in answers
    assert not Delivery.objects.filter(to="x@abroad.example").exists()
    assert records.place(Party.objects.get(id=party_id)) == "none"


@pytest.mark.parametrize(
    ("email", "abroad", "status"),
    [
        ("psirt@maker.cn", None, Status.DONE),
        ("psirt@maker.com", False, Status.DONE),
        ("psirt@maker.com", None, Status.REFUSED),
        ("psirt@maker.com", True, Status.REFUSED),
        ("psirt@maker.cn", True, Status.REFUSED),
    ],
)
def test_ac50_a_mailbox_that_may_be_read_abroad_is_asked_about(
    world: World, case_id: UUID, email: str, abroad: bool | None, status: Status
) -> None:
    made = world.done(AddParty(case_id=case_id, party="某运营者", role="operator", overseas=False), "lead")
    invited = InviteParty(
        case_id=case_id, party_id=UUID(made.ids["party_id"]), email=email, mailbox_abroad=abroad,
        lawful=True, grounds="自身系统受影响", exploit_included=False,
    )  # fmt: skip

    assert world.act(invited, "lead").status is status


def test_ac50_where_a_party_is_was_wrong_and_everything_closes_until_it_is_asked_again(
    world: World, case_id: UUID
) -> None:
    party_id = world.joined(case_id)
    other = world.joined(case_id, party="另一家", email="b@b.cn")
    me = Actor.party(case_id, party_id)
    enter = EnterCase(case_id=case_id, party_id=party_id)
    assert foresee(enter, by=me, at=world.now)

    world.done(CorrectParty(case_id=case_id, party_id=party_id, overseas=True, grounds="境外注册"), "lead")

    assert foresee(enter, by=me, at=world.now).status is Status.NOT_FOUND
    again = InviteParty(case_id=case_id, party_id=party_id, email="psirt@maker.cn", exploit_included=False)
    assert world.act(again, "lead").status is Status.REFUSED
    done = world.done(PostToParties(case_id=case_id, text="细节", exploit_included=False), "lead")
    mails = Delivery.objects.filter(
        key__startswith=f"case:{case_id}:{done.entry.index if done.entry else -1}:"
    )
    assert list(mails.values_list("to", flat=True)) == ["b@b.cn"]
    shared = WriteToAllAsParty(case_id=case_id, party_id=party_id, text="x", exploit_included=False)
    assert world.act(shared, me).status is Status.NOT_FOUND
    assert records.room(Party.objects.get(id=party_id)) is None
    assert records.room(Party.objects.get(id=other)) is not None


def test_ac50_one_recipient_whom_the_law_stops_stops_the_post_to_all(world: World, case_id: UUID) -> None:
    world.joined(case_id)
    abroad = overseas(world, case_id, vendor=True)
    world.done(
        InviteParty(case_id=case_id, party_id=abroad, email="x@abroad.example", exploit_included=False),
        "lead",
    )
    world.done(EnterCase(case_id=case_id, party_id=abroad), Actor.party(case_id, abroad))
    post = PostToParties(case_id=case_id, text="细节", exploit_included=False)
    assert world.act(post, "lead")

    world.done(JudgeProvider(case_id=case_id, party_id=abroad, is_provider=False, grounds="查明不是"), "lead")
    outcome = world.act(post, "lead")

    assert outcome.refusal is not None
    assert (outcome.status, outcome.refusal.question) == (Status.REFUSED, Question.LAW)
    entering = foresee(
        EnterCase(case_id=case_id, party_id=abroad), by=Actor.party(case_id, abroad), at=world.now
    )
    assert entering.status is Status.REFUSED


def test_ac50_an_organisation_of_this_node_abroad_is_no_way_round(world: World, case_id: UUID) -> None:
    made = world.done(
        AddParty(case_id=case_id, party="供应商", role="upstream", organisation="supplier", overseas=False),
        "lead",
    )
    party_id = UUID(made.ids["party_id"])

    assert (
        world.act(InviteParty(case_id=case_id, party_id=party_id, exploit_included=False), "lead").status
        is Status.REFUSED
    )
    told = CorrectParty(case_id=case_id, party_id=party_id, overseas=False, grounds="说是国内")
    assert world.act(told, "lead").status is Status.INVALID


def test_a_party_agrees_before_it_comes_in_where_an_embargo_is_in_force(world: World, case_id: UUID) -> None:
    world.done(ProposeEmbargo(case_id=case_id, until=world.now + timedelta(days=30)), "lead")
    world.done(AcceptEmbargo(case_id=case_id), "lead")
    party_id = world.invited(case_id)
    me = Actor.party(case_id, party_id)

    silent = world.act(EnterCase(case_id=case_id, party_id=party_id), me)
    world.done(EnterCase(case_id=case_id, party_id=party_id, agrees=True), me)

    assert (silent.status, list(silent.errors)) == (Status.INVALID, ["agrees"])
    assert Party.objects.get(id=party_id).pec == "signatory"


def test_the_shorter_proposal_stands_and_the_longer_stays_open_as_a_revision(
    world: World, case_id: UUID
) -> None:
    party_id = world.joined(case_id)
    late, early = world.now + timedelta(days=60), world.now + timedelta(days=20)
    world.done(ProposeEmbargo(case_id=case_id, until=late), "lead")
    me = Actor.party(case_id, party_id)
    world.done(ProposeAsParty(case_id=case_id, party_id=party_id, until=early), me)

    world.done(AcceptEmbargo(case_id=case_id), "lead")

    case = Case.objects.get(id=case_id)
    states = dict(EmbargoTerms.objects.filter(case=case).values_list("until", "state"))
    assert (case.em, case.embargo_until, states) == ("revise", early, {early: "in_force", late: "open"})
    world.done(RejectEmbargo(case_id=case_id), "lead")
    case.refresh_from_db()
    assert (case.em, case.embargo_until) == ("active", early)
    assert Party.objects.get(id=party_id).pec == "signatory"


def test_silence_past_the_day_set_is_a_no(world: World, case_id: UUID) -> None:
    party_id = world.joined(case_id)
    world.done(ProposeEmbargo(case_id=case_id, until=world.now + timedelta(days=30)), "lead")
    assert unsettled(at=world.now, most=9) == []

    world.now += timedelta(days=8)
    assert unsettled(at=world.now, most=9) == [case_id]
    world.done(NoteSilence(case_id=case_id), Actor.system())

    assert (Party.objects.get(id=party_id).pec, Case.objects.get(id=case_id).em) == ("no_embargo", "none")
    assert unsettled(at=world.now, most=9) == []


def test_consent_of_one_puts_the_proposal_in_force_and_its_hour_ends_it(world: World, case_id: UUID) -> None:
    party_id = world.joined(case_id)
    until = world.now + timedelta(days=5)
    world.done(ProposeEmbargo(case_id=case_id, until=until, zone="Europe/Berlin"), "lead")
    world.done(AnswerEmbargo(case_id=case_id, party_id=party_id, agrees=True), Actor.party(case_id, party_id))
    case = Case.objects.get(id=case_id)
    assert (case.em, case.embargo_zone, Party.objects.get(id=party_id).pec) == (
        "active",
        "Europe/Berlin",
        "signatory",
    )

    world.now = until + timedelta(minutes=1)
    world.done(NoteSilence(case_id=case_id), Actor.system())

    assert (Case.objects.get(id=case_id).em, Party.objects.get(id=party_id).pec) == ("exited", "no_embargo")


@pytest.mark.parametrize(
    ("observed", "proposed", "in_force"),
    [("public", "none", "exited"), ("exploit_public", "none", "exited"), ("attacks", "none", "active")],
)
def test_what_the_world_knows_ends_negotiation(
    world: World, case_id: UUID, observed: str, proposed: str, in_force: str
) -> None:
    other = world.accepted()
    for each in (case_id, other):
        world.done(ProposeEmbargo(case_id=each, until=world.now + timedelta(days=30)), "lead")
    world.done(AcceptEmbargo(case_id=other), "lead")
    for each in (case_id, other):
        world.done(RecordObservation(case_id=each, observed=observed, source="论坛"), "lead")

    assert [Case.objects.get(id=each).em for each in (case_id, other)] == [proposed, in_force]
    anew = world.act(ProposeEmbargo(case_id=case_id, until=world.now + timedelta(days=9)), "lead")
    assert (anew.status, list(anew.errors)) == (Status.INVALID, ["until"])


def test_no_embargo_begins_once_every_vendor_has_its_fix(world: World, case_id: UUID) -> None:
    world.done(RecordRemediation(case_id=case_id, text="升级", location="官网"), "lead")

    outcome = world.act(ProposeEmbargo(case_id=case_id, until=world.now + timedelta(days=9)), "lead")

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["until"])


def test_reminders_are_limited_and_an_answer_confirms_the_notice(world: World, case_id: UUID) -> None:
    made = world.done(AddParty(case_id=case_id, party="上游", role="upstream", overseas=False), "lead")
    party_id = UUID(made.ids["party_id"])
    world.done(
        NotifyUpstream(case_id=case_id, party_id=party_id, text="贵方组件", exploit_included=False), "lead"
    )
    world.done(
        InviteParty(case_id=case_id, party_id=party_id, email="up@up.cn", exploit_included=False), "lead"
    )
    remind = RemindParty(case_id=case_id, party_id=party_id)
    found = []
    for hours in (0, 1, 24, 24, 24, 24, 24):
        world.now += timedelta(hours=hours)
        found.append(world.act(remind, "lead").status.value)

    assert found == ["done", "invalid", "done", "done", "done", "done", "invalid"]
    Notice.objects.filter(case_id=case_id).update(state="sent")  # writes: the worker has sent it
    world.done(AnswerParty(case_id=case_id, party_id=party_id, answer="affected", product="libx 1.2"), "lead")
    assert Notice.objects.get(case_id=case_id).state == "confirmed"
    page = records.parties_page(_person(world, "lead"), Case.objects.get(id=case_id).number, at=world.now)
    assert page is not None
    row = page.rows[0]
    assert (row.silent_days, [status.product for status in row.statuses], bool(row.notices[0].hash)) == (
        0,
        ["libx 1.2"],
        True,
    )


def test_silence_is_counted_apart_from_every_answer(world: World, case_id: UUID) -> None:
    world.invited(case_id, party="沉默")
    said = {"不受影响": "not_affected", "核查中": "under_investigation"}
    for n, (name, answer) in enumerate(said.items()):
        party_id = world.invited(case_id, party=name, email=f"p{n}@x.cn")
        world.done(AnswerParty(case_id=case_id, party_id=party_id, answer=answer), "lead")
    world.now += timedelta(days=3)

    page = records.parties_page(_person(world, "lead"), Case.objects.get(id=case_id).number, at=world.now)

    assert page is not None
    found = {row.party.name: (row.silent_days, row.party.answer) for row in page.rows}
    assert found == {"沉默": (3, ""), "不受影响": (0, "not_affected"), "核查中": (0, "under_investigation")}


def test_ac13_a_case_is_put_only_under_one_that_is_known(world: World, case_id: UUID) -> None:
    foreign = Case.objects.get(id=UUID(world.submit("other").ids["case_id"]))
    outcome = world.act(LinkCase(case_id=case_id, parent=foreign.number), "lead")
    child = OpenChildCase(
        organisation_id=world.organisations["other"], parent_id=case_id, heading="组件", product="libx"
    )

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["parent"])
    assert world.act(child, "foreigner").status is Status.NOT_FOUND


def test_a_child_case_promises_the_same_silence_and_is_seen_by_those_entitled(
    world: World, case_id: UUID
) -> None:
    until = world.now + timedelta(days=30)
    world.done(ProposeEmbargo(case_id=case_id, until=until), "lead")
    world.done(AcceptEmbargo(case_id=case_id), "lead")
    made = world.done(
        OpenChildCase(
            organisation_id=world.organisations["vendor"], parent_id=case_id, heading="组件", product="libx"
        ),
        "lead",
    )
    child = Case.objects.get(id=UUID(made.ids["case_id"]))

    assert (child.em, child.embargo_until, child.parent_id) == ("active", until, case_id)
    page = records.parties_page(_person(world, "lead"), child.number, at=world.now)
    assert page is not None
    assert page.parent is not None
    world.done(_grant(child.id, _person(world, "handler")), "lead")
    theirs = records.parties_page(_person(world, "handler"), child.number, at=world.now)
    assert theirs is not None
    assert theirs.parent is None


def test_ac04_a_party_in_another_case_speaks_for_nobody_here(world: World, case_id: UUID) -> None:
    party_id = world.joined(case_id)
    other = world.accepted()
    elsewhere = EnterCase(case_id=other, party_id=party_id)
    pretended = EnterCase(case_id=case_id, party_id=party_id)
    removed = world.joined(case_id, party="另一家", email="b@b.cn")
    world.done(RemoveParty(case_id=case_id, party_id=removed, grounds="退出"), "lead")
    answers: list[Any] = [
        world.act(elsewhere, Actor.party(other, party_id)).status,
        world.act(pretended, Actor.party(case_id, removed)).status,
        world.act(pretended, "foreigner").status,
        world.act(EnterCase(case_id=case_id, party_id=removed), Actor.party(case_id, removed)).status,
    ]

    assert answers == [Status.NOT_FOUND] * 4


def _person(world: World, name: str) -> UUID:
    found = world.people[name].person_id
    assert found is not None
    return found


def _grant(case_id: UUID, person_id: UUID) -> Any:
    from bulou.acts.membership import GrantCase

    return GrantCase(case_id=case_id, person_id=person_id)


@pytest.mark.parametrize(
    ("said", "for_attack", "enters"),
    [(None, None, False), (False, None, True), (True, None, False), (True, True, False), (True, False, True)],
)
def test_nobody_comes_in_before_it_was_said_whether_a_tool_is_shown(
    world: World, case_id: UUID, said: bool | None, for_attack: bool | None, enters: bool
) -> None:
    made = world.done(AddParty(case_id=case_id, party="某厂商", role="vendor", overseas=False), "lead")
    party_id = UUID(made.ids["party_id"])
    invited = InviteParty(
        case_id=case_id, party_id=party_id, email="psirt@maker.cn", exploit_included=said,
        only_for_attack=for_attack, tool_grounds="" if for_attack is None else "只演示成因",
    )  # fmt: skip

    done = world.act(invited, "lead")

    assert bool(done) is enters
    if not enters:
        Party.objects.filter(id=party_id).update(invited_at=world.now)  # writes: as if invited unasked
    me = Actor.party(case_id, party_id)
    assert bool(foresee(EnterCase(case_id=case_id, party_id=party_id), by=me, at=world.now)) is enters


def test_which_of_several_organisations_of_one_name_is_meant_a_person_says(
    world: World, case_id: UUID
) -> None:
    from tests.exchanging import FarNode
    from tests.transport.test_peers import introduce

    nodes = [FarNode(origin=f"https://{name}.example") for name in ("one", "two")]
    for node in nodes:
        introduce(world, node)

    def add(organisation: str) -> tuple[Status, list[str]]:
        act = AddParty(case_id=case_id, party="上游", role="upstream", organisation=organisation)
        outcome = world.act(act, "lead")
        return outcome.status, list(outcome.errors)

    assert [add("远方机构"), add(" ")] == [(Status.INVALID, ["organisation"])] * 2
    assert add(str(nodes[1].organisation)) == (Status.DONE, [])
    assert Party.objects.get(case_id=case_id, name="上游").elsewhere == nodes[1].organisation
