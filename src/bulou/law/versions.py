"""Which norms are in force on a day, each in which released version."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from bulou.law.norms import Instrument, Norm
from bulou.law.regimes import REGIMES


def in_force(regime: str, day: date, as_of: date | None = None) -> tuple[Norm, ...]:
    """The norms in force on `day` in Asia/Shanghai, each in the version released last, by the end of `as_of` where given."""
    return norms_of(regime, epoch_of(regime, day), as_of)


def epoch_of(regime: str, day: date) -> int:
    """The number of the span of days, in which the law does not change, that holds `day`; 0 before there was any."""
    return bisect_right(_turns(regime), day)


@lru_cache(maxsize=256)
def norms_of(regime: str, epoch: int, as_of: date | None) -> tuple[Norm, ...]:
    """The norms of an epoch, in the order of the text."""
    if not epoch:
        return ()
    day = _turns(regime)[epoch - 1]
    latest: dict[str, Norm] = {}
    for norm in sorted(_norms(regime), key=lambda norm: norm.released):
        if norm.holds_on(day) and (as_of is None or norm.released <= as_of):
            latest[norm.id] = norm
    return tuple(norm for norm in _norms(regime) if latest.get(norm.id) is norm)


def instruments(regime: str) -> Sequence[Instrument]:
    """The instruments of the regime; none, if it is unknown."""
    return REGIMES[regime].instruments if regime in REGIMES else ()


@cache
def _turns(regime: str) -> tuple[date, ...]:
    """The days on which the law changes."""
    return tuple(sorted({day for norm in _norms(regime) for day in (norm.in_force, norm.until) if day}))


def _norms(regime: str) -> list[Norm]:
    return [norm for instrument in instruments(regime) for norm in instrument.norms]
