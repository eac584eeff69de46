"""How Union law counts: Regulation 1182/71, Article 3, as remembered and not yet checked against its text.

The hour or day of the event is not counted, a period ends with its last hour, one in days or months whose last day is a
holiday, Saturday or Sunday ends with the next working day, one in hours does not. Public holidays are not tabled, so an
end that is moved on is provisional.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from bulou.law.clocks import DAY, ClockReading, months_after
from bulou.law.limits import Clock
from bulou.law.text import Text

HOUR: Final = timedelta(hours=1)
SATURDAY: Final = 5

UNVERIFIED: Final = Text("欧盟第1182/71号条例第三条（未核对）", "Regulation 1182/71 Art. 3 (unverified)")
TO_THE_MINUTE: Final = Text("自事件时刻起算，从严", "from the very moment of the event, the strict side")


def hours(count: int) -> Clock:
    """`count` hours: to the minute, and with the hour of the event not counted. No rest day moves either."""
    exact = Text(f"{count}小时", f"{count} hours")
    full = Text(f"{count}小时，事件所在小时不计", f"{count} hours, the hour of the event not counted")

    def counted(start: datetime) -> tuple[ClockReading, ...]:
        next_hour = start.replace(minute=0, second=0, microsecond=0) + HOUR
        return (
            ClockReading(f"hours{count}", start + count * HOUR, label=exact, basis=TO_THE_MINUTE),
            ClockReading(f"hours{count}_eu", next_hour + count * HOUR, label=full, basis=UNVERIFIED),
        )

    return counted


def days(count: int) -> Clock:
    """`count` days: to the minute, to the end of the last day in Brussels, and moved on from a weekend."""
    exact, last, moved = _labels(f"{count}日", f"{count} days")

    def counted(start: datetime) -> tuple[ClockReading, ...]:
        end = start.astimezone(brussels(start)).date() + count * DAY
        return _three(f"days{count}", start + count * DAY, end, (exact, last, moved))

    return counted


def one_month(start: datetime) -> tuple[ClockReading, ...]:
    """One month: the corresponding day or the last of that month; to the minute, to its end, and moved on from a weekend."""
    local = start.astimezone(brussels(start))
    end = months_after(local.date(), 1)
    exact = _local(datetime.combine(end, local.time()))
    return _three("month1", exact, end, _labels("一个月", "one month"))


def _labels(zh: str, en: str) -> tuple[Text, Text, Text]:
    return (
        Text(zh, en),
        Text(f"{zh}，当日不计，至末日终了", f"{en}, the first day not counted, to the end of the last"),
        Text(f"{zh}，末日为周末则顺延", f"{en}, moved on from a weekend; public holidays not tabled"),
    )


def _three(
    name: str, exact: datetime, end: date, labels: tuple[Text, Text, Text]
) -> tuple[ClockReading, ...]:
    moved = end
    while moved.weekday() >= SATURDAY:
        moved += DAY
    found = (
        ClockReading(name, exact, label=labels[0], basis=TO_THE_MINUTE),
        ClockReading(f"{name}_eu", _midnight(end + DAY), label=labels[1], basis=UNVERIFIED),
        ClockReading(f"{name}_eu_moved", _midnight(moved + DAY), True, labels[2], UNVERIFIED),
    )
    # In the night on which summer time begins an hour is lost: the end of the day may then come first.
    return tuple(sorted(found, key=lambda each: each.due_at))


def _midnight(day: date) -> datetime:
    """00:00 of the day in Brussels."""
    return _local(datetime.combine(day, time()))


def _local(clock: datetime) -> datetime:
    """The instant at which a clock in Brussels shows this."""
    return clock.replace(tzinfo=brussels(clock.replace(tzinfo=timezone(HOUR))))


def brussels(at: datetime) -> timezone:
    """The offset in Brussels at the aware instant: summer time from the last Sunday of March to that of October, 01:00 UTC."""
    year = at.astimezone(UTC).year
    summer = _last_sunday(year, 3) <= at < _last_sunday(year, 10)
    return timezone(2 * HOUR, "CEST") if summer else timezone(HOUR, "CET")


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - (last.weekday() + 1) % 7 * DAY
    return datetime(sunday.year, sunday.month, sunday.day, 1, tzinfo=UTC)
