"""Limits that a text counts in one way only: so many hours, days or working days."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bulou.law.calendar_cn import LAST_YEAR
from bulou.law.clocks import CN, DAY, ClockReading, end_of, working_days
from bulou.law.text import Text

Clock: TypeAlias = Callable[[datetime], tuple[ClockReading, ...]]
AS_WRITTEN: Final = Text("条文以小时计", "the text counts in hours")


def within_hours(count: int) -> Clock:
    """A limit of `count` elapsed hours, which no rest day moves; its reading is named hoursCOUNT."""
    label = Text(f"{count}小时", f"{count} hours")

    def elapsed(start: datetime) -> tuple[ClockReading, ...]:
        end = start.astimezone(CN) + timedelta(hours=count)
        return (ClockReading(f"hours{count}", end, label=label, basis=AS_WRITTEN),)

    return elapsed


def within_days(count: int) -> Clock:
    """A limit of `count` calendar days, the first not counted, to 24:00 of the last in Asia/Shanghai."""

    def counted(start: datetime) -> tuple[ClockReading, ...]:
        return (ClockReading("natural", end_of(start.astimezone(CN).date() + count * DAY)),)

    return counted


def within_working_days(count: int) -> Clock:
    """A limit of `count` working days, the first not counted, to 24:00 of the last in Asia/Shanghai."""
    label = Text(f"{count}个工作日", f"{count} working days")
    basis = Text("条文以工作日计", "the text counts in working days")

    def counted(start: datetime) -> tuple[ClockReading, ...]:
        last = working_days(start.astimezone(CN).date(), count)
        return (ClockReading("working", end_of(last), last.year > LAST_YEAR, label, basis),)

    return counted
