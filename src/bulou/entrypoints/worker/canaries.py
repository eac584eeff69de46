"""Sending the canaries: by HTTP to the node's own address, by mail to the organisation's own mailbox, as a reporter would."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bulou.acts import Actor, perform
from bulou.acts.canary import MissCanary, SendCanary
from bulou.records.canaries import Errand, errands, overdue, tried, word
from bulou.transport import canary
from bulou.transport.errors import Undeliverable

BATCH = 5
LEAD = timedelta(seconds=BATCH * canary.PATIENCE * 2)
log = logging.getLogger("bulou.worker")


def send_canaries(*, at: datetime) -> int:
    """Note the canaries that are missing, then send those that are due, up to a batch; how many of both."""
    missed = overdue(at=at, most=BATCH)
    for lost in missed:
        log.error("no canary has come through the channel %s of %s", lost.channel, lost.organisation_id)
        act = MissCanary(organisation_id=lost.organisation_id, canary_id=lost.id)
        perform(act, by=Actor.system(), at=at)
    due = errands(at=at, most=BATCH)
    for errand in due:
        _send(errand, at)
    return max(len(missed), len(due))


def _send(errand: Errand, at: datetime) -> None:
    """Seal it, then send it; that it could not be sent is not said here: what counts is whether it arrives."""
    identity = errand.id or _begun(errand, at)
    if identity is None:
        return
    tried(identity, at=at)
    try:
        canary.send(errand.channel, slug=errand.slug, contact=errand.contact, word=word(identity))
    except Undeliverable as error:
        log.warning("the canary of %s by %s did not get in: %s", errand.slug, errand.channel, error)


def _begun(errand: Errand, at: datetime) -> UUID | None:
    act = SendCanary(organisation_id=errand.organisation_id, channel=errand.channel, canary_id=uuid4())
    outcome = perform(act, by=Actor.system(), at=at)
    return UUID(outcome.ids["canary_id"]) if outcome else None
