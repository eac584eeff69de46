"""Article 9(7) through the gate: to whom undisclosed information goes, at every sink."""

from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Outcome, Status
from bulou.acts.coordination import AddParty, JudgeProvider, NotifyUpstream, ShareDetail
from bulou.acts.remediation import NotifyUsers
from bulou.acts.verification import IdentifyUpstream, RecordObservation
from bulou.law import Outcome as Answer
from bulou.records.models import Delivery, Notice, Party
from tests.world import World

PASSING = {Answer.NOT_PROHIBITED, Answer.OWED, Answer.PERMITTED}


@pytest.fixture
def case_id(world: World) -> UUID:
    return world.accepted()


def answer(outcome: Outcome) -> tuple[Status, Answer | None]:
    return outcome.status, outcome.verdict.outcome if outcome.verdict is not None else None


@pytest.fixture
def party(world: World, case_id: UUID) -> UUID:
    made = world.done(AddParty(case_id=case_id, party="Overseas", role="upstream", overseas=True), "lead")
    return UUID(made.ids["party_id"])


@pytest.mark.parametrize("act", [ShareDetail, NotifyUpstream])
@pytest.mark.parametrize(
    ("vendor", "status"), [(None, Status.REFUSED), (False, Status.REFUSED), (True, Status.DONE)]
)
def test_undisclosed_detail_leaves_only_for_the_products_vendor(
    world: World, case_id: UUID, party: UUID, act: Any, vendor: bool | None, status: Status
) -> None:
    """AC50: Unknown whether it is the vendor: the question is asked. No: forbidden. Yes: the exception."""
    if vendor is not None:
        judged = JudgeProvider(case_id=case_id, party_id=party, is_provider=vendor, grounds="官网")
        world.done(judged, "lead")

    outcome = world.act(act(case_id=case_id, party_id=party, text="细节", exploit_included=False), "lead")

    answers = {None: {Answer.NEEDS_FACTS, Answer.NEEDS_JUDGEMENT}, False: {Answer.FORBIDDEN}}
    found, law = answer(outcome)
    assert found is status
    assert law in answers.get(vendor, PASSING)
    sent = (
        Notice.objects.filter(case_id=case_id).count(),
        Delivery.objects.filter(kind="internal").count(),
    )
    assert sent == ((1, 0) if outcome else (0, 0))


def test_only_what_is_public_itself_may_be_told_to_anyone(world: World, case_id: UUID, party: UUID) -> None:
    world.done(JudgeProvider(case_id=case_id, party_id=party, is_provider=False, grounds="官网"), "lead")
    world.done(RecordObservation(case_id=case_id, observed="public", source="论坛"), "lead")

    assert not world.act(
        ShareDetail(exploit_included=False, case_id=case_id, party_id=party, text="细节"), "lead"
    )
    assert world.act(
        ShareDetail(exploit_included=False, case_id=case_id, party_id=party, text="通报", only_public=True),
        "lead",
    )


def test_users_overseas_are_recipients_too(world: World, case_id: UUID) -> None:
    """AC50."""
    told = NotifyUsers(
        exploit_included=False, case_id=case_id, recipients="a@b.example", text="请升级", overseas=True
    )

    assert answer(world.act(told, "lead")) == (Status.REFUSED, Answer.FORBIDDEN)


def test_an_organisation_of_this_node_is_where_it_is_whatever_is_ticked(world: World, case_id: UUID) -> None:
    """AC50."""
    made = world.done(
        AddParty(case_id=case_id, party="供应商", role="upstream", organisation="supplier", overseas=False),
        "lead",
    )
    outcome = world.act(
        ShareDetail(
            exploit_included=False, case_id=case_id, party_id=UUID(made.ids["party_id"]), text="细节"
        ),
        "lead",
    )

    assert outcome.status is Status.REFUSED
    assert not Delivery.objects.filter(kind="internal").exists()


def test_adding_someone_again_at_home_does_not_undo_the_judgement(
    world: World, case_id: UUID, party: UUID
) -> None:
    """AC50: The way round 9(7): forbidden as a stranger overseas, added once more without the tick."""
    world.done(JudgeProvider(case_id=case_id, party_id=party, is_provider=False, grounds="官网"), "lead")

    again = world.act(AddParty(case_id=case_id, party="Overseas", role="upstream", overseas=False), "lead")
    shared = world.act(
        ShareDetail(exploit_included=False, case_id=case_id, party_id=party, text="细节"), "lead"
    )

    assert (again.status, list(again.errors)) == (Status.INVALID, ["party"])
    assert shared.status is Status.REFUSED


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ({}, (Status.REFUSED, Answer.NEEDS_JUDGEMENT)),
        ({"lawful": True}, (Status.REFUSED, Answer.NEEDS_JUDGEMENT)),
        ({"lawful": False, "grounds": "来源存疑"}, (Status.REFUSED, Answer.FORBIDDEN)),
        ({"lawful": True, "grounds": "自身系统受影响，已签保密约定"}, (Status.DONE, Answer.NOT_PROHIBITED)),
        ({"state_platform": True}, (Status.DONE, Answer.NOT_PROHIBITED)),
    ],
)
def test_sharing_with_a_third_party_at_home_needs_a_judgement_with_its_grounds(
    world: World, case_id: UUID, judged: dict[str, Any], expected: tuple[Status, Answer]
) -> None:
    made = world.done(AddParty(case_id=case_id, party="某运营者", role="operator", overseas=False), "lead")
    shared = ShareDetail(
        exploit_included=False, case_id=case_id, party_id=UUID(made.ids["party_id"]), text="细节", **judged
    )

    assert answer(world.act(shared, "lead")) == expected


