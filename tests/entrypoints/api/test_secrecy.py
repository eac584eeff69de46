"""What one may not know of is not there: byte for byte the same answer as for what does not exist."""

import json
from uuid import UUID, uuid4

import pytest
from django.test import Client

from bulou.acts import Actor
from bulou.acts.membership import AppointPerson, GrantCase, RevokeCase
from tests.world import World

MESSAGE = {"act": "post_message", "thread": "internal", "text": "x"}


def requests(reference: str) -> list[tuple[str, str, bytes]]:
    """Every way in which a case can be named, with sound and with unsound bodies."""
    acts = f"/api/v1/cases/{reference}/acts"
    return [
        ("GET", f"/api/v1/cases/{reference}", b""),
        ("GET", acts, b""),
        ("GET", f"/api/v1/cases/{reference}/parties", b""),
        ("GET", f"/api/v1/cases/{reference}/discussion", b""),
        ("POST", acts, json.dumps(MESSAGE).encode()),
        ("POST", acts, json.dumps({"act": "post_message"}).encode()),
        ("POST", acts, json.dumps({"act": "open_undisclosed"}).encode()),
        ("POST", acts, b"not json"),
        ("PUT", f"/api/v1/cases/{reference}", b"{}"),
    ]


def answers(client: Client, reference: str) -> list[tuple[int, bytes, dict[str, str]]]:
    found = []
    for method, url, body in requests(reference):
        answer = client.generic(method, url, body, content_type="application/json")
        found.append((answer.status_code, answer.content, dict(answer.headers)))
    return found


@pytest.mark.parametrize("who", ["foreigner", "handler", "admin"])
def test_a_case_one_may_not_know_answers_like_one_that_does_not_exist(
    world: World, client_of, who: str
) -> None:
    """AC01, AC03."""
    made = world.submit()
    client = client_of(who)

    by_number = answers(client, made.ids["number"])
    by_id = answers(client, made.ids["case_id"])

    assert by_number == answers(client, "QY-2026-AAAA-AAAA")
    assert by_id == answers(client, str(uuid4()))
    assert {status for status, _content, _headers in by_number} == {404, 405}


def test_nothing_of_a_foreign_case_is_in_lists_or_counts(world: World, client_of) -> None:
    """AC03."""
    made = world.submit()
    own = world.submit("other")

    foreign = client_of("foreigner").get("/api/v1/cases").content.decode()
    handlers = client_of("handler").get("/api/v1/cases").json()
    leads = client_of("lead").get("/api/v1/cases").json()

    assert own.ids["number"] in foreign
    assert made.ids["number"] not in foreign
    assert handlers == {"cases": [], "next": None, "more": False}
    assert [case["number"] for case in leads["cases"]] == [made.ids["number"]]


def test_a_token_for_one_organisation_does_not_speak_in_another(world: World, client_of) -> None:
    """AC01: The person is lead in both; the token is for one."""
    lead = world.people["lead"]
    world.done(
        AppointPerson(
            organisation_id=world.organisations["other"],
            email="lead@vendor.example",
            person="lead",
            offices=("lead",),
        ),
        Actor.system(),
    )
    elsewhere = world.submit("other")
    there, here = client_of("lead", slug="other"), client_of("lead")
    assert lead.organisation_id != world.organisations["other"]

    assert there.get(f"/api/v1/cases/{elsewhere.ids['number']}").status_code == 200
    assert answers(here, elsewhere.ids["number"]) == answers(here, "QY-2026-AAAA-AAAA")
    assert here.get("/api/v1/cases").json()["cases"] == []


def test_a_grant_that_ended_leaves_nothing(world: World, client_of) -> None:
    """AC05."""
    made = world.submit()
    handler = world.people["handler"].person_id
    client = client_of("handler")
    world.done(GrantCase(case_id=UUID(made.ids["case_id"]), person_id=handler), "lead")
    known = client.get(f"/api/v1/cases/{made.ids['number']}").status_code

    world.done(RevokeCase(case_id=UUID(made.ids["case_id"]), person_id=handler), "lead")

    assert known == 200
    assert answers(client, made.ids["number"]) == answers(client, "QY-2026-AAAA-AAAA")


def test_prose_stays_behind_the_door_until_it_is_opened(world: World, client_of) -> None:
    """AC02: the data could leak, for the same page holds it once it is opened."""
    made = world.submit(
        content={"title": "标题", "product": "P", "steps": "SECRET-STEPS", "contact": "who@example.org"}
    )
    client = client_of("lead")
    url = f"/api/v1/cases/{made.ids['number']}"

    closed = client.get(url).content.decode()
    client.post(f"{url}/acts", data=json.dumps({"act": "open_undisclosed"}), content_type="application/json")
    opened = client.get(url).content.decode()

    assert "SECRET-STEPS" not in closed
    assert "who@example.org" not in closed
    assert "SECRET-STEPS" in opened
    assert "who@example.org" in opened


def test_unknown_addresses_below_the_api_are_problems_like_all_others(world: World, client_of) -> None:
    client = client_of("lead")

    wrong = [client.get("/api/v1/nothing"), client.get("/api/"), client.get("/api/v2/cases")]

    assert {(answer.status_code, answer["Content-Type"]) for answer in wrong} == {
        (404, "application/problem+json")
    }
    assert len({answer.content for answer in [*wrong, client.get("/api/v1/cases/nothing")]}) == 1
