"""Where the duty of one regime runs into another. The engine shows both and never chooses; a lawyer decides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bulou.law.bound import Events
from bulou.law.clash_form import written
from bulou.law.conducts import Conduct
from bulou.law.conflict import Conflict
from bulou.law.conflicts import CONFLICTS
from bulou.law.duty import DutyState
from bulou.law.facts import Fact
from bulou.law.finding import Finding
from bulou.law.hinges import Hinges
from bulou.law.outcomes import Outcome
from bulou.law.readings import STRICT
from bulou.law.trials import Trial, UnknownRegime, trials
from bulou.law.vocabulary import Known

__all__ = ["Clash", "UnknownRegime", "clashes"]


@dataclass(frozen=True, slots=True)
class Clash:
    """A live duty of one regime whose performance another regime does not simply let pass, or may not.

    `trial` says which duty of which regime was tried as what under which other, and holds the other's verdict. `hurdles` are
    the findings that stop it or may, strictest first. `passes_if` names every single fact with a value, and `passes_reading`
    every single reading with a value, under which the other regime lets it pass; facts of the performance itself are
    not varied. `conflicts` are the known conflicts that it is a case of, with their options.
    """

    trial: Trial
    hurdles: tuple[Finding, ...]
    passes_if: tuple[tuple[str, Known], ...]
    passes_reading: tuple[tuple[str, str], ...]
    conflicts: tuple[Conflict, ...]

    @property
    def duty(self) -> DutyState:
        """What one regime demands."""
        return self.trial.duty

    @property
    def outcome(self) -> Outcome | None:
        """What the other regime answers; None where only something kept would be broken."""
        return None if self.trial.verdict is None else self.trial.verdict.outcome

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The facts on which the hurdles hang."""
        return tuple(dict.fromkeys(name for each in self.hurdles for name in each.facts))

    @property
    def advice_before(self) -> datetime | None:
        """The strictest due time of the duty: advice is taken before it. None means at once, for the duty has no number."""
        if self.duty.maintenance:
            return None
        return min((each.due_at for each in self.duty.readings), default=None)

    @property
    def certain(self) -> bool:
        """Whether no fact still unknown can make the other regime let it pass."""
        verdict = self.trial.verdict
        return bool(self.trial.breaks) or (verdict is not None and not verdict.at_best.passes)

    def urgency(self, at: datetime) -> tuple[bool, bool, datetime, str, str]:
        """What clashes are ordered by: the certain before the possible, the dated before the undated, the earlier first."""
        before = self.advice_before
        return not self.certain, before is None, before or at, self.duty.duty_id, self.trial.other

    def to_json(self) -> dict[str, Any]:
        """Everything above as plain values."""
        return written(self)


def clashes(
    facts: Mapping[str, Fact],
    events: Events,
    *,
    at: datetime,
    regimes: Collection[str],
    readings: Mapping[str, str] = STRICT,
) -> tuple[Clash, ...]:
    """Every clash among the `regimes` at the aware instant `at`: the certain ones first, of these the most urgent.

    Each live duty of each regime is tried as an act under every other; the order in which they are named does not matter.
    Where nothing that is encoded of a regime speaks of the act there is no clash and no permission either: see `trials`.
    Raises UnknownRegime, ValueError for a naive `at`, BadReading, BadFact.
    """
    tried = trials(facts, events, at=at, regimes=regimes, readings=readings)
    found = [_clash(each, at, readings) for each in tried if each.clashes]
    return tuple(sorted(found, key=lambda each: each.urgency(at)))


def _clash(trial: Trial, at: datetime, readings: Mapping[str, str]) -> Clash:
    if trial.verdict is None:
        return Clash(trial, (), (), (), ())
    hurdles = tuple(each for each in trial.verdict.findings if not each.outcome.passes)
    met = tuple(each for each in CONFLICTS if _arises(each, trial, hurdles))
    hinges = Hinges(trial, trial.verdict, hurdles, at, readings)
    return Clash(trial, hurdles, tuple(hinges.facts()), tuple(hinges.choices()), met)


def _arises(conflict: Conflict, trial: Trial, hurdles: Collection[Finding]) -> bool:
    reports = Conduct.NOTIFY_AUTHORITY
    return conflict.arises(
        trial.conduct,
        {each.norm_id for each in hurdles},
        to_authority=trial.duty.conduct is reports,
        two_clocks=trial.duty.conduct is reports and any(each.conduct is reports for each in trial.beside),
    )
