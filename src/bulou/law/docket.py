"""What bears on one conduct on one day under one set of readings, ready to be asked."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from bulou.law.completion import Table, Unit
from bulou.law.conducts import Conduct
from bulou.law.making import Maker, granting
from bulou.law.norms import Instrument, Norm, NormKind
from bulou.law.outcomes import RANK, Outcome
from bulou.law.readings import profile
from bulou.law.regimes import REGIMES
from bulou.law.sentence import Sentence, Standing


@dataclass(frozen=True, slots=True, eq=False)
class Docket:
    """Everything that bears on a conduct. `names` are the facts it hangs on; `units` with a picker of their values.

    `base` is the rank of the answer when no unit has an effect; `governed` is false when nothing in force speaks of the
    conduct; `duties` are the ids of the duties that the conduct performs.
    """

    regime: str
    conduct: Conduct
    names: tuple[str, ...]
    units: tuple[Unit, ...]
    picks: tuple[Any, ...]
    grants: tuple[tuple[Norm, Table], ...]
    base: int
    governed: bool
    duties: Mapping[str, Norm]
    owed: bool
    as_of: date


def in_force(regime: str, day: date, as_of: date | None = None) -> tuple[Norm, ...]:
    """The norms in force on `day` in Asia/Shanghai, each in the version that was released last, by `as_of` where given."""
    return _in_force(regime, bisect_right(_turns(regime), day), as_of)


@lru_cache(maxsize=256)
def _in_force(regime: str, epoch: int, as_of: date | None) -> tuple[Norm, ...]:
    turns = _turns(regime)
    if not epoch:
        return ()
    day, last = turns[epoch - 1], {}
    for norm in sorted(_norms(regime), key=lambda norm: norm.released):
        if norm.in_force <= day and (norm.until is None or day < norm.until) and (as_of is None or norm.released <= as_of):
            last[norm.id] = norm
    return tuple(norm for norm in _norms(regime) if last.get(norm.id) is norm)


@cache
def _turns(regime: str) -> tuple[date, ...]:
    """The days on which the law changes."""
    return tuple(sorted({day for norm in _norms(regime) for day in (norm.in_force, norm.until) if day}))


def _norms(regime: str) -> Sequence[Norm]:
    return [norm for instrument in _instruments(regime) for norm in instrument.norms]


def _instruments(regime: str) -> Sequence[Instrument]:
    return REGIMES[regime].instruments if regime in REGIMES else ()


def docket(regime: str, conduct: Conduct, day: date, as_of: date | None, chosen: Mapping[str, str], owed: bool) -> Docket:
    """The docket for `conduct` on `day`; `owed` when a live duty demands it. Raises BadReading for unknown readings."""
    readings = tuple(sorted(chosen.items())) if chosen else ()
    return _docket(regime, conduct, bisect_right(_turns(regime), day), as_of, readings, owed)


@lru_cache(maxsize=2048)
def _docket(regime: str, conduct: Conduct, epoch: int, as_of: date | None, chosen: tuple[tuple[str, str], ...], owed: bool) -> Docket:
    current = _in_force(regime, epoch, as_of)
    norms = [norm for norm in current if conduct in norm.conducts]
    maker = Maker(norms, profile(dict(chosen)))
    units = [maker.unit(norm) for norm in norms if norm.kind is NormKind.PROVISION]
    silent = [maker.silence(*each) for each in _silent(regime, conduct, current)]
    grants = tuple((norm, maker.table(norm)) for norm in norms if norm.kind is NormKind.GRANT)
    if not owed:  # a live duty permits its own performance, whatever is not yet encoded (DECISIONS 2)
        units += silent
        units += [granting(grants)] if grants else []
    names = tuple(dict.fromkeys(name for unit in units for name in unit.names))
    speaking = [norm for norm in norms if norm.kind not in (NormKind.EXCEPTION, NormKind.DEFINITION)]
    return Docket(
        regime, conduct, names, tuple(units), tuple(_pick(names, unit) for unit in units), grants,
        0 if owed or grants else RANK[Outcome.NOT_PROHIBITED], bool(speaking or silent),
        {norm.id: norm for norm in norms if norm.kind is NormKind.DUTY}, owed,
        as_of or max((norm.released for norm in current), default=date.min),
    )  # fmt: skip


def _silent(regime: str, conduct: Conduct, current: Sequence[Norm]) -> list[tuple[Instrument, Sentence]]:
    """The sentences that would decide the conduct and are not yet encoded, of the instruments that are in force."""
    living = {norm.citation.instrument for norm in current}
    return [
        (instrument, sentence)
        for instrument in _instruments(regime)
        if instrument.name.en in living
        for sentence in instrument.sentences
        if sentence.standing is Standing.NOT_YET and conduct in sentence.governs
    ]


def _pick(names: Sequence[str], unit: Unit) -> Any:
    """Takes the values of the unit's names, always as a tuple."""
    places = [names.index(name) for name in unit.names]
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
