"""Group commit: reports that arrive at the same moment are received in one durable transaction.

A commit is a write to the disk, and composing statements costs more than running them, so what several threads bring
at once is written together: one of them leads and does it for all, the others wait for their answer. Whoever comes
alone goes alone; a leader waits for those who are on their way and, while reports come in a stream, for as many as came
before: who has been answered is likely to have more. Six thousandths of a second at most (PERFORMANCE §1).
"""

import logging
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.db import InterfaceError, OperationalError

from bulou.acts.act import OpeningAct
from bulou.acts.actor import Actor
from bulou.acts.gate import perform, perform_on
from bulou.acts.opening import on_new_case
from bulou.acts.outcome import Outcome, Status
from bulou.records.models import Organisation
from bulou.records.reception import receiver
from bulou.records.rows import gathered

MOST = 64
PATIENCE = 0.006  # seconds that a leader waits for those on their way
LATELY = 0.1  # seconds for which a leader relies on what was read of an organisation
log = logging.getLogger("bulou.reception")


class Turn:
    """One act waiting to be performed, and what came of it: an outcome, or the fault that its sender has to be told."""

    __slots__ = ("act", "at", "by", "fault", "gate", "outcome")

    def __init__(self, act: OpeningAct, by: Actor, at: datetime) -> None:
        self.act, self.by, self.at = act, by, at
        self.outcome: Outcome | None = None
        self.fault: BaseException | None = None
        self.gate = threading.Lock()  # opened by the leader: this turn is over, or it is its turn to lead
        self.gate.acquire()

    @property
    def over(self) -> bool:
        """Whether it has its answer."""
        return self.outcome is not None or self.fault is not None


class Queue:
    """Those who wait, how many are on their way, and how many are expected. One for the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._company = threading.Condition(self._lock)
        self._waiting: deque[Turn] = deque()
        self._coming = 0
        self._expected = 1
        self._served = 0
        self._led = False
        self._own = threading.local()

    @contextmanager
    def coming(self) -> Iterator[None]:
        """This thread is on its way to the queue, until it joins or turns back."""
        with self._lock:
            self._coming += 1
        self._own.coming = True
        try:
            yield
        finally:
            with self._lock:
                self._arrived()

    def join(self, turn: Turn) -> bool:
        """Stand in line; True when there is nobody to lead and the turn has to do it."""
        with self._lock:
            self._waiting.append(turn)
            lead, self._led = not self._led, True
            self._arrived()
        return lead

    def party(self) -> list[Turn]:
        """Whoever stands in line once all have come that are waited for, in order; the leader is the first of them."""
        until = monotonic() + PATIENCE
        with self._lock:
            while not self._complete() and (left := until - monotonic()) > 0:
                self._company.wait(left)
            self._served = min(MOST, len(self._waiting))
            return [self._waiting.popleft() for _unused in range(self._served)]

    def hand_over(self) -> None:
        """The leader is done: the next in line leads, or nobody while none waits."""
        with self._lock:
            self._expected = min(MOST, self._served + len(self._waiting))
            follower = self._waiting[0] if self._waiting else None
            self._led = follower is not None
        if follower is not None:
            follower.gate.release()

    def _arrived(self) -> None:
        if getattr(self._own, "coming", False):
            self._own.coming = False
            self._coming -= 1
        if self._complete():
            self._company.notify()

    def _complete(self) -> bool:
        return not self._coming and len(self._waiting) >= self._expected


class Receivers:
    """The organisations that receive, as they are or were a tenth of a second ago. One for the process.

    Reading them anew for each party of a crowd would be a third of its statements. What an organisation chooses meanwhile
    reaches those few reports as it reaches one that was composed a moment before: the worker carries it into them.
    """

    def __init__(self) -> None:
        self._read: dict[UUID, tuple[float, Organisation]] = {}

    def get(self, organisation_id: UUID) -> Organisation | None:
        """The organisation, or None; a query at most."""
        now = monotonic()
        read_at, found = self._read.get(organisation_id, (now - 2 * LATELY, None))
        if found is None or now - read_at > LATELY:
            found = receiver(organisation_id)
            if found is not None:
                self._read[organisation_id] = now, found
        return found


_queue = Queue()
_receivers = Receivers()
coming = _queue.coming


def perform_together(act: OpeningAct, *, by: Actor, at: datetime) -> Outcome:
    """As `perform`, for acts that open a case of their own: the answer is durable when this returns.

    Called within `coming()`, which lets a leader know that it is worth waiting for.
    """
    turn = Turn(act, by, at)
    if not _queue.join(turn):
        turn.gate.acquire()
    if not turn.over:
        _lead(turn)
    if turn.fault is not None:
        raise turn.fault
    assert turn.outcome is not None
    return turn.outcome


def _lead(leader: Turn) -> None:
    """Serve everyone in hand; nobody is left without an answer, whatever ends this thread."""
    turns = _queue.party()
    try:
        _serve(turns)
    except BaseException as fault:
        for turn in turns:
            turn.fault = turn.fault or (None if turn.over else fault)
        raise
    finally:
        _queue.hand_over()
        for turn in turns:
            if turn is not leader:
                turn.gate.release()


def _serve(turns: Sequence[Turn]) -> None:
    """Perform them all at once; where one of them stands in the way of the others, each by itself."""
    if len(turns) > 1:
        try:
            for turn, outcome in zip(turns, _at_once(turns), strict=True):
                turn.outcome = outcome
            return
        except (
            OperationalError,
            InterfaceError,
        ) as fault:  # the database itself: it would fail each of them alike
            for turn in turns:
                turn.fault = fault
            return
        except Exception as fault:
            # A key that was used before, whose sender gets the earlier receipt, or a fault of one: not the others'.
            log.info("%s reports go one by one: %s", len(turns), type(fault).__name__)
    for turn in turns:
        try:
            turn.outcome = perform(turn.act, by=turn.by, at=turn.at)
        except Exception as fault:
            turn.fault = fault


def _at_once(turns: Sequence[Turn]) -> list[Outcome]:
    known = {each: _receivers.get(each) for each in {turn.act.organisation_id for turn in turns}}
    with gathered():
        return [_one(turn, known[turn.act.organisation_id]) for turn in turns]


def _one(turn: Turn, organisation: Organisation | None) -> Outcome:
    if organisation is None:
        return Outcome(status=Status.NOT_FOUND, act=turn.act.name)
    work = on_new_case(turn.act, organisation, turn.by, turn.at)
    if not turn.act.begin(work):
        return Outcome(status=Status.NOT_FOUND, act=turn.act.name)
    return perform_on(turn.act, work)
