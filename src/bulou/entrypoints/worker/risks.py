"""Accepted risks whose day has come are opened again; each by an act of the node, sealed like any other."""

from datetime import datetime

from bulou.acts import Actor, perform
from bulou.acts.room import NoteRiskExpired
from bulou.records.assets import expired

BATCH = 100


def reopen_expired(*, at: datetime) -> int:
    """Open again every impact whose accepted risk has expired; how many."""
    reopened = 0
    for organisation_id, impact_id in expired(at=at, most=BATCH):
        act = NoteRiskExpired(organisation_id=organisation_id, impact_id=impact_id)
        reopened += bool(perform(act, by=Actor.system(), at=at))
    return reopened
