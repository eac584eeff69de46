"""A report over the API: received whatever it is, with a receipt, once for a key."""

import base64
import hashlib
import json
import os

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulou.entrypoints.api.intake import CEILING
from tests.world import World

URL = "/api/v1/organisations/vendor/reports"
REPORT = {
    "title": "诊断页命令注入",
    "product": "QY-4200",
    "versions": "3.1.0–3.4.6",
    "steps": "POST /diag host=;id",
    "impact": "root",
    "name": "李雷",
    "contact": "lilei@example.org",
}


def send(client: Client, body: object, **headers: str):
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return client.generic("POST", URL, raw, content_type="application/json", headers=headers)


def status(receipt: dict):
    from bulou.records.public import case_of, raw_report, status_page

    case_id = case_of(receipt["number"], receipt["code"])
    assert case_id is not None
    return status_page(case_id), raw_report(case_id)


def test_a_report_is_answered_with_a_receipt_that_opens_it(world: World, stranger: Client) -> None:
    raw = json.dumps(REPORT, ensure_ascii=False).encode()

    answer = send(stranger, raw)

    receipt = answer.json()
    page, kept = status(receipt)
    assert answer.status_code == 201
    assert answer["Location"] == receipt["status_url"]
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert receipt["marks"] == []
    assert receipt["raw_sha256"] == hashlib.sha256(raw).hexdigest()
    assert receipt["entry"]["index"] == 0
    assert receipt["entry"]["hash"] == page.entry_hash
    assert receipt["received_at"].endswith("Z")
    assert kept == raw
    assert dict(page.report) == REPORT
    assert page.identity == "self_declared"


def test_a_report_needs_few_statements(world: World, stranger: Client, django_assert_max_num_queries) -> None:
    send(stranger, REPORT)
    with django_assert_max_num_queries(15):
        assert send(stranger, REPORT).status_code == 201


def test_the_same_key_with_the_same_bytes_is_the_same_report(world: World, stranger: Client) -> None:
    first = send(stranger, REPORT, **{"idempotency-key": "k"})

    again = send(stranger, REPORT, **{"idempotency-key": "k"})

    assert again.status_code == 201
    assert again.json() == first.json()


def test_a_key_that_another_has_used_opens_nothing_of_theirs(world: World, stranger: Client) -> None:
    first = send(stranger, REPORT, **{"idempotency-key": "1"}).json()

    other = send(stranger, {"title": "something else"}, **{"idempotency-key": "1"}).json()

    assert other["number"] != first["number"]
    assert other["code"] != first["code"]


def test_the_key_of_a_delivery_between_organisations_cannot_be_taken(world: World, stranger: Client) -> None:
    """A guessed delivery key must not make a peer's notice look as if it had arrived."""
    peers = "case:00000000-0000-0000-0000-000000000000:3:0"
    mine = send(stranger, REPORT, **{"idempotency-key": peers}).json()

    outcome = world.submit(key=peers)

    assert outcome.ids["number"] != mine["number"]


@pytest.mark.parametrize(
    ("raw", "marks", "shown"),
    [
        (b"", ["empty"], {}),
        (b" \n\t ", ["empty"], {}),
        (b"{}", [], {}),
        (b"GET / it breaks", ["unreadable_json"], {"note": "GET / it breaks"}),
        (b"<a>1</a>", ["unreadable_json"], {"note": "<a>1</a>"}),
        ('{"title": "溢出"'.encode(), ["unreadable_json"], {"note": '{"title": "溢出"'}),
        (b'["a"]', ["not_an_object"], {"note": '["a"]'}),
        (b"7", ["not_an_object"], {"note": "7"}),
        ('{"title": "溢出"}'.encode("gb18030"), ["not_utf8"], {"title": "溢出"}),
        ('{"title": "溢出"}'.encode("utf-16"), ["not_utf8"], {"title": "溢出"}),
        ('\ufeff{"title": "溢出"}'.encode(), [], {"title": "溢出"}),
        (b'{"title": "a\\u0000b"}', ["nul_bytes"], {"title": "ab"}),
        (b'{"title": "a\x00b"}', ["nul_bytes"], {"title": "ab"}),
        (b'{"title": "a\\ud800b"}', ["not_utf8"], {"title": "a\ufffdb"}),
        (b'{"title": "two\nlines"}', [], {"title": "two\nlines"}),
        (b'{"versions": 3.10}', [], {"versions": "3.10"}),
        (b'{"versions": ["3.1", "3.2"]}', ["field_converted:versions"], {"versions": "3.1\n3.2"}),
        (b'{"steps": {"a": 1}}', ["field_converted:steps"], {"steps": '{"a": "1"}'}),
        (b'{"title": null, "wat": 1}', ["unknown_fields"], {}),
        (b'{"public_state": "maybe"}', ["field_unknown:public_state"], {"note": "public_state: maybe"}),
        (b"[" * 100_000, ["unreadable_json"], {"note": "[" * 100_000}),
        (b"9" * 5000, ["not_an_object"], {"note": "9" * 5000}),
    ],
)
def test_what_cannot_be_read_is_received_and_marked(
    world: World, stranger: Client, raw: bytes, marks: list[str], shown: dict
) -> None:
    answer = send(stranger, raw)

    receipt = answer.json()
    page, kept = status(receipt)
    assert answer.status_code == 201
    assert [mark["mark"] for mark in receipt["marks"]] == marks
    assert all(mark["text"] for mark in receipt["marks"])
    assert list(page.marks) == marks
    assert dict(page.report) == shown
    assert kept == raw


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=300), st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(REPORT)) | st.text(max_size=5), inner),
    max_leaves=12,
).map(lambda found: json.dumps(found).encode())))  # fmt: skip
def test_anything_at_all_is_received(world: World, stranger: Client, raw: bytes) -> None:
    answer = send(stranger, raw)

    assert answer.status_code == 201
    assert status(answer.json())[1] == raw


