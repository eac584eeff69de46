"""What a form carries between its steps cannot be read, changed or used elsewhere, and outlives nothing it names."""

import base64
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.acts import blobs
from bulou.entrypoints.numbers import position
from bulou.entrypoints.portal.body import Body, Unkept
from bulou.entrypoints.portal.drafts import Draft, keep, reopened


def test_a_draft_comes_back_as_it_was():
    draft = Draft(
        "vendor",
        files=(keep("a.txt", (b"PK",)),),
        unkept=(Unkept("b", 5, "1" * 64, "over_total"),),
        marks=("text_cut",),
    )

    assert reopened(draft.sealed(), "vendor") == draft


def test_what_a_draft_carries_cannot_be_read_from_the_form():
    file = keep("secret-name.txt", (b"PK",))
    text = Draft("vendor", files=(file,)).sealed()

    assert b"secret-name" not in base64.urlsafe_b64decode(text)
    assert file.key.hex().encode() not in base64.urlsafe_b64decode(text)


@given(st.text(max_size=60))
def test_a_draft_that_is_not_ours_is_none(text):
    assert reopened(text, "vendor") is None


def test_a_draft_for_another_place_or_with_a_changed_letter_is_none():
    text = Draft("vendor").sealed()
    changed = ("B" if text[20] == "A" else "A").join([text[:20], text[21:]])

    assert reopened(text, "other") is None
    assert reopened(changed, "vendor") is None


def test_files_of_a_draft_are_made_fresh_so_that_they_are_not_swept():
    file = keep("a.txt", (b"content",))
    os.utime(blobs.place(file.blob), (1, 1))

    draft = Draft("vendor", files=(file,)).with_body(Body())

    assert draft.files == (file,)
    assert blobs.place(file.blob).stat().st_mtime > 1_000_000


def test_a_file_that_was_swept_is_told():
    file = keep("a.txt", (b"content",))
    blobs.place(file.blob).unlink()

    draft = Draft("vendor", files=(file,)).with_body(Body())

    assert draft.files == ()
    assert draft.unkept == (Unkept("a.txt", 7, file.sha256, "not_stored"),)


def test_files_are_encrypted_on_the_disk():
    file = keep("a.txt", (b"SECRET CONTENT",))

    assert b"SECRET" not in blobs.place(file.blob).read_bytes()


def test_a_full_disk_is_no_error(settings, tmp_path):
    (tmp_path / "files").write_text("in the way")
    settings.BULOU_FILES = tmp_path / "files"

    assert keep("a.txt", (b"x",)) is None


def test_the_last_of_the_disk_is_left_to_the_database(monkeypatch):
    monkeypatch.setattr(blobs, "RESERVE", 10**18)

    assert keep("a.txt", (b"x",)) is None


@pytest.mark.parametrize("position", [-1, 5])
def test_removing_what_is_not_there_changes_nothing(position):
    draft = Draft("vendor", files=(keep("a.txt", (b"x",)),))

    assert draft.without(position) == draft
    assert draft.without(0) == replace(draft, files=())


@pytest.mark.parametrize("said", ["", "-1", "x", "٣", "9" * 5_000])
def test_a_button_that_names_no_place_names_none(said):
    assert position(said) == -1
