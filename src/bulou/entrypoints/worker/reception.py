"""Sealing the reception log, day by day, organisation by organisation (Article 5)."""

from datetime import datetime

from bulou.acts import Actor, perform
from bulou.acts.reception import SealReceptionDay
from bulou.records.reception_seals import to_seal

BATCH = 20


def seal_days(*, at: datetime) -> int:
    """Seal the days that are over and not sealed yet, up to a batch; how many seals were made."""
    for made in range(BATCH):
        found = to_seal(at=at)
        if found is None:
            return made
        act = SealReceptionDay(organisation_id=found.organisation_id, first=found.first, last=found.last)
        outcome = perform(act, by=Actor.system(), at=at)
        if not outcome:
            raise RuntimeError(f"{found} could not be sealed: {outcome.status} {dict(outcome.errors)}")
    return BATCH
