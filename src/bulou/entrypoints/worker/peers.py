"""Envelopes to other nodes leave, and those that came take effect; both in the order of their conversations."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from bulou.acts import Act, Actor, perform
from bulou.acts.peers.receiving import (
    ApplyEnvelope,
    NotePeerRefusal,
    NotePeerRefusalOfThread,
    RecordPeerReceipt,
    RecordPeerReceiptOfThread,
)
from bulou.acts.peers.withholding import WithholdEnvelope
from bulou.acts.reminding import NoteDelivery
from bulou.entrypoints.worker.deliveries import LEASE, TAKEN_OUT, in_time, wait_after
from bulou.formats.exchange.envelope import sha256_of
from bulou.records import outbox, parties, peers
from bulou.records.outbox import Due
from bulou.records.peers import Outgoing
from bulou.transport.errors import NoAnswer, Undeliverable
from bulou.transport.peers import Acknowledged, deliver

BATCH = 50
GIVEN_UP = timedelta(days=30)
HELD_BACK = timedelta(seconds=10)
log = logging.getLogger("bulou.worker")


def deliver_due(holder: str, *, at: datetime) -> int:
    """Deliver what is due to peers at `at`, up to one batch; returns how many were taken in hand.

    A node that does not answer is not asked again for the others of the batch, and what waited for it because it had not
    answered is tried at once when it does.
    """
    dues = outbox.claim(holder, at=at, lease=LEASE, most=BATCH, to_peers=True)
    silent: set[UUID] = set()
    heard: set[UUID] = set()
    for due, now in in_time(dues, partial(outbox.let_go, holder), at=at):
        going = peers.outgoing(due.to)
        if going is None:
            outbox.failed(due, holder, at=now, error="no such envelope")
        elif going.peer.id in silent:
            outbox.put_off(
                due, holder, until=now + wait_after(due.attempts), error="the node does not answer"
            )
        else:
            try:
                heard |= {going.peer.id} if _deliver(due, holder, going, at=now) else set()
            except NoAnswer:
                silent.add(going.peer.id)
    for peer_id in heard:
        outbox.hurry(peers.waiting_places(peer_id), at=at)
    return len(dues)


def _deliver(due: Due, holder: str, going: Outgoing, *, at: datetime) -> bool:
    """Deliver one; whether it has arrived. Raises NoAnswer, noted already, when the peer did not answer at all."""
    try:
        body = due.body()
        if _withheld(body, going, at=at):
            outbox.failed(due, holder, at=at, error=TAKEN_OUT)
            return False
        acknowledged = deliver(going, body, at=at)
    except Undeliverable as error:
        final = error.final or at - going.sent.queued_at > GIVEN_UP
        _not_delivered(due, holder, going, error.reason, final=final, at=at)
        if isinstance(error, NoAnswer):
            raise
        return False
    except Exception as error:
        log.exception("envelope %s", going.sent.id)
        _not_delivered(due, holder, going, type(error).__name__, final=False, at=at)
        return False
    if going.sent.received_at is None:
        _note(_receipt(going, acknowledged), at=at)
    _note_notice(going, delivered=True, at=at)
    outbox.delivered(due, holder, at=at)
    return True


def _withheld(body: Mapping[str, Any], going: Outgoing, *, at: datetime) -> bool:
    """Whether this does not leave, as its party was taken out since it was queued (AC05); its number then leaves void."""
    if sha256_of(body["envelope"]) != going.sent.sha256:
        return True  # withheld before, and killed before the row was settled
    if "party" not in body or going.sent.received_at is not None or parties.still_in(UUID(body["party"])):
        return False
    _note_notice(going, delivered=False, detail=TAKEN_OUT, at=at)
    assert going.case_id is not None
    _note(WithholdEnvelope(case_id=going.case_id, sent_id=going.sent.id), at=at)
    return True


def _not_delivered(due: Due, holder: str, going: Outgoing, reason: str, *, final: bool, at: datetime) -> None:
    if not final:
        outbox.put_off(due, holder, until=at + wait_after(due.attempts), error=reason)
        return
    log.error("envelope %s was not taken: %s", going.sent.id, reason)
    _note(_refusal(going, reason), at=at)
    _note_notice(going, delivered=False, detail=reason, at=at)
    outbox.failed(due, holder, at=at, error=reason)


def _receipt(going: Outgoing, acknowledged: Acknowledged) -> Act:
    known: dict[str, Any] = {
        "sent_id": going.sent.id,
        "receipt": acknowledged.token,
        "received_at": acknowledged.receipt.received_at,
        "peer_entry": acknowledged.receipt.entry,
        "lacks": acknowledged.lacks,
    }
    if going.case_id is None:
        return RecordPeerReceiptOfThread(organisation_id=going.organisation_id, **known)
    return RecordPeerReceipt(case_id=going.case_id, **known)


def _refusal(going: Outgoing, reason: str) -> Act:
    if going.case_id is None:
        return NotePeerRefusalOfThread(
            organisation_id=going.organisation_id, sent_id=going.sent.id, reason=reason
        )
    return NotePeerRefusal(case_id=going.case_id, sent_id=going.sent.id, reason=reason)


def _note_notice(going: Outgoing, *, delivered: bool, at: datetime, detail: str = "") -> None:
    """What was told to a party at another node has arrived there, or will not."""
    what, _sep, name = going.sent.about.partition(":")
    if what == "notice" and going.case_id is not None and outbox.notice_is_open(name):
        said: dict[str, Any] = {"delivered": delivered, "detail": detail}
        _note(NoteDelivery(case_id=going.case_id, notice_id=name, **said), at=at)


def _note(act: Act, *, at: datetime) -> None:
    outcome = perform(act, by=Actor.system(), at=at)
    if not outcome:
        log.error("%s: %s %s", act.name, outcome.status, dict(outcome.errors))


def apply_due(*, at: datetime) -> int:
    """Apply the envelopes whose turn has come, up to a batch; how many. One that breaks, or that waits for a third node, holds
    up its conversation alone.
    """
    done = 0
    for organisation_id, received_id in peers.to_apply(at=at, most=BATCH):
        try:
            outcome = perform(
                ApplyEnvelope(organisation_id=organisation_id, received_id=received_id),
                by=Actor.system(),
                at=at,
            )
        except Exception:
            log.exception("received envelope %s could not be applied", received_id)
            peers.hold_back(received_id, until=at + HELD_BACK)
            continue
        if not outcome:
            peers.hold_back(received_id, until=at + HELD_BACK)
        done += bool(outcome)
    return done