def test_whether_a_coordinator_is_a_state_platform_must_be_said(world: World, case_id: UUID) -> None:
    made = world.done(AddParty(case_id=case_id, party="某中心", role="coordinator", overseas=False), "lead")
    party_id = UUID(made.ids["party_id"])

    outcome = world.act(
        ShareDetail(exploit_included=False, case_id=case_id, party_id=party_id, text="细节"), "lead"
    )

    assert outcome.verdict is not None
    assert (answer(outcome), outcome.verdict.asks) == (
        (Status.REFUSED, Answer.NEEDS_FACTS),
        ("recipient_is_state_platform",),
    )


def test_a_party_of_another_case_is_no_recipient(world: World, case_id: UUID, party: UUID) -> None:
    outcome = world.act(
        ShareDetail(exploit_included=False, case_id=world.accepted(), party_id=party, text="细节"), "lead"
    )

    assert not outcome
    assert not Notice.objects.exists()


def test_naming_someone_as_upstream_again_does_not_undo_the_judgement(
    world: World, case_id: UUID, party: UUID
) -> None:
    world.done(JudgeProvider(case_id=case_id, party_id=party, is_provider=False, grounds="官网"), "lead")

    world.done(
        IdentifyUpstream(case_id=case_id, component="libx", provider="Overseas", overseas=False), "lead"
    )

    row = Party.objects.get(case_id=case_id, name="Overseas")
    assert (row.id, row.overseas, row.product_vendor) == (party, True, False)


@pytest.mark.parametrize("act", [ShareDetail, NotifyUpstream])
def test_where_a_recipient_is_must_be_said(world: World, case_id: UUID, act: Any) -> None:
    """AC50."""
    made = world.done(AddParty(case_id=case_id, party="某公司", role="upstream"), "lead")

    outcome = world.act(
        act(case_id=case_id, party_id=UUID(made.ids["party_id"]), text="细节", exploit_included=False), "lead"
    )

    assert answer(outcome)[0] is Status.REFUSED
    assert answer(outcome)[1] in (Answer.NEEDS_FACTS, Answer.NEEDS_JUDGEMENT)


JUDGED = {"exploit_included": True, "only_for_attack": True, "tool_grounds": "对照样本"}


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ({}, (Status.REFUSED, Answer.NEEDS_FACTS)),
        ({"exploit_included": False}, (Status.DONE, Answer.NOT_PROHIBITED)),
        ({"exploit_included": True}, (Status.REFUSED, Answer.NEEDS_FACTS)),
        ({"exploit_included": True, "for_verification": False}, (Status.REFUSED, Answer.NEEDS_JUDGEMENT)),
        ({"exploit_included": True, "for_verification": True}, (Status.DONE, Answer.NOT_PROHIBITED)),
        (JUDGED | {"for_verification": False}, (Status.REFUSED, Answer.FORBIDDEN)),
        (JUDGED | {"tool_grounds": "", "for_verification": False}, (Status.REFUSED, Answer.NEEDS_JUDGEMENT)),
        (JUDGED | {"only_for_attack": False}, (Status.DONE, Answer.NOT_PROHIBITED)),
    ],
)
@pytest.mark.parametrize("act", [ShareDetail, NotifyUpstream])
def test_a_tool_goes_to_the_vendor_for_verification_or_once_it_is_judged(
    world: World, case_id: UUID, act: Any, answered: dict[str, Any], expected: tuple[Status, Answer]
) -> None:
    """Article 9(4) covers whatever is provided, under whatever name (CATALOGUE D10.1 to D10.3)."""
    made = world.done(AddParty(case_id=case_id, party="供应商", role="upstream", overseas=False), "lead")
    told = act(case_id=case_id, party_id=UUID(made.ids["party_id"]), text="细节", **answered)

    assert answer(world.act(told, "lead")) == expected


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ({}, Answer.NEEDS_FACTS),
        ({"exploit_included": True}, Answer.NEEDS_JUDGEMENT),
        (JUDGED, Answer.FORBIDDEN),
        (JUDGED | {"only_for_attack": False}, Answer.OWED),
        ({"exploit_included": False}, Answer.OWED),
    ],
)
def test_not_even_a_duty_to_tell_users_lets_a_tool_for_attack_pass(
    world: World, case_id: UUID, answered: dict[str, Any], expected: Answer
) -> None:
    told = NotifyUsers(case_id=case_id, recipients="a@b.example", text="请升级", overseas=False, **answered)

    assert answer(world.act(told, "lead"))[1] is expected
