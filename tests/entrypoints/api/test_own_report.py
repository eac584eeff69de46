"""A reporter over HTTP: number and return code open their own report, and everything its page offers."""

import base64
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from bulou.acts import Outcome
from bulou.acts.receipt import PostMessage
from bulou.acts.verification import GradeSeverity
from bulou.entrypoints.limits import RETURNS
from bulou.records.models import Attachment
from tests.world import GRADE, World

REPORT = "/api/v1/report"
TUS = {"Tus-Resumable": "1.0.0"}


def reporter(made: Outcome, code: str = "", language: str = "en") -> Client:
    """A client that sends number and return code as HTTP Basic."""
    pair = f"{made.ids['number']}:{code or made.ids['code']}"
    key = base64.b64encode(pair.encode()).decode()
    return Client(headers={"host": "127.0.0.1", "authorization": f"Basic {key}", "accept-language": language})


def act(client: Client, name: str, **fields: Any) -> Any:
    return client.post(f"{REPORT}/acts", {"act": name, **fields}, content_type="application/json")


def test_a_report_is_read_as_its_page_shows_it(world: World) -> None:
    made = world.submit()
    world.done(PostMessage(case_id=UUID(made.ids["case_id"]), thread="public", text="收到"), "lead")
    world.done(PostMessage(case_id=UUID(made.ids["case_id"]), text="内部的话"), "lead")

    answer = reporter(made).get(REPORT)
    found = answer.json()

    assert answer.status_code == 200
    assert (found["number"], found["organisation"], found["state"]) == (
        made.ids["number"],
        "vendor",
        "received",
    )
    assert found["report"]["steps"] == "secret steps"
    assert [(each["own"], each["text"]) for each in found["messages"]] == [(False, "收到")]
    assert {each["name"] for each in found["sayings"]} == {"publish", "present", "vendor", "abroad"}
    assert "内部的话" not in answer.content.decode()


def test_the_bytes_of_a_report_are_those_of_the_receipt(world: World) -> None:
    made = world.submit(raw=b"\x00whatever came")

    answer = reporter(made).get(f"{REPORT}/raw")

    assert (answer.status_code, answer.content) == (200, b"\x00whatever came")


def test_a_reporter_writes_contests_and_chooses_a_name(world: World) -> None:
    case_id = world.accepted()
    world.done(GradeSeverity(case_id=case_id, gbt_vector=GRADE), "lead")
    made = held_by(case_id)
    client = reporter(made)

    done = [
        act(client, "write_as_reporter", text="补充"),
        act(client, "contest_grade", text="影响更大"),
        act(client, "choose_credit", shown_as="handle", handle="lin", on_thanks=True),
    ]
    found = client.get(REPORT).json()

    assert [answer.status_code for answer in done] == [200, 200, 200], [each.content for each in done]
    assert "补充" in [each["text"] for each in found["messages"]]
    assert found["contest"]["outcome"] == ""
    assert (found["naming"]["handle"], found["naming"]["on_thanks"]) == ("lin", True)


def test_what_is_wrong_stands_at_its_field_in_the_readers_language(world: World) -> None:
    made = world.submit()

    said = [
        act(reporter(made, language=language), "choose_credit", shown_as="name").json()["errors"]
        for language in ("en", "zh")
    ]

    assert [list(each) for each in said] == [["credited"], ["credited"]]
    assert said[0] != said[1]


def test_a_file_comes_inside_or_in_pieces(world: World, settings: Any, tmp_path: Any) -> None:
    settings.BULOU_FILES = tmp_path / "files"
    made = world.submit()
    client = reporter(made)
    begun = client.post(f"{REPORT}/uploads", headers=TUS | {"Upload-Length": "6"})
    url = begun["Location"]
    piece = {**TUS, "Upload-Offset": "0"}
    client.patch(url, b"abc", content_type="application/offset+octet-stream", headers=piece)
    half = client.head(url, headers=TUS)["Upload-Offset"]
    early = act(client, "write_as_reporter", text="文件", attachments=[{"upload": url.rsplit("/", 1)[1]}])
    piece["Upload-Offset"] = "3"
    client.patch(url, b"def", content_type="application/offset+octet-stream", headers=piece)
    inside = {"name": "a.txt", "content": base64.b64encode(b"inside").decode()}

    done = act(
        client, "write_as_reporter", text="文件", attachments=[inside, {"upload": url.rsplit("/", 1)[1]}]
    )

    assert (begun.status_code, half) == (201, "3")
    assert (early.status_code, list(early.json()["errors"])) == (422, ["attachments"])
    assert done.status_code == 200, done.content
    assert sorted(Attachment.objects.values_list("size", flat=True)) == [6, 6]


def test_an_upload_is_good_for_its_own_report_alone(world: World, settings: Any, tmp_path: Any) -> None:
    settings.BULOU_FILES = tmp_path / "files"
    mine, other = (reporter(world.submit()) for _ in range(2))
    url = mine.post(f"{REPORT}/uploads", headers=TUS | {"Upload-Length": "0"})["Location"]

    asked = other.head(url, headers=TUS)
    taken = act(other, "write_as_reporter", text="x", attachments=[{"upload": url.rsplit("/", 1)[1]}])

    assert (asked.status_code, taken.status_code) == (404, 422)


def test_ac12_a_wrong_code_and_a_number_that_is_none_answer_alike(world: World) -> None:
    made = world.submit()
    other = world.submit("other")
    wrong = [
        reporter(made, code=other.ids["code"]).get(REPORT),
        reporter(Numbered("QY-2026-AAAA-AAAA"), code=made.ids["code"]).get(REPORT),
        Client(headers={"host": "127.0.0.1", "accept-language": "en"}).get(REPORT),
        act(reporter(made, code="WRONG"), "write_as_reporter", text="x"),
    ]

    assert {(answer.status_code, answer.content) for answer in wrong} == {(401, wrong[0].content)}
    assert {answer["WWW-Authenticate"] for answer in wrong} == {'Basic realm="bulou"'}


def test_ac12_whoever_tries_codes_is_stopped_for_a_while(world: World) -> None:
    made = world.submit()
    tried = [reporter(made, code=f"WRONG{number}").get(REPORT) for number in range(RETURNS.most + 1)]

    assert [answer.status_code for answer in tried] == [401] * RETURNS.most + [429]
    assert tried[-1]["Retry-After"] == str(RETURNS.seconds)


@pytest.mark.parametrize("name", ["post_message", "close_case", "open_undisclosed", "write_by_mail"])
def test_acts_of_others_are_none_of_a_reporters(world: World, name: str) -> None:
    answer = act(reporter(world.submit()), name, text="x", reason="y")

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["act"])


def test_a_token_of_staff_is_no_return_code(world: World, client_of: Any) -> None:
    world.submit()

    assert client_of("lead").get(REPORT).status_code == 401


class Numbered:
    """What is known of a report by whoever made up its number."""

    def __init__(self, number: str) -> None:
        self.ids = {"number": number}


def held_by(case_id: UUID) -> Any:
    """Number and code of a case that is there."""
    from bulou.records.models import Case
    from bulou.records.sealed import return_code

    made = Numbered(Case.objects.values_list("number", flat=True).get(id=case_id))
    made.ids["code"] = return_code(case_id)
    return made
