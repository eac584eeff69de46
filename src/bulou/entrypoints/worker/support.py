"""Questions that have waited longer than the organisation means to let them: a named person is told, once each."""

import logging
from datetime import datetime

from bulou.acts import Actor, perform
from bulou.acts.support import EscalateSupport
from bulou.records.support import overdue

BATCH = 100
log = logging.getLogger("bulou.worker")


def escalate_overdue(*, at: datetime) -> int:
    """Escalate every question that is overdue and was not escalated; returns how many."""
    done = 0
    for case_id, notice_id in overdue(at=at, most=BATCH):
        act = EscalateSupport(case_id=case_id, notice_id=notice_id)
        outcome = perform(act, by=Actor.system(), at=at)
        if not outcome:
            log.error("a support question could not be escalated: %s", dict(outcome.errors))
        done += bool(outcome)
    return done
