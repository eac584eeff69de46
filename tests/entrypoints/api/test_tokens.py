"""A token speaks for one person in one organisation, as long as the person could speak themselves."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from bulou.acts.membership import RevokeOffice
from bulou.acts.tokens import CreateToken, RevokeToken
from tests.world import World


def create(world: World, name: str = "lead", **more):
    who = world.people[name]
    fields = {
        "person_id": who.person_id,
        "organisation_id": who.organisation_id,
        "label": "ticket system",
        "scope": "act",
        "expires_at": timezone.now() + timedelta(days=30),
    }
    return world.act(CreateToken(**(fields | more)), who)


def client(secret: str) -> Client:
    return Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {secret}"})


def works(secret: str) -> bool:
    answer = client(secret).get("/api/v1/cases")
    assert answer.status_code in (200, 401)
    return answer.status_code == 200


def test_the_secret_is_shown_once_and_kept_only_as_a_hash(world: World) -> None:
    from bulou.records.models import ApiToken, Entry

    outcome = create(world)

    secret = outcome.ids["secret"]
    kept = json.dumps([list(ApiToken.objects.values()), list(Entry.objects.values("payload"))], default=str)
    assert secret.startswith("bulou_")
    assert len(secret) > 40
    assert secret not in kept
    assert secret.removeprefix("bulou_") not in kept
    assert outcome.entry is not None
    assert outcome.entry.stream == f"person:{world.people['lead'].person_id}"
    assert works(secret)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"label": " "}, "label"),
        ({"scope": "everything"}, "scope"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "expires_at"),
        ({"expires_at": timezone.now() + timedelta(days=400)}, "expires_at"),
    ],
)
def test_a_token_has_a_use_a_scope_and_an_end(world: World, more, field) -> None:
    assert set(create(world, **more).errors) == {field}


def test_nobody_makes_a_token_for_another_person_or_an_organisation_they_hold_no_office_in(
    world: World,
) -> None:
    for_other = create(world, person_id=world.people["handler"].person_id)
    elsewhere = create(world, organisation_id=world.organisations["other"])
    nowhere = create(world, organisation_id=uuid4())

    assert [str(outcome.status) for outcome in (for_other, elsewhere, nowhere)] == ["not_found"] * 3


def test_a_revoked_token_ends_at_once(world: World) -> None:
    made = create(world)
    assert works(made.ids["secret"])

    who = world.people["lead"]
    world.done(RevokeToken(person_id=who.person_id, token_id=UUID(made.ids["token_id"])), who)

    assert not works(made.ids["secret"])


def test_nobody_revokes_anothers_token(world: World) -> None:
    made = create(world)
    foreigner = world.people["foreigner"]

    outcome = world.act(
        RevokeToken(person_id=foreigner.person_id, token_id=UUID(made.ids["token_id"])), foreigner
    )

    assert str(outcome.status) == "not_found"
    assert works(made.ids["secret"])


def test_a_token_ends_by_its_date(world: World) -> None:
    from bulou.records.tokens import holder

    end = timezone.now() + timedelta(hours=1)
    secret = create(world, expires_at=end).ids["secret"]

    assert holder(secret, at=end - timedelta(seconds=1)) is not None
    assert holder(secret, at=end) is None


def test_a_token_dies_with_the_last_office(world: World) -> None:
    """AC05: whoever has left keeps no key."""
    secret = create(world, "handler").ids["secret"]
    assert works(secret)

    world.done(
        RevokeOffice(
            organisation_id=world.organisations["vendor"],
            person_id=world.people["handler"].person_id,
            office="handler",
        ),
        "admin",
    )

    assert not works(secret)


def test_a_token_dies_with_the_password_it_was_made_under(world: World) -> None:
    """AC38: a password reset that was forced by a break-in leaves no key behind."""
    from bulou.records.models import Person

    secret = create(world).ids["secret"]
    person = Person.objects.get(id=world.people["lead"].person_id)
    person.set_password("another long passphrase")
    person.save()  # writes: as allauth does when a password is changed

    assert not works(secret)


def test_a_token_that_reads_does_not_act(world: World, client_of) -> None:
    case_id = world.submit().ids["case_id"]
    reader = client_of("lead", scope="read")

    answer = reader.post(
        f"/api/v1/cases/{case_id}/acts",
        data=json.dumps({"act": "post_message", "thread": "internal", "text": "x"}),
        content_type="application/json",
    )

    assert reader.get(f"/api/v1/cases/{case_id}").status_code == 200
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:bulou:problem:scope")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic bGVhZDpw",
        "Bearer bulou_" + "A" * 43,
        "Bearer " + "x" * 10_000,
        "Token \u00e9",
    ],
)
def test_every_wrong_token_gets_the_same_answer(world: World, stranger: Client, header: str) -> None:
    answer = stranger.get("/api/v1/cases", headers={"authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="bulou"'
    assert answer.content == stranger.get("/api/v1/cases").content


def test_a_session_cookie_is_not_looked_at(world: World) -> None:
    """AC37: nothing a page elsewhere can make a browser send changes anything here."""
    from bulou.records.models import Person

    signed_in = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    signed_in.force_login(Person.objects.get(id=world.people["lead"].person_id))
    case_id = world.submit().ids["case_id"]

    read = signed_in.get("/api/v1/cases")
    acted = signed_in.post(f"/api/v1/cases/{case_id}/acts", data="{}", content_type="text/plain")

    assert [read.status_code, acted.status_code] == [401, 401]


def test_guessing_tokens_is_slowed_down_for_that_address_only(world: World) -> None:
    guesser = Client(
        headers={"host": "127.0.0.1", "authorization": "Bearer bulou_no"}, REMOTE_ADDR="203.0.113.9"
    )
    answers = {guesser.get("/api/v1/cases").status_code for _turn in range(70)}
    honest = create(world).ids["secret"]
    same_address = Client(
        headers={"host": "127.0.0.1", "authorization": f"Bearer {honest}"}, REMOTE_ADDR="203.0.113.9"
    )

    assert answers == {401, 429}
    assert same_address.get("/api/v1/cases").status_code == 200


def test_one_token_cannot_take_the_whole_server(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from bulou.entrypoints.api import limits

    made = create(world)
    monkeypatch.setattr(
        limits.REQUESTS, "_per_second", 0.01
    )  # nothing flows back while a slow machine answers
    while not limits.REQUESTS.wait(made.ids["token_id"]):
        pass

    answer = client(made.ids["secret"]).get("/api/v1/cases")

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1


def test_a_person_sees_their_own_live_tokens(world: World) -> None:
    from bulou.records.tokens import tokens_of

    made = create(world)
    works(made.ids["secret"])
    who = world.people["lead"]

    rows = tokens_of(who.person_id, who.organisation_id, at=timezone.now())

    assert [(str(row.id), row.name, row.scope) for row in rows] == [
        (made.ids["token_id"], "ticket system", "act")
    ]
    assert rows[0].last_used_at is not None
