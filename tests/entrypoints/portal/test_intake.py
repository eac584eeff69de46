"""What the fields of the form say, and what is said at a field to whoever can still mend it."""

import json

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bulou import journal
from bulou.acts.blobs import Blob
from bulou.entrypoints.portal import intake
from bulou.entrypoints.portal.body import Body, Unkept
from bulou.entrypoints.portal.intake import raw_report, trimmed, understand

WHOLE = {"product": b"QY-4200", "steps": b"1. x", "identity": b"pseudonym", "name": "苔原".encode()}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(**fields: bytes):
    return understand(Body(fields={**WHOLE, **fields}))


def blob(name: str = "a.txt", size: int = 1) -> Blob:
    return Blob(name, size, "0" * 64, "0" * 64, b"k" * 32)


def test_an_ordinary_report_has_nothing_to_mend():
    found = read(
        versions=b"3.4.6", weakness="代码问题 > 输入验证错误".encode(), severity=b"high", public_state=b"no"
    )

    assert found.content == {
        "product": "QY-4200",
        "versions": "3.4.6",
        "weakness": "代码问题 > 输入验证错误",
        "severity": "high",
        "steps": "1. x",
        "public_state": "no",
        "name": "苔原",
    }
    assert (found.identity, found.marks, found.problems) == ("pseudonym", [], {})


@given(st.dictionaries(st.sampled_from([*intake.KNOWN, "odd", "draft"]), st.binary(max_size=200)))
def test_any_bytes_in_any_field_are_understood_somehow(fields):
    found = understand(Body(fields=fields))

    assert found.identity in ("anonymous", "pseudonym", "self_declared")
    assert all("\x00" not in text for text in found.content.values())
    for text in found.content.values():
        text.encode()  # nothing that a database or a page could choke on
    raw_report(Body(fields=fields), identity=found.identity, place="x", language="en", files=[], unkept=[])


def test_text_in_another_encoding_is_read_and_marked():
    found = read(steps="升级固件".encode("gb18030"))

    assert found.content["steps"] == "升级固件"
    assert found.marks == ["not_utf8"]
    assert found.problems == {"steps": ["This did not arrive as UTF-8. Check that it reads as you meant it."]}


def test_nul_bytes_are_left_out_and_marked():
    found = read(steps=b"a\x00b")

    assert (found.content["steps"], found.marks, list(found.problems)) == ("ab", ["nul_bytes"], ["steps"])


def test_a_field_of_five_megabytes_is_cut_for_the_desk_and_whole_in_the_original():
    text = "漏" * (5 * 1024 * 1024 // 3)
    body = Body(fields={**WHOLE, "steps": text.encode()})
    found = understand(body)

    assert len(found.content["steps"].encode()) <= 64 * 1024
    assert found.typed["steps"] == text
    assert found.marks == ["field_cut:steps"]
    assert [len(said) for said in found.problems.values()] == [1]
    raw = json.loads(raw_report(body, identity="pseudonym", place="x", language="en", files=[], unkept=[]))
    assert raw["fields"]["steps"] == text


def test_characters_that_turn_or_hide_text_do_not_reach_the_desk():
    found = read(
        product="QY\u202e0024\u200b".encode(),
        name="MI\u2066IT".encode(),
        steps="a\u200db\x1b[31m\tc".encode(),
    )

    assert found.content["product"] == "QY0024"
    assert found.content["name"] == "MIIT"
    assert found.content["steps"] == "a\u200db[31m\tc"
    assert found.marks == ["hidden_characters"]


def test_a_line_stays_one_line():
    found = read(contact=b"a@b.example\r\nBcc: all@b.example")

    assert found.content["contact"] == "a@b.example Bcc: all@b.example"


def test_an_empty_report_is_marked_and_said_at_the_field():
    found = understand(Body(fields={"public_state": b"no", "identity": b"anonymous"}))

    assert found.marks == ["empty"]
    assert list(found.problems) == ["steps"]


def test_a_file_alone_is_no_empty_report():
    assert understand(Body(), files=[blob()]).marks == []


def test_a_choice_that_is_none_is_kept_as_sent():
    found = read(severity=b"apocalyptic", public_state=b"perhaps")

    assert found.content["severity"] == "apocalyptic"
    assert found.content["note"] == "public_state: perhaps"
    assert sorted(found.marks) == ["field_unknown:public_state", "field_unknown:severity"]
    assert sorted(found.problems) == ["public_state", "severity"]


def test_fields_that_the_form_does_not_have_reach_the_desk_as_a_note():
    found = read(note=b"see below", description=b"from a script", csrfmiddlewaretoken=b"x", step=b"submit")

    assert found.content["note"] == "see below\ndescription: from a script"
    assert found.marks == []


def test_who_stays_anonymous_sends_no_name_and_no_contact():
    body = Body(fields={**WHOLE, "identity": b"anonymous", "contact": b"a@b.example"})
    found = understand(body)
    raw = raw_report(body, identity=found.identity, place="x", language="en", files=[], unkept=[])

    assert not {"name", "contact"} & found.content.keys()
    assert b"a@b.example" not in raw
    assert "苔原".encode() not in raw
    assert list(found.problems) == ["identity"]


def test_a_pseudonym_wants_a_name():
    assert list(read(name=b" ").problems) == ["name"]


def test_files_that_are_odd_are_said_by_name():
    found = understand(
        Body(fields=WHOLE),
        files=[blob("a.txt"), blob("empty.bin", 0)],
        unkept=[Unkept("/tmp/large.iso", 30_000_000, "0" * 64, "file_too_large")],
    )

    assert found.marks == ["file_empty:2", "file_too_large"]
    assert found.problems == {
        "files": [
            "empty.bin is empty. Was it the right file?",
            "large.iso: larger than 50 MB, so only its SHA-256 is recorded. Split it, or send it another way (see below).",
        ]
    }


def test_what_came_as_no_form_is_its_own_original():
    body = Body(other="标题：x".encode("gb18030"), marks=["not_a_form"])
    found = understand(body)

    assert found.content == {"note": "标题：x"}
    assert found.marks == ["not_a_form", "not_utf8"]
    assert raw_report(body, identity="anonymous", place="x", language="en", files=[], unkept=[]) == body.other


def test_the_original_is_canonical_and_names_every_file():
    body = Body(fields={"steps": b"a\r\nb", "product": b"\xff", "draft": b"secret", "step": b"submit"})
    raw = raw_report(
        body,
        identity="anonymous",
        place="vendor",
        language="en",
        files=[blob("a.txt")],
        unkept=[Unkept("b.iso", 5, "1" * 64, "over_total")],
    )

    assert raw == journal.canonical(json.loads(raw))
    assert json.loads(raw) == {
        "bulou_report": 1,
        "organisation": "vendor",
        "language": "en",
        "fields": {"steps": "a\r\nb", "product": {"base64": "/w=="}},
        "files": [{"name": "a.txt", "size": 1, "sha256": "0" * 64}],
        "files_not_kept": [{"name": "b.iso", "size": 5, "sha256": "1" * 64, "why": "over_total"}],
    }


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.txt", "a.txt"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("..", ".."),
        ("/", ""),
        ("漏洞𠮷.zip", "漏洞𠮷.zip"),
        ("a" * 5000, "a" * 200),
        ("<img src=x>", "<img src=x>"),
        ("a\nb\x00", "a b"),
    ],
)
def test_a_file_name_is_one_visible_line(sent, kept):
    assert trimmed(sent) == kept
