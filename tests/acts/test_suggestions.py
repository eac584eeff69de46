"""A suggested product is taken with one press, and taken back with another: the case stands as it stood before."""

from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Status
from bulou.acts.products import AddProduct
from bulou.acts.triage import DropSuggestion, TakeSuggestion
from bulou.acts.verification import AssignHandler, IdentifyProduct
from bulou.records.facts import fold
from bulou.records.models import Affected, Case, Entry
from tests.world import World


@pytest.fixture
def product(world: World) -> UUID:
    made = world.done(
        AddProduct(organisation_id=world.organisations["vendor"], product="边界网关", model="QY-4200"), "lead"
    )
    return UUID(made.ids["product_id"])


def stands(case_id: UUID) -> dict[str, Any]:
    """The case as people see it."""
    case = Case.objects.get(id=case_id)
    folded = fold(Case.objects.get(id=case_id), Entry.objects.filter(stream=case.stream).order_by("index"))
    assert (folded.facts, folded.events) == (case.facts, case.events)
    return {
        "product": case.product,
        "own": case.facts.get("own_product", {}).get("value"),
        "triaged": "triaged" in case.events,
        "affected": list(Affected.objects.filter(case=case).values("name", "status", "own", "registered_id")),
    }


def test_what_was_taken_is_taken_back_whole(world: World, product: UUID) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    before = stands(case_id)

    world.done(TakeSuggestion(case_id=case_id, registered_id=product), "lead")
    between = stands(case_id)
    world.done(DropSuggestion(case_id=case_id, registered_id=product), "lead")

    assert (between["product"], between["own"], between["triaged"], len(between["affected"])) == (
        "边界网关", True, True, 1,
    )  # fmt: skip
    assert stands(case_id) == before
    again = world.act(DropSuggestion(case_id=case_id, registered_id=product), "lead")
    assert (again.status, list(again.errors)) == (Status.INVALID, ["registered_id"])


def test_what_was_recorded_before_is_there_again(world: World, product: UUID) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    known = IdentifyProduct(
        case_id=case_id, product="边界网关", model="QY-4200", versions="3.1", own_product=True
    )
    world.done(known, "lead")
    before = stands(case_id)

    world.done(TakeSuggestion(case_id=case_id, registered_id=product), "lead")
    world.done(DropSuggestion(case_id=case_id, registered_id=product), "lead")

    assert stands(case_id) == before


def test_what_was_worked_on_since_is_not_taken_back(world: World, product: UUID) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    world.done(TakeSuggestion(case_id=case_id, registered_id=product), "lead")
    known = IdentifyProduct(
        case_id=case_id,
        product="边界网关",
        model="QY-4200",
        versions="3.1",
        own_product=True,
        registered_id=product,
    )
    world.done(known, "lead")
    before = stands(case_id)

    refused = world.act(DropSuggestion(case_id=case_id, registered_id=product), "lead")

    assert (refused.status, list(refused.errors)) == (Status.INVALID, ["registered_id"])
    assert stands(case_id) == before


def test_a_case_that_someone_has_taken_up_since_stays_triaged(world: World, product: UUID) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    world.done(TakeSuggestion(case_id=case_id, registered_id=product), "lead")
    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(AssignHandler(case_id=case_id, person_id=handler), "lead")

    world.done(DropSuggestion(case_id=case_id, registered_id=product), "lead")

    assert stands(case_id)["triaged"]
