"""What is only calculated, for anyone and without a trace: the law's answers, scenario files, the pre-check."""

import json
from typing import Any

import pytest
from django.test import Client

from bulou.entrypoints.checking import CEILING, TURN
from bulou.law import STRICT
from bulou.records.models import Entry

LAW, PRECHECK = "/api/v1/law", "/api/v1/precheck"


@pytest.fixture
def anyone() -> Client:
    return Client(headers={"host": "127.0.0.1", "accept-language": "en"})


def posted(client: Client, url: str, **body: Any) -> Any:
    return client.post(url, body, content_type="application/json")


def test_what_is_supposed_is_answered_with_articles_and_cures(anyone: Client) -> None:
    answer = posted(
        anyone, f"{LAW}/what-if", conduct="publish",
        facts={"remediation_provided": False, "exploit_included": False}, at="2026-11-22T10:00:00+08:00",
    )  # fmt: skip
    found = answer.json()

    assert answer.status_code == 200, answer.content
    assert found["outcome"] != "permitted"
    assert found["citations"]
    assert found["verdict"]["conduct"] == "publish"


def test_the_scenario_that_an_answer_holds_passes_when_it_is_tried(anyone: Client) -> None:
    written = posted(anyone, f"{LAW}/what-if", conduct="share").json()["scenario"]

    tried = posted(anyone, f"{LAW}/scenarios", text=written).json()["scenarios"]

    assert [each["passed"] for each in tried] == [True]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"conduct": "dance"}, "conduct"),
        ({"conduct": "publish", "facts": {"no_such_fact": True}}, "facts"),
        ({"conduct": "publish", "facts": {"exploit_included": "perhaps"}}, "facts"),
        ({"conduct": "publish", "readings": {"no_such": "x"}}, "readings"),
        ({"conduct": "publish", "readings": dict.fromkeys("abcd", "x")}, "readings"),
        ({"conduct": "publish", "at": "0001-01-01T00:00:00Z"}, "at"),
        ({"conduct": "publish", "at": 5}, "at"),
        ({"conduct": "publish", "extra": 5}, "extra"),
    ],
)
def test_what_cannot_be_supposed_is_told_at_its_field(anyone: Client, body: dict, field: str) -> None:
    answer = posted(anyone, f"{LAW}/what-if", **body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_a_reading_that_does_not_bear_makes_no_docket_of_its_own(anyone: Client) -> None:
    name = next(iter(STRICT), "")
    answer = posted(
        anyone, f"{LAW}/what-if", conduct="receive", readings={name: STRICT[name]} if name else {}
    )

    assert answer.json()["verdict"]["readings"] == {}


def test_faults_of_a_scenario_file_are_told_by_line(anyone: Client) -> None:
    answer = posted(anyone, f"{LAW}/scenarios", text="verdicts:\n  - name: x\n    act: dance\n")

    assert answer.status_code == 422
    assert all(fault["line"] for fault in answer.json()["faults"])


@pytest.mark.django_db
def test_every_edition_is_read_in_the_readers_language_and_searched(anyone: Client) -> None:
    editions = anyone.get(LAW).json()["editions"]
    article = {
        language: anyone.get(f"{LAW}/rmsv/v2021", {"q": "9"}, headers={"accept-language": language}).json()
        for language in ("en", "zh")
    }

    assert editions[0]["name"] == "rmsv/v2021"
    assert article["en"]["text"]
    assert article["en"]["text"][0]["gloss"] != article["zh"]["text"][0]["gloss"]
    assert len(article["en"]["text"]) < article["en"]["sentences"]
    assert anyone.get(f"{LAW}/rmsv/v1900").status_code == 404


@pytest.mark.django_db
def test_ac47_a_draft_is_checked_and_nothing_of_it_is_kept(anyone: Client) -> None:
    """Not a row is written: the draft may be a secret of whoever asks."""
    answer = posted(
        anyone, PRECHECK, text="QY-4200 has a flaw. No fix exists.", facts={"actor_role": "finder"}
    )
    found = answer.json()

    assert answer.status_code == 200, answer.content
    assert found["format"] == "text"
    assert found["questions"]
    assert Entry.objects.count() == 0


def test_what_an_authority_decides_counts_with_the_number_of_its_document_only(anyone: Client) -> None:
    given = {"text": "x", "facts": {"mps_consent": True}}
    bare, backed = (
        posted(anyone, PRECHECK, **given, documents=documents).json()["verdict"]["facts"].get("mps_consent")
        for documents in ({}, {"mps_consent": "公网安〔2026〕1号"})
    )

    assert (bare or {}).get("value") is None
    assert backed["value"] is True


def test_a_draft_that_is_too_large_unreadable_or_early_is_told_so(anyone: Client) -> None:
    large = posted(anyone, PRECHECK, text="漏" * (CEILING // 2))
    fact = posted(anyone, PRECHECK, text="x", facts={"no_such": True})
    with TURN:
        busy = posted(anyone, PRECHECK, text="x")
    broken = anyone.post(PRECHECK, b"{", content_type="application/json")

    assert (large.status_code, large.json()["ceiling"]) == (413, CEILING)
    assert (fact.status_code, list(fact.json()["errors"])) == (422, ["facts"])
    assert (busy.status_code, busy["Retry-After"]) == (503, "2")
    assert (broken.status_code, json.loads(broken.content)["type"]) == (400, "urn:bulou:problem:malformed")
