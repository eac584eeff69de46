"""The worker's loop: jobs that are due run under a lead, then everyone sleeps until the next is due, two seconds at most."""

import logging
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connections
from django.utils import timezone

from bulou.acts import blobs, indexing, notice_list, queueing, readings, scoring, sequencing
from bulou.acts.authority import summing
from bulou.acts.sequencing import sequence
from bulou.entrypoints.worker import (
    canaries,
    deliveries,
    dues,
    duties,
    embargoes,
    mailings,
    mailroom,
    peers,
    reception,
    risks,
    scans,
    support,
)
from bulou.entrypoints.worker.canaries import send_canaries
from bulou.entrypoints.worker.deliveries import deliver_due
from bulou.entrypoints.worker.duties import note_duties
from bulou.entrypoints.worker.reception import seal_days
from bulou.entrypoints.worker.risks import reopen_expired
from bulou.records import leases, likeness, matter_sums, outbox, reception_seals, sweeping, tallies, unread
from bulou.records.assets import expired
from bulou.records.canaries import any_due
from bulou.records.dues import to_remind_of
from bulou.records.mailings import under_way
from bulou.records.notice_list import import_waiting
from bulou.records.peers import to_apply
from bulou.records.support import overdue
from bulou.records.waiting import entries_wait, reminders, unsettled

NAP = 1.0  # seconds: what another process has queued is seen this soon
SETTLED = timedelta(seconds=5)  # by then a report that was composed before a reading was chosen is stored
REST = 5.0  # seconds after a fault, so that a database that is away is not hammered
log = logging.getLogger("bulou.worker")


@dataclass(frozen=True, slots=True)
class Job:
    """One function of the worker. `due` is asked without a lead and writes nothing; `run` returns how much it did.

    `batch` is the most that one run does: after fewer there is nothing left for now. `lead` is how long one leader
    goes on without renewing; None where several workers may work side by side.
    """

    name: str
    due: Callable[[datetime], bool]
    run: Callable[[str, datetime], int]
    batch: int
    lead: timedelta | None = timedelta(seconds=30)


def _sweep_due(at: datetime) -> bool:
    last = leases.ran_at("sweep")
    return last is None or last <= at - timedelta(days=1)


