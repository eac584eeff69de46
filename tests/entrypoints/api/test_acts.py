"""Acts over HTTP: the gate's answers as JSON and as problems, each with what the reader needs next."""

import base64
import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.world import World

JSON = "application/json"


def act(client, where: object, body: object, **headers: str):
    url = f"/api/v1/cases/{where}/acts" if where else "/api/v1/acts"
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.generic("POST", url, raw, content_type=JSON, headers=headers)


def test_an_act_is_done_and_says_where_it_is_sealed(world: World, client_of) -> None:
    from bulou.records.models import Entry

    made = world.submit()
    body = {"act": "post_message", "thread": "internal", "text": "看一下 3.1"}

    answer = act(client_of("lead"), made.ids["case_id"], body)

    done = answer.json()
    entry = Entry.objects.get(stream=f"case:{made.ids['case_id']}", index=1)
    assert answer.status_code == 200
    assert (done["act"], done["status"], done["ids"], done["verdict"]) == ("post_message", "done", {}, None)
    assert done["entry"]["hash"] == entry.hash
    assert done["entry"]["stream"] == entry.stream


def test_a_case_is_named_by_its_number_too(world: World, client_of) -> None:
    made = world.submit()

    answer = act(
        client_of("lead"), made.ids["number"], {"act": "post_message", "thread": "internal", "text": "x"}
    )

    assert answer.status_code == 200


def test_what_the_law_stops_is_451_with_verdict_articles_and_cures(world: World, client_of) -> None:
    case_id = world.accepted()
    advisory_id = world.drafted(case_id)

    answer = act(client_of("lead"), case_id, {"act": "publish_advisory", "advisory_id": str(advisory_id)})

    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (451, "application/problem+json")
    assert problem["type"] == "urn:bulou:problem:law"
    assert problem["verdict"]["outcome"] == "forbidden"
    assert "RMSV-9-1" in {citation["norm"] for citation in problem["citations"]}
    assert "Art. 9(1)" in {citation["article"] for citation in problem["citations"]}
    assert {"remediation_provided": True} in [cure["changes"] for cure in problem["cures"]]
    assert problem["entry"]["stream"] == f"case:{case_id}"


def test_what_is_out_of_turn_is_409_and_sealed(world: World, client_of) -> None:
    made = world.submit()

    answer = act(client_of("lead"), made.ids["case_id"], {"act": "accept_case"})

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:bulou:problem:out-of-turn"
    assert answer.json()["entry"]["index"] == 1
    assert answer.json()["detail"]


def test_what_an_office_does_not_allow_is_403(world: World, client_of) -> None:
    from bulou.acts.membership import GrantCase

    made = world.submit()
    handler = world.people["handler"].person_id
    world.done(GrantCase(case_id=UUID(made.ids["case_id"]), person_id=handler), "lead")

    answer = act(client_of("handler"), made.ids["case_id"], {"act": "place_hold", "grounds": "lawsuit"})

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:bulou:problem:not-yours"
    assert answer.json()["remedy"]


def test_what_was_entered_wrongly_is_told_at_its_field_in_the_readers_language(
    world: World, client_of
) -> None:
    made = world.submit()
    body = {"act": "post_message", "thread": "internal", "text": "  "}

    en = act(client_of("lead"), made.ids["case_id"], body)
    zh = act(client_of("lead"), made.ids["case_id"], body, **{"accept-language": "zh-CN"})

    assert en.status_code == 422
    assert en.json()["errors"] == {"text": "Write something first."}
    assert zh["Content-Language"] == "zh-hans"
    assert not zh.json()["errors"]["text"].isascii()
    assert not zh.json()["title"].isascii()


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"act": "Name the act."}),
        ({"act": "make_coffee"}, {"act": "There is no such act here; the OpenAPI document lists them."}),
        ({"act": 7}, {"act": "There is no such act here; the OpenAPI document lists them."}),
        ({"act": "submit_report"}, {"act": "There is no such act here; the OpenAPI document lists them."}),
        ({"act": "note_duty", "duty_id": "x", "stage": "y"},
         {"act": "There is no such act here; the OpenAPI document lists them."}),
        ({"act": "write_as_reporter", "text": "x"},
         {"act": "There is no such act here; the OpenAPI document lists them."}),
        ({"act": "post_message"}, {"text": "This field is needed."}),
        ({"act": "record_remediation"},
         {"text": "This field is needed.", "location": "This field is needed."}),
        ({"act": "post_message", "thread": "secret", "text": "x"},
         {"thread": "Choose one of: internal, public."}),
        ({"act": "post_message", "thread": "internal", "text": "x", "case_id": str(uuid4())},
         {"case_id": "There is no such field here."}),
        ({"act": "post_message", "thread": "internal", "text": 5}, {"text": "This is text."}),
        ({"act": "post_message", "thread": "internal", "text": "a\u0000b"},
         {"text": "Text cannot hold NUL or half a character here."}),
        ({"act": "post_message", "thread": "internal", "text": "a\ud800b"},
         {"text": "Text cannot hold NUL or half a character here."}),
        ({"act": "post_message", "thread": "internal", "text": "步" * 1_000_001}, {"text": "This is too long."}),
        ({"act": "post_message", "thread": "internal", "text": "x", "question": "often"},
         {"question": "This is true or false."}),
        ({"act": "propose_embargo", "until": "soon"},
         {"until": "This is not a moment; write it as 2026-11-22T14:05:00+08:00."}),
        ({"act": "propose_embargo", "until": "2027-01-01T00:00:00"},
         {"until": "Give the time zone, as in 2026-11-22T14:05:00+08:00."}),
        ({"act": "assign_handler", "person_id": "me"}, {"person_id": "This is not an identifier."}),
        ({"act": "record_official_decision", "decision": "mps_consent:true", "number": "1",
          "attachments": [{"name": "x"}]}, {"attachments.0.content": "This field is needed."}),
        ({"act": "record_official_decision", "decision": "mps_consent:true", "number": "1",
          "attachments": [{"name": "x", "content": "%"}]}, {"attachments": "A file's content is base64."}),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_schema_is_told_at_its_field(world: World, client_of, body, errors) -> None:
    made = world.submit()

    answer = act(client_of("lead"), made.ids["case_id"], body)

    assert answer.status_code == 422
    assert answer.json()["errors"] == errors


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 50_000, b"9" * 5000])
def test_a_body_that_is_no_object_is_400(world: World, client_of, raw: bytes) -> None:
    answer = act(client_of("lead"), world.submit().ids["case_id"], raw)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_body_above_the_ceiling_is_413(world: World, client_of) -> None:
    answer = act(client_of("lead"), None, b"x" * (12 * 1024 * 1024 + 1))

    assert answer.status_code == 413
    assert answer.json()["ceiling"] == 12 * 1024 * 1024


