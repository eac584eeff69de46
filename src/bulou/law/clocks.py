"""Time limits, in every arguable reading. Times in and out are aware; days are those of Asia/Shanghai."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final

from bulou.law.calendar_cn import LAST_YEAR, is_workday
from bulou.law.text import Text

# China has kept one time without summer time since 1991, so a fixed offset does for law of this century.
CN: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
DAY: Final = timedelta(days=1)

MODES: Final = {
    "hours48": Text("四十八小时", "48 hours"),
    "natural": Text("自然日，当日不计", "calendar days, the first not counted"),
    "rolled": Text("自然日，末日为休息日则顺延", "calendar days, moved on from a rest day"),
    "working": Text("工作日", "working days"),
    "release": Text("满六个月，且不少于一百八十四日", "six months, and at least 184 days"),
}
GROUNDS: Final = {
    "hours48": Text("英文实务通行算法", "usual in English commentary"),
    "natural": Text("民法典第二百零一条、第二百零三条（类推）", "Civil Code 201, 203 by analogy"),
    "rolled": Text("民法典第二百零三条（类推）", "Civil Code 203 by analogy"),
    "working": Text(
        "行政处罚法第八十五条（仅限该法，类推）",
        "Administrative Penalty Law 85, limited to that law, by analogy",
    ),
    "release": Text(
        "民法典第二百零二条（类推），取较晚者", "Civil Code 202 by analogy; the later of the two"
    ),
}


@dataclass(frozen=True, slots=True)
class ClockReading:
    """One way to count a limit: `name` hours48, natural, rolled or working (release for the log's six months); `due_at` the first instant past it.

    `provisional` says that the count reached a year whose holidays are not yet announced. A count that is peculiar to one
    limit brings its own words, `label` and `basis`.
    """

    name: str
    due_at: datetime
    provisional: bool = False
    label: Text | None = None
    basis: Text | None = None

    @property
    def zh(self) -> str:
        return (self.label or MODES[self.name]).zh

    @property
    def en(self) -> str:
        return (self.label or MODES[self.name]).en

    @property
    def ground(self) -> Text:
        """What speaks for counting so."""
        return self.basis or GROUNDS[self.name]


def two_days(start: datetime) -> tuple[ClockReading, ...]:
    """The “2 days” of Article 7(2) from the aware instant `start`: four readings, strictest first, in Asia/Shanghai."""
    local = start.astimezone(CN)
    natural, rolled, working = _ends(local.date())
    return (
        ClockReading("hours48", local + 2 * DAY),
        ClockReading("natural", end_of(natural)),
        ClockReading("rolled", end_of(rolled), rolled.year > LAST_YEAR),
        ClockReading("working", end_of(working), working.year > LAST_YEAR),
    )


@lru_cache(maxsize=512)
def _ends(first: date) -> tuple[date, date, date]:
    natural = first + 2 * DAY
    return natural, rolled(natural), working_days(first, 2)


def end_of(day: date) -> datetime:
    """24:00 of `day` in Asia/Shanghai, as 00:00 of the next."""
    return datetime.combine(day + DAY, time(), CN)


def rolled(day: date) -> date:
    """`day`, or the next working day when it is a rest day."""
    while not is_workday(day):
        day += DAY
    return day


def working_days(first: date, count: int) -> date:
    """The last of `count` working days after `first`, which is not counted."""
    day = first
    while count:
        day += DAY
        count -= is_workday(day)
    return day


def months_after(first: date, count: int) -> date:
    """The corresponding day `count` months on, or the last day of that month (Civil Code 202)."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(first.day, last))


def six_months(start: datetime) -> datetime:
    """When the six months of Article 5 end: the later of the Civil Code count and 184 days, 24:00 Asia/Shanghai (DECISIONS 9)."""
    first = start.astimezone(CN).date()
    return end_of(max(months_after(first, 6), first + 184 * DAY))
