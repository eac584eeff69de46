"""Is this conduct lawful here and now? Facts in, a verdict with its articles out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from bulou.law.clocks import CN
from bulou.law.completion import Answer, Row
from bulou.law.conducts import Conduct
from bulou.law.docket import Docket, docket
from bulou.law.facts import Fact
from bulou.law.outcomes import LADDER, Outcome
from bulou.law.range import best_of, stakes
from bulou.law.readings import STRICT
from bulou.law.verdict import Verdict


def decide(
    conduct: Conduct | str,
    facts: Mapping[str, Fact],
    *,
    at: datetime,
    readings: Mapping[str, str] = STRICT,
    owed: Collection[str] = (),
    regime: str = "rmsv",
    as_of: date | None = None,
    trace: bool = True,
) -> Verdict:
    """What the law answers to `conduct` on the facts known, at the aware instant `at`.

    `facts` by published name; what is absent or has the value None is unknown. `readings` names only what differs from the strict
    defaults. `owed` are the ids of live duties: a live duty permits its own performance (DECISIONS 2). `as_of` asks for the
    law as it was encoded by that day. `trace=False` leaves the trace empty. Raises ValueError for an unknown conduct or a
    naive `at`, BadReading, BadFact.
    """
    if at.tzinfo is None:
        raise ValueError("at must be aware")
    if type(conduct) is not Conduct:
        conduct = Conduct(conduct)
    day = at.astimezone(CN).date()
    book = docket(regime, conduct, day, as_of, readings, False)
    owing = tuple(id for id in owed if id in book.duties) if owed else ()
    if owing:
        book = docket(regime, conduct, day, as_of, readings, True)
    get = facts.get
    values = tuple([None if (fact := get(name)) is None else fact.value for name in book.names])
    answers = [
        found if (found := unit.answers.get(row := pick(values))) is not None else unit.answer(row)
        for unit, pick in zip(book.units, book.picks, strict=True)
    ]
    outcome, best, worst, asks = _settle(book, values, answers)
    return Verdict(
        outcome=outcome, at_best=best, at_worst=worst, asks=asks, owed_by=owing, at=at, as_of=as_of,
        facts=dict(facts), readings=readings, _book=book, _answers=answers, _traced=trace,
    )  # fmt: skip


def _settle(book: Docket, values: Row, answers: list[Answer]) -> tuple[Outcome, Outcome, Outcome, tuple[str, ...]]:
    """The outcome, its best and worst, and the facts that can still change it."""
    if not book.governed:
        return Outcome.NOT_MODELLED, Outcome.NOT_MODELLED, Outcome.NOT_MODELLED, ()
    low = high = book.base
    for answer in answers:
        if answer.low > low:
            low = answer.low
        if answer.high > high:
            high = answer.high
    if low == high:
        settled = _name(book, low)
        return settled, settled, settled, ()
    low = best_of(book, values)
    best, worst = _name(book, low), _name(book, high)
    if low == high:
        return best, best, best, ()
    return Outcome.NEEDS_FACTS, best, worst, stakes(book, values)


def _name(book: Docket, rank: int) -> Outcome:
    return Outcome.OWED if rank == 0 and book.owed else LADDER[rank]


def judge(conduct: Conduct, values: Mapping[str, Any], *, at: datetime, **more: Any) -> Verdict:
    """As `decide`, for bare values by name."""
    return decide(conduct, {name: Fact(value) for name, value in values.items()}, at=at, **more)
