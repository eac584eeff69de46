"""What may follow a breach, on the page of a sentence; what another law answers, in the panel; a talk, cleared on the pages."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
OLD, NEW = {"on": "2024-05-01"}, {"on": "2026-05-01"}


def shown(path: str, **asked: str) -> str:
    page = Client().get(path, asked, headers={"accept-language": "en"}).content.decode()
    found = re.search(r'<section class="panel" id="exposure".*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def test_a_sentence_shows_the_ranges_of_the_edition_of_the_day() -> None:
    old, new = (shown("/law/rmsv/v2021/R7.2", **on) for on in (OLD, NEW))

    assert "RMSV Art. 12 → CSL" in old
    assert ("Art. 60" in old, "Art. 62" in new) == (True, True)
    assert "a fine of 50,000–500,000 yuan" in old
    assert "An exposure, never a verdict" in old
    assert ("new in 2026" in new, "new in 2026" in old) == (True, False)


def test_facts_narrow_the_ranges_and_say_what_lightens_them() -> None:
    open_, narrowed = (
        shown("/law/rmsv/v2021/R7.2", **NEW, **facts)
        for facts in ({}, {"f.correction_refused": "no", "f.harm_degree": "none"})
    )

    assert "correction refused, or harm caused" in open_
    assert "especially serious results" not in narrowed
    assert re.search(r"no harm caused\s+the facts bear it out", narrowed)


@pytest.mark.parametrize(
    "asked", [{"on": "x"}, {"on": "1066-01-01"}, {"f.harm_degree": "huge"}, {"f.nothing": "yes"}]
)
def test_what_no_page_of_ours_sends_changes_nothing(asked: dict[str, str]) -> None:
    assert shown("/law/rmsv/v2021/R7.2", **asked) == shown("/law/rmsv/v2021/R7.2")


def test_before_the_provisions_nothing_is_registered_and_that_is_no_all_clear() -> None:
    assert "that does not mean that there is none" in shown("/law/rmsv/v2021/R7.2", on="2020-01-01")


def test_a_sentence_that_no_sanction_stands_behind_shows_none() -> None:
    assert shown("/law/rmsv/v2021/R6") == ""


def test_the_panel_says_what_the_provisions_answered_for_the_cybersecurity_law() -> None:
    asked = {
        "regime": "csl",
        "conduct": "publish",
        "f.operator_in_use_detail": "yes",
        "f.actor_role": "finder",
    }
    page = Client().get("/law/what-if", asked).content.decode()

    assert "rmsv: forbidden (RMSV-9-2)" in page


def test_a_talk_is_cleared_in_the_panel_and_in_the_pre_check() -> None:
    panel = (
        Client()
        .get("/law/what-if", {"conduct": "present", "f.operator_in_use_detail": "yes"})
        .content.decode()
    )
    draft = {"text": "目标为雁荡区教育局的学籍管理平台。", "conduct": "present"}
    check = Client().post("/precheck", draft).content.decode()

    assert "第九条(二)" in panel
    assert 'value="present" selected' in check or 'value="present" checked' in check
