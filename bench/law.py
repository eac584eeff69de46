"""law.decide with its full trace beside a plain loop and two rule engines on the same questions; every answer the same.

CPU time. For the engines the values come as a dict and leave as an answer with its reasons, on every side.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from random import Random

from bench.engines import Answer, cedar, zen
from bench.figures import Figure, in_turns, ratios
from bench.predicates import World, outcome, requests, stops
from bulou.law import Fact, decide

PART = "law: is this conduct lawful, all facts known, CPU time"
_MOST_FOR_ENGINES = 500
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
    engines = {"zen-engine with trace": zen(trace=True), "cedarpy": cedar()}
    agree = {name: _agreeing(answer, asked) for name, answer in engines.items()}

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

    def put_to(answer: Answer) -> None:
        for conduct, world in asked[:_MOST_FOR_ENGINES]:
            answer(conduct, world)

    rates = in_turns(
        {
            "plain": partial(_rate, plain, count),
            "new": partial(_rate, partial(traced, built), count),
            "again": partial(
                _rate, partial(traced, few * (count // len(few))), len(few) * (count // len(few))
            ),
            "facts": partial(_rate, fresh, count),
            "unknown": partial(_rate, partial(traced, open_questions(built)), count),
            **{
                name: partial(_rate, partial(put_to, answer), min(count, _MOST_FOR_ENGINES))
                for name, answer in engines.items()
            },
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
        *[
            Figure(PART, f"answers of {name} that are ours", [share], least=1, must=True)
            for name, share in agree.items()
        ],
        ratios(
            PART,
            "a dict in, a traced answer out : zen-engine",
            rates["facts"],
            rates["zen-engine with trace"],
            least=1.5,
        ),
        ratios(PART, "a dict in, a traced answer out : cedarpy", rates["facts"], rates["cedarpy"], least=5),
        Figure(PART, "facts ready, full trace", rates["again"], "/s", least=100_000),
        Figure(
            PART, "facts ready, full trace, 3 facts that matter unknown", rates["unknown"], "/s", least=20_000
        ),
        Figure(PART, "decide with trace, questions new", rates["new"], "/s"),
        Figure(PART, "plain loop", rates["plain"], "/s"),
    ]


def open_questions(asked: list) -> list:
    """The same questions without three of the facts that bear on the conduct."""
    draw = Random(3)
    found = []
    for conduct, facts in asked:
        bearing = [name for name in decide(conduct, {}, at=AT).asks if name in facts]
        gone = set(draw.sample(bearing, min(3, len(bearing))))
        found.append((conduct, {name: fact for name, fact in facts.items() if name not in gone}))
    return found


def _agreeing(answer: Answer, asked: list[tuple[str, World]]) -> float:
    same = [answer(*each) == {id for id, _effect in stops(*each)} for each in asked]
    return sum(same) / len(same)


def _rate(work: Callable[[], None], count: int) -> float:
    """How many in a second of CPU, over at least 0.2 s."""
    done, start = 0, time.process_time()
    while (taken := time.process_time() - start) < 0.2:
        work()
        done += count
    return done / taken
