"""The filing form: every field says where it comes from, content hashes the same, nothing personal reaches the list."""

import json

import pytest

from bulou.formats.filing import (
    FORM,
    BadContent,
    differing,
    lacking,
    listed,
    problems,
    read_json,
    render_json,
)
from tests.acts.filed import CONTENT

DOCUMENTS = ("commitment", "grade3_proof")


def test_the_fourteen_items_of_the_draft_each_say_what_is_known_of_them() -> None:
    assert [*dict.fromkeys(field.item for field in FORM.fields)] == [str(number) for number in range(1, 15)]
    unverified = {field.item for field in FORM.fields if field.status.key == "unverified"}
    assert unverified == {"5", "11", "12", "13"}
    assert all(field.zh and field.en and bool(field.hint_zh) == bool(field.hint_en) for field in FORM.fields)


def test_what_is_lacking_is_named_and_blanks_are_not_wrong() -> None:
    everything = {field.name for field in FORM.fields if field.needed}
    assert {field.name for field in lacking({}, ())} == everything
    assert lacking(CONTENT, DOCUMENTS) == ()
    assert problems({"home_page": "  ", "contact": ""}) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("home_page", "tide.example"),
        ("home_page", "javascript:alert(1)"),
        ("home_page", "https://"),
        ("home_page", "https://[bad"),
        ("home_page", "https://a b.example"),
        ("sponsor_kind", "state"),
        ("contact", "x" * 301),
        ("commitment", "not a document"),
        ("made_up", "x"),
    ],
)
def test_what_cannot_be_filed_is_named_at_its_field(name: str, text: str) -> None:
    assert [*problems(CONTENT | {name: text})] == [name]
    with pytest.raises(BadContent):
        render_json(CONTENT | {name: text}, {})


def test_content_is_the_same_bytes_however_it_was_ordered() -> None:
    backwards = dict(reversed(CONTENT.items())) | {"other": "  "}
    bytes_of = render_json(CONTENT, {"commitment": "a", "grade3_proof": "b"})
    assert render_json(backwards, {"grade3_proof": "b", "commitment": "a"}) == bytes_of
    assert read_json(bytes_of) == CONTENT
    assert json.loads(bytes_of)["form"] == "platform-filing/1"


def test_the_list_shows_no_certificate_and_no_contact() -> None:
    assert listed(CONTENT) == {
        name: CONTENT[name] for name in ("platform_name", "home_page", "icp_number", "sponsor_name")
    }


def test_differences_are_told_by_field() -> None:
    after = CONTENT | {"contact": "新人", "other": "补充"}
    assert [field.name for field in differing(CONTENT, after)] == ["contact", "other"]
