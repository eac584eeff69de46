"""The score orders the labelled sample, gives its reasons, and takes no longer for whoever wants it to."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.triage import FRESH, HOSTILE, ordered, scored
from bulou.cases.quality import LEAST, MOST, WORTH, History, quality


def test_the_labelled_sample_is_put_in_order() -> None:
    rows = scored()

    assert len(rows) == 120
    assert ordered(rows) > 0.95


def test_what_was_never_tuned_on_is_ordered_too() -> None:
    assert ordered(scored(FRESH)) > 0.8


def test_every_point_says_why_in_both_languages() -> None:
    found = quality(
        {"title": "命令注入", "product": "青砚 QY-4200", "versions": "3.1", "steps": "POST /diag 的 addr 参数填 ;id，回显 uid=0"},
        files=1,
        products=["QY-4200"],
    )  # fmt: skip

    assert {point.name: point.worth for point in found.points} == {
        "product": 10, "product_known": 10, "versions": 10, "steps": 15, "proof": 20, "place": 15, "files": 5,
    }  # fmt: skip
    assert found.score == 85
    assert all(why.zh and why.en for _worth, why in WORTH.values())


def test_history_counts_for_and_against_and_only_when_given() -> None:
    content = {"title": "x", "steps": "一" * 40}

    base = quality(content).score
    scores = {name: quality(content, history=each).score - base for name, each in {
        "confirmed": History(confirmed=1, declined=9), "few": History(declined=2), "many": History(declined=3),
    }.items()}  # fmt: skip

    assert scores == {"confirmed": 10, "few": 0, "many": -5}


@given(
    st.dictionaries(st.sampled_from(["title", "product", "steps", "impact", "note", "versions"]), st.text())
)
def test_any_report_has_a_score_within_its_bounds_and_always_the_same(content: dict[str, str]) -> None:
    assert LEAST <= quality(content).score == quality(content).score <= MOST


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_ac47_no_text_makes_the_score_slow(text: str) -> None:
    start = time.process_time()
    quality(dict.fromkeys(("title", "steps", "impact", "note"), text * 300))

    assert time.process_time() - start < 0.5