JOBS = (
    Job(
        "deliveries",
        lambda at: outbox.is_due(at=at),
        lambda holder, at: deliver_due(holder, at=at),
        batch=deliveries.BATCH,
        lead=None,  # each row is claimed by itself
    ),
    Job(
        "peers",
        lambda at: outbox.is_due(at=at, to_peers=True),
        lambda holder, at: peers.deliver_due(holder, at=at),
        batch=peers.BATCH,
        lead=None,  # each row is claimed by itself, and a node that hangs holds up no mail
    ),
    Job(
        "envelopes",
        lambda at: bool(to_apply(at=at, most=1)),
        lambda holder, at: peers.apply_due(at=at),
        batch=peers.BATCH,
    ),
    Job(
        "duties",
        lambda at: bool(reminders(at=at, most=1)),
        lambda holder, at: note_duties(at=at),
        batch=duties.BATCH,
    ),
    Job(
        "dues",
        lambda at: bool(to_remind_of(at=at, most=1)),
        lambda holder, at: dues.remind_of_dues(at=at),
        batch=dues.BATCH,
    ),
    Job(
        "embargoes",
        lambda at: bool(unsettled(at=at, most=1)),
        lambda holder, at: embargoes.note_silence(at=at),
        batch=embargoes.BATCH,
    ),
    Job(
        "imports",
        lambda at: import_waiting() is not None,
        lambda holder, at: notice_list.take_in(at),
        batch=notice_list.BATCHES,
        lead=timedelta(seconds=60),
    ),
    Job(
        "queueing",
        lambda at: under_way(),
        lambda holder, at: queueing.queue_mailings(at),
        batch=1,
        lead=timedelta(seconds=60),
    ),
    Job(
        "support",
        lambda at: bool(overdue(at=at, most=1)),
        lambda holder, at: support.escalate_overdue(at=at),
        batch=support.BATCH,
    ),
    Job(
        "mailings",
        mailings.is_due,
        lambda holder, at: mailings.deliver_mailings(holder, at=at),
        batch=mailings.BATCH,
        lead=timedelta(seconds=60),  # longer than a claim, so that two never send at once
    ),
    Job(
        "risks",
        lambda at: bool(expired(at=at, most=1)),
        lambda holder, at: reopen_expired(at=at),
        batch=risks.BATCH,
    ),
    Job(
        "readings",
        lambda at: (choice := sweeping.waiting()) is not None and choice.at <= at - SETTLED,
        lambda holder, at: readings.sweep(at),
        batch=readings.BATCH,
    ),
    Job(
        "reception",
        lambda at: reception_seals.to_seal(at=at) is not None,
        lambda holder, at: seal_days(at=at),
        batch=reception.BATCH,
    ),
    Job(
        "canaries",
        lambda at: any_due(at=at),
        lambda holder, at: send_canaries(at=at),
        batch=canaries.BATCH,
        lead=canaries.LEAD,
    ),
    Job("scans", lambda at: scans.waiting(), lambda holder, at: scans.scan_files(at=at), batch=scans.BATCH),
    Job("sequence", lambda at: entries_wait(), lambda holder, at: sequence(at), batch=sequencing.BATCH),
    Job("score", lambda at: unread.is_waiting(), lambda holder, at: scoring.score(), batch=scoring.BATCH),
    Job(
        "sums",
        lambda at: matter_sums.is_waiting(),
        lambda holder, at: summing.sum_up(),
        batch=summing.BATCH,
    ),
    Job(
        "tallies", lambda at: tallies.over(at=at), lambda holder, at: tallies.sweep(at=at), batch=sys.maxsize
    ),
    Job(
        "index",
        lambda at: likeness.waits(),
        lambda holder, at: indexing.index(at),
        batch=indexing.BATCH,
        lead=timedelta(minutes=5),  # merging large segments takes its time
    ),
    Job(
        mailroom.NAME,
        mailroom.is_due,
        lambda holder, at: mailroom.collect(at=at),
        batch=mailroom.BATCH,
        lead=mailroom.LEAD,
    ),
    Job("sweep", _sweep_due, lambda holder, at: blobs.sweep(at), batch=sys.maxsize),
)


def tick(at: datetime, *, holder: str | None = None) -> dict[str, int]:
    """Do at once whatever is due at `at`, one batch of each job; how much each did. For tests, set-up and the demo."""
    holder = holder or name_of_this_worker()
    done = {}
    for job in JOBS:
        done[job.name] = step(job, holder, at)
        leases.give_back(job.name, holder, at=at)
    return done


def step(job: Job, holder: str, at: datetime) -> int:
    """Run `job` if it is due and this worker leads it; how much it did."""
    if not job.due(at):
        return 0
    if job.lead is None:
        return job.run(holder, at)
    if not leases.take(job.name, holder, at=at, lease=job.lead):
        return 0
    done = job.run(holder, at)
    leases.ran(job.name, holder, at=at)
    return done


def run(stop: threading.Event) -> None:
    """Work until `stop` is set. Each job has a thread of its own, so a mail server that hangs holds up no duty."""
    holder = name_of_this_worker()
    threads = [
        threading.Thread(target=_keep_doing, args=(job, holder, stop), name=job.name, daemon=True)
        for job in JOBS
    ]
    for thread in threads:
        thread.start()
    log.info("worker %s is at work", holder)
    while not stop.wait(NAP):
        pass  # this thread must wake by itself: a signal that another thread catches is handled here, and only awake
    for thread in threads:
        thread.join()


def _keep_doing(job: Job, holder: str, stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            stop.wait(_once(job, holder))
        _hand_over(job, holder)
    finally:
        connections.close_all()


def _once(job: Job, holder: str) -> float:
    """One step and how long to sleep after it: not at all while there is probably more to do."""
    close_old_connections()
    try:
        return 0.0 if step(job, holder, timezone.now()) >= job.batch else NAP
    except Exception:
        log.exception("%s", job.name)
        connections.close_all()
        return REST


def _hand_over(job: Job, holder: str) -> None:
    if job.lead is None:
        return
    try:
        leases.give_back(job.name, holder, at=timezone.now())
    except Exception:
        log.warning("the lead of %s was not given back; it runs out by itself", job.name)


def name_of_this_worker() -> str:
    """A name that no other worker has, with host and process for whoever reads the log."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
