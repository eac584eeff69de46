"""What time settles of embargoes: silence becomes a no, unanswered proposals fall, an agreed end comes."""

import logging
from datetime import datetime

from bulou.acts import Actor, perform
from bulou.acts.embargoes import NoteSilence
from bulou.records.waiting import unsettled

BATCH = 100
log = logging.getLogger("bulou.worker")


def note_silence(*, at: datetime) -> int:
    """Settle every case in which the hour has come. Returns how many."""
    noted, fault = 0, None
    for case_id in unsettled(at=at, most=BATCH):
        try:
            noted += bool(perform(NoteSilence(case_id=case_id), by=Actor.system(), at=at))
        except Exception as error:  # one case must not keep the others from being settled
            log.exception("an embargo could not be settled")
            fault = error
    if fault is not None and not noted:
        raise fault
    return noted
