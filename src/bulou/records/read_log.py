"""The read log of an organisation, and the counts over it that raise an alarm. It says what was counted, never why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from bulou.records.models import Organisation, ReadingAlarm, ReadLog

CHINA = ZoneInfo("Asia/Shanghai")
DAY, PAST = timedelta(days=1), timedelta(days=28)
NIGHT_FROM, NIGHT_TO = time(22), time(6)
LIMITS: Mapping[str, int] = {"many": 20, "night": 5, "others": 15, "copies": 5, "rows": 1000}
TIMES_USUAL = 3
OPENING = "case"


@dataclass(frozen=True, slots=True)
class Count:
    """What one rule counted, against its limit. `usual` is the person's own busiest day of the four weeks before, for `many`."""

    rule: str
    counted: int
    limit: int
    usual: int | None = None

    @property
    def over(self) -> bool:
        return self.counted > self.limit


def limits_of(organisation: Organisation) -> dict[str, int]:
    """The limits of the organisation; what it has not set is the default."""
    return {**LIMITS, **organisation.reading_limits}


def china_day(at: datetime) -> date:
    """The day in China of an aware instant: alarms are raised once a rule and such day."""
    return at.astimezone(CHINA).date()


def at_night(at: datetime) -> bool:
    """Between 22:00 and 06:00 in China."""
    clock = at.astimezone(CHINA).time()
    return clock >= NIGHT_FROM or clock < NIGHT_TO


def counts(person_id: UUID, organisation: Organisation, *, at: datetime) -> list[Count]:
    """Every rule over what a person has read in the organisation up to the aware instant `at`; one query.

    many: different cases opened within 24 hours, over the limit and over three times the person's own busiest day (in China) of
    the 28 days before; night: cases opened between 22:00 and 06:00 within 24 hours; others: different cases that had another
    handler, within 28 days; copies and rows: taken within 24 hours.
    """
    rows = ReadLog.objects.filter(
        person_id=person_id, organisation=organisation, at__gt=at - PAST - DAY, at__lte=at
    )
    log = list(rows.values_list("what", "case_id", "rows", "others", "at"))
    lately = [each for each in log if each[4] > at - DAY]
    opened = {case for what, case, _rows, _others, _at in lately if what == OPENING}
    nightly = {case for what, case, _rows, _others, when in lately if what == OPENING and at_night(when)}
    foreign = {case for what, case, _rows, others, when in log if others and when > at - PAST}
    taken = [rows for what, _case, rows, _others, _at in lately if what != OPENING]
    usual = _busiest(
        [(china_day(when), case) for what, case, _r, _o, when in log if what == OPENING and when <= at - DAY]
    )
    limit = limits_of(organisation)
    return [
        Count("many", len(opened), max(limit["many"], TIMES_USUAL * usual), usual),
        Count("night", len(nightly), limit["night"]),
        Count("others", len(foreign), limit["others"]),
        Count("copies", len(taken), limit["copies"]),
        Count("rows", sum(taken), limit["rows"]),
    ]


def _busiest(opened: list[tuple[date, UUID | None]]) -> int:
    return max(Counter(day for day, _case in set(opened)).values(), default=0)


def alarms(organisation_id: UUID, *, most: int = 50) -> list[ReadingAlarm]:
    """The alarms raised last, newest first, with whom they are about; one query."""
    rows = ReadingAlarm.objects.filter(organisation_id=organisation_id).select_related("person")
    return list(rows.order_by("-raised_at", "rule")[:most])


def lately(organisation_id: UUID, *, most: int = 100) -> list[ReadLog]:
    """The newest lines of the read log with their readers: which case, never what is in it; one query."""
    rows = ReadLog.objects.filter(organisation_id=organisation_id).select_related("person")
    return list(rows.order_by("-at", "-id")[:most])
