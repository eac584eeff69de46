"""What carries a sentence in our encoding: functions with their source and releases, readings that bear on it, scenarios."""

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from bulou.entrypoints.editions import Line
from bulou.entrypoints.scenarios.scenario import Question, Scenario
from bulou.entrypoints.scenarios.shipped import naming
from bulou.entrypoints.scenarios.words import said
from bulou.law import READINGS, Conduct, Reading
from bulou.law.norms import Norm
from bulou.law.replay.lock import norm_hash
from bulou.law.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One norm with its function as text; `earlier` are its earlier releases, newest first."""

    norm: Norm
    source: str
    file: str
    digest: str
    earlier: tuple["Rule", ...] = ()

    @property
    def conducts(self) -> list[Conduct]:
        """The conducts it is asked about, unless that is simply all of them."""
        return [] if len(self.norm.conducts) == len(Conduct) else sorted(self.norm.conducts)


@dataclass(frozen=True, slots=True)
class Shown:
    """A scenario with the address where it can be changed; `expected` maps duties to their standings, for one about duties."""

    scenario: Scenario
    url: str
    expected: tuple[tuple[str, Text], ...] = ()

    @property
    def conduct(self) -> Conduct | None:
        return Conduct(self.question.act) if self.question else None

    @property
    def question(self) -> Question | None:
        return self.scenario if isinstance(self.scenario, Question) else None


def rules_of(line: Line) -> list[Rule]:
    """The norms that encode the sentence, each as released last."""
    found = []
    for id in line.sentence.norms:
        releases = [norm for norm in line.instrument.norms if norm.id == id]
        releases.sort(key=lambda norm: norm.released, reverse=True)
        if releases:
            newest, *earlier = releases
            found.append(_rule(newest, tuple(_rule(each) for each in earlier)))
    return found


@lru_cache(maxsize=1024)
def _rule(norm: Norm, earlier: tuple[Rule, ...] = ()) -> Rule:
    module = norm.function.__module__
    try:
        source = inspect.getsource(norm.function).rstrip()
        digest = norm_hash(norm)
    except OSError:  # a package without its sources
        source, digest = "", ""
    return Rule(norm, source, f"{module.replace('.', '/')}.py", digest, earlier)


def readings_on(line: Line) -> list[Reading]:
    """The open points that bear on the sentence or on one of its norms."""
    ids = {line.id, *line.sentence.norms}
    named = {name for norm in line.instrument.norms if norm.id in ids for name in norm.readings}
    return [each for each in READINGS.values() if each.name in named or _bears(each, ids)]


def _bears(reading: Reading, ids: Iterable[str]) -> bool:
    return any(place in ids for place in reading.bears_on)


def scenarios_on(line: Line, regime: str) -> list[Shown]:
    """The scenarios beside the edition that name the sentence."""
    edition = line.zh.edition
    found = []
    for place, scenario in naming(regime, edition, line.id):
        expect = getattr(scenario, "expect", {})
        expected = tuple((id, said(each["standing"])) for id, each in expect.items() if "standing" in each)
        query = urlencode({"scenario": f"{edition}/{place}"})
        found.append(
            Shown(scenario, f"/law/what-if?{query}" if isinstance(scenario, Question) else "", expected)
        )
    return found
