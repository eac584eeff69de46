from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.law import six_months, two_days
from bulou.law.calendar_cn import LAST_YEAR, is_workday
from bulou.law.clocks import CN, end_of, months_after, working_days


def beijing(text):
    return datetime.fromisoformat(text).replace(tzinfo=CN)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("2026-09-30T18:00", ["2026-10-02T18:00", "2026-10-03", "2026-10-09", "2026-10-10"]),
        ("2026-02-13T09:00", ["2026-02-15T09:00", "2026-02-16", "2026-02-25", "2026-02-25"]),
        ("2026-11-20T18:00", ["2026-11-22T18:00", "2026-11-23", "2026-11-24", "2026-11-25"]),
    ],
)
def test_two_days_end_where_each_reading_ends(start, ends):
    readings = two_days(beijing(start))

    assert [(each.name, each.due_at, each.provisional) for each in readings] == [
        (name, beijing(end), False)
        for name, end in zip(("hours48", "natural", "rolled", "working"), ends, strict=True)
    ]


def test_a_start_in_another_zone_counts_by_the_day_in_beijing():
    evening = datetime.fromisoformat("2026-11-19T22:00-05:00")  # the 20th, 11:00, in Beijing

    assert [each.due_at for each in two_days(evening)] == [
        each.due_at for each in two_days(beijing("2026-11-20T11:00"))
    ]


def test_past_the_announced_calendar_a_limit_that_hangs_on_it_is_provisional():
    readings = two_days(beijing(f"{LAST_YEAR}-12-31T09:00"))

    assert [each.name for each in readings if each.provisional] == ["rolled", "working"]


@given(st.datetimes(datetime(2021, 9, 1), datetime(LAST_YEAR, 12, 20)))  # noqa: DTZ001  drawn naive, placed in Beijing
def test_the_readings_of_two_days_stand_in_order_of_strictness(start):
    ends = [each.due_at for each in two_days(start.replace(tzinfo=CN))]

    assert ends == sorted(ends)
    assert ends[0] - start.replace(tzinfo=CN) == timedelta(hours=48)


def test_ten_working_days_for_the_platforms_that_were_already_online():
    assert end_of(working_days(date(2023, 1, 1), 10)) == beijing("2023-01-17")


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 8, 31), date(2027, 2, 28)), (date(2026, 8, 30), date(2027, 2, 28)), (date(2026, 11, 22), date(2027, 5, 22))],
)  # fmt: skip
def test_six_months_end_on_the_corresponding_day_or_the_last(first, last):
    assert months_after(first, 6) == last


@pytest.mark.parametrize(
    ("received", "released"),
    [
        ("2026-08-31T10:00", "2027-03-04"),
        ("2026-11-22T14:05", "2027-05-26"),
        ("2026-03-15T23:59", "2026-09-16"),
    ],
)
def test_the_log_is_kept_for_the_longer_of_six_months_and_184_days(received, released):
    assert six_months(beijing(received)) == beijing(released)


@given(st.dates(date(2021, 9, 1), date(2030, 1, 1)))
def test_the_log_is_never_kept_for_less_than_184_days_nor_for_less_than_six_months(day):
    end = six_months(datetime(day.year, day.month, day.day, 12, tzinfo=CN)).date()

    assert end > day + timedelta(days=184)
    assert end > months_after(day, 6)
    assert end <= day + timedelta(days=186)


@given(st.dates(date(2021, 1, 1), date(LAST_YEAR, 1, 1)), st.integers(1, 15))
def test_working_days_are_counted_after_the_first_day(first, count):
    last = working_days(first, count)

    between = [first + timedelta(days=each) for each in range(1, (last - first).days + 1)]
    assert is_workday(last)
    assert sum(map(is_workday, between)) == count
