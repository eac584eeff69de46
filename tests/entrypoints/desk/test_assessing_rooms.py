"""The rooms of verification and grading: repeatable attempts, two grades that never merge, what is known elsewhere."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.acts.examples_of_assessing import ATTEMPT
from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 15
GBT = "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"
V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def picked(side: str, vector: str) -> dict[str, str]:
    return {
        f"{side}-{part.split(':')[0]}": part.split(":")[1]
        for part in vector.removeprefix("CVSS:3.1/").split("/")
    }


@pytest.fixture
def case(world: "World", desk: Desk) -> dict[str, Any]:
    """An opened case: its number, its id, the addresses of its two rooms."""
    ids = world.submit().ids
    at = f"/desk/cases/{ids['number']}"
    desk("lead").post(f"{at}/open/")
    return {
        "id": UUID(ids["case_id"]),
        "trying": f"{at}/verification/",
        "grading": f"{at}/grading/",
        "at": at,
    }


def stored(case: dict[str, Any]) -> Any:
    from bulou.records.models import Case

    return Case.objects.get(id=case["id"])


def test_an_attempt_is_recorded_shown_whole_and_kept_from_the_journal_in_clear(
    world: "World", desk: Desk, case: dict[str, Any]
) -> None:
    from bulou.records.models import Entry

    sent = desk("lead").post(case["trying"], {"act": "record_verification", **ATTEMPT})
    page = desk("lead").get(case["trying"]).content.decode()

    entry = Entry.objects.filter(stream=f"case:{case['id']}").latest("index")
    assert sent.status_code == 302
    assert all(
        line in page for value in ATTEMPT.values() for line in value.split("\n") if value != "reproduced"
    )
    assert entry.payload["result"]["value"] == "reproduced"
    assert entry.payload["tool_sha256"]["value"] == ["ab" * 32]
    assert not any(name in str(entry.payload) + entry.header for name in ("设备重启", "超长用户名", "curl"))


def test_a_tool_without_its_hash_is_asked_for_and_nothing_typed_is_lost(
    desk: Desk, case: dict[str, Any]
) -> None:
    answer = desk("lead").post(
        case["trying"], {"act": "record_verification", **ATTEMPT, "tools": "curl 8.5.0"}
    )

    page = answer.content.decode()
    assert (answer.status_code, "has no SHA-256" in page, "设备重启" in page) == (422, True, True)


def test_the_vulnerability_is_confirmed_by_an_attempt_and_by_no_other_entry(
    world: "World", desk: Desk, case: dict[str, Any]
) -> None:
    from bulou.acts import perform
    from bulou.acts.assessing import RecordVerification
    from bulou.acts.verification import ValidateReport

    tried = world.done(RecordVerification(case_id=case["id"], **ATTEMPT), "lead").entry
    assert tried is not None
    said = {"case_id": case["id"], "harm": "停机", "scope": "3.1"}
    wrong = perform(ValidateReport(**said, attempt=0), by=world.people["lead"], at=world.now)
    world.done(ValidateReport(**said, attempt=tried.index), "lead")

    page = desk("lead").get(case["trying"])
    assert list(wrong.errors) == ["attempt"]
    assert [len(each.confirmed_by) for each in page.context["attempts"]] == [1]


def test_both_scales_are_sealed_side_by_side_and_grading_anew_needs_grounds(
    desk: Desk, case: dict[str, Any]
) -> None:
    lead = desk("lead")
    both = {**picked("gbt", GBT), **picked("cvss", V31)}
    lead.post(case["grading"], {"step": "grade", **both})
    first = stored(case)
    lower = {**both, "gbt-AV": "P"}
    without = lead.post(case["grading"], {"step": "grade", **lower})
    lead.post(case["grading"], {"step": "grade", **lower, "grounds": "须接触设备"})

    after, page = stored(case), lead.get(case["grading"])
    assert (first.grade, first.cvss_vector, float(first.cvss_score)) == ("critical", V31, 9.8)
    assert (without.status_code, without.context["errors"]) == (
        422,
        ["There is a grade already. Say why it changes."],
    )
    assert (after.grade, after.cvss_vector) == ("high", V31)
    assert [row.fields.get("grounds") for row, _who in page.context["history"]] == ["须接触设备", None]
    assert "须接触设备" in page.content.decode()


def test_looking_at_a_grade_seals_nothing(desk: Desk, case: dict[str, Any]) -> None:
    shown = desk("lead").post(case["grading"], picked("gbt", GBT))

    assert (shown.context["pickers"][0].read.technical, stored(case).grade) == ("critical", "")


@pytest.mark.parametrize("asked", ["79", "cwe-79", "跨站脚本", "cross-site scripting", "xss"])
def test_a_class_is_found_by_number_and_by_word_in_both_languages(asked: str) -> None:
    from bulou.formats.cwe import search

    assert search(asked)[0].id == "CWE-79"


def test_class_and_numbers_are_recorded_with_what_the_world_says_of_them(
    world: "World", desk: Desk, case: dict[str, Any]
) -> None:
    from bulou.records.models import KnownVulnerability

    KnownVulnerability.objects.create(  # writes: what `bulou known load` would have
        identifier="CVE-2026-12345", source="cve.json", loaded_at=world.now, kev_added_on=date(2026, 3, 1),
        kev_on=date(2026, 3, 2), kev_source="kev.json", epss="0.91", epss_percentile="0.99",
        epss_on=date(2026, 3, 2), epss_source="epss.csv",
    )  # fmt: skip
    lead = desk("lead")
    path = "代码问题 > 输入验证错误 > 注入 > 跨站脚本"
    for sent in (
        {"act": "record_weakness", "cwe": "CWE-79", "gbt_class": path},
        {"act": "add_identifier", "identifier": "cve-2026-12345"},
        {"act": "add_identifier", "identifier": "CNVD-2026-12345"},
        {"act": "remove_identifier", "identifier": "CNVD-2026-12345", "grounds": "另一漏洞"},
        {"act": "record_observation", "observed": "attacks", "source": "https://cert.example/7"},
    ):
        assert lead.post(case["grading"], sent).status_code == 302

    with CaptureQueriesContext(connection) as asked:
        page = lead.get(case["grading"], {"q": "注入"})
    text = page.content.decode()
    assert [each.identifier for each in page.context["numbers"]] == ["CVE-2026-12345"]
    assert all(
        word in text
        for word in ("2026-03-01", "kev.json", "0.91", "epss.csv", "https://cert.example/7", "CWE-79")
    )
    assert (page.context["gbt_class"], len(asked) <= MOST) == (
        "Input validation › Injection › Cross-site scripting",
        True,
    )


@pytest.mark.parametrize("room", ["trying", "grading"])
def test_a_stranger_finds_no_room_and_a_closed_case_shows_its_door(
    world: "World", desk: Desk, case: dict[str, Any], room: str
) -> None:
    nothing = desk("foreigner").get(case[room])
    missing = desk("foreigner").get("/desk/cases/QY-0000-000000/grading/")
    door = desk("handler").get(case[room])

    assert (nothing.status_code, missing.status_code) == (404, 404)
    assert door.status_code in (302, 404)
