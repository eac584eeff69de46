"""Queueing a mailing for each of its recipients: in batches of their own transactions, behind a cursor.

A kill between two batches loses nothing and repeats nothing: rows and cursor are committed together, under ids and keys
made of mailing and recipient. No batch holds a lock on the case while it is written.
"""

import logging
from datetime import datetime

from django.db import transaction

from bulou.acts.actor import Actor
from bulou.acts.gate import perform
from bulou.acts.telling import NoteMailing
from bulou.records import mailings
from bulou.records.models import Mailing
from bulou.records.rows import copy

BATCH = 2_000
BATCHES = 5  # a run of the worker
log = logging.getLogger("bulou.worker")


def queue_mailings(at: datetime) -> int:
    """Queue the next recipients of the oldest mailing under way; how many batches. When all are queued, or all mails of a
    mailing are settled, that is noted in its case.
    """
    mailing = mailings.to_queue()
    if mailing is None:
        return _settled(at)
    for done in range(1, BATCHES + 1):
        if not _queue(mailing, at):
            _note(mailing, "queued", {"queued": mailing.queued, "meant": mailing.count}, at)
            return done
    return BATCHES


def _queue(mailing: Mailing, at: datetime) -> int:
    rows, cursor, count = mailings.next_rows(mailing, at=at, most=BATCH)
    if not count:
        return 0
    with transaction.atomic():
        mine = Mailing.objects.filter(id=mailing.id, cursor=mailing.cursor, queued_at=None)
        if mine.update(cursor=cursor, queued=mailing.queued + count):
            copy(rows)
            mailing.cursor, mailing.queued = cursor, mailing.queued + count
        else:
            mailing.refresh_from_db(fields=["cursor", "queued"])  # another worker was here first
    return count


def _settled(at: datetime) -> int:
    mailing = mailings.to_settle()
    if mailing is None:
        return 0
    _note(mailing, "settled", mailings.outcome_of(mailing), at)
    return 1


def _note(mailing: Mailing, stage: str, counts: dict[str, int], at: datetime) -> None:
    act = NoteMailing(case_id=mailing.case_id, mailing_id=mailing.id, stage=stage, counts=counts)
    outcome = perform(act, by=Actor.system(), at=at)
    if not outcome:
        log.error("mailing %s could not be noted as %s: %s", mailing.id, stage, dict(outcome.errors))
