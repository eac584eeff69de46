"""Coordination over HTTP: the parties and discussion of a case, and an organisation that takes part in one of another."""

from typing import Any
from uuid import UUID, uuid4

from bulou.acts.coordination import AddParty, JudgeProvider
from bulou.acts.discussion import PostToParties
from bulou.acts.embargoes import ProposeEmbargo
from bulou.acts.parties import InviteParty, RemoveParty
from bulou.acts.receipt import PostMessage
from tests.world import World

JSON = "application/json"


def send(client, url: str, act: str, **fields: Any):
    return client.post(f"/api/v1/{url}", data={"act": act, **fields}, content_type=JSON)


def test_parties_and_discussion_say_what_the_rooms_show(world: World, client_of) -> None:
    case_id = world.accepted()
    party_id = world.joined(case_id, party="某厂商")
    until = world.now.replace(microsecond=0)
    world.done(ProposeEmbargo(case_id=case_id, until=until.replace(year=until.year + 1)), "lead")
    world.done(PostMessage(case_id=case_id, text="内部"), "lead")
    world.done(PostToParties(case_id=case_id, text="各方请看", exploit_included=False), "lead")
    client = client_of("lead")

    parties = client.get(f"/api/v1/cases/{case_id}/parties").json()
    talk = client.get(f"/api/v1/cases/{case_id}/discussion", {"limit": 1}).json()
    older = client.get(f"/api/v1/cases/{case_id}/discussion", {"before": talk["before"]}).json()

    found = [(row["id"], row["name"], row["place"], row["silent_days"]) for row in parties["parties"]]
    assert found == [(str(party_id), "某厂商", "inside", 0)]
    assert [(row["state"], row["by"]) for row in parties["terms"]] == [("open", None)]
    assert (parties["opened"], parties["parent"], parties["children"]) == (True, None, [])
    said = [(row["audience"], row["readers"], row["wordings"]) for row in talk["posts"] + older["posts"]]
    assert said == [("party", 1, ["各方请看"]), ("internal", 0, ["内部"])]
    assert older["before"] is None


def test_ac02_a_closed_case_has_neither_parties_nor_posts(world: World, client_of) -> None:
    made = world.submit()
    case_id = UUID(made.ids["case_id"])
    world.done(PostMessage(case_id=case_id, text="内部"), "lead")
    client = client_of("lead")

    parties = client.get(f"/api/v1/cases/{case_id}/parties").json()
    talk = client.get(f"/api/v1/cases/{case_id}/discussion").json()

    assert parties == {
        "case": made.ids["number"], "opened": False, "parties": [], "terms": [], "parent": None, "children": [],
    }  # fmt: skip
    assert (talk["opened"], talk["topics"], talk["posts"]) == (False, [], [])


def test_a_child_case_is_opened_and_stands_under_its_parent(world: World, client_of) -> None:
    case_id = world.accepted()
    client = client_of("lead")
    wanted = {"parent_id": str(case_id), "heading": "组件", "product": "libx"}

    made = send(client, "acts", "open_child_case", **wanted)
    foreign = send(client_of("foreigner"), "acts", "open_child_case", **wanted)

    children = client.get(f"/api/v1/cases/{case_id}/parties").json()["children"]
    assert (made.status_code, foreign.status_code) == (200, 404)
    assert children == [made.json()["ids"]["number"]]


