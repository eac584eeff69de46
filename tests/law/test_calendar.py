import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from bulou.law.calendar_cn import FIRST_YEAR, LAST_YEAR, VERSION, is_workday

SCRIPT = Path(__file__).parents[2] / "scripts" / "calendar_data.py"

# Where the second source differs from the announcements, day by day with the reason. None is known today.
EXPLAINED: dict[date, str] = {}


def _days() -> list[date]:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def test_every_day_of_the_table_agrees_with_a_second_source():
    second = holidays.country_holidays("CN", years=range(FIRST_YEAR, LAST_YEAR + 1))

    different = {day for day in _days() if second.is_working_day(day) != is_workday(day)}

    assert different == set(EXPLAINED)


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_year_of_the_table_has_holidays_and_make_up_days(year):
    days = [day for day in _days() if day.year == year]

    assert sum(not is_workday(day) for day in days if day.weekday() < 5) >= 13
    assert sum(is_workday(day) for day in days if day.weekday() >= 5) >= 5


def test_days_known_from_the_announcements():
    known = {
        date(2026, 10, 1): False,  # National Day
        date(2026, 10, 7): False,  # its last day off
        date(2026, 10, 8): True,
        date(2026, 10, 10): True,  # Saturday worked instead
        date(2026, 2, 14): True,  # Saturday before the Spring Festival
        date(2026, 11, 22): False,  # an ordinary Sunday
        date(2020, 1, 31): False,  # the festival that was prolonged
    }

    assert {day: is_workday(day) for day in known} == known


def test_after_the_last_announcement_only_weekends_rest():
    new_year = date(LAST_YEAR + 1, 1, 1)
    week = [new_year + timedelta(n) for n in range(7)]

    assert [is_workday(day) for day in week] == [day.weekday() < 5 for day in week]


def test_the_table_is_what_its_source_says():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert VERSION.startswith(f"{FIRST_YEAR}-{LAST_YEAR}, chinesecalendar ")
