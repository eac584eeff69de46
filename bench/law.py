"""law.decide with its full trace beside a plain loop over the same predicates; every answer the same. CPU time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from bench.figures import Figure, in_turns, ratios
from bench.predicates import outcome, requests, stops
from bulou.law import Fact, decide

PART = "law: is this conduct lawful, all facts known, CPU time"
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


def measure(*, rounds: int, count: int) -> list[Figure]:
    """The figures of the part; `count` different questions."""
    asked = requests(count)
    built = [(conduct, {name: Fact(value) for name, value in world.items()}) for conduct, world in asked]
    same = sum(
        decide(conduct, facts, at=AT).outcome == outcome(conduct, world)
        for (conduct, facts), (_conduct, world) in zip(built, asked, strict=True)
    )
    few = built[:: max(1, count // 100)]

    def traced(questions: list) -> None:
        for conduct, facts in questions:
            verdict = decide(conduct, facts, at=AT)
            assert verdict.trace and verdict.outcome

    def fresh() -> None:
        for conduct, world in asked:
            verdict = decide(conduct, {name: Fact(value) for name, value in world.items()}, at=AT)
            assert verdict.trace

    def plain() -> None:
        for conduct, world in asked:
            stops(conduct, world)

    rates = in_turns(
        {
            "plain": partial(_rate, plain, count),
            "new": partial(_rate, partial(traced, built), count),
            "again": partial(
                _rate, partial(traced, few * (count // len(few))), len(few) * (count // len(few))
            ),
            "facts": partial(_rate, fresh, count),
        },
        rounds,
    )
    outcomes = {outcome(conduct, world) for conduct, world in asked}
    return [
        Figure(PART, "answers that are the same in both", [same / count], least=1, must=True),
        Figure(PART, "kinds of answers that occurred", [float(len(outcomes))], least=4, must=count >= 1000),
        ratios(
            PART, "decide with trace : plain loop, questions new", rates["new"], rates["plain"], least=0.2
        ),
        ratios(
            PART, "decide with trace : plain loop, asked before", rates["again"], rates["plain"], least=0.2
        ),
        ratios(PART, "the same, facts built from values each time", rates["facts"], rates["plain"]),
        Figure(PART, "decide with trace, questions new", rates["new"], "/s"),
        Figure(PART, "plain loop", rates["plain"], "/s"),
    ]


def _rate(work: Callable[[], None], count: int) -> float:
    """How many in a second of CPU, over at least 0.2 s."""
    done, start = 0, time.process_time()
    while (taken := time.process_time() - start) < 0.2:
        work()
        done += count
    return done / taken
