"""One duty under one profile of readings: how it stands, given what is known and what has happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from bulou.law.clocks import CN
from bulou.law.duty import DutyStanding, DutyState
from bulou.law.facts import UNKNOWN, Fact
from bulou.law.norms import Norm
from bulou.law.tables import Row, Table, check_row, moving
from bulou.law.terms import Terms

Events = Mapping[str, datetime]


class Bound:
    """One duty under one profile of readings."""

    def __init__(self, norm: Norm, terms: Terms, arising: Table, options: Mapping[str, str]) -> None:
        self.norm, self.terms, self.arising = norm, terms, arising
        self.starts = terms.starts_under(options)
        self.binding_from = datetime.combine(terms.since or norm.in_force, time(), CN)
        self.relied_on = options.get(terms.clock_by, "")
        self.asked: dict[Row, tuple[bool, tuple[str, ...]]] = {}
        self.awaited, self.idle = frozenset(self.starts), self._state(DutyStanding.NOT_ARISEN)

    def stands(self, facts: Mapping[str, Fact], past: Events, at: datetime) -> DutyState:
        """How it stands at `at`, when `past` has happened, something of it that the duty awaits."""
        started_at = self._start(past)
        if started_at is None or started_at < self.binding_from:
            return self.idle
        known = [facts.get(name, UNKNOWN) for name in self.arising.names]
        arises, hinges_on = self._ask(tuple([fact.value for fact in known]))
        if not arises:
            if not self._ran(known, started_at):
                return self.idle
            if _earliest(past, self.terms.done_by) is None:
                return self._state(DutyStanding.LAPSED, started_at=started_at)
        if self.terms.maintenance:
            return self._kept(past, at, started_at, hinges_on)
        return self._performed(past, at, started_at, hinges_on)

    def _start(self, past: Events) -> datetime | None:
        """When its event had happened, and what it also waits for."""
        first = _earliest(past, self.starts)
        if not self.terms.once:
            return first
        also = _earliest(past, self.terms.once)
        return first and also and max(first, also)

    def _ran(self, known: Sequence[Fact], started_at: datetime) -> bool:
        """Whether it was running, on what was known at its start, until one learned that it does not bind."""
        then = [None if fact.recorded_at and fact.recorded_at > started_at else fact.value for fact in known]
        return self._ask(tuple(then))[0]

    def _performed(
        self, past: Events, at: datetime, started_at: datetime, hinges_on: tuple[str, ...]
    ) -> DutyState:
        readings = self.terms.clock(started_at) if self.terms.clock else ()
        due_at = next(
            (each.due_at for each in readings if not self.terms.clock_by or each.name == self.relied_on), None
        )
        done_at = _earliest(past, self.terms.done_by)
        if done_at is not None and self.terms.not_before_start and done_at < started_at:
            done_at = None
        late = due_at is not None and (done_at or at) > due_at
        if done_at is not None:
            standing = DutyStanding.DONE_LATE if late else DutyStanding.DONE_IN_TIME
        else:
            standing = DutyStanding.OVERDUE if late else DutyStanding.OPEN
        return self._state(
            standing,
            started_at=started_at,
            due_at=due_at,
            readings=readings,
            done_at=done_at,
            hinges_on=hinges_on,
        )

    def _kept(
        self, past: Events, at: datetime, started_at: datetime, hinges_on: tuple[str, ...]
    ) -> DutyState:
        until = self.terms.kept_until(started_at) if self.terms.kept_until else None
        broken_at = past.get(self.terms.broken_by)
        done_at = None
        if broken_at is not None and (until is None or broken_at < until):
            standing = DutyStanding.BROKEN
        elif until is not None and until <= at:
            standing, done_at = DutyStanding.DONE_IN_TIME, until
        else:
            standing = DutyStanding.KEPT_SO_FAR
        readings = () if until is None else (self.terms.release(until),)
        return self._state(
            standing, started_at=started_at, readings=readings, done_at=done_at, hinges_on=hinges_on
        )

    def _ask(self, row: Row) -> tuple[bool, tuple[str, ...]]:
        """Whether it binds or may, and the unknown facts on which that hangs."""
        answer = self.asked.get(row)
        if answer is None:
            check_row(self.arising.names, row)
            binds = any(self.arising.cells[full] for full in self.arising.filled(row))
            answer = self.asked[row] = binds, moving(self.arising, row)
        return answer

    def _state(self, standing: DutyStanding, **more: Any) -> DutyState:
        norm, terms = self.norm, self.terms
        return DutyState(
            norm.id,
            norm.text,
            norm.citation,
            terms.performed_by,
            terms.addressee,
            standing,
            terms.maintenance,
            **more,
        )


def _earliest(past: Events, names: Sequence[str]) -> datetime | None:
    moments = [past[name] for name in names if name in past]
    return min(moments) if moments else None
