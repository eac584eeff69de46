"""Whatever a page of the desk shows is read over the API too, by those alone who may read the page."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from bulou.acts.assessing import RESULTS, RecordVerification
from bulou.acts.blobs import keep
from bulou.acts.products import AddProduct
from bulou.acts.receipt import PostMessage
from bulou.acts.room import TieImpact
from tests.acts.listing import listed
from tests.acts.owned import owned
from tests.world import World

JSON = "application/json"
OF_THE_DESK = (
    "inbox", "views", "search?q=QY", "calendar", "templates", "recipients", "rewards", "abuse", "products", "room",
)  # fmt: skip
OF_A_CASE = (
    "timeline",
    "files",
    "alike",
    "assessment",
    "parties",
    "discussion",
    "notices",
    "packets",
    "acts",
)
NUMBERS = ("{view_id}", "{entry}", "{index}")


@pytest.fixture
def paths() -> dict[str, Any]:
    return Client(headers={"host": "127.0.0.1"}).get("/api/v1/openapi.json").json()["paths"]


def got(client: Client, path: str, **asked: Any) -> Any:
    return client.get(f"/api/v1/{path}", asked)


def filled(path: str, case: str) -> str:
    """An address with every parameter filled in: the case given, and ids that nothing has."""
    for part in path.split("/"):
        if part.startswith("{"):
            path = path.replace(part, case if part == "{case}" else "1" if part in NUMBERS else str(uuid4()))
    return path


def test_the_inbox_and_its_views(world: World, client_of) -> None:
    made = world.submit()
    client = client_of("lead")

    page = got(client, "inbox", view="new").json()
    kept = client.put("/api/v1/views", {"name": " 新报告 ", "view": "new"}, content_type=JSON)
    client.put("/api/v1/views", {"name": "新报告", "view": "mine"}, content_type=JSON)
    views = got(client, "views").json()["views"]
    gone = [client.delete(f"/api/v1/views/{kept.json()['id']}").status_code for _ in range(2)]

    assert [case["number"] for case in page["cases"]] == [made.ids["number"]]
    assert (page["counts"]["new"], page["next"]) == (1, "")
    assert [(each["name"], each["query"]["view"], each["own"]) for each in views] == [
        ("新报告", "mine", True)
    ]
    assert gone == [204, 404]


def test_a_view_of_another_is_neither_seen_nor_dropped(world: World, client_of) -> None:
    kept = client_of("lead").put("/api/v1/views", {"name": "mine"}, content_type=JSON).json()

    assert got(client_of("handler"), "views").json() == {"views": []}
    assert client_of("handler").delete(f"/api/v1/views/{kept['id']}").status_code == 404
    assert client_of("lead", scope="read").delete(f"/api/v1/views/{kept['id']}").status_code == 403
    assert got(client_of("lead"), "views").json()["views"] == [kept]


def test_search_and_calendar_find_what_the_pages_find(world: World, client_of) -> None:
    case_id = world.accepted()
    client = client_of("lead")

    found = got(client, "search", q="QY-4200").json()
    due = got(client, "calendar").json()["duties"]

    assert [each["product"] for each in found["cases"]] == ["QY-4200"]
    assert {each["case"] for each in due} == {found["cases"][0]["number"]}
    assert [each for each in due if each["duty"] == "RMSV-7-1-2" and not each["readings"]] == []
    assert got(client_of("foreigner"), "search", q="QY-4200").json()["cases"] == []
    assert case_id


def test_the_rooms_of_a_case_are_empty_until_it_is_opened(world: World, client_of) -> None:
    """AC02 for every room: what is behind the door is read once it is open."""
    made = world.submit(attachments=(keep("poc.txt", b"secret bytes"),))
    number, case_id = made.ids["number"], UUID(made.ids["case_id"])
    world.done(PostMessage(case_id=case_id, text="SECRET-WORDS"), "lead")
    client = client_of("lead")
    closed = {room: got(client, f"cases/{number}/{room}").json() for room in OF_A_CASE if room != "acts"}
    world.open(case_id, "lead")
    tried = {
        "product": "QY-4200",
        "version": "3.1",
        "environment": "虚拟机",
        "steps": "步骤",
        "observed": "重启",
    }
    world.done(RecordVerification(case_id=case_id, result=RESULTS[0][0], **tried), "lead")

    timeline = got(client, f"cases/{number}/timeline").json()
    files = got(client, f"cases/{number}/files").json()["files"]
    content = got(client, f"cases/{number}/files/{files[0]['id']}")
    assessed = got(client, f"cases/{number}/assessment").json()

    assert {room: found["opened"] for room, found in closed.items() if "opened" in found} == {
        room: False for room, found in closed.items() if "opened" in found
    }
    assert "SECRET-WORDS" not in json.dumps(closed)
    assert "SECRET-WORDS" in json.dumps(timeline)
    assert [(each["name"], each["scan"]) for each in files] == [("poc.txt", "not_scanned")]
    assert b"".join(content.streaming_content) == b"secret bytes"
    assert len(assessed["attempts"]) == 1


def test_the_room_is_read_by_operators_alone_and_says_where_its_duties_count(world: World, client_of) -> None:
    impact = owned(world)["impact_found"]
    number = world.submit().ids["number"]
    house = {"organisation_id": world.organisations["vendor"], "impact_id": impact}
    before = got(client_of("lead"), f"room/{impact}").json()
    world.done(TieImpact(**house, case_number=number), "lead")

    after, unknowing = (got(client_of(name), f"room/{impact}").json() for name in ("lead", "handler"))
    answers = {got(client_of("foreigner"), path).status_code for path in ("room", f"room/{impact}")}

    told = [(each["tied"], each["case"], each["known"]) for each in (before, after, unknowing)]
    assert told == [(False, None, None), (True, number, None), (True, None, None)]
    assert answers == {404}


def test_ac04_every_address_of_a_case_answers_a_stranger_like_one_that_is_not_there(
    world: World, client_of, paths: dict
) -> None:
    """Whatever is added to the API below a case is asked here by itself."""
    made = world.submit()
    below = [path for path in paths if path.startswith("/api/v1/cases/{case}")]
    client = client_of("foreigner")
    found = set()
    for path in below:
        for method in paths[path]:
            for case in (made.ids["number"], made.ids["case_id"], "QY-2026-AAAA-AAAA"):
                answer = client.generic(method.upper(), filled(path, case), b"{}", content_type=JSON)
                found.add((answer.status_code, answer.content))

    assert len(below) >= 12
    assert found == {(404, got(client, "cases/none").content)}


def test_ac04_every_address_without_a_key_answers_with_nothing(world: World, paths: dict) -> None:
    stranger = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    found = {}
    for path, operations in paths.items():
        for method, operation in operations.items():
            if operation.get("security"):
                answer = stranger.generic(method.upper(), filled(path, "QY-2026-AAAA-AAAA"))
                found[method, path] = answer.status_code

    assert {key for key, status in found.items() if status != 401} == set()


def test_the_desk_is_there_for_whoever_works_at_it_and_for_nobody_else(world: World, client_of) -> None:
    desk, admin = client_of("lead"), client_of("admin")

    assert [got(desk, path).status_code for path in OF_THE_DESK] == [200] * len(OF_THE_DESK)
    assert {
        (answer.status_code, answer.content) for answer in (got(admin, path) for path in OF_THE_DESK)
    } == {(404, got(admin, "cases/none").content)}


def test_the_house_is_read_by_the_offices_that_may(world: World, client_of) -> None:
    world.appoint("auditor", "vendor", "auditor")
    world.submit()

    seen = {
        name: [got(client_of(name), path).status_code for path in ("members", "readings", "journal", "me")]
        for name in ("lead", "admin", "handler", "auditor")
    }
    people = {each["name"] for each in got(client_of("admin"), "members").json()["members"]}
    headers = got(client_of("auditor"), "journal").json()["entries"]

    assert seen == {
        "lead": [200, 200, 404, 200],
        "admin": [200, 200, 404, 200],
        "handler": [404, 200, 404, 200],
        "auditor": [404, 200, 200, 200],
    }
    assert people == {"lead", "handler", "admin", "auditor"}
    assert "submit_report" in {each["act"] for each in headers}


def test_a_list_a_product_and_an_inventory_belong_to_their_organisation(world: World, client_of) -> None:
    listed(world)
    added = world.done(AddProduct(organisation_id=world.organisations["vendor"], product="QY-4200"), "lead")
    product = f"products/{added.ids['product_id']}"
    mine, other = client_of("lead"), client_of("foreigner")

    assert got(mine, "recipients").json()["total"] == 2
    assert got(other, "recipients").json()["listed"] == []
    assert [each["name"] for each in got(mine, "products").json()["products"]] == ["QY-4200"]
    assert got(mine, product).json()["aliases"] != []
    assert (got(other, product).status_code, got(other, "products").json()["total"]) == (404, 0)
    assert got(mine, f"inventories/{uuid4()}").content == got(other, product).content


def test_what_an_advisory_touches_is_answered_and_not_kept(world: World, client_of) -> None:
    client = client_of("lead")
    url = "/api/v1/touches"

    unread = client.post(url, b"not an advisory", content_type="application/octet-stream")

    assert (unread.status_code, list(unread.json()["errors"])) == (422, ["body"])
    assert client_of("admin").post(url, b"{}", content_type="application/octet-stream").status_code == 404


def test_reading_costs_no_more_queries_than_the_page(
    world: World, client_of, django_assert_max_num_queries
) -> None:
    case_id = world.accepted()
    client = client_of("lead")
    for path in (
        *OF_THE_DESK,
        *(f"cases/{case_id}/{room}" for room in OF_A_CASE),
        "members",
        "readings",
        "me",
    ):
        with django_assert_max_num_queries(
            17
        ):  # fifteen of the page, the token, and the office or the number
            assert got(client, path).status_code == 200


def test_a_draft_is_tried_before_it_is_saved_and_nothing_is_kept(world: World, client_of) -> None:
    case_id = world.accepted()
    client = client_of("lead")
    url = f"/api/v1/cases/{case_id}/trial"
    written = {"heading": "QY-4200 命令注入漏洞", "summary": "请升级。", "exploit_included": "yes"}

    tried = client.post(url, {"written": written}, content_type=JSON)
    bare = client.post(url, {"written": {}}, content_type=JSON)

    assert (tried.status_code, bare.status_code) == (200, 200), (tried.content, bare.content)
    assert tried.json()["verdict"]["facts"]["exploit_included"]["value"] is True
    assert (tried.json()["ready"], bare.json()["ready"]) == (False, False)
    assert got(client, f"cases/{case_id}").json()["advisories"] == []
