"""Sums over the cases that someone may know, for plots and tables; nothing of any one case is in them.

Each is one query that the database sums up, at any size; all read the same cases: those of an organisation that exist for
the reader (AC03: a handler's sums are over their own grants) and that came in within the days asked for. Days, weeks and
months are those of Beijing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case as When
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models import When as Then
from django.db.models.functions import RowNumber, TruncDay, TruncMonth, TruncWeek

from bulou.law.clocks import CN
from bulou.records.instants import Epoch, event_epoch
from bulou.records.models import Case, Comparison, Duty
from bulou.records.reception_log import beginning, day_of

Known = QuerySet[Case]
"""The cases that exist for a reader in an organisation, as `inbox.known_cases` gives them."""
STEPS: Mapping[str, Any] = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth}
AGES = (2, 7, 30, 90)
"""The ages of open cases in days at which one group ends and the next begins."""
LONGEST = 3653
MOST_PERIODS = 100
USUAL = 84
VERDICTS = ("confirmed", "duplicate", "invalid", "undecided")
STAGES = ("received", "confirmed", "in_hand")


@dataclass(frozen=True, slots=True)
class Asked:
    """Days from `first` to `last` (both included, Beijing), summed by `step` (one of STEPS), of one channel or all."""

    first: date
    last: date
    step: str = "week"
    channel: str = ""

    @classmethod
    def of(
        cls, first: date | None, last: date | None, step: str = "", channel: str = "", *, today: date
    ) -> "Asked":
        """What can be shown of what was asked: twelve weeks until `today` where no days are given, ten years at most, days
        in their order, and the finest of STEPS, from the one asked for on, that makes no more than a hundred periods.
        """
        last = last or max(today, first or today)
        first = first or last - timedelta(days=USUAL - 1)
        first, last = min(first, last), max(first, last)
        first = max(first, last - timedelta(days=LONGEST))
        steps = list(STEPS)
        for finest in steps[steps.index(step) if step in STEPS else 1 :]:
            asked = cls(first, last, finest, channel)
            if len(asked.periods()) <= MOST_PERIODS:
                break
        return asked

    def periods(self) -> list[date]:
        """The first day of every period that the days touch, in order."""
        found, day = [], self.begin_of(self.first)
        while day <= self.last:
            found.append(day)
            day = self.begin_of(day + timedelta(days={"day": 1, "week": 7, "month": 31}[self.step]))
        return found

    def begin_of(self, day: date) -> date:
        """The first day of the period in which a day lies; weeks begin on Monday."""
        if self.step == "month":
            return day.replace(day=1)
        return day - timedelta(days=day.weekday()) if self.step == "week" else day


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the reporters of one period waited for a first answer: half of them, and nine of ten, at most so long."""

    answered: int
    half: timedelta
    nine_in_ten: timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """One duty: how often it was done in time, done late, is owed past its end, is owed with time left; `untimed` are
    those that the law gives no number, done and owed.
    """

    duty_id: str
    in_time: int
    late: int
    overdue: int
    running: int
    untimed_done: int
    untimed_owed: int

    @property
    def rate(self) -> float | None:
        """The share of those whose end has come or that were done, that were done in time; None where there is none."""
        of = self.in_time + self.late + self.overdue
        return self.in_time / of if of else None


def within(known: Known, asked: Asked) -> Known:
    """Those of the cases that came in on these days by this channel; no query."""
    rows = known.filter(
        received_at__gte=beginning(asked.first), received_at__lt=beginning(asked.last + timedelta(days=1))
    )
    return (rows.filter(channel=asked.channel) if asked.channel else rows).order_by()


def channels(known: Known) -> list[str]:
    """Every channel by which any of these cases came in; one query."""
    return sorted(known.order_by().values_list("channel", flat=True).distinct())


def intake(known: Known, asked: Asked) -> dict[tuple[date, str], int]:
    """How many cases came in, by period and channel; one query."""
    return _by_period(within(known, asked), asked, "channel")


