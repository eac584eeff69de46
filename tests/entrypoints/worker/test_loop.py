"""The loop: one leader at a time, nothing written while nothing is due, and no wait for a leader that was killed."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from bulou.entrypoints.worker.loop import JOBS, step, tick
from bulou.records import leases
from tests.world import World

AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def test_one_leads_until_the_lead_runs_out_or_is_given_back(db: None) -> None:
    later = AT + timedelta(seconds=29)
    over = AT + timedelta(seconds=30)

    taken = [
        leases.take("duties", "a", at=AT, lease=LEASE),
        leases.take("duties", "b", at=AT, lease=LEASE),
        leases.take("sweep", "b", at=AT, lease=LEASE),
        leases.take("duties", "b", at=later, lease=LEASE),
        leases.take("duties", "b", at=over, lease=LEASE),
        leases.take("duties", "a", at=over, lease=LEASE),
    ]
    leases.give_back("duties", "b", at=over)
    after = leases.take("duties", "a", at=over, lease=LEASE)

    assert (taken, after) == ([True, False, True, False, True, False], True)


def test_a_leader_renews_its_lead(db: None) -> None:
    leases.take("duties", "a", at=AT, lease=LEASE)
    assert leases.take("duties", "a", at=AT + timedelta(seconds=20), lease=LEASE)

    assert not leases.take("duties", "b", at=AT + timedelta(seconds=40), lease=LEASE)


def test_nobody_gives_back_anothers_lead(db: None) -> None:
    leases.take("duties", "a", at=AT, lease=LEASE)
    leases.give_back("duties", "b", at=AT)

    assert not leases.take("duties", "c", at=AT, lease=LEASE)


def test_while_another_leads_a_job_does_nothing(world: World, mailbox) -> None:
    world.submit()
    later = world.now + timedelta(days=3)
    duties = next(job for job in JOBS if job.name == "duties")
    leases.take("duties", "another", at=later, lease=LEASE)

    assert step(duties, "me", later) == 0
    assert step(duties, "me", later + timedelta(minutes=1)) > 0


def test_the_journal_is_folded_and_a_checkpoint_signed(world: World, mailbox) -> None:
    from bulou.records.models import Checkpoint, Entry

    world.submit()

    tick(world.now)
    tick(world.now)

    assert Entry.objects.filter(leaf=None).count() == 0
    assert Checkpoint.objects.count() >= 1


def test_files_that_nothing_names_are_swept_once_a_day(world: World, mailbox, settings, tmp_path) -> None:
    from django.utils import timezone

    from bulou.acts.blobs import keep, place

    settings.BULOU_FILES = tmp_path
    orphan = place(keep("orphan", b"x").blob)
    old = time.time() - 3 * 86400
    now = timezone.now()
    tick(now)
    os.utime(orphan, (old, old))

    tick(now + timedelta(hours=23))
    kept = orphan.exists()
    tick(now + timedelta(hours=25))

    assert (kept, orphan.exists()) == (True, False)


def test_when_nothing_is_due_nothing_is_written(world: World, mailbox, django_assert_num_queries) -> None:
    world.submit()
    while any(tick(world.now).values()):
        pass

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        for job in JOBS:
            step(job, "me", world.now)

    assert [query["sql"] for query in seen if not query["sql"].lstrip("(").startswith("SELECT")] == []
    assert len(seen) <= len(JOBS)


@pytest.fixture
def worker(node):
    """A node of its own whose worker runs alone, and a way to start it."""
    running = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "bulou", "worker"], env=node.environment, stderr=subprocess.PIPE
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def test_the_worker_ends_quietly_when_it_is_asked_to(worker) -> None:
    process = worker()
    assert b"is at work" in process.stderr.readline()

    process.send_signal(signal.SIGTERM)

    assert process.wait(30) == 0
    assert process.stderr.read() == b""
