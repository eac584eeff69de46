"""Signing in, joining, offices, readings, tokens."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

PASSWORD = "a long enough passphrase"


def invited(world: "World", email: str, office: str = "handler") -> str:
    """Invite someone now; the secret as it stands in the mail that is queued."""
    from bulou.acts import perform
    from bulou.acts.membership import InvitePerson
    from bulou.records.models import Delivery
    from bulou.records.sealed import node_key

    act = InvitePerson(organisation_id=world.organisations["vendor"], email=email, office=office)
    assert perform(act, by=world.people["admin"], at=timezone.now())
    mail = Delivery.objects.get(to=email)
    body = json.loads(node_key().open(mail.body_sealed, f"delivery:{mail.key}"))
    return str(body["secret"])


def test_signing_in_is_sealed_in_ones_own_stream_and_a_failure_is_not(world: "World", client: Client) -> None:
    from bulou.records.models import Entry

    own = f"person:{world.people['lead'].person_id}"

    client.post("/account/login/", {"login": "lead@vendor.example", "password": "wrong"})
    assert not Entry.objects.filter(stream=own).exists()
    answer = client.post("/account/login/", {"login": "lead@vendor.example", "password": PASSWORD})

    assert answer["Location"] == "/desk/"
    assert '"sign_in"' in Entry.objects.get(stream=own).header


@pytest.mark.parametrize("who", ["lead", "nobody"])
def test_a_wrong_password_and_a_wrong_person_get_the_same_words_and_a_remedy(
    world: "World", client: Client, who: str
) -> None:
    page = client.post("/account/login/", {"login": f"{who}@vendor.example", "password": "wrong"})

    assert page.context["form"].non_field_errors() == ["邮箱与口令不符。请核对后重试，或设置新口令。"]


def test_who_signs_in_is_greeted_with_silence(world: "World", client: Client) -> None:
    page = client.post("/account/login/", {"login": "lead@vendor.example", "password": PASSWORD}, follow=True)

    assert page.redirect_chain == [("/desk/", 302)]
    assert list(page.context["messages"]) == []


@pytest.mark.parametrize("demo", [False, True])
def test_only_a_demo_node_lists_who_may_sign_in(db: None, client: Client, settings, demo: bool) -> None:
    from bulou.entrypoints.cli.demo.stage import PASSWORD as SHOWN
    from bulou.entrypoints.cli.demo.stage import PLAYERS

    settings.BULOU_DEMO = demo

    page = client.get("/account/login/").content.decode()

    secrets = [SHOWN, *(player.email for player in PLAYERS)]
    assert [words for words in secrets if words in page] == (secrets if demo else [])


@pytest.mark.parametrize("slug", ["policy", "status"])
def test_no_organisation_takes_the_address_of_a_page(world: "World", slug: str) -> None:
    from bulou.acts import Actor
    from bulou.acts.membership import FoundOrganisation

    act = FoundOrganisation(slug=slug, prefix="ZZ", name_zh="名", name_en="Name", roles=("vendor",))

    assert list(world.act(act, Actor.system()).errors) == ["slug"]


def test_an_invitation_is_accepted_with_a_code_that_is_never_in_an_address(
    world: "World", client: Client
) -> None:
    from bulou.records.models import Office, Person

    code = invited(world, "new@vendor.example")
    offered = client.post("/join/vendor/", {"code": code})
    assert "new@vendor.example" in offered.content.decode()
    weak = client.post("/join/vendor/", {"code": code, "accept": "1", "person": "新人", "password": "short"})
    assert (weak.status_code, weak.context["form"].errors.keys()) == (422, {"password"})
    joined = client.post(
        "/join/vendor/",
        {"code": code, "accept": "1", "person": "新人", "password": "another long passphrase"},
    )

    assert joined["Location"] == "/account/login/"
    person = Person.objects.get(email="new@vendor.example")
    assert Office.objects.get(person=person).kind == "handler"
    assert client.post("/join/vendor/", {"code": code}).status_code == 422


def test_a_wrong_code_and_an_organisation_that_is_not_there_are_answered_alike(
    world: "World", client: Client
) -> None:
    code = invited(world, "new@vendor.example")

    answers = [
        client.post(path, {"code": given})
        for path, given in (("/join/vendor/", "wrong"), ("/join/other/", code), ("/join/nowhere/", code))
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert len({str(answer.context["error"]) for answer in answers}) == 1


def test_the_security_administrator_invites_grants_and_revokes_and_a_lead_only_looks(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Delivery, Office

    handler = str(world.people["handler"].person_id)
    admin = desk("admin")

    admin.post(
        "/desk/members/", {"act": "invite_person", "email": "next@vendor.example", "office": "handler"}
    )
    assert Delivery.objects.filter(to="next@vendor.example").exists()
    admin.post("/desk/members/", {"act": "revoke_office", "person_id": handler, "office": "handler"})
    assert not Office.objects.filter(person_id=handler, revoked_at=None).exists()
    assert desk("handler").get("/desk/").status_code == 404

    looked = desk("lead").get("/desk/members/")
    tried = desk("lead").post(
        "/desk/members/", {"act": "invite_person", "email": "x@y.example", "office": "lead"}
    )
    assert (looked.status_code, tried.status_code) == (200, 409)
    assert not Delivery.objects.filter(to="x@y.example").exists()
    assert desk("auditor").get("/desk/members/").status_code == 404


def test_a_reading_is_chosen_by_a_lead_with_grounds(world: "World", desk: Desk) -> None:
    from bulou.records.models import Organisation

    client = desk("lead")
    choice = {"reading": "two_day_mode", "value": "natural"}

    without = client.post("/desk/readings/", choice)
    assert (without.status_code, Organisation.objects.get(slug="vendor").readings) == (422, {})
    assert client.post("/desk/readings/", choice | {"grounds": "民法典第二百零一条。"}).status_code == 302
    assert Organisation.objects.get(slug="vendor").readings == {"two_day_mode": "natural"}
    assert desk("handler").post("/desk/readings/", choice | {"grounds": "x"}).status_code == 409


def test_a_token_shows_once_and_can_be_revoked(world: "World", desk: Desk) -> None:
    from bulou.records.models import ApiToken

    client = desk("lead")
    until = (timezone.localtime() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")

    made = client.post("/desk/mine/", {"label": "工单系统", "scope": "read", "expires_at": until})
    secret = made.context["secret"]
    assert secret
    assert secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert secret not in client.get("/desk/mine/").content.decode()
    client.post("/desk/mine/", {"revoke": str(ApiToken.objects.get().id)})

    assert ApiToken.objects.get().revoked_at is not None


@pytest.mark.parametrize("path", ["members/", "readings/", "mine/"])
def test_these_pages_take_few_queries(
    world: "World", desk: Desk, django_assert_max_num_queries, path: str
) -> None:
    client = desk("lead")

    with django_assert_max_num_queries(15):
        assert client.get(f"/desk/{path}").status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", ["login/", "logout/", "password/reset/", "password/reset/done/", "signup/"])
def test_the_pages_of_signing_in_have_our_look(
    world: "World", client: Client, path: str, language: str
) -> None:
    page = client.get(f"/account/{path}?lang={language}")

    assert page.status_code in (200, 302)
    assert page.status_code == 302 or 'class="page page-form"' in page.content.decode()


@pytest.mark.parametrize(("of", "shown"), [(0, '<span class="hash-of">0</span>'), (None, ""), ("", "")])
def test_the_first_entry_shows_its_number_too(of: object, shown: str) -> None:
    from django.template.loader import render_to_string

    html = render_to_string("bulou/components/evidence_hash.html", {"value": "ab" * 32, "of": of})

    assert ("hash-of" in html) is bool(shown)
    assert shown in html


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_ac31_nobody_is_led_elsewhere_after_signing_in(world: "World", client: Client, target: str) -> None:
    signing_in = {"login": "lead@vendor.example", "password": PASSWORD, "next": target}

    done = client.post("/account/login/", signing_in)

    assert done.status_code == 302
    assert done["Location"].startswith("/desk/")


@pytest.mark.parametrize(
    "page", ["email/", "confirm-email/", "confirm-email/MTox:abc/"], ids=["address", "sent", "confirm"]
)
def test_ac29_nobody_changes_the_address_by_which_invitations_find_them(
    world: "World", desk: Desk, page: str
) -> None:
    """Whoever took a colleague's address would be given the office that the colleague is invited to."""
    from bulou.records.models import Office, Person

    client = desk("foreigner")
    answers = [client.get(f"/account/{page}").status_code]
    for step in ({"action_add": ""}, {"action_primary": ""}):
        answers.append(client.post(f"/account/{page}", {"email": "boss@vendor.example"} | step).status_code)
    code = invited(world, "boss@vendor.example", "lead")
    form = {"code": code, "accept": "1", "person": "主管", "password": "another long passphrase"}
    Client().post("/join/vendor/", form)

    assert answers == [404, 405, 405]
    assert Person.objects.get(id=world.people["foreigner"].person_id).email == "foreigner@other.example"
    assert not Office.objects.filter(
        person_id=world.people["foreigner"].person_id, organisation_id=world.organisations["vendor"]
    ).exists()


def test_the_link_to_a_new_password_leads_to_this_node_whatever_host_was_named(
    world: "World", client: Client, settings
) -> None:
    from django.core import mail

    settings.BULOU_BASE_URL = "https://bulou.example"
    client.post("/account/password/reset/", {"email": "lead@vendor.example"}, headers={"host": "localhost:1"})

    [sent] = mail.outbox
    address = next(word for word in str(sent.body).split() if "/account/password/reset/key/" in word)
    assert address.startswith("https://bulou.example/")
    assert client.get(address.removeprefix("https://bulou.example"), follow=True).status_code == 200
