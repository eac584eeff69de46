"""law.decide with its full trace beside a plain loop and two rule engines on the same questions; every answer the same.

CPU time. For the engines the values come as a dict and leave as an answer with its reasons, on every side.
"""

import time
from collections.abc import Callable, Mapping
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
    engines = {"zen-engine with trace": zen(trace=True), "cedarpy": cedar()}
    agreeing = [
        Figure(PART, f"answers of {name} that are ours", [_agreeing(answer, asked)], least=1, must=True)
        for name, answer in engines.items()
    ]
    rates = in_turns(_ours(asked, built) | _theirs(asked, engines), rounds)
    return [
        *_answers(asked, built),
        *_beside_the_loop(rates),
        *agreeing,
        *_beside_engines(rates),
        *_alone(rates),
    ]


def _ours(asked: list[tuple[str, World]], built: list) -> dict[str, Callable[[], float]]:
    """The plain loop, and the law with questions that are new, asked before, built anew, and partly open."""
    few = built[:: max(1, len(built) // 100)]
    again = few * (len(built) // len(few))

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

    return {
        "plain": partial(_rate, plain, len(asked)),
        "new": partial(_rate, partial(traced, built), len(built)),
        "again": partial(_rate, partial(traced, again), len(again)),
        "facts": partial(_rate, fresh, len(asked)),
        "unknown": partial(_rate, partial(traced, open_questions(built)), len(built)),
    }


def _theirs(asked: list[tuple[str, World]], engines: Mapping[str, Answer]) -> dict[str, Callable[[], float]]:
    some = asked[:_MOST_FOR_ENGINES]

    def put_to(answer: Answer) -> None:
        for conduct, world in some:
            answer(conduct, world)

    return {name: partial(_rate, partial(put_to, answer), len(some)) for name, answer in engines.items()}


def _answers(asked: list[tuple[str, World]], built: list) -> list[Figure]:
    wanted = [outcome(conduct, world) for conduct, world in asked]
    same = sum(
        decide(conduct, facts, at=AT).outcome == answer
        for (conduct, facts), answer in zip(built, wanted, strict=True)
    )
    kinds = float(len(set(wanted)))
    return [
        Figure(PART, "answers that are the same in both", [same / len(asked)], least=1, must=True),
        Figure(PART, "kinds of answers that occurred", [kinds], least=4, must=len(asked) >= 1000),
    ]


def _beside_the_loop(rates: Mapping[str, list[float]]) -> list[Figure]:
    what = "decide with trace : plain loop"
    return [
        ratios(PART, f"{what}, questions new", rates["new"], rates["plain"], least=0.2),
        ratios(PART, f"{what}, asked before", rates["again"], rates["plain"], least=0.2),
        ratios(PART, "the same, facts built from values each time", rates["facts"], rates["plain"]),
    ]


def _beside_engines(rates: Mapping[str, list[float]]) -> list[Figure]:
    what, zens = "a dict in, a traced answer out", rates["zen-engine with trace"]
    return [
        ratios(PART, f"{what} : zen-engine", rates["facts"], zens, least=1.5),
        ratios(PART, f"{what} : cedarpy", rates["facts"], rates["cedarpy"], least=5),
    ]


def _alone(rates: Mapping[str, list[float]]) -> list[Figure]:
    traced = "facts ready, full trace"
    return [
        Figure(PART, traced, rates["again"], "/s", least=100_000),
        Figure(PART, f"{traced}, 3 facts that matter unknown", rates["unknown"], "/s", least=20_000),
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
