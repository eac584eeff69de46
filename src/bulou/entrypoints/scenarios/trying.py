"""Asking the law what a scenario asks, and saying in words where the answer is another one than expected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bulou import law
from bulou.entrypoints.scenarios.nodes import Fault
from bulou.entrypoints.scenarios.reading import BadFile
from bulou.entrypoints.scenarios.scenario import BEIJING, Owing, Question, Scenario, Scenarios
from bulou.entrypoints.scenarios.words import ASPECTS, said
from bulou.law.text import Text

LARGEST = 64 * 1024  # bytes of a file that strangers may have tried
MOST = 200  # scenarios in it
MOST_PROFILES = 24  # sets of readings: each makes dockets of its own, which are remembered


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise: what it is about, what was written, what the law answers."""

    what: Text
    expected: Text
    found: Text


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario with what came of it; it passes when nothing differs."""

    scenario: Scenario
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def few(scenarios: Scenarios) -> tuple[Scenario, ...]:
    """The scenarios of a stranger, if they do not take too many sets of readings. Raises BadFile."""
    profiles: set[tuple[tuple[str, str], ...]] = set()
    for each in scenarios.every:
        profiles.add(tuple(sorted(each.readings.items())))
        if len(profiles) > MOST_PROFILES:
            text = Text(
                f"不同的读法组合多于 {MOST_PROFILES} 种，请分成几份。",
                f"There are more than {MOST_PROFILES} different sets of readings. Split the file.",
            )
            raise BadFile([Fault(each.line, text)])
    return scenarios.every


def try_all(scenarios: Iterable[Scenario]) -> list[Tried]:
    """Each scenario asked, in order."""
    return [Tried(each, tuple(_differences(each))) for each in scenarios]


def verdict_of(question: Question) -> law.Verdict:
    """What the law answers to the question."""
    return law.decide(
        question.act, question.facts, at=question.at, readings=question.readings, owed=question.owed,
        regime=question.regime,
    )  # fmt: skip


def _differences(scenario: Scenario) -> Iterator[Difference]:
    if isinstance(scenario, Question):
        yield from _of_question(scenario)
    elif isinstance(scenario, Owing):
        yield from _of_duties(scenario)


def _of_question(question: Question) -> Iterator[Difference]:
    verdict = verdict_of(question)
    found = {
        "answer": str(verdict.outcome),
        "under": sorted({each.norm_id for each in verdict.findings if each.outcome is verdict.outcome}),
        "asks": sorted(verdict.asks),
        "needs": sorted({name for effect in verdict.needs for name in effect.need.split()}),
    }
    written = {
        "answer": question.answer,
        "under": question.under,
        "asks": question.asks,
        "needs": question.needs,
    }
    for name, expected in written.items():
        if expected is None:
            continue
        plain = expected if isinstance(expected, str) else sorted(set(expected))
        if plain != found[name]:
            yield Difference(ASPECTS[name], said(plain), said(found[name]))


def _of_duties(owing: Owing) -> Iterator[Difference]:
    states = law.duties(owing.facts, owing.events, at=owing.at, readings=owing.readings, regime=owing.regime)
    by_id = {state.duty_id: state for state in states}
    for duty_id, expected in owing.expect.items():
        state = by_id.get(duty_id)
        if state is None:
            yield Difference(
                Text(duty_id, duty_id),
                said(expected.get("standing")),
                Text("当时尚未施行", "not in force then"),
            )
            continue
        found = _told(state)
        for name, value in expected.items():
            plain = sorted(value) if isinstance(value, list) else value
            if plain != found[name]:
                what = ASPECTS[name]
                yield Difference(
                    Text(f"{duty_id} {what.zh}", f"{duty_id}, {what.en}"), said(plain), said(found[name])
                )


def _told(state: law.DutyState) -> dict[str, object]:
    """The duty in the words of a scenario; moments to the minute in Beijing."""
    return {
        "standing": str(state.standing),
        "due": _beijing(state.due_at),
        "done": _beijing(state.done_at),
        "readings": {each.name: _beijing(each.due_at) for each in state.readings},
        "provisional": sorted(each.name for each in state.readings if each.provisional),
        "conduct": state.conduct and str(state.conduct),
        "hinges_on": sorted(state.hinges_on),
    }


def _beijing(moment: datetime | None) -> str | None:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if moment else None