def test_an_organisation_takes_part_in_a_case_of_another(world: World, client_of) -> None:
    case_id = world.accepted()
    party_id = world.invited(case_id, organisation="other")
    client, room = client_of("foreigner"), f"shared/{party_id}"
    shared = client.get("/api/v1/shared").json()["shared"]
    door = client.get(f"/api/v1/{room}").json()

    entered = send(client, f"{room}/acts", "enter_case")
    world.done(PostToParties(case_id=case_id, text="各方请看", exploit_included=False), "lead")
    written = send(client, f"{room}/acts", "write_as_party", text="收到")
    answered = send(client, f"{room}/acts", "answer_as_party", answer="affected", product="libx")
    inside = client.get(f"/api/v1/{room}").json()

    assert [(row["party"], row["organisation"], row["place"]) for row in shared] == [
        (str(party_id), "vendor", "invited")
    ]
    assert (door["open_to_you"], door["opened"], door["title"], door["posts"]) == (True, False, None, [])
    assert [answer.status_code for answer in (entered, written, answered)] == [200, 200, 200]
    assert entered.json()["verdict"] is None
    assert (inside["opened"], inside["title"], inside["products"]) == (True, "命令注入", {"libx": "affected"})
    said = [(row["own"], row["audience"], row["wordings"]) for row in inside["posts"]]
    assert said == [(True, "one_party", ["收到"]), (False, "party", ["各方请看"])]


def test_ac50_what_the_law_stops_is_closed_to_the_party_and_told_without_a_verdict(
    world: World, client_of
) -> None:
    case_id = world.accepted()
    world.found("abroad", "AB", "vendor", overseas=True)
    world.appoint("abroad_lead", "abroad", "lead")
    known = {"party": "Abroad", "role": "upstream", "organisation": "abroad"}
    party_id = UUID(world.done(AddParty(case_id=case_id, **known), "lead").ids["party_id"])
    judged = {"case_id": case_id, "party_id": party_id, "grounds": "官网"}
    world.done(JudgeProvider(is_provider=True, **judged), "lead")
    world.done(InviteParty(case_id=case_id, party_id=party_id, exploit_included=False), "lead")
    client, room = client_of("abroad_lead"), f"shared/{party_id}"
    assert send(client, f"{room}/acts", "enter_case").status_code == 200

    world.done(JudgeProvider(is_provider=False, **judged), "lead")
    refused = send(client, f"{room}/acts", "enter_case")
    shown = client.get(f"/api/v1/{room}").json()

    assert (refused.status_code, set(refused.json())) == (
        451,
        {"type", "title", "status", "detail", "act", "entry"},
    )
    assert (shown["open_to_you"], shown["opened"], shown["title"], shown["posts"]) == (False, False, None, [])


def test_ac04_nobody_but_the_party_finds_its_room(world: World, client_of) -> None:
    case_id = world.accepted()
    party_id = world.invited(case_id, organisation="other")
    outside = world.joined(case_id, party="外部", email="x@y.cn")
    world.appoint("other_handler", "other", "handler")
    strangers = [client_of(name) for name in ("lead", "admin", "other_handler")]
    theirs = client_of("foreigner")
    world.done(RemoveParty(case_id=case_id, party_id=party_id, grounds="退出"), "lead")

    answers = [
        (answer.status_code, answer.content)
        for client, party in [
            *((each, party_id) for each in strangers),
            (theirs, party_id),
            (theirs, outside),
        ]
        for answer in (
            client.get(f"/api/v1/shared/{party}"),
            send(client, f"shared/{party}/acts", "enter_case"),
        )
    ]

    assert set(answers) == {(404, theirs.get(f"/api/v1/shared/{uuid4()}").content)}
    assert [each.get("/api/v1/shared").json() for each in [*strangers, theirs]] == [{"shared": []}] * 4


def test_the_room_is_opened_by_each_person_and_not_by_a_reading_token(world: World, client_of) -> None:
    case_id = world.accepted()
    party_id = world.invited(case_id, organisation="other")
    world.appoint("colleague", "other", "lead")
    room = f"shared/{party_id}"

    reading = send(client_of("foreigner", scope="read"), f"{room}/acts", "enter_case")
    send(client_of("foreigner"), f"{room}/acts", "enter_case")

    assert reading.status_code == 403
    assert client_of("foreigner").get(f"/api/v1/{room}").json()["opened"] is True
    assert client_of("colleague").get(f"/api/v1/{room}").json()["opened"] is False
