"""How a time limit looks and what it says."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bulou.entrypoints.clockface import (
    age_words,
    agreed_face,
    clock_face,
    hours_state,
    left_words,
    row_face,
    waiting_face,
)

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def duty(state="open", **given_values):
    values = {"duty_id": "RMSV-7-2", "title": "t", "citation": "c", "conduct": "notify_authority", "state": state,
              "started_at": NOW - timedelta(hours=5), "due_at": None, "done_at": None, "readings": ()}  # fmt: skip
    return SimpleNamespace(**(values | given_values))


def said(language, duty_state, *, short=False):
    with translation.override(language):
        face = clock_face(duty_state, at=NOW, short=short)
    return face.state, face.left


@pytest.mark.parametrize(
    ("due_in", "short", "zh", "en"),
    [
        (timedelta(hours=3, minutes=55), False, ("urgent", "剩 3 小时 55 分"), ("urgent", "3 h 55 min left")),
        (timedelta(hours=3, minutes=55), True, ("urgent", "剩 3:55"), ("urgent", "3:55 left")),
        (timedelta(hours=22), False, ("soon", "剩 22 小时"), ("soon", "22 h left")),
        (timedelta(hours=42, minutes=48), True, ("ample", "剩 42:48"), ("ample", "42:48 left")),
        (timedelta(days=8, hours=21), True, ("ample", "剩 8 天 21 小时"), ("ample", "8 d 21 h left")),
        (timedelta(seconds=59), False, ("urgent", "剩不到 1 分"), ("urgent", "less than a minute left")),
        (timedelta(hours=-5, minutes=-20), False, ("late", "逾期 5:20，仍须报送"), ("late", "overdue 5:20, still owed")),
        (timedelta(days=-4), False, ("late", "逾期 4 天，仍须报送"), ("late", "overdue 4 d, still owed")),
    ],
)  # fmt: skip
def test_an_open_duty_says_how_much_is_left_and_a_late_one_that_it_is_still_owed(due_in, short, zh, en):
    open_duty = duty(due_at=NOW + due_in)

    assert (said("zh-hans", open_duty, short=short), said("en", open_duty, short=short)) == (zh, en)


@pytest.mark.parametrize(
    ("standing", "values", "zh", "en"),
    [
        ("open", {}, ("atonce", "立即 · 已过 5 小时"), ("atonce", "at once · 5 h gone")),
        ("open", {"started_at": None}, ("atonce", "立即"), ("atonce", "at once")),
        ("done_in_time", {"done_at": NOW}, ("done", "11-22 完成"), ("done", "done 11-22")),
        ("done_late", {}, ("done", "逾期后完成"), ("done", "done late")),
        ("suspended", {}, ("paused", "依法中止"), ("paused", "suspended by law")),
        ("broken", {}, ("late", "未按要求留存"), ("late", "not kept")),
        ("not_arisen", {}, ("idle", "尚未产生"), ("idle", "has not arisen")),
        ("kept_so_far", {"due_at": datetime(2027, 5, 23, 16, tzinfo=UTC)}, ("ample", "至 2027-05-23"), ("ample", "until 2027-05-23")),
    ],
)  # fmt: skip
def test_a_duty_that_does_not_count_down_says_where_it_stands(standing, values, zh, en):
    settled = duty(standing, **values)

    assert (said("zh-hans", settled), said("en", settled)) == (zh, en)


def test_a_duty_the_law_calls_overdue_is_late_whatever_the_stored_hour():
    assert said("en", duty("overdue", due_at=NOW))[0] == "late"


def test_a_duty_other_than_notifying_is_still_to_be_performed():
    late = duty("overdue", due_at=NOW - timedelta(hours=1), conduct="verify")

    assert said("zh-hans", late) == ("late", "逾期 1:00，仍须履行")


def test_a_due_hour_counted_past_the_calendar_is_provisional():
    due_at = NOW + timedelta(hours=9)
    readings = (
        SimpleNamespace(due_at=due_at, provisional=True),
        SimpleNamespace(due_at=NOW, provisional=False),
    )

    faces = [clock_face(duty(due_at=due_at, readings=rows), at=NOW) for rows in (readings, readings[1:])]
    assert [face.provisional for face in faces] == [True, False]


def test_a_stored_row_shows_the_same_face_as_the_computed_duty():
    computed = duty(due_at=NOW + timedelta(hours=9))

    stored = row_face(computed, standing="open", title="t", citation="c", conduct="notify_authority", at=NOW)
    assert stored == clock_face(computed, at=NOW, short=True)


def test_what_is_agreed_or_waited_for_is_never_an_alarm():
    with translation.override("en"):
        faces = [
            agreed_face("embargo", NOW + timedelta(hours=1), at=NOW),
            agreed_face("embargo", NOW - timedelta(hours=1), at=NOW),
            waiting_face("answer", NOW - timedelta(days=6), at=NOW),
        ]

    assert [(face.state, face.left) for face in faces] == [
        ("agreed", "1 h left"),
        ("agreed", "ended"),
        ("paused", "waiting for 6 d"),
    ]


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "30 min"), (5, "5 h"), (44.1, "1 d 20 h"), (53, "2 d 5 h"), (48, "2 d"), (300, "12 d")],
)
def test_an_age_is_told_as_coarsely_as_it_matters(hours, words):
    with translation.override("en"):
        assert age_words(timedelta(hours=hours)) == words


@given(st.integers(min_value=-(10**7), max_value=10**7))
def test_less_time_left_never_looks_calmer(seconds):
    order = ["late", "urgent", "soon", "ample"]

    now, later = (order.index(hours_state(timedelta(seconds=s))) for s in (seconds, seconds - 1))
    assert later <= now


@given(st.integers(min_value=-(10**8), max_value=10**8), st.booleans())
def test_no_clock_counts_seconds(minutes, short):
    def words(seconds):
        with translation.override("en"):
            return left_words(timedelta(minutes=minutes, seconds=seconds), short=short)

    assert words(1) == words(59)
    assert words(1).startswith("overdue") == (minutes < 0)
