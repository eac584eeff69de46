"""Reminding of what organisations owe themselves: reviews of measures, amendments and documents of the filing."""

import logging
from datetime import datetime

from bulou.acts import Actor, perform
from bulou.acts.house.reminding import RemindOfDue
from bulou.records.dues import stage_of, to_remind_of

BATCH = 100
log = logging.getLogger("bulou.worker")


def remind_of_dues(*, at: datetime) -> int:
    """Remind of everything that comes due within a fortnight or is overdue, each stage once; returns how many."""
    done, fault = 0, None
    for due in to_remind_of(at=at, most=BATCH):
        stage = stage_of(due.due_at, at)
        act = RemindOfDue(organisation_id=due.organisation_id, kind=due.kind, about=due.about, stage=stage)
        try:
            done += bool(perform(act, by=Actor.system(), at=at))
        except Exception as error:  # one that breaks must not keep the others from being reminded
            log.exception("a reminder of %s could not be made", due.kind)
            fault = error
    if fault is not None and not done:
        raise fault
    return done