def test_a_field_too_long_to_show_is_cut_and_marked_and_kept_whole(world: World, stranger: Client) -> None:
    answer = send(stranger, {"steps": "步" * 300_000, "title": "t" * 400})

    page, kept = status(answer.json())
    assert list(page.marks) == ["field_cut:title", "field_cut:steps"]
    assert (len(page.report["steps"]), len(page.report["title"])) == (200_000, 300)
    assert kept is not None
    assert len(kept) > 900_000


def test_files_come_with_the_report(world: World, stranger: Client) -> None:
    poc, log = os.urandom(5000), b"\xfb\xff" * 100
    files = [
        {"name": "../../etc/passwd\x00.txt", "content": base64.b64encode(poc).decode()},
        {"name": "url-safe", "content": base64.urlsafe_b64encode(log).decode().rstrip("=")},
        {"name": "", "content": ""},
        {"name": "broken", "content": "not base64!"},
        {"content": None},
    ]

    answer = send(stranger, {**REPORT, "attachments": files})

    page, _kept = status(answer.json())
    assert [(row.name, row.size, row.sha256) for row in page.files] == [
        ("../../etc/passwd.txt", 5000, hashlib.sha256(poc).hexdigest()),
        ("url-safe", 200, hashlib.sha256(log).hexdigest()),
        ("unnamed", 0, hashlib.sha256(b"").hexdigest()),
    ]
    assert list(page.marks) == ["file_empty:3", "file_unreadable:4", "files_unreadable"]


def test_of_many_files_the_first_ten_are_unpacked(world: World, stranger: Client) -> None:
    files = [{"name": f"{n}", "content": "AAAA"} for n in range(12)]

    page, _kept = status(send(stranger, {"attachments": files}).json())

    assert len(page.files) == 10
    assert list(page.marks) == ["files_cut:10"]


def test_a_compressed_body_is_kept_as_it_came(world: World, stranger: Client) -> None:
    import gzip

    bomb = gzip.compress(b"0" * 10_000_000)

    answer = send(stranger, bomb, **{"content-encoding": "gzip"})

    assert answer.status_code == 201
    assert status(answer.json())[1] == bomb


def test_the_ceiling_is_answered_with_another_way_in_and_sealed(world: World, stranger: Client) -> None:
    from bulou.records.models import Entry

    exact = send(stranger, b'"' + b"x" * (CEILING - 2) + b'"')
    answer = send(stranger, b"x" * (5 * 1024 * 1024))

    problem = answer.json()
    assert exact.status_code == 201
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert problem["type"] == "urn:bulou:problem:too-large"
    assert problem["ceiling"] == CEILING
    assert problem["ways"] == [
        "http://127.0.0.1:8000/report?organisation=vendor",
        "mailto:psirt@vendor.example",
    ]
    entry = Entry.objects.filter(stream=f"org:{world.organisations['vendor']}").latest("index")
    assert json.loads(entry.header)["act"] == "note_oversized"
    assert entry.payload["size"]["value"] == 5 * 1024 * 1024


def test_nobody_receives_under_an_unknown_name_or_one_whose_reception_is_closed(
    world: World, stranger: Client
) -> None:
    world.found("closed", "CL", "platform")

    answers = [
        stranger.generic("POST", f"/api/v1/organisations/{slug}/reports", body)
        for slug in ("closed", "nobody")
        for body in (b"{}", b"x" * (CEILING + 1))
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers}) == 1


def test_when_nothing_can_be_stored_the_answer_says_so(world: World, stranger: Client, monkeypatch) -> None:
    from django.db import OperationalError

    def away(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("bulou.entrypoints.api.intake.perform_together", away)

    answer = send(stranger, REPORT)

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == "5"
    assert "gone" not in answer.content.decode()


def test_marks_are_in_the_readers_language(world: World, stranger: Client) -> None:
    zh = send(stranger, b"???", **{"accept-language": "zh-CN"}).json()["marks"]
    en = send(stranger, b"???", **{"accept-language": "en"}).json()["marks"]

    assert en == [{"mark": "unreadable_json", "text": "This is not JSON; it was kept as it came."}]
    assert zh[0]["mark"] == "unreadable_json"
    assert not zh[0]["text"].isascii()
