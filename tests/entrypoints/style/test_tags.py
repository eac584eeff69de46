"""Filters and tags: languages, moments, the law's words."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from bulou.entrypoints.templatetags import bulou_tags as tags

AT = datetime(2026, 11, 22, 6, 5, 7, tzinfo=UTC)
ARTICLE = SimpleNamespace(
    instrument="RMSV", instrument_zh="规定", article=SimpleNamespace(zh="第九条(一)", en="Art. 9(1)")
)


def rendered(source, language="zh-hans", **context):
    with translation.override(language):
        return Template("{% load bulou_tags %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (SimpleNamespace(zh="发布", en="publish"), "发布", "publish"),
        ({"zh": "发布", "en": "publish"}, "发布", "publish"),
        ({"zh": "发布"}, "发布", ""),
        ("QY-4200", "QY-4200", "QY-4200"),
        (None, "", ""),
    ],
)
def test_tongue_picks_the_readers_language(text, zh, en):
    assert [rendered("{{ text|tongue }}", language, text=text) for language in ("zh-hans", "en")] == [zh, en]


def test_what_people_wrote_is_escaped():
    assert rendered("{{ text|tongue }}", text={"zh": "<script>"}) == "&lt;script&gt;"


@pytest.mark.parametrize(
    ("zone", "form", "words"),
    [
        ("Asia/Shanghai", "instant", "2026-11-22 14:05 (UTC+8)"),
        ("Asia/Shanghai", "instant_seconds", "2026-11-22 14:05:07 (UTC+8)"),
        ("Asia/Shanghai", "embargo_end", "2026-11-22 14:05 Asia/Shanghai (06:05 UTC)"),
        ("Asia/Kolkata", "instant", "2026-11-22 11:35 (UTC+5:30)"),
        ("America/New_York", "instant", "2026-11-22 01:05 (UTC-5)"),
        ("UTC", "instant", "2026-11-22 06:05 (UTC)"),
        ("Pacific/Kiritimati", "embargo_end", "2026-11-22 20:05 Pacific/Kiritimati (06:05 UTC)"),
    ],
)
def test_a_moment_is_never_written_without_its_zone_being_clear(zone, form, words):
    with timezone.override(zone):
        assert (
            rendered(f"{{% when at '{form}' %}}", at=AT)
            == f'<time datetime="2026-11-22T06:05:07Z">{words}</time>'
        )


@pytest.mark.parametrize(("form", "words"), [("moment", "11-22 14:05"), ("day", "11-22")])
def test_a_short_moment_of_another_year_has_its_year(form, words):
    with timezone.override("Asia/Shanghai"):
        year = timezone.localtime().year
        assert getattr(tags, form)(AT.replace(year=year)) == words
        assert getattr(tags, form)(AT.replace(year=year - 1)) == f"{year - 1}-{words}"


def test_an_embargo_that_ends_on_another_day_in_utc_says_so():
    ends_at = datetime(2026, 12, 1, 18, tzinfo=UTC)

    with timezone.override("Asia/Shanghai"):
        assert tags.embargo_end(ends_at) == "2026-12-02 02:00 Asia/Shanghai (12-01 18:00 UTC)"


@pytest.mark.parametrize(("hour", "words"), [(16, "11-22 24:00"), (10, "11-22 18:00")])
def test_a_limit_that_ends_with_the_day_reads_24_00(hour, words):
    with timezone.override("Asia/Shanghai"):
        assert tags.deadline(datetime(2026, 11, 22, hour, tzinfo=UTC)) == words


def test_no_moment_is_a_dash():
    assert rendered("{% when at %}{{ at|instant }}{{ at|moment }}{{ at|deadline }}", at=None) == "––––"


def test_left_is_seen_from_the_moment_given():
    context = {"due": AT + timedelta(hours=3, minutes=55), "now": AT}

    source = "{{ due|left:now }} / {{ due|left_bare:now }} / {{ due|clock_state:now }}"
    assert rendered(source, **context) == "剩 3 小时 55 分 / 3:55 / urgent"


def test_the_instrument_is_named_beside_the_article_in_both_languages():
    source = "{{ c|cited }} | {{ c|article }}"

    assert rendered(source, c=ARTICLE) == "规定 第九条(一) | 第九条(一)"
    assert rendered(source, "en", c=ARTICLE) == "RMSV Art. 9(1) | Art. 9(1)"


def test_the_nine_outcomes_have_nine_names_in_each_language_and_a_sign():
    outcomes = [name for name in tags.OUTCOMES if name != "none"]

    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert len({tags.outcome_label(name) for name in outcomes}) == 9
    assert all("<svg" in tags.outcome_icon(name) for name in [*outcomes, None])


def test_an_act_the_law_is_not_asked_about_is_not_called_permitted():
    with translation.override("en"):
        assert tags.outcome_label(None) == "In-house act"


@pytest.mark.parametrize(
    ("severity", "number", "zh", "en"),
    [
        (4, 4, "超危", "Critical (超危)"),
        ("高危", 3, "高危", "High (高危)"),
        ("Medium", 2, "中危", "Medium (中危)"),
        (SimpleNamespace(value="low"), 1, "低危", "Low (低危)"),
        (None, 0, "待定级", "To be graded"),
        ("", 0, "待定级", "To be graded"),
    ],
)
def test_a_grade_is_told_in_the_standards_own_word(severity, number, zh, en):
    assert rendered("{{ s|grade }} {{ s|grade_label }}", s=severity) == f"{number} {zh}"
    assert rendered("{{ s|grade_label }}", "en", s=severity) == en


def test_acts_stand_in_four_groups_with_what_is_owed_first():
    rows = [SimpleNamespace(group=group) for group in ("may_not", "may", "owed", "may")]

    found = [(group, [number for number, _row in numbered]) for group, numbered in tags.grouped(rows)]
    assert found == [("owed", [3]), ("may", [2, 4]), ("may_not", [1])]


def test_a_citation_leads_to_its_sentence_by_a_norm_by_an_anchor_or_by_itself():
    from bulou.entrypoints.citations import norm_called

    citation = norm_called("RMSV-9-7").citation
    source = "{% include 'bulou/components/article_chip.html' with citation=c norm_id=n only %}"

    led = [rendered(source, "en", c=citation, n=norm_id) for norm_id in ("RMSV-9-6", "R9.5", "")]
    assert [chip.partition('href="')[2].partition('"')[0] for chip in led] == [
        "/law/rmsv/v2021/R9.6", "/law/rmsv/v2021/R9.5", "/law/rmsv/v2021/R9.7",
    ]  # fmt: skip
    assert rendered(source, "en", c="Art. 10", n="").strip() == '<span class="law-chip">Art. 10</span>'
