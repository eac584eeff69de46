"""Figures over HTTP: the sums that the desk's plots draw, over the cases that the holder of the token may know."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from bulou.cases.wishes import tally
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import speaker
from bulou.entrypoints.api.moments import Day
from bulou.records import figures
from bulou.records.figures import AGES, Asked, Known
from bulou.records.histories import histories
from bulou.records.inbox import known_cases
from bulou.records.reception_log import day_of

router = Router(tags=["figures"])
Asking = Annotated[Day | None, Query(description="A day in Beijing, from 2000 to 2199")]
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


class ChannelSum(Schema):
    """Cases that came in by one channel in the period that begins on this day."""

    period: str
    channel: str
    count: int


class VerdictSum(Schema):
    """What became of the cases that came in in this period: confirmed, duplicate, invalid, undecided."""

    period: str
    verdict: str
    count: int


class WaitSum(Schema):
    """Seconds from receipt to a person's first answer, by period of receipt (nearest rank)."""

    period: str
    answered: int
    p50: int
    p90: int


class DutySum(Schema):
    """How one duty was kept; `rate` is null where none has ended. Untimed are those that the law gives no number."""

    duty: str
    rate: float | None
    in_time: int
    late: int
    overdue: int
    running: int
    untimed_done: int
    untimed_owed: int


class AgeSum(Schema):
    """Cases open now that are at least so many days old, and younger than the next group; received, confirmed, in_hand."""

    days: int
    stage: str
    count: int


class WishSum(Schema):
    """How often `first` came before `then` where that is decided; `skill` is (observed − chance) / (1 − chance), or null."""

    first: str
    then: str
    decided: int
    met: int
    chance: float
    skill: float | None


class Figures(Schema):
    """All sums of the days from `first` to `last`, both included. `step` may be coarser than was asked: no more than a hundred periods."""

    first: str
    last: str
    step: str
    intake: list[ChannelSum]
    validity: list[VerdictSum]
    first_answers: list[WaitSum]
    duties: list[DutySum]
    ageing: list[AgeSum]
    wishes: list[WishSum]


@router.get("/figures", response={200: Figures, **problems(401, 422, 429)})
def sums(
    request: HttpRequest,
    first: Asking = None,
    last: Asking = None,
    step: Literal["day", "week", "month"] = "week",
    channel: Annotated[str, Field(max_length=20)] = "",
) -> Any:
    """Sums over the cases you may know of in your token's organisation; twelve weeks until today unless told otherwise."""
    held, at = speaker(request), timezone.now()
    known = known_cases(held.person_id, held.organisation_id)
    asked = Asked.of(clamped(first), clamped(last), step, channel, today=day_of(at))
    return {
        "first": f"{asked.first}",
        "last": f"{asked.last}",
        "step": asked.step,
        "intake": [
            {"period": f"{day}", "channel": name, "count": count}
            for (day, name), count in sorted(figures.intake(known, asked).items())
        ],
        "validity": [
            {"period": f"{day}", "verdict": name, "count": count}
            for (day, name), count in sorted(figures.validity(known, asked).items())
        ],
        "first_answers": [
            {"period": f"{day}", "answered": wait.answered, "p50": int(wait.half.total_seconds()),
             "p90": int(wait.nine_in_ten.total_seconds())}
            for day, wait in figures.waits(known, asked).items()
        ],
        "duties": [_duty(each) for each in figures.kept(known, asked, at=at)],
        "ageing": [
            {"days": (0, *AGES)[age], "stage": stage, "count": count}
            for (age, stage), count in sorted(figures.ageing(known, at=at, channel=channel).items())
        ],
        "wishes": _wishes(known, asked),
    }  # fmt: skip


def _duty(kept: figures.Kept) -> dict[str, Any]:
    names = ("rate", "in_time", "late", "overdue", "running", "untimed_done", "untimed_owed")
    return {"duty": kept.duty_id} | {name: getattr(kept, name) for name in names}


def _wishes(known: Known, asked: Asked) -> list[dict[str, Any]]:
    return [
        {"first": each.wish[0], "then": each.wish[1], "decided": each.decided, "met": each.met,
         "chance": float(each.chance), "skill": None if each.skill is None else float(each.skill)}
        for each in tally(histories(known, asked))
    ]  # fmt: skip


def clamped(day: date | None) -> date | None:
    """A day within what can be reckoned with."""
    return None if day is None else min(max(day, FIRST_DAY), LAST_DAY)
