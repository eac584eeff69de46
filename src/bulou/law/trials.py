"""Every live duty of one regime tried as an act under another. The answers stand side by side and are never merged."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from bulou.law.bound import Events
from bulou.law.clocks import CN
from bulou.law.conducts import Conduct
from bulou.law.decide import decide
from bulou.law.duties import duties
from bulou.law.duty import DutyState
from bulou.law.fact_errors import Bilingual, meant, nearest, short
from bulou.law.facts import Fact, FactKind
from bulou.law.outcomes import Outcome
from bulou.law.pointed import pointed
from bulou.law.readings import STRICT
from bulou.law.regimes import REGIMES
from bulou.law.terms import Terms
from bulou.law.text import Text
from bulou.law.verdict import Verdict
from bulou.law.versions import epoch_of, norms_of


class UnknownRegime(Bilingual):
    """No regime has this name. `name` is what was given, `nearest` the likeliest known name or None."""

    def __init__(self, name: str) -> None:
        self.name, self.nearest = name, nearest(name, REGIMES)
        hint, told, listed = meant(self.nearest), short(name), ", ".join(REGIMES)
        if self.nearest is None:
            hint = Text(f"；可用：{listed}。", f"; it is one of {listed}.")
        super().__init__(Text(f"没有规范体系 {told}{hint.zh}", f"There is no regime {told}{hint.en}"))


@dataclass(frozen=True, slots=True)
class Trial:
    """A live `duty` of `regime` and what the regime `other` answers to its performance.

    `conduct` is what the other judges it as, None where the law is not asked about it; `verdict` then is None too. `facts` are
    those given, with those of the performance itself, `performed_as`, in their place. `beside` are the live duties of the
    other that the same conduct performs, `breaks` the live duties of the other to keep something that performing it would break.
    """

    duty: DutyState
    regime: str
    other: str
    conduct: Conduct | None
    verdict: Verdict | None
    facts: Mapping[str, Fact]
    performed_as: Mapping[str, Fact]
    beside: tuple[DutyState, ...]
    breaks: tuple[DutyState, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing that is encoded of the other regime speaks of it, which is no permission."""
        verdict = self.verdict
        return verdict is None or (verdict.outcome is Outcome.NOT_MODELLED and not verdict.unmodelled)

    @property
    def clashes(self) -> bool:
        """Whether the other regime does not simply let it pass, or may not, or something kept would be broken."""
        stopped = not (self.silent or (self.verdict is not None and self.verdict.at_worst.passes))
        return stopped or bool(self.breaks)


def trials(
    facts: Mapping[str, Fact],
    events: Events,
    *,
    at: datetime,
    regimes: Collection[str],
    readings: Mapping[str, str] = STRICT,
) -> Iterator[Trial]:
    """Every live duty of each of the `regimes`, in the order of their names, tried under every other.

    Other arguments and errors as for `bulou.law.duties`; besides, raises UnknownRegime.
    """
    names = sorted(set(regimes))
    if unknown := [name for name in names if name not in REGIMES]:
        raise UnknownRegime(unknown[0])
    asked: dict[str, Any] = {"at": at, "readings": readings}
    live = {
        name: [each for each in duties(facts, events, regime=name, **asked) if each.live] for name in names
    }
    for name in names:
        terms = _terms(name, at)
        for duty in live[name]:
            for other in names:
                if other != name:
                    yield from _tried(duty, terms[duty.duty_id], name, other, facts, live[other], asked)


def terms_of(regime: str, duty_id: str, at: datetime) -> Terms:
    """The terms of a duty that is in force at the aware instant `at`. Raises KeyError."""
    return _terms(regime, at)[duty_id]


def _tried(
    duty: DutyState,
    terms: Terms,
    regime: str,
    other: str,
    facts: Mapping[str, Fact],
    live: Collection[DutyState],
    asked: Mapping[str, Any],
) -> Iterator[Trial]:
    """The duty under one other regime, once for each conduct that it bids."""
    at = asked["at"]
    source = f"{duty.duty_id}, as it is performed"
    performance = {name: Fact(value, FactKind.DERIVED, source) for name, value in terms.performed_as.items()}
    world = {**facts, **performance}
    breaks = tuple(each for each in live if terms_of(other, each.duty_id, at).broken_by in terms.done_by)
    bid = [each for each in Conduct if each in terms.conducts]
    if not bid and breaks:
        yield Trial(duty, regime, other, None, None, world, performance, (), breaks)
    for conduct in bid:
        beside = tuple(each for each in live if conduct in terms_of(other, each.duty_id, at).conducts)
        judged = judged_as(conduct, regime, other)
        owed = tuple(each.duty_id for each in beside) if conduct is not Conduct.NOTIFY_AUTHORITY else ()
        known = pointed(judged, world, regime=other, **asked)
        verdict = decide(judged, known, owed=owed, regime=other, **asked)
        yield Trial(duty, regime, other, judged, verdict, known, performance, beside, breaks)


def judged_as(conduct: Conduct, regime: str, other: str) -> Conduct:
    """What the `other` regime judges a conduct as that `regime` bids.

    To notify an authority is said of one's own authorities. To a regime with its seat elsewhere it is information provided
    to a given recipient.
    """
    abroad = REGIMES[regime].seat != REGIMES[other].seat
    return Conduct.SHARE if abroad and conduct is Conduct.NOTIFY_AUTHORITY else conduct


def _terms(regime: str, at: datetime) -> Mapping[str, Terms]:
    return _terms_in(regime, epoch_of(regime, at.astimezone(CN).date()))


@lru_cache(maxsize=256)
def _terms_in(regime: str, epoch: int) -> Mapping[str, Terms]:
    return {norm.id: norm.terms for norm in norms_of(regime, epoch, None) if norm.terms}
