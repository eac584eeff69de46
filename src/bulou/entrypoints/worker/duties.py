"""Noting that a duty's time has come: the case's entry, the duty's standing, and a word to whoever handles it."""

import logging
from datetime import datetime

from bulou.acts import Actor, perform
from bulou.acts.reminding import NoteDuty
from bulou.records.waiting import reminders

BATCH = 100
log = logging.getLogger("bulou.worker")


def note_duties(*, at: datetime) -> int:
    """Note every duty that has come within a day, within six hours, or is overdue; each stage once. Returns how many."""
    noted, fault = 0, None
    for found in reminders(at=at, most=BATCH):
        act = NoteDuty(case_id=found.case_id, duty_id=found.duty_id, stage=found.stage)
        try:
            noted += bool(perform(act, by=Actor.system(), at=at))
        except Exception as error:  # one case must not keep the others' duties from being noted
            log.exception("duty %s of a case could not be noted", found.duty_id)
            fault = error
    if fault is not None and not noted:
        raise fault
    return noted
