"""Emptying the outbox: each delivery under its own key, tried again with patience, noted in the case it came from."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.core.mail.backends.base import BaseEmailBackend

from bulou.acts import Act, Actor, perform
from bulou.acts.notification import RecordOfficialReceipt
from bulou.acts.reminding import NoteDelivery
from bulou.records import outbox, parties
from bulou.records.mailings import address_of
from bulou.records.outbox import Due
from bulou.transport import mail, node
from bulou.transport.errors import Undeliverable

LEASE = timedelta(seconds=45)
PATIENCE = timedelta(seconds=20)  # as long as one mail may take before the server is given up
BATCH = 16
MOST_ATTEMPTS = 16  # with the waits below about nine hours
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
TAKEN_OUT = "the party was taken out of the case"
log = logging.getLogger("bulou.worker")


def deliver_due(holder: str, *, at: datetime) -> int:
    """Deliver what is due at `at`, up to one batch; returns how many were taken in hand."""
    dues = outbox.claim(holder, at=at, lease=LEASE, most=BATCH)
    if not dues:
        return 0
    with closing(mail.connect()) as connection:
        for due, now in in_time(dues, partial(outbox.let_go, holder), at=at):
            _deliver(due, holder, connection, at=now)
    return len(dues)


class Claimed(Protocol):
    """Something of which nobody else takes hold before `until`."""

    @property
    def until(self) -> datetime: ...


C = TypeVar("C", bound=Claimed)


def in_time(
    claimed: list[C], let_go: Callable[[list[C]], object], *, at: datetime
) -> Iterator[tuple[C, datetime]]:
    """Each of what was claimed at `at`, with the moment at which it is begun.

    What cannot be begun before its claim runs out is given back, so that no two workers have the same in hand.
    """
    began = monotonic()
    for position, each in enumerate(claimed):
        now = at + timedelta(seconds=monotonic() - began)
        if now > each.until - PATIENCE:
            let_go(claimed[position:])
            return
        yield each, now


def _deliver(due: Due, holder: str, connection: BaseEmailBackend, *, at: datetime) -> None:
    try:
        body = due.body()
        number = _send(due, body, connection, at=at)
    except Undeliverable as error:
        _not_delivered(due, holder, str(error), final=error.final, at=at)
    except Exception as error:
        log.exception("delivery %s", due.id)
        _not_delivered(due, holder, type(error).__name__, final=False, at=at)
    else:
        _note(due, body, delivered=True, number=number, at=at)
        outbox.delivered(due, holder, at=at)


def _send(due: Due, body: Mapping[str, Any], connection: BaseEmailBackend, *, at: datetime) -> str:
    match due.kind:
        case "mail" | "internal" if _for_no_party(body):
            raise Undeliverable(TAKEN_OUT, final=True)
        case "mail":
            mail.send(connection, due.to, body, delivery=due.id, at=at)
            return ""
        case "recipient":
            mail.send(connection, address_of(UUID(body["recipient"])), body, delivery=due.id, at=at)
            return ""
        case "internal":
            return node.deliver(due.to, body, key=due.key, at=at)
        case _:
            raise Undeliverable(f"no transport of kind {due.kind!r}", final=True)


def _for_no_party(body: Mapping[str, Any]) -> bool:
    """Whether something is for a party that has been taken out since it was queued (AC05)."""
    return "party" in body and not parties.still_in(UUID(body["party"]))


def _not_delivered(due: Due, holder: str, error: str, *, final: bool, at: datetime) -> None:
    if not final and due.attempts + 1 < MOST_ATTEMPTS:
        outbox.put_off(due, holder, until=at + wait_after(due.attempts), error=error)
        return
    log.error("delivery %s failed: %s", due.id, error)
    _note(due, _body_or_nothing(due), delivered=False, detail=error, at=at)
    outbox.failed(due, holder, at=at, error=error)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after an attempt that was preceded by `attempts` others: doubling, an hour at most."""
    return min(FIRST_WAIT * 2 ** min(attempts, 20), LONGEST_WAIT)


def _note(
    due: Due, body: Mapping[str, Any], *, delivered: bool, at: datetime, number: str = "", detail: str = ""
) -> None:
    """What the case learns of the delivery, before the row is settled: after a kill it is looked at again, not lost."""
    for act in _notes(due, body, delivered=delivered, number=number, detail=detail):
        outcome = perform(act, by=Actor.system(), at=at)
        if not outcome:
            log.error("delivery %s could not be noted: %s %s", due.id, outcome.status, dict(outcome.errors))


def _notes(due: Due, body: Mapping[str, Any], *, delivered: bool, number: str, detail: str) -> list[Act]:
    notes: list[Act] = []
    notice, answer = body.get("notice"), body.get("answer_to")
    if notice and due.case_id and outbox.notice_is_open(notice):
        notes.append(NoteDelivery(case_id=due.case_id, notice_id=notice, delivered=delivered, detail=detail))
    if answer and delivered and outbox.receipt_is_open(answer["notification"]):
        notes.append(
            RecordOfficialReceipt(
                case_id=UUID(answer["case"]),
                notification_id=UUID(answer["notification"]),
                receipt_number=number,
            )
        )
    return notes


def _body_or_nothing(due: Due) -> Mapping[str, Any]:
    try:
        return due.body()
    except Exception:  # the box itself is what is broken
        return {}
