"""A duty at a moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bulou.law.clocks import ClockReading
from bulou.law.conducts import Conduct
from bulou.law.text import Citation, Text


class DutyStanding(StrEnum):
    """How a duty stands. Nothing in the Provisions suspends or excuses yet."""

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


LIVE: Final = frozenset({
    DutyStanding.OPEN, DutyStanding.OVERDUE, DutyStanding.SUSPENDED, DutyStanding.KEPT_SO_FAR,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyState:
    """How one duty stands. `conduct` performs it; None where the law is not asked about that.

    `started_at` is None before its event. `due_at` is the end under the reading relied on, the strictest by default; None means
    at once or in good time, without a number. `readings` are all arguable ends, strictest first; of the log, the instant from
    which it may be released. `hinges_on` names the unknown facts on which it hangs whether the duty binds: until they are
    known it counts as open. All instants are aware.
    """

    duty_id: str
    title: Text
    citation: Citation
    conduct: Conduct | None
    addressee: Text
    standing: DutyStanding
    maintenance: bool
    started_at: datetime | None = None
    due_at: datetime | None = None
    readings: tuple[ClockReading, ...] = ()
    done_at: datetime | None = None
    hinges_on: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        """Whether something is still owed."""
        return self.standing in LIVE

    @property
    def state(self) -> DutyStanding:
        """The standing, by its other name."""
        return self.standing