def test_files_come_in_base64_and_are_kept_encrypted(world: World, client_of) -> None:
    from bulou.records.models import Attachment

    case_id = world.accepted()
    document = {"name": "同意函.pdf", "content": base64.b64encode(b"%PDF").decode()}
    body = {
        "act": "record_official_decision",
        "decision": "authorities_assessment:done_no_objection",
        "number": "公 12",
        "attachments": [document],
    }

    answer = act(client_of("lead"), case_id, body)

    assert answer.status_code == 200
    assert [(row.size, row.position) for row in Attachment.objects.filter(case_id=case_id)] == [(4, 1)]


def test_reading_is_an_act_of_the_reader_and_opens_the_case(world: World, client_of) -> None:
    made = world.submit()
    client = client_of("lead")
    closed = client.get(f"/api/v1/cases/{made.ids['number']}").json()

    answer = act(client, made.ids["case_id"], {"act": "open_undisclosed"})

    opened = client.get(f"/api/v1/cases/{made.ids['number']}").json()
    assert answer.json()["entry"]["stream"] == f"person:{world.people['lead'].person_id}"
    assert (closed["opened"], closed["report"], closed["timeline"]) == (False, {}, [])
    assert (opened["opened"], opened["report"]["steps"]) == (True, "secret steps")


def test_an_act_without_a_case_concerns_the_tokens_own_organisation(world: World, client_of) -> None:
    body = {"act": "invite_person", "email": "new@vendor.example", "office": "handler"}

    answer = act(client_of("admin"), None, body)

    assert answer.status_code == 200
    assert answer.json()["entry"]["stream"] == f"org:{world.organisations['vendor']}"


def test_acts_are_sent_where_they_belong(world: World, client_of) -> None:
    lead = client_of("lead")
    case_id = world.submit().ids["case_id"]

    astray = act(lead, None, {"act": "post_message", "thread": "internal", "text": "x"})
    stray = act(lead, case_id, {"act": "invite_person", "email": "a@b.example", "office": "lead"})

    assert [astray.status_code, stray.status_code] == [422, 422]


def test_what_may_be_done_is_told_with_articles_and_cures_and_seals_nothing(world: World, client_of) -> None:
    from bulou.records.models import Entry

    case_id = world.accepted()
    world.drafted(case_id)
    client = client_of("lead")
    before = Entry.objects.count()

    answer = client.get(f"/api/v1/cases/{case_id}/acts")

    acts = {item["act"]: item for item in answer.json()["acts"]}
    assert answer.status_code == 200
    assert acts["publish_advisory"]["stopped"] is True
    assert acts["publish_advisory"]["outcome"] == "forbidden"
    assert acts["publish_advisory"]["cures"]
    assert acts["notify_authority"]["group"] == "owed"
    assert Entry.objects.count() == before


def test_pages_of_the_api_need_few_statements(world: World, client_of, django_assert_max_num_queries) -> None:
    case_id = world.accepted()
    client = client_of("lead")
    client.get("/api/v1/cases")
    for url in ("/api/v1/cases", f"/api/v1/cases/{case_id}", f"/api/v1/cases/{case_id}/acts"):
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200


def test_a_token_cannot_make_tokens(world: World, client_of) -> None:
    body = {
        "act": "create_token", "label": "x", "scope": "act",
        "expires_at": (timezone.now() + timedelta(days=300)).isoformat(),
    }  # fmt: skip

    assert act(client_of("lead"), None, body).status_code == 422


def test_an_act_about_a_person_takes_whom_it_names_and_not_who_sends_it(world: World, client_of) -> None:
    made = world.submit()
    handler = str(world.people["handler"].person_id)

    assigned = act(client_of("lead"), made.ids["case_id"], {"act": "assign_handler", "person_id": handler})
    shown = client_of("handler").get(f"/api/v1/cases/{made.ids['number']}").json()

    assert assigned.status_code == 200, assigned.content
    assert shown["handler_id"] == handler


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"act": "unassign_handler", "person_id": str(UUID(int=1)), "keep_access": 0}, "keep_access"),
        ({"act": "mark_read", "upto": False}, "upto"),
        ({"act": "mark_read", "upto": 2**60}, "upto"),
        ({"act": "propose_embargo", "until": 1790000000}, "until"),
        ({"act": "propose_embargo", "until": "1790000000"}, "until"),
    ],
)
def test_a_number_is_no_truth_value_and_no_moment(world: World, client_of, body, field) -> None:
    answer = act(client_of("lead"), world.submit().ids["case_id"], body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
