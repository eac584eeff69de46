"""The reward ledger as its organisation sees it."""

from uuid import UUID

from bulou.acts.rewards import ApproveReward, ProposeReward
from bulou.records.models import Case


def test_the_ledger_shows_totals_and_offers_a_lead_only_what_another_proposed(world, desk):
    world.appoint("second", "vendor", "lead")
    case_id = world.accepted()
    first = world.done(ProposeReward(case_id=case_id, amount="1200", text="x"), "lead").ids["reward_id"]
    world.done(ProposeReward(case_id=case_id, amount="300", text="x"), "second")
    world.done(ApproveReward(case_id=case_id, reward_id=UUID(first)), "second")
    number = Case.objects.get(id=case_id).number

    own = desk("lead").get("/desk/rewards/").content.decode()
    other = desk("second").get("/desk/rewards/").content.decode()
    foreign = desk("foreigner").get("/desk/rewards/").content.decode()

    assert ("approve_reward" in own, "approve_reward" in other) == (True, False)
    assert "pay_reward" in own
    assert number in own
    assert number not in foreign


def test_ac16_the_csv_of_rewards_holds_no_formula(world, desk):
    case_id = world.accepted()
    world.done(ProposeReward(case_id=case_id, amount="1200", text="=1+1"), "lead")
    csv = b"".join(desk("lead").get("/desk/rewards/rewards.csv").streaming_content).decode("utf-8-sig")
    lines = [line.split(",") for line in csv.splitlines()]

    assert lines[0] == [
        "case",
        "amount",
        "currency",
        "state",
        "proposed_at",
        "approved_at",
        "ended_at",
        "copy_reference",
    ]
    assert lines[1][1:4] == ["1200.00", "CNY", "proposed"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
