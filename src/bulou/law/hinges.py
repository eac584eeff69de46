"""On what an answer about the performance of a duty hangs: single facts and single readings, each tried otherwise."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bulou.law.clocks import CN
from bulou.law.decide import decide
from bulou.law.facts import UNKNOWN, Fact
from bulou.law.finding import Finding
from bulou.law.norms import NormKind
from bulou.law.open_points import READINGS
from bulou.law.trials import Trial
from bulou.law.verdict import Verdict
from bulou.law.versions import in_force
from bulou.law.vocabulary import VOCABULARY, Known


@dataclass(frozen=True, slots=True)
class Hinges:
    """The performance of a duty that the `hurdles` of another regime stop, asked about again with one thing otherwise."""

    trial: Trial
    verdict: Verdict
    hurdles: tuple[Finding, ...]
    at: datetime
    readings: Mapping[str, str]

    def facts(self) -> Iterator[tuple[str, Known]]:
        """Every single fact with a value under which it passes; facts of the performance itself are not varied."""
        names = dict.fromkeys(name for each in self.hurdles for name in each.facts)
        for name in names:
            known = self.trial.facts.get(name, UNKNOWN)
            for value in () if name in self.trial.performed_as else VOCABULARY[name].domain:
                changed = {**self.trial.facts, name: known._replace(value=value)}
                if value is not known.value and self._passes(changed, self.readings):
                    yield name, value

    def choices(self) -> Iterator[tuple[str, str]]:
        """Every single reading with a value under which it passes."""
        for name in self._readings():
            chosen = self.readings.get(name, READINGS[name].default)
            for value in READINGS[name].options:
                if value != chosen and self._passes(self.trial.facts, {**self.readings, name: value}):
                    yield name, value

    def _readings(self) -> Collection[str]:
        """The readings of the hurdles and of what may lift them."""
        ids = {each.norm_id for each in self.hurdles}
        return dict.fromkeys(
            name
            for norm in in_force(self.trial.other, self.at.astimezone(CN).date())
            if norm.id in ids or (norm.kind is NormKind.EXCEPTION and not ids.isdisjoint(norm.lifts))
            for name in norm.readings
        )

    def _passes(self, facts: Mapping[str, Fact], readings: Mapping[str, str]) -> bool:
        owed = self.verdict.owed_by
        asked: dict[str, Any] = {"at": self.at, "owed": owed, "regime": self.trial.other, "trace": False}
        return decide(self.verdict.conduct, facts, readings=readings, **asked).at_worst.passes
