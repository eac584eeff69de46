"""What is owed, to whom, by when: computed from the events each time, never stored."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from bulou.law.bound import Bound, Events
from bulou.law.clocks import CN
from bulou.law.duty import DutyState
from bulou.law.facts import Fact
from bulou.law.making import Maker
from bulou.law.norms import Norm, NormKind
from bulou.law.readings import STRICT, profile
from bulou.law.versions import in_force


def duties(
    facts: Mapping[str, Fact],
    events: Events,
    *,
    at: datetime,
    readings: Mapping[str, str] = STRICT,
    regime: str = "rmsv",
) -> tuple[DutyState, ...]:
    """Every duty of the regime that is in force at the aware instant `at`, in the order of the text, and how it stands then.

    `events` maps event names to their (aware) moments; what lies after `at` has not happened yet. `readings` names only what
    differs from the strict defaults. Raises ValueError for a naive `at`, BadReading, BadFact.
    """
    if at.tzinfo is None:
        raise ValueError("at must be aware")
    chosen = tuple(sorted(readings.items())) if readings else ()
    past = {name: moment for name, moment in events.items() if moment <= at}
    bound = _bound(in_force(regime, at.astimezone(CN).date()), chosen)
    # Most duties of a case wait for events that have not happened: those are not looked at further.
    return tuple(
        [each.idle if each.awaited.isdisjoint(past) else each.stands(facts, past, at) for each in bound]
    )


@lru_cache(maxsize=256)
def _bound(norms: tuple[Norm, ...], chosen: tuple[tuple[str, str], ...]) -> tuple[Bound, ...]:
    options = profile(dict(chosen))
    maker = Maker([norm for norm in norms if norm.kind is NormKind.EXCEPTION], options)
    return tuple(Bound(norm, norm.terms, maker.binding(norm), options) for norm in norms if norm.terms)
