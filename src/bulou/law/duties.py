"""What is owed, to whom, by when: computed from the events each time, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from bulou.law.clocks import CN, ClockReading
from bulou.law.completion import Row, Table
from bulou.law.conducts import Conduct
from bulou.law.docket import in_force
from bulou.law.facts import BadFact, Fact, admits
from bulou.law.making import Maker
from bulou.law.norms import Norm, NormKind
from bulou.law.readings import STRICT, profile
from bulou.law.terms import Terms
from bulou.law.text import Citation, Text
from bulou.law.vocabulary import VOCABULARY


class DutyStanding(StrEnum):
    """How a duty stands at a moment."""

    NOT_ARISEN = "not_arisen"
    OPEN = "open"
    OVERDUE = "overdue"  # and still owed
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"  # was running when it turned out not to bind
    EXCUSED = "excused"
    KEPT_SO_FAR = "kept_so_far"
    BROKEN = "broken"


LIVE = frozenset({DutyStanding.OPEN, DutyStanding.OVERDUE, DutyStanding.SUSPENDED, DutyStanding.KEPT_SO_FAR})


@dataclass(frozen=True, slots=True)
class DutyState:
    """How one duty stands. `conduct` performs it (None: no conduct the law is asked about).

    `started_at` is None before its event. `due_at` is the end under the reading relied on, the strictest by default; None means
    at once or in good time, without a number. `readings` are all arguable ends, strictest first; for the log, the one from
    which it may be released. `hinges_on` names unknown facts on which it hangs whether the duty binds; until they are known
    it counts as open.
    """

    duty_id: str
    title: Text
    citation: Citation
    conduct: Conduct | None
    addressee: Text
    standing: DutyStanding
    started_at: datetime | None
    due_at: datetime | None
    readings: tuple[ClockReading, ...]
    done_at: datetime | None
    hinges_on: tuple[str, ...]
    maintenance: bool

    @property
    def live(self) -> bool:
        """Whether something is still owed."""
        return self.standing in LIVE

    @property
    def state(self) -> DutyStanding:
        """The standing by its other name."""
        return self.standing


def duties(
    facts: Mapping[str, Fact],
    events: Mapping[str, datetime],
    *,
    at: datetime,
    readings: Mapping[str, str] = STRICT,
    regime: str = "rmsv",
) -> tuple[DutyState, ...]:
    """Every duty of the regime in force at the aware instant `at`, in the order of the text, and how it stands then.

    `events` maps event names to their first (aware) moments; what lies after `at` has not happened yet. Starts never move: an
    event counts from its first moment (DECISIONS 8).
    """
    if at.tzinfo is None:
        raise ValueError("at must be aware")
    chosen = tuple(sorted(readings.items())) if readings else ()
    past = {name: moment for name, moment in events.items() if moment <= at}
    bound = _bound(in_force(regime, at.astimezone(CN).date()), chosen)
    return tuple([each.state(facts, past, at) for each in bound])


class _Bound:
    """One duty under one profile of readings."""

    def __init__(self, norm: Norm, arising: Table, options: Mapping[str, str]) -> None:
        terms: Terms = norm.terms
        self.norm, self.terms, self.arising = norm, terms, arising
        self.starts = terms.start_by[1][options[terms.start_by[0]]] if terms.start_by else terms.starts
        self.relied_on = options.get(terms.clock_by, "")
        self.asked: dict[Row, tuple[bool, tuple[str, ...]]] = {}

    def state(self, facts: Mapping[str, Fact], past: Mapping[str, datetime], at: datetime) -> DutyState:
        """How the duty stands when `past` has happened."""
        get = facts.get
        row = tuple([None if (fact := get(name)) is None else fact.value for name in self.arising.names])
        arises, hinges_on = self.asked.get(row) or self._ask(row)
        started_at = _earliest(past, self.starts)
        if started_at is None or started_at.astimezone(CN).date() < self.norm.in_force:
            return self._stands(DutyStanding.NOT_ARISEN)
        if not arises:
            done_at = self._done(past, started_at)
            if done_at is not None and not self.terms.maintenance:
                return self._stands(DutyStanding.LAPSED, started_at, done_at=done_at)
            ran = any(
                fact.recorded_at is not None and fact.recorded_at > started_at
                for name in self.arising.names
                if (fact := get(name)) is not None
            )
            return self._stands(DutyStanding.LAPSED if ran else DutyStanding.NOT_ARISEN, started_at if ran else None)
        if self.terms.maintenance:
            return self._kept(past, at, started_at, hinges_on)
        return self._performed(past, at, started_at, hinges_on)

    def _performed(
        self, past: Mapping[str, datetime], at: datetime, started_at: datetime, hinges_on: tuple[str, ...]
    ) -> DutyState:
        readings = self.terms.clock(started_at) if self.terms.clock else ()
        due_at = next((each.due_at for each in readings if each.name == self.relied_on), None)
        done_at = self._done(past, started_at)
        if done_at is not None:
            late = due_at is not None and done_at > due_at
            standing = DutyStanding.DONE_LATE if late else DutyStanding.DONE_IN_TIME
        else:
            standing = DutyStanding.OVERDUE if due_at is not None and at > due_at else DutyStanding.OPEN
        return self._stands(standing, started_at, due_at, readings, done_at, hinges_on)

    def _kept(
        self, past: Mapping[str, datetime], at: datetime, started_at: datetime, hinges_on: tuple[str, ...]
    ) -> DutyState:
        until = self.terms.kept_until(started_at) if self.terms.kept_until else None
        readings = () if until is None else (ClockReading("release", until),)
        broken_at = past.get(self.terms.broken_by)
        if broken_at is not None and (until is None or broken_at < until):
            return self._stands(DutyStanding.BROKEN, started_at, readings=readings, hinges_on=hinges_on)
        if until is not None and at >= until:
            return self._stands(DutyStanding.DONE_IN_TIME, started_at, None, readings, until, hinges_on)
        return self._stands(DutyStanding.KEPT_SO_FAR, started_at, readings=readings, hinges_on=hinges_on)

    def _done(self, past: Mapping[str, datetime], started_at: datetime) -> datetime | None:
        done_at = _earliest(past, self.terms.done_by)
        return None if done_at is not None and self.terms.not_before_start and done_at < started_at else done_at

    def _ask(self, row: Row) -> tuple[bool, tuple[str, ...]]:
        """Whether the duty binds or may, and the unknown facts on which that hangs."""
        for name, value in zip(self.arising.names, row, strict=True):
            if value is not None and not admits(VOCABULARY[name], value):
                raise BadFact(name, value)
        worlds = dict.fromkeys(self.arising.filled(row))
        holes = [place for place, value in enumerate(row) if value is None]
        hinges_on = tuple(
            self.arising.names[place]
            for place in holes
            if len({(full[:place] + full[place + 1 :], self.arising.cells[full]) for full in worlds})
            > len({full[:place] + full[place + 1 :] for full in worlds})
        )
        answer = any(self.arising.cells[full] for full in worlds), hinges_on
        self.asked[row] = answer
        return answer

    def _stands(
        self,
        standing: DutyStanding,
        started_at: datetime | None = None,
        due_at: datetime | None = None,
        readings: tuple[ClockReading, ...] = (),
        done_at: datetime | None = None,
        hinges_on: tuple[str, ...] = (),
    ) -> DutyState:
        norm, terms = self.norm, self.terms
        return DutyState(
            norm.id, norm.text, norm.citation, terms.performed_by, terms.addressee, standing, started_at, due_at,
            readings, done_at, hinges_on, terms.maintenance,
        )  # fmt: skip


def _earliest(past: Mapping[str, datetime], names: Sequence[str]) -> datetime | None:
    return min((past[name] for name in names if name in past), default=None)


@lru_cache(maxsize=256)
def _bound(norms: tuple[Norm, ...], chosen: tuple[tuple[str, str], ...]) -> tuple[_Bound, ...]:
    options = profile(dict(chosen))
    maker = Maker((), options)
    return tuple(_Bound(norm, maker.table(norm), options) for norm in norms if norm.kind is NormKind.DUTY)


