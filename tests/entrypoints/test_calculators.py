"""The calculators: the page, and the same over the API. No account, nothing stored, no query."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bulou.severity.scales import CVSS31, CVSS40, GBT30279, SCALES

GBT = "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"
V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
V40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


@pytest.mark.parametrize(("scale", "vector"), [
    (GBT30279, f"GBT30279:2020/{GBT}/EC:L/FD:H/SC:H"), (CVSS31, f"{V31}/E:F/MAV:A"), (CVSS40, f"{V40}/E:A/S:P/U:Red"),
])  # fmt: skip
def test_a_vector_is_chosen_and_written_without_loss(scale: Any, vector: str) -> None:
    chosen = scale.chosen(vector)

    assert (scale.vector(chosen), scale.missing(chosen)) == (vector, ())


def test_every_metric_has_its_words_in_both_languages() -> None:
    labels = [
        label
        for scale in SCALES.values()
        for metric in scale.metrics
        for label in (metric.name, *metric.values.values())
    ]

    assert all(label.en and any(ord(letter) > 0x3000 for letter in label.zh) for label in labels)


def test_what_is_missing_is_named_and_nothing_is_graded() -> None:
    page = Client().get("/severity", {"gbt-AV": "N", "gbt-EC": "L", "cvss-AV": "Q", "version": "cvss40"})

    left, right = page.context["pickers"]
    assert [metric.code for metric in left.missing] == ["TR", "PR", "UI", "C", "I", "A", "FD", "SC"]
    assert (left.read, right.scale, right.read, right.begun) == (None, CVSS40, None, False)


def test_the_page_grades_both_without_an_account_a_query_or_a_cookie(db: None) -> None:
    sent = {f"gbt-{part.replace(':', '=')}".split("=")[0]: part[-1] for part in GBT.split("/")}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = Client(headers={"accept-language": "zh-CN"}).get("/severity", {**sent, "cvss": V31})

    text = page.content.decode()
    assert "超危" in text and "9.8 严重" in text and "分级表取自单一公开来源" in text
    assert (len(asked), dict(page.cookies)) == (0, {})


def test_a_vector_with_no_impact_is_told_its_cause_at_its_side() -> None:
    page = Client(headers={"accept-language": "en"}).get("/severity", {"gbt": "x"} | {
        f"gbt-{code}": "N" for code in ("AV", "PR", "UI", "C", "I", "A")} | {"gbt-TR": "L"})  # fmt: skip

    left, _right = page.context["pickers"]
    assert left.error is not None and left.error.en in page.content.decode().replace("&#x27;", "'")


def test_the_api_grades_both_and_says_what_it_cannot_read(db: None) -> None:
    both = Client().get("/api/v1/severity", {"gbt30279": GBT, "cvss": V40}).json()
    bad = Client(headers={"accept-language": "zh-CN"}).get("/api/v1/severity", {"cvss": V31, "gbt30279": V31})

    assert (both["gbt30279"]["technical"]["grade"], both["cvss"]["score"]) == ("critical", 9.3)
    assert Client().get("/api/v1/severity").json() == {"gbt30279": None, "cvss": None}
    assert (bad.status_code, list(json.loads(bad.content)["errors"])) == (422, ["gbt30279"])
