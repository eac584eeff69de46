from datetime import datetime

import pytest

from bulou.law.calendar_cn import LAST_YEAR
from bulou.law.clocks import CN
from bulou.law.limits import within_days, within_hours, within_working_days


def beijing(text):
    return datetime.fromisoformat(text).replace(tzinfo=CN)


@pytest.mark.parametrize(
    ("limit", "start", "name", "end", "words"),
    [
        (within_hours(24), "2026-11-20T18:30", "hours24", "2026-11-21T18:30", "24 hours"),
        (within_hours(72), "2026-09-30T18:00", "hours72", "2026-10-03T18:00", "72 hours"),
        (
            within_days(30),
            "2026-11-02T09:00",
            "natural",
            "2026-12-03",
            "calendar days, the first not counted",
        ),
        (within_working_days(10), "2022-12-31T09:00", "working", "2023-01-17", "10 working days"),
        (within_working_days(10), "2026-11-05T15:00", "working", "2026-11-20", "10 working days"),
    ],
)
def test_a_limit_ends_where_the_text_counts_it_to(limit, start, name, end, words):
    (reading,) = limit(beijing(start))

    assert (reading.name, reading.due_at, reading.provisional, reading.en) == (
        name,
        beijing(end),
        False,
        words,
    )
    assert reading.zh
    assert reading.ground.zh
    assert reading.ground.en


def test_an_evening_abroad_counts_by_the_day_in_beijing():
    evening = datetime.fromisoformat("2026-11-01T22:00-05:00")  # the 2nd, 11:00, in Beijing

    assert within_days(30)(evening) == within_days(30)(beijing("2026-11-02T11:00"))
    assert within_hours(24)(evening)[0].due_at == beijing("2026-11-03T11:00")


def test_working_days_past_the_announced_calendar_are_provisional():
    assert within_working_days(10)(beijing(f"{LAST_YEAR}-12-28T09:00"))[0].provisional is True
    assert within_days(30)(beijing(f"{LAST_YEAR}-12-28T09:00"))[0].provisional is False
