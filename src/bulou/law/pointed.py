"""Where one body of law takes what another answers for a fact: that answer, put among the facts."""

from collections.abc import Mapping
from datetime import datetime

from bulou.law.conducts import Conduct
from bulou.law.facts import UNKNOWN, Fact
from bulou.law.readings import STRICT
from bulou.law.regimes import REGIMES


def pointed(
    conduct: Conduct | str,
    facts: Mapping[str, Fact],
    *,
    at: datetime,
    readings: Mapping[str, str] = STRICT,
    regime: str = "rmsv",
) -> Mapping[str, Fact]:
    """`facts`, with those that the regime takes from another's answer to the same conduct, each with that answer as its source.

    What somebody has stated stays as it is. `decide` itself adds nothing, so that what was sealed is answered again from what was
    sealed. An unknown regime points nowhere. Errors as for `decide`.
    """
    points = REGIMES[regime].points if regime in REGIMES else {}
    derived = {
        name: answer(Conduct(conduct), facts, at=at, readings=readings)
        for name, answer in points.items()
        if facts.get(name, UNKNOWN).value is None
    }
    return {**facts, **derived} if derived else facts
