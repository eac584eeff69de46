"""SSVC on a case: recorded with its path, in the order of the inbox, and of no weight for any duty."""

from typing import TYPE_CHECKING
from uuid import UUID

from bulou.acts.prioritising import PrioritiseAsCoordinator, PrioritiseAsVendor
from bulou.records.models import Case, Duty

if TYPE_CHECKING:
    from tests.world import World

WORST = {
    "exploitation": "active",
    "utility": "super_effective",
    "technical_impact": "total",
    "public_safety_impact": "significant",
}


def test_a_priority_is_recorded_with_its_answers_and_moves_no_duty(world: "World") -> None:
    case_id = UUID(world.submit().ids["case_id"])
    duties = list(Duty.objects.filter(case=case_id).values_list("duty_id", "standing", "due_at"))

    world.done(PrioritiseAsVendor(case_id=case_id, **WORST), "lead")

    case = Case.objects.get(id=case_id)
    assert (case.priority, case.ssvc["outcome"], case.ssvc["answers"]) == (4, "immediate", WORST)
    assert list(Duty.objects.filter(case=case_id).values_list("duty_id", "standing", "due_at")) == duties


def test_a_coordinator_may_decline_to_coordinate_and_owes_what_it_owes(world: "World") -> None:
    case_id = UUID(world.submit().ids["case_id"])
    due = Case.objects.get(id=case_id).due_at
    answers = {
        "report_public": "yes",
        "supplier_contacted": "no",
        "report_credibility": "credible",
        "supplier_cardinality": "one",
        "supplier_engagement": "active",
        "utility": "laborious",
        "public_safety_impact": "minimal",
    }

    world.done(PrioritiseAsCoordinator(case_id=case_id, **answers), "lead")

    case = Case.objects.get(id=case_id)
    assert (case.ssvc["outcome"], case.priority, case.due_at, case.rm) == ("decline", 1, due, "received")


def test_an_answer_that_is_none_is_said_at_its_field(world: "World") -> None:
    case_id = UUID(world.submit().ids["case_id"])

    outcome = world.act(PrioritiseAsVendor(case_id=case_id, **WORST | {"utility": "some"}), "lead")

    assert list(outcome.errors) == ["utility"]
