"""The pre-check page: works without script, cookie or account; stores nothing; escapes everything."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulou.entrypoints.checking import CEILING, TURN
from bulou.records.models import Entry
from tests.precheck.favourable import favourable

_ANSWERS = {True: "yes", False: "no"}
FINE = {
    "role" if name == "actor_role" else f"answer-{name}": _ANSWERS.get(value, value)
    for name, value in favourable().items()
}
pytestmark = pytest.mark.usefixtures("db")
GOOD = "# Notice\n\nPlease upgrade to 2.3.\n"


def asked(page):
    """The facts that the page asks or has been told, and the answer chosen for each."""
    return dict(re.findall(r'name="answer-(\w+)" value="(\w*)" checked', page))


def test_the_form_is_open_to_anyone_in_both_languages(stranger, chinese):
    assert "May this text be published?" in stranger.get("/precheck").text
    assert "这份文字能不能发布？" in chinese.get("/precheck").text


def test_a_draft_is_answered_with_articles_lines_quotations_cures_and_questions(stranger):
    page = stranger.post("/precheck", {"text": "# Bug\n\nNo patch is available yet.\n"}).text

    for words in (
        'data-outcome="needs_facts"', "RMSV Art. 9(1)", 'href="#line-3"', '<p id="line-3" data-number="3" data-hit=',
        "Have the vendor provide the remediation first", "Publish a remedy or precaution with it", 'id="ask-major_event"',
    ):  # fmt: skip
        assert words in page


def test_answers_recompute_the_verdict_and_stay_in_the_form(stranger):
    page = stranger.post("/precheck", {"text": GOOD, **FINE}).text

    assert 'data-outcome="not_prohibited"' in page
    told = {name.removeprefix("answer-"): value for name, value in FINE.items() if name != "role"}
    assert {name: value for name, value in asked(page).items() if value} == told
    assert '<option value="finder" selected>' in page
    again = stranger.post("/precheck", {"text": GOOD, **FINE, "answer-major_event": "yes"}).text
    assert 'id="ask-mps_consent"' in again


def test_what_an_authority_decides_counts_only_with_the_number_of_its_document(stranger):
    ticked = {"text": GOOD, **FINE, "answer-major_event": "yes", "answer-mps_consent": "yes"}

    assert 'verdict-large" data-outcome="needs_facts"' in stranger.post("/precheck", ticked).text
    documented = stranger.post("/precheck", {**ticked, "document-mps_consent": "公网安 1 号"}).text
    assert 'verdict-large" data-outcome="not_prohibited"' in documented
    assert 'value="公网安 1 号"' in documented


def test_a_file_takes_the_place_of_the_text_whatever_its_encoding(stranger):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("公告.md", "尚无补丁。\n".encode("gb18030"))
    page = stranger.post("/precheck", {"text": "ignored", "file": file}).text

    assert "公告.md" in page
    assert "尚无补丁。" in page
    assert "ignored" not in page


def test_a_json_document_is_quoted_by_line_and_path(stranger):
    text = '{"document": {"csaf_version": "2.0"},\n "vulnerabilities": [{"remediations": [\n{"category": "none_available", "details": "None so far."}]}]}'
    page = stranger.post("/precheck", {"text": text}).text

    assert "vulnerabilities[0].remediations[0].details" in page
    assert "Line 3" in page
    assert 'id="line-' not in page


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("", 422, "The draft is empty"),
        ('{"a": 1}', 422, "no format that is read"),
        ('{"document": ', 422, "The JSON is broken at line 1"),
        ("x" * (CEILING + 1), 413, "256 KB that this page reads"),
    ],
)
def test_what_cannot_be_read_is_told_above_the_form_with_what_was_typed(stranger, text, status, said):
    answer = stranger.post("/precheck", {"text": text})

    assert (answer.status_code, said in answer.text) == (status, True)
    assert 'name="text"' in answer.text


def test_a_file_over_the_ceiling_is_told(stranger):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = stranger.post("/precheck", {"file": SimpleUploadedFile("x.md", b"x" * (CEILING + 1))})

    assert answer.status_code == 413


def test_everything_written_is_escaped(stranger):
    evil = '"><script>alert(1)</script>\n# <img src=x onerror=alert(1)>\nNo patch exists. <b>bold</b>\n'
    page = stranger.post("/precheck", {"text": evil, "name": evil, "document-mps_consent": evil}).text

    for raw in ("<script>alert", "<img src=x", "<b>bold", '"><'):
        assert raw not in page.replace('"><', "", page.count('"><') - page.count('"><script>alert'))
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_is_stored_sealed_or_remembered(stranger, db):
    before = Entry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = stranger.post("/precheck", {"text": GOOD, **FINE})

    assert len(queries) <= 3
    assert [each["sql"] for each in queries if not each["sql"].startswith("SELECT")] == []
    assert Entry.objects.count() == before
    assert answer.cookies == {}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_client_without_cookies_may_post(db):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/precheck", {"text": GOOD}).status_code == 200


def test_the_language_changes_with_the_form_and_nothing_typed_is_lost(stranger):
    page = stranger.post("/precheck", {"text": GOOD, **FINE, "step": "lang:zh-hans:check"})

    assert '<html lang="zh' in page.text
    assert "Please upgrade to 2.3." in page.text
    assert asked(page.text)["exaggerates"] == "no"
    assert page.cookies.keys() == {"django_language"}


def test_odd_answers_count_as_not_known(stranger):
    page = stranger.post(
        "/precheck",
        {"text": GOOD, "answer-major_event": "perhaps", "answer-actor_role": "king", "conduct": "fly"},
    )

    assert page.status_code == 200
    assert asked(page.text)["major_event"] == ""


def test_while_another_is_checked_for_long_one_is_asked_to_come_back(stranger, monkeypatch):
    monkeypatch.setattr("bulou.entrypoints.checking._PATIENCE", 0.01)
    with TURN:
        answer = stranger.post("/precheck", {"text": GOOD})

    assert (answer.status_code, "nothing you typed is lost" in answer.text) == (503, True)
    assert "Please upgrade to 2.3." in answer.text
