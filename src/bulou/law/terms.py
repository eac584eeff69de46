"""The terms of a duty: who performs it how, when it starts and what ends it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bulou.law.clocks import ClockReading
from bulou.law.conducts import Conduct
from bulou.law.text import Text
from bulou.law.vocabulary import Known

AS_COUNTED: Final = Text("条文以日计", "the text counts in days")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a duty asks once its event has happened.

    `performed_by` is the conduct that performs it (None where the law is not asked about it), `also` further ones it bids.
    `starts` are events of which the earliest starts it; `start_by` is a reading and its value's events instead. `done_by`
    are events of which the earliest ends it; with `not_before_start` only one at or after the start does. `clock` gives the
    readings of a limit, strictest first, of which the reading `clock_by` names the one relied on, or the first if it names
    none; without a clock it is due at once or in good time, at no instant. A `maintenance` duty is kept until it is
    `broken_by` an event, or for good at `kept_until`; `kept_for` says how long that is where it is not the six months of
    Article 5. With `once` it starts only when one of these has happened too, with the later of both. `performed_as` are the
    facts of its own performance, such as where its recipient is, by which other regimes judge it. A renumbered duty goes on
    `since` an earlier edition took force, and so binds whoever was bound before its own first day.
    """

    performed_by: Conduct | None
    addressee: Text
    starts: tuple[str, ...] = ()
    also: tuple[Conduct, ...] = ()
    start_by: tuple[str, Mapping[str, tuple[str, ...]]] | None = None
    done_by: tuple[str, ...] = ()
    not_before_start: bool = False
    clock: Callable[[datetime], tuple[ClockReading, ...]] | None = None
    clock_by: str = ""
    maintenance: bool = False
    broken_by: str = ""
    kept_until: Callable[[datetime], datetime] | None = None
    kept_for: Text | None = None
    once: tuple[str, ...] = ()
    performed_as: Mapping[str, Known] = field(default_factory=dict)
    since: date | None = None

    @property
    def conducts(self) -> frozenset[Conduct]:
        """Every conduct that the duty bids."""
        return frozenset(self.also if self.performed_by is None else (self.performed_by, *self.also))

    @property
    def readings(self) -> tuple[str, ...]:
        """The named readings that its start and its limit hang on."""
        return tuple(filter(None, (self.start_by and self.start_by[0], self.clock_by)))

    def release(self, until: datetime) -> ClockReading:
        """The end of what is kept, in words."""
        return ClockReading("release", until, label=self.kept_for, basis=self.kept_for and AS_COUNTED)

    def starts_under(self, readings: Mapping[str, str]) -> tuple[str, ...]:
        """The events that start it under these readings."""
        if self.start_by is None:
            return self.starts
        reading, events = self.start_by
        return events[readings[reading]]
