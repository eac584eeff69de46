"""What bears on one conduct on one day under one set of readings, ready to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from bulou.law.completion import Unit
from bulou.law.conducts import Conduct
from bulou.law.finding import Step
from bulou.law.making import Maker, granting
from bulou.law.norms import Instrument, Norm, NormKind
from bulou.law.outcomes import LADDER, RANK, Outcome
from bulou.law.panel import Joint, Panel, Pick, names_of, panels, pick
from bulou.law.readings import profile
from bulou.law.sentence import Sentence, Standing
from bulou.law.tables import Row, Table
from bulou.law.versions import epoch_of, instruments, norms_of


@dataclass(frozen=True, slots=True, eq=False)
class Docket:
    """Everything that bears on a conduct. `names` are the facts it hangs on, in the order of the text.

    `asking` holds the panels of units with what they remember and what picks their facts out of `names`; `units` the same one
    by one; `idle` traces the norms that cannot stop the conduct at all. `base` is the rank of the answer when no unit has an
    effect, `ladder` what each rank is called. `duties` are those that the conduct performs, `owed` the ids of the live ones
    among them. `ranges` and `rulings` are remembered answers (see `bulou.law.range`, `bulou.law.ruling`).
    """

    regime: str
    conduct: Conduct
    names: tuple[str, ...]
    asking: tuple[tuple[Mapping[Row, Joint], Pick, Panel], ...]
    units: tuple[tuple[Pick, Unit], ...]
    idle: tuple[Step, ...]
    grants: tuple[tuple[Norm, Table], ...]
    base: int
    ladder: tuple[Outcome, ...]
    duties: Mapping[str, Norm]
    owed: tuple[str, ...]
    as_of: date
    ranges: dict[Row, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    rulings: dict[Row, Any] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def docket(
    regime: str,
    conduct: str,
    day: date,
    as_of: date | None,
    chosen: tuple[tuple[str, str], ...],
    owed: tuple[str, ...],
) -> Docket:
    """The docket for `conduct` on `day` in Asia/Shanghai.

    `chosen` are the readings that differ from the defaults, sorted; `owed` ids of live duties, of which those count that the
    conduct performs. Raises BadReading, and ValueError for an unknown conduct.
    """
    return _docket(regime, Conduct(conduct), epoch_of(regime, day), as_of, chosen, owed)


@lru_cache(maxsize=256)  # one takes up to 0.2 MB, and anyone may ask under readings of their own
def _docket(
    regime: str,
    conduct: Conduct,
    epoch: int,
    as_of: date | None,
    chosen: tuple[tuple[str, str], ...],
    owed: tuple[str, ...],
) -> Docket:
    current = norms_of(regime, epoch, as_of)
    norms = [norm for norm in current if conduct in norm.conducts]
    maker = Maker(norms, profile(dict(chosen)))
    units = [maker.unit(norm) for norm in norms if norm.kind is NormKind.PROVISION]
    silent = [maker.silence(*each) for each in _silent(regime, conduct, current, as_of)]
    grants = tuple((norm, maker.table(norm)) for norm in norms if norm.kind is NormKind.GRANT)
    duties = {norm.id: norm for norm in norms if norm.kind is NormKind.DUTY}
    owed = tuple(id for id in owed if id in duties)
    if not owed:  # a live duty permits its own performance, whatever is not yet encoded (DECISIONS 2)
        units += silent
        units += [granting(grants)] if grants else []
    idle = [unit for unit in units if not unit.names and unit.answer(()).high == 0]
    units = [unit for unit in units if unit not in idle]
    names = names_of(units)
    speaking = [norm for norm in norms if norm.kind not in (NormKind.EXCEPTION, NormKind.DEFINITION)]
    return Docket(
        regime, conduct, names, tuple((panel.known, pick(names, panel.names), panel) for panel in panels(units)),
        tuple((pick(names, unit.names), unit) for unit in units),
        tuple(unit.answer(()).step for unit in idle), grants,
        _base(bool(speaking or silent), bool(owed or grants)), (Outcome.OWED, *LADDER[1:]) if owed else LADDER, duties, owed,
        as_of or max((norm.released for norm in current), default=date.min),
    )  # fmt: skip


def _base(governed: bool, favoured: bool) -> int:
    """The rank to start from: where nothing in force speaks of the conduct, its silence is no permission (DECISIONS 2)."""
    if not governed:
        return RANK[Outcome.NOT_MODELLED]
    return 0 if favoured else RANK[Outcome.NOT_PROHIBITED]


def _silent(
    regime: str, conduct: Conduct, current: Sequence[Norm], as_of: date | None
) -> list[tuple[Instrument, Sentence]]:
    """The sentences that would decide the conduct and are not, or by `as_of` were not yet encoded, of what is in force."""
    living = {norm.citation.instrument for norm in current}
    return [
        (instrument, sentence)
        for instrument in instruments(regime)
        if instrument.name.en in living
        for sentence in instrument.sentences
        if (sentence.standing is Standing.NOT_YET and conduct in sentence.governs)
        or (as_of and conduct in _encoded_since(instrument, sentence, as_of))
    ]


def _encoded_since(instrument: Instrument, sentence: Sentence, as_of: date) -> frozenset[Conduct]:
    """The conducts that a sentence of which nothing was encoded by `as_of` governs by what has been since."""
    norms = [norm for norm in instrument.norms if norm.id in sentence.norms]
    if not norms or any(norm.released <= as_of for norm in norms):
        return frozenset()
    return frozenset[Conduct]().union(*(norm.conducts for norm in norms))
