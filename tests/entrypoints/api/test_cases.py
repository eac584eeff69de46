"""Following cases: every change is seen once the follower asks again, in the order of change, page by page."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from bulou.acts.receipt import PostMessage
from bulou.acts.verification import CloseCase
from tests.world import World


def numbers(answer) -> list[str]:
    return [case["number"] for case in answer.json()["cases"]]


def test_pages_follow_one_another_without_gap_or_repetition(world: World, client_of) -> None:
    made = [world.submit().ids["number"] for _turn in range(5)]
    client = client_of("lead")
    seen, cursor, more = [], None, True

    while more:
        page = client.get("/api/v1/cases", {"limit": 2, **({"cursor": cursor} if cursor else {})})
        cursor, more = page.json()["next"], page.json()["more"]
        seen += numbers(page)

    assert seen == made


def test_a_case_that_changes_comes_again_behind_the_cursor(world: World, client_of) -> None:
    first, second = world.submit().ids, world.submit().ids
    client = client_of("lead")
    start = client.get("/api/v1/cases").json()
    assert start["more"] is False

    world.done(PostMessage(case_id=UUID(first["case_id"]), thread="internal", text="x"), "lead")

    after = client.get("/api/v1/cases", {"cursor": start["next"]})
    again = client.get("/api/v1/cases", {"cursor": after.json()["next"]})
    assert numbers(after) == [first["number"]]
    assert second["number"] not in numbers(after)
    assert again.json() == {"cases": [], "next": after.json()["next"], "more": False}


def test_open_and_closed_and_recent_cases_can_be_asked_for(world: World, client_of) -> None:
    done = world.accepted()
    before = world.now
    still = world.submit().ids["number"]
    client = client_of("lead")
    closed = client.get(f"/api/v1/cases/{done}").json()["number"]
    world.done(CloseCase(case_id=done, reason="done"), "lead")

    assert numbers(client.get("/api/v1/cases", {"state": "open"})) == [still]
    assert numbers(client.get("/api/v1/cases", {"state": "closed"})) == [closed]
    recent = client.get("/api/v1/cases", {"updated_since": before.isoformat()})
    assert numbers(recent) == [still, closed]
    assert numbers(client.get("/api/v1/cases", {"updated_since": "2030-01-01T00:00:00Z"})) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"limit": "all"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "MjAyNi0xMS0yMnxub25l"}, "cursor"),
        ({"cursor": "x" * 300}, "cursor"),
        ({"state": "hidden"}, "state"),
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"updated_since": "2026-11-22T00:00:00"}, "updated_since"),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_name(world: World, client_of, query, field) -> None:
    answer = client_of("lead").get("/api/v1/cases", query)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert set(answer.json()["errors"]) == {field}
    assert "cannot be read" not in answer.json()["errors"][field]


def test_a_case_says_its_duties_with_article_and_every_reading_of_the_clock(world: World, client_of) -> None:
    made = world.submit()

    case = client_of("lead").get(f"/api/v1/cases/{made.ids['number']}").json()

    duties = {duty["id"]: duty for duty in case["duties"]}
    two_days = duties["RMSV-7-2"]
    received = datetime.fromisoformat(case["received_at"])
    assert case["id"] == made.ids["case_id"]
    assert case["states"] == {
        "report": "received",
        "embargo": "none",
        "notification": case["states"]["notification"],
    }
    assert (two_days["live"], two_days["conduct"]) == (True, "notify_authority")
    assert datetime.fromisoformat(two_days["due_at"]) == received + timedelta(hours=48)
    assert {reading["name"] for reading in two_days["readings"]} == {
        "hours48",
        "natural",
        "rolled",
        "working",
    }
    assert "7" in two_days["article"]


def test_texts_follow_the_reader(world: World, client_of) -> None:
    made = world.submit()
    url = f"/api/v1/cases/{made.ids['number']}"

    en = client_of("lead").get(url).json()["duties"]
    zh = client_of("lead", language="zh-CN").get(url).json()["duties"]

    assert all(duty["title"].isascii() for duty in en)
    assert not any(duty["title"].isascii() for duty in zh)


def test_closing_is_seen_as_a_change(world: World, client_of) -> None:
    case_id = world.accepted()
    client = client_of("lead")
    before = client.get(f"/api/v1/cases/{case_id}").json()["updated_at"]

    world.done(CloseCase(case_id=case_id, reason="done"), "lead")

    assert client.get(f"/api/v1/cases/{case_id}").json()["updated_at"] > before


def test_ac12_packets_are_read_by_those_who_have_the_case_open_and_by_nobody_else(
    world: World, client_of
) -> None:
    from bulou.acts.notification import PreparePacket
    from bulou.acts.submissions import PrepareSubmission

    case_id = world.accepted()
    world.done(PreparePacket(case_id=case_id, packet={"product_name": "QY-4200"}), "lead")
    world.done(PrepareSubmission(case_id=case_id, platform="mps", packet={"title": "越界"}), "lead")

    found = client_of("lead").get(f"/api/v1/cases/{case_id}/packets").json()

    said = [(each["to"], each["state"], each["packet"]["schema"]) for each in found["packets"]]
    assert found["opened"] is True
    assert said == [("nvdb", "draft", "nvdb-packet/1"), ("mps", "draft", "mps-packet/1")]
    assert found["packets"][1]["packet"]["fields"]["title"] == "越界"
    for other in ("handler", "foreigner"):
        assert client_of(other).get(f"/api/v1/cases/{case_id}/packets").status_code == 404
