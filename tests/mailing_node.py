"""A node with a notice to many, whose worker is killed at random moments."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from tests import smtp
from tests.nodes import Node

IN_FLIGHT = 16
SENT = """
from tests.world import World
from tests.acts.listing import drafted, listed
from bulou.acts.telling import SendNotice
world = World()
world.found("vendor", "QY", "vendor")
world.appoint("lead", "vendor", "lead")
listed(world, "email,overseas\\n" + "".join("u%d@b.example,no\\n" % n for n in range({count})))
case_id = world.accepted()
act = SendNotice(case_id=case_id, mailing_id=drafted(world, case_id), exploit_included=False)
world.done(act, "lead")
"""
FOUND = """
import json
from bulou.records.models import Delivery, Mailing, Notice
mailing = Mailing.objects.get()
rows = Delivery.objects.filter(mailing=mailing)
print(json.dumps({
    "queued": mailing.queued, "notices": Notice.objects.count(), "mails": rows.count(),
    "sent": rows.filter(delivered_at__isnull=False).count(), "settled": mailing.settled_at is not None,
}))
"""


WORKER = """
import os, signal, sys, threading, time
from bulou.acts import queueing
from bulou.records.models import Mailing
queueing.BATCH, queueing.BATCHES = {batch}, 1

def end_at(queued):
    while Mailing.objects.get().queued < queued:
        time.sleep(0.002)
    os.kill(os.getpid(), signal.SIGKILL)

if {kill_at}:
    threading.Thread(target=end_at, args=({kill_at},), daemon=True).start()
from bulou.entrypoints.cli.main import bulou
bulou(["worker"], prog_name="bulou")
"""


@dataclass
class Kills:
    """When the worker was killed: how many recipients were queued and how many mails taken by then."""

    queued: list[int]
    taken: list[int]


def found(node: Node) -> dict[str, Any]:
    """How far the mailing is."""
    state: dict[str, Any] = json.loads(node.python(FOUND))
    return state


def killed_and_ended(
    node: Node, *, count: int, rounds: int, moments: random.Random, batch: int = 50
) -> tuple[smtp.Mailbox, Kills, dict[str, Any]]:
    """Send to `count` recipients while the worker is killed `rounds` times, then let it come to the end.

    The first kill comes while recipients are queued, `batch` at once; the others come whenever they come.
    """
    node.python(SENT.format(count=count))
    kills = Kills([], [])
    with smtp.running() as mailbox:
        node.settings |= {"BULOU_EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}", "BULOU_MAIL_RATE": "600000"}
        for turn in range(rounds):
            worker = _worker(node, batch, kill_at=count // 3 if turn == 0 else 0)
            if turn:
                time.sleep(moments.uniform(1.5, 4.0))
                os.kill(worker.pid, signal.SIGKILL)
            worker.wait(60)
            kills.queued.append(found(node)["queued"])
            kills.taken.append(len(mailbox.mails))
        worker = _worker(node, batch)
        try:
            deadline = time.monotonic() + 180
            while not (state := found(node))["settled"]:
                assert time.monotonic() < deadline, state
                time.sleep(1)
        finally:
            worker.kill()
            worker.wait(30)
    return mailbox, kills, state


def _worker(node: Node, batch: int, *, kill_at: int = 0) -> subprocess.Popen[bytes]:
    """The worker, queueing `batch` recipients at once; with `kill_at` it dies as soon as so many are queued."""
    up = "from bulou.entrypoints.cli.boot import boot\nboot()\n"
    return subprocess.Popen(
        [sys.executable, "-c", up + WORKER.format(batch=batch, kill_at=kill_at)],
        env=node.environment,
        stdin=subprocess.DEVNULL,
        stdout=(node.folder / "log").open("ab"),
        stderr=subprocess.STDOUT,
    )