def validity(known: Known, asked: Asked) -> dict[tuple[date, str], int]:
    """What became of the cases that came in, by period of receipt and VERDICTS; one query.

    A duplicate is a real flaw and never counts as invalid (§4.1); neither does what nobody has judged yet.
    """
    confirmed = Q(events__has_key="flaw_confirmed") | Q(rm__in=["valid", "accepted"])
    false = Q(facts__flaw_exists__value=False) | Q(facts__own_product__value=False)
    repeats = Comparison.objects.filter(case=OuterRef("pk"), answer=Comparison.Answer.DUPLICATE)
    verdict = When(
        Then(Exists(repeats), then=Value("duplicate")),
        Then(confirmed, then=Value("confirmed")),
        Then(Q(rm="invalid") | Q(rm="closed") & false, then=Value("invalid")),
        Then(rm__in=["deferred", "closed"], then=Value("duplicate")),  # declined as one, naming no case
        default=Value("undecided"),
        output_field=CharField(),
    )
    return _by_period(within(known, asked).annotate(verdict=verdict), asked, "verdict")


def waits(known: Known, asked: Asked) -> dict[date, Wait]:
    """The time from receipt to the first answer a person wrote, by period of receipt (nearest rank); one query."""
    answered = within(known, asked).filter(events__has_key="reporter_answered")
    timed = answered.annotate(
        period=_period(asked), wait=event_epoch("reporter_answered") - Epoch("received_at")
    )
    ranked = timed.annotate(
        place=Window(RowNumber(), partition_by="period", order_by=["wait", "id"]),
        of=Window(Count("id"), partition_by="period"),
    ).filter(Q(place=(F("of") + 1) / 2) | Q(place=(F("of") * 9 + 9) / 10))
    found: dict[date, list[tuple[int, int, int]]] = {}
    for period, place, of, wait in ranked.values_list("period", "place", "of", "wait"):
        found.setdefault(_day(period), []).append((place, of, max(wait, 0)))
    return {
        day: Wait(rows[0][1], timedelta(seconds=min(rows)[2]), timedelta(seconds=max(rows)[2]))
        for day, rows in sorted(found.items())
    }


def kept(known: Known, asked: Asked, *, at: datetime) -> list[Kept]:
    """How the duties of these cases were kept, by duty; those that never bound or lapsed are left out; one query."""
    timed, done = Q(due_at__isnull=False), Q(done_at__isnull=False)
    owed = Q(done_at=None, live=True)
    rows = Duty.objects.filter(case__in=within(known, asked).values("pk"))
    bound = rows.exclude(standing__in=["not_arisen", "lapsed", "excused"]).order_by("duty_id")
    summed: Any = bound.values("duty_id").annotate(
        in_time=Count("id", filter=timed & done & Q(done_at__lte=F("due_at"))),
        late=Count("id", filter=timed & done & Q(done_at__gt=F("due_at"))),
        overdue=Count("id", filter=timed & owed & Q(due_at__lt=at)),
        running=Count("id", filter=timed & owed & Q(due_at__gte=at)),
        untimed_done=Count("id", filter=~timed & done),
        untimed_owed=Count("id", filter=~timed & owed),
    )
    return [Kept(**row) for row in summed]


def ageing(known: Known, *, at: datetime, channel: str = "") -> dict[tuple[int, str], int]:
    """How many cases are open at `at`, by the group of AGES in which their age falls (0 the youngest) and STAGES; one query."""
    rows = known.filter(closed_at=None).order_by()
    rows = rows.filter(channel=channel) if channel else rows
    groups = [
        Then(received_at__gt=at - timedelta(days=days), then=Value(place)) for place, days in enumerate(AGES)
    ]
    stage = When(
        Then(rm__in=["received", "invalid"], then=Value("received")),
        Then(rm="valid", then=Value("confirmed")),
        default=Value("in_hand"),
        output_field=CharField(),
    )
    aged = rows.annotate(
        age=When(*groups, default=Value(len(AGES)), output_field=IntegerField()), stage=stage
    )
    return {
        (age, name): count
        for age, name, count in aged.values_list("age", "stage").annotate(number=Count("id"))
    }


def _by_period(rows: Known, asked: Asked, name: str) -> dict[tuple[date, str], int]:
    summed = rows.annotate(period=_period(asked)).values_list("period", name).annotate(number=Count("id"))
    return {(_day(period), value): count for period, value, count in summed}


def _period(asked: Asked) -> Func:
    truncated: Func = STEPS[asked.step]("received_at", tzinfo=CN)
    return truncated


def _day(period: datetime) -> date:
    return day_of(period)
