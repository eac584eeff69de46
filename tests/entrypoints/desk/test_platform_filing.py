"""The pages of platform filing: a platform's own, the authority's shelf, one filing, and the public list beside them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bulou.acts.platforms.examining import AcceptFiling, RemoveFromList
from bulou.records.models import FilingDocument, PlatformFiling
from tests.acts.filed import CONTENT, carried, listed, prepared, submitted
from tests.pictures import photo

OWN, SHELF = "/desk/filing/", "/desk/filings/"


@pytest.fixture
def shore(world):
    world.found("tide", "TD", "platform")
    world.appoint("xu", "tide", "lead")
    world.appoint("examiner", "authority", "lead")
    return world


def scans():
    return {
        name: SimpleUploadedFile(f"{name}.png", photo("PNG"), "image/png")
        for name in ("grade3_proof", "commitment")
    }


def test_the_form_is_filled_saved_and_submitted_on_one_page(shore, desk):
    browser = desk("xu")
    saved = browser.post(OWN, {"act": "prepare_filing"} | CONTENT | scans())
    shown = browser.get(OWN).content.decode()
    sent = browser.post(OWN, {"act": "submit_filing", "method": "node", "truthful": "on"})
    waiting = browser.get(OWN).content.decode()

    assert (saved.status_code, sent.status_code) == (302, 302)
    assert CONTENT["sponsor_id"] in shown and "commitment.png" in shown
    assert "Examine the filing within ten working days" in waiting
    assert '<fieldset class="flow-3" disabled>' in waiting


def test_nothing_typed_is_lost_and_every_fault_is_named_at_its_field(shore, desk):
    wrong = {"act": "prepare_filing"} | CONTENT | {"home_page": "不是网址"}
    program = SimpleUploadedFile("承诺书.pdf", b"MZ" + bytes(300))
    page = desk("xu").post(OWN, wrong | {"commitment": program})
    text = page.content.decode()

    assert page.status_code == 422
    assert "不是网址" in text and CONTENT["contact"] in text
    assert 'id="e-home_page"' in text or 'id="e-commitment"' in text


def test_the_law_is_told_before_anything_is_pressed(shore, desk):
    before = desk("xu").get(OWN).content.decode()
    listed(shore, "tide", "xu")
    after = desk("xu").get(OWN).content.decode()

    assert ('data-outcome="forbidden"' in before, 'data-outcome="forbidden"' in after) == (True, False)
    assert "AU-PF-2026-0001" in after


def test_what_was_stopped_is_said_with_its_article_and_the_way_and_nothing_that_permits(shore, desk):
    page = desk("xu").post(OWN, {"act": "open_reception"})
    text = page.content.decode()

    assert page.status_code == 409
    assert "A collection platform may not open its channel before it is filed." in text
    assert "File the platform with MIIT and be listed by it" in text
    assert "are to have a channel for reports" not in text


def test_only_a_platform_and_only_an_authority_have_these_pages(shore, desk):
    held = submitted(shore, "tide", "xu")
    document = FilingDocument.objects.filter(revision__filing__holder__slug="tide").first()
    paths = (OWN, SHELF, f"{SHELF}{held}/", f"/desk/filing/documents/{document.id}/")
    found = {
        name: [desk(name).get(path).status_code for path in paths]
        for name in ("xu", "examiner", "lead", "admin")
    }

    assert found == {
        "xu": [200, 404, 404, 200],
        "examiner": [404, 200, 200, 404],
        "lead": [404, 404, 404, 404],
        "admin": [404, 404, 404, 404],
    }


def test_the_shelf_takes_the_same_queries_at_any_size(shore, desk):
    browser = desk("examiner")
    counts = []
    for number in range(3):
        shore.found(f"tide{number}", f"TD{'ABC'[number]}", "platform")
        shore.appoint(f"xu{number}", f"tide{number}", "lead")
        submitted(shore, f"tide{number}", f"xu{number}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(SHELF).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[-1] <= 15


def test_what_an_amendment_changes_is_shown_beside_what_is_listed(shore, desk):
    held = listed(shore, "tide", "xu")
    submitted(shore, "tide", "xu", contact="新联系人")
    browser = desk("examiner")
    with CaptureQueriesContext(connection) as asked:
        text = browser.get(f"{SHELF}{held}/").content.decode()

    assert f'<del class="second prewrap">{CONTENT["contact"]}</del>' in text
    assert '<ins class="prewrap">新联系人</ins>' in text
    assert len(asked) <= 15


def test_what_waits_for_the_authority_is_not_offered_to_be_cancelled(shore, desk):
    listed(shore, "tide", "xu")
    before = desk("xu").get(OWN).content.decode()
    submitted(shore, "tide", "xu", contact="新联系人")
    waiting = desk("xu").get(OWN).content.decode()

    assert ['value="cancel_filing"' in text for text in (before, waiting)] == [True, False]


def test_the_authority_accepts_on_its_page(shore, desk):
    held = submitted(shore, "tide", "xu")
    answered = desk("examiner").post(f"{SHELF}{held}/", {"act": "accept_filing", "number": ""})
    text = desk("examiner").get(f"{SHELF}{held}/").content.decode()

    assert answered.status_code == 302
    assert PlatformFiling.objects.get(id=held).number in text
    assert "record_filing_circulation" in text


def test_a_document_is_a_download_in_a_sandbox(shore, desk):
    prepared(shore, "tide", "xu")
    document = FilingDocument.objects.first()
    answer = desk("xu").get(f"/desk/filing/documents/{document.id}/")

    assert b"".join(answer.streaming_content) == photo("PNG")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_the_public_list_its_history_its_feed_and_the_footer(shore):
    authority = {"organisation_id": shore.organisations["authority"]}
    held = submitted(shore, "tide", "xu")
    stranger, found = Client(), {}
    for name, act in (
        ("waiting", None),
        ("listed", AcceptFiling(**authority, filing_id=held)),
        ("removed", RemoveFromList(**authority, filing_id=held, text="虚假备案。")),
    ):
        if act is not None:
            shore.done(act, "examiner")
            carried(shore)
        page = stranger.get("/platforms").content.decode()
        feed = stranger.get("/feeds/platforms.atom").content.decode()
        footer = stranger.get("/").content.decode()
        told = stranger.get("/api/v1/platforms").json()
        number = "AU-PF-2026-0001"
        found[name] = (number in page, feed.count("<entry>"), number in footer, len(told["platforms"]))
        assert (
            CONTENT["sponsor_id"] not in page + feed + str(told) and "filing@tide.example" not in page + feed
        )

    assert found == {
        "waiting": (False, 0, False, 0),
        "listed": (True, 1, True, 1),
        "removed": (True, 2, False, 0),
    }
