"""三员分立: no person is two administrators, whichever way the second office comes; and none knows a case by office."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bulou.acts import ACTS
from bulou.acts.guarding.accounts import RestoreAccount, SuspendAccount
from bulou.acts.membership import AcceptInvitation, AppointPerson, GrantOffice, InvitePerson, RevokeOffice
from bulou.acts.offices import APART, EITHER
from bulou.acts.permissions import Right
from bulou.records.accounts import accounts
from bulou.records.models import Delivery, Entry, Office
from bulou.records.outbox import claim
from bulou.records.visible import cases_of
from tests.acts.examples import EXAMPLES
from tests.acts.scene import Scene
from tests.acts.test_permissions import ANYONE, TABLE, letter, tried

ADMINISTRATORS = {"sysadmin": "system_admin", "admin": "security_admin", "auditor": "auditor"}


def test_ac11_whoever_holds_one_of_the_three_offices_is_granted_no_other(scene: Scene) -> None:
    world, vendor = scene.world, scene.world.organisations["vendor"]
    found = {}
    for who, held in ADMINISTRATORS.items():
        for office in ("system_admin", "security_admin", "auditor", "lead", "handler", "counsel"):
            act = GrantOffice(organisation_id=vendor, person_id=scene.person(who), office=office)
            outcome, sealed = tried(act, world.people["admin"], scene)
            found[who, office] = (letter(outcome), sealed)
            if office != held:
                assert outcome.refusal is not None
                assert (outcome.refusal.reason, outcome.refusal.remedy) == (APART, EITHER)

    assert found == {
        (who, office): ("i", 0) if ADMINISTRATORS[who] == office else ("w", 1) for who, office in found
    }


def test_ac11_neither_an_invitation_nor_an_appointment_brings_a_second_office(scene: Scene) -> None:
    world, vendor = scene.world, scene.world.organisations["vendor"]
    invited = world.act(
        InvitePerson(organisation_id=vendor, email="AUDITOR@vendor.example", office="security_admin"), "admin"
    )
    appointed = [
        world.act(
            AppointPerson(organisation_id=vendor, email=email, person="新人", offices=offices),
            scene.actor("system", ""),
        )
        for email, offices in (
            ("auditor@vendor.example", ("system_admin",)),
            ("fresh@vendor.example", ("auditor", "security_admin")),
        )
    ]

    assert [letter(each) for each in (invited, *appointed)] == ["w", "w", "w"]


def test_ac11_two_invitations_to_one_address_bring_one_office(scene: Scene) -> None:
    world, vendor = scene.world, scene.world.organisations["vendor"]
    secrets = []
    for office in ("auditor", "system_admin"):
        made = world.done(
            InvitePerson(organisation_id=vendor, email="both@vendor.example", office=office), "admin"
        )
        assert made.entry is not None
        due = Delivery.objects.get(key=f"{made.entry.stream}:{made.entry.index}:0")
        secrets.append(
            next(
                each.body()["secret"]
                for each in claim("test", at=world.now, lease=timedelta(0), most=999)
                if each.id == due.id
            )
        )
    answers = [
        world.act(
            AcceptInvitation(
                organisation_id=vendor, secret=secret, person="两任", password="a long enough phrase"
            ),
            scene.actor("stranger", ""),
        )
        for secret in secrets
    ]

    assert [letter(each) for each in answers] == ["D", "w"]
    assert [each.offices for each in accounts(vendor) if each.person.name == "两任"] == [["auditor"]]


def test_ac11_the_database_itself_refuses_a_second_administration(scene: Scene) -> None:
    """Whatever two acts at once would do."""
    row = {"organisation_id": scene.world.organisations["vendor"], "granted_at": scene.world.now}
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(  # writes: what no act may do
            person_id=scene.person("auditor"), kind="system_admin", **row
        )


def test_ac11_a_restored_account_comes_back_with_one_administration(scene: Scene) -> None:
    world, vendor = scene.world, scene.world.organisations["vendor"]
    about = {"organisation_id": vendor, "person_id": scene.person("auditor")}
    world.done(SuspendAccount(**about), "sysadmin")
    meanwhile = world.act(GrantOffice(**about, office="system_admin"), "admin")
    world.done(RevokeOffice(**about, office="auditor"), "admin")
    world.done(GrantOffice(**about, office="system_admin"), "admin")
    again = world.act(GrantOffice(**about, office="auditor"), "admin")
    back = world.act(RestoreAccount(**about), "sysadmin")

    assert [letter(each) for each in (meanwhile, again, back)] == ["w", "w", "D"]
    assert [each.offices for each in accounts(vendor) if each.person.name == "auditor"] == [["system_admin"]]


def test_ac11_the_system_administrator_does_what_is_technical_and_nothing_of_a_case(scene: Scene) -> None:
    actor = scene.world.people["sysadmin"]
    found = {name: letter(tried(example.act(scene), actor, scene)[0]) for name, example in EXAMPLES.items()}
    done = {name for name, answer in found.items() if answer == "D"}

    assert done == {name for name in ACTS if ACTS[name].right is Right.TECHNICAL or TABLE[name] == ANYONE}
    assert not cases_of(scene.person("sysadmin")).exists()
    assert not Entry.objects.filter(stream=f"person:{scene.person('sysadmin')}").exists()
