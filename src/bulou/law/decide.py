"""Is this conduct lawful here and now? Facts in, a verdict with its articles out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from bulou.law.clocks import CN
from bulou.law.conducts import Conduct
from bulou.law.docket import docket
from bulou.law.facts import UNKNOWN, Fact
from bulou.law.readings import STRICT
from bulou.law.ruling import rule
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
    law as it was encoded by the end of that day. `trace=False` leaves the trace empty. Raises ValueError for an unknown
    conduct or a naive `at`, BadReading, BadFact.
    """
    if at.tzinfo is None:
        raise ValueError("at must be aware")
    chosen = tuple(sorted(readings.items())) if readings else ()
    book = docket(regime, conduct, at.astimezone(CN).date(), as_of, chosen, tuple(owed))
    get = facts.get
    values = tuple([get(name, UNKNOWN).value for name in book.names])
    return Verdict(rule(book, values), at, dict(facts), readings, as_of, trace)
