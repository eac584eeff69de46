"""Finders who register: self-declared until checked, graded at the gate, and gone when they say so."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import connection
from django.test import override_settings

from bulou.acts import Actor, Question, Status

if TYPE_CHECKING:
    from tests.world import World

NAME, EMAIL = "林中路", "lin@finder.example"


def confirms(name: str, email: str) -> object:
    """A verifier of one's own, as the setting names it."""
    from bulou.acts.house.verifiers import Verified

    return Verified((name, email) == (NAME, EMAIL), "CTID-7")


def while_nothing_is_held(name: str, email: str) -> object:
    """A verifier that looks whether anyone has to wait for it; the transaction of the test itself does not count."""
    from bulou.acts.house.verifiers import Verified

    return Verified(all(block._from_testcase for block in connection.atomic_blocks), "CTID-8")


def is_away(name: str, email: str) -> object:
    """A verifier that cannot be reached."""
    raise OSError(name)


@pytest.fixture
def finder(world: "World") -> tuple[UUID, str]:
    """A registration with the vendor: its id and its code."""
    from tests.acts.housed import registered

    return registered(world)


def verify(world: "World", finder: UUID, **more: str) -> Status:
    from bulou.acts.house.registering import VerifyFinder

    house = world.organisations["vendor"]
    return world.act(VerifyFinder(organisation_id=house, registration_id=finder, **more), "lead").status


def test_only_a_finder_whose_identity_was_checked_is_added_to_a_case(
    world: "World", finder: tuple[UUID, str]
) -> None:
    from bulou.acts.house.registering import AddFinder
    from bulou.records.models import Party

    act = AddFinder(case_id=world.accepted(), registration_id=finder[0], overseas=False)
    before = world.act(act, "lead")
    unnamed = verify(world, finder[0])
    verify(world, finder[0], document="passport")
    after = world.act(act, "lead")

    assert before.refusal is not None
    assert (before.status, before.refusal.question) == (Status.REFUSED, Question.WHO)
    assert (unnamed, after.status) == (Status.INVALID, Status.DONE)
    assert Party.objects.filter(name="F-1", role="coordinator").exists()


def test_the_verifier_of_the_node_confirms_or_leaves_it_self_declared(
    world: "World", finder: tuple[UUID, str]
) -> None:
    from bulou.records.models import Registration
    from tests.acts.housed import registered

    other, _code = registered(world, person="别人")
    seen = [verify(world, finder[0], way="verifier")]
    for named in ("is_away", "nothing", "confirms"):
        with override_settings(BULOU_FINDER_VERIFIER=f"{__name__}.{named}"):
            seen.append(verify(world, finder[0], way="verifier"))
    with override_settings(BULOU_FINDER_VERIFIER=f"{__name__}.confirms"):
        seen.append(verify(world, other, way="verifier"))
    grades = dict(Registration.objects.values_list("id", "grade"))

    assert seen == [Status.INVALID] * 3 + [Status.DONE] * 2
    assert (grades[finder[0]], grades[other]) == ("verified", "registered")


def test_the_verifier_is_asked_before_the_stream_is_held_and_only_for_who_may(
    world: "World", finder: tuple[UUID, str]
) -> None:
    from bulou.acts.house.registering import VerifyFinder
    from bulou.records.models import Registration

    act = VerifyFinder(
        organisation_id=world.organisations["vendor"], registration_id=finder[0], way="verifier"
    )
    with override_settings(BULOU_FINDER_VERIFIER=f"{__name__}.is_away"):
        unasked = [world.act(act, who).status for who in ("auditor", "foreigner")]
    with override_settings(BULOU_FINDER_VERIFIER=f"{__name__}.while_nothing_is_held"):
        world.done(act, "lead")

    assert unasked == [Status.REFUSED, Status.NOT_FOUND]
    assert Registration.objects.get(id=finder[0]).grade == "verified"


def test_trust_rests_on_an_identity_that_was_checked(world: "World", finder: tuple[UUID, str]) -> None:
    from bulou.acts.house.registering import TrustFinder

    house = world.organisations["vendor"]
    act = TrustFinder(organisation_id=house, registration_id=finder[0], trusted=True, grounds="三年合作")
    before = world.act(act, "lead").status
    verify(world, finder[0], document="id_card")

    assert [before, world.act(act, "lead").status] == [Status.INVALID, Status.DONE]


def test_ac02_nothing_of_the_person_is_in_clear_and_nothing_is_left_once_erased(
    world: "World", finder: tuple[UUID, str]
) -> None:
    from bulou.acts.house.registering import ForgetMe
    from bulou.records.models import Entry, Registration
    from bulou.records.registrations import registrations

    house = world.organisations["vendor"]
    box = bytes(Registration.objects.get(id=finder[0]).box or b"")
    wrong = world.act(ForgetMe(organisation_id=house, code="x"), Actor.stranger()).status
    elsewhere = world.act(
        ForgetMe(organisation_id=world.organisations["other"], code=finder[1]), Actor.stranger()
    ).status
    act = ForgetMe(organisation_id=house, code=finder[1])
    gone = [world.act(act, Actor.stranger()).status for _each in range(2)]
    kept = " ".join(f"{each.header} {each.payload}" for each in Entry.objects.all())
    left = registrations(house).rows

    assert not any(said.encode() in box for said in (NAME, EMAIL))
    assert not any(said in kept for said in (NAME, EMAIL, finder[1]))
    assert (wrong, elsewhere, gone) == (Status.NOT_FOUND, Status.NOT_FOUND, [Status.DONE, Status.NOT_FOUND])
    assert [(each.name, each.email, each.row.box, each.row.secret_sha256) for each in left] == [
        ("", "", None, "")
    ]
