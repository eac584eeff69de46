"""kill -9 at random moments under load (DECISIONS 25): nothing acknowledged is lost, nothing settled is repeated.

Each round posts reports from several clients, kills server and worker at one stroke, starts the node again. In the
end every acknowledged report is there and its entry verifies, every duty stands, every mail went out, and only mails
that were in flight at a kill went out again, under the same Message-ID.
"""

import http.client
import json
import os
import random
import sqlite3
import threading
import time
from base64 import b32decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller

from tests.nodes import Node, free_port

ROUNDS = int(os.environ.get("BULOU_TEST_ROUNDS", "20"))
CLIENTS = 4
IN_FLIGHT = 16  # a worker takes at most this many deliveries in hand at once
SLUG = "vendor"
FOUND = f"""
import django; django.setup()
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
act = FoundOrganisation(slug="{SLUG}", prefix="QY", name_zh="厂商", name_en="Vendor", roles=("vendor",),
                        contact_email="psirt@vendor.example")
assert perform(act, by=Actor.system(), at=timezone.now())
"""

pytestmark = [pytest.mark.soak, pytest.mark.database]


def _delivery(message_id: str) -> str:
    """The delivery whose mail this is, as its Message-ID begins (ADR 16)."""
    token = message_id.strip("<>").partition("@")[0].upper()
    return b32decode(token + "=" * (-len(token) % 8))[:16].hex()


class Mailbox:
    """A mail server that keeps which delivery everything that it accepts belongs to."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content)
        self.seen[_delivery(message["Message-ID"])] += 1
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, str]]:
    mailbox = Mailbox()
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@dataclass
class Load:
    """Clients that post reports until told to stop, and what each was answered."""

    node: Node
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    open_requests: int = 0
    sent: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def running(self) -> Iterator[None]:
        self.stopping.clear()
        clients = [threading.Thread(target=self._client) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            yield
        finally:
            self.stopping.set()
            for client in clients:
                client.join()

    def _client(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=10)
        while not self.stopping.is_set():
            with self.lock:
                self.sent += 1
                key = f"report-{self.sent}"
            try:
                self._post(connection, key)
            except (OSError, http.client.HTTPException):
                connection.close()
                time.sleep(0.02)

    def _post(self, connection: http.client.HTTPConnection, key: str) -> None:
        body = json.dumps({"title": key, "product": "QY-4200", "steps": key * 50}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        with self.lock:
            self.open_requests += 1
        try:
            connection.request("POST", f"/api/v1/organisations/{SLUG}/reports", body, headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            with self.lock:
                self.open_requests -= 1
        if answer.status == 201:
            with self.lock:
                self.acknowledged[key] = json.loads(text)


def test_nothing_acknowledged_is_lost_when_server_and_worker_are_killed(node: Node) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    moments = random.Random(seed)
    with mail_server() as (mailbox, address):
        node.settings |= {"BULOU_EMAIL_URL": address}
        found(node)
        load, inside = Load(node), 0
        for _round in range(ROUNDS):
            node.start()
            with load.running():
                time.sleep(moments.uniform(0.3, 1.5))
                with load.lock:
                    inside += load.open_requests > 0
                    node.kill()
        node.start()
        state = settled(node, load)
        node.stop()

    assert inside * 2 >= ROUNDS, f"only {inside} of {ROUNDS} kills landed inside an open request"
    assert len(load.acknowledged) >= ROUNDS
    assert set(state.reports) >= {answer["number"] for answer in load.acknowledged.values()}
    assert [number for number, answer in state.numbered(load) if state.entries.get(number) != answer] == []
    assert {number for number in state.reports if "RMSV-7-2" not in state.duties[number]} == set()
    assert state.waiting == 0
    assert set(mailbox.seen) >= state.mails
    repeated = {key for key, times in mailbox.seen.items() if times > 1}
    assert len(repeated) <= ROUNDS * IN_FLIGHT
    assert max(mailbox.seen.values()) <= ROUNDS + 1
    verified = node.run("journal", "verify", "--json")
    assert json.loads(verified.stdout)["faults"] == []


def found(node: Node) -> None:
    """An organisation that receives, through the gate, in a process of its own."""
    import subprocess
    import sys

    environment = node.environment | {"DJANGO_SETTINGS_MODULE": "bulou.config.settings"}
    subprocess.run([sys.executable, "-c", FOUND], env=environment, check=True, timeout=60)


@dataclass
class State:
    """What the node's database holds in the end, by report number."""

    reports: set[str]
    entries: dict[str, str]
    duties: dict[str, set[str]]
    mails: set[str]
    waiting: int

    def numbered(self, load: Load) -> list[tuple[str, str]]:
        return [(answer["number"], answer["entry"]["hash"]) for answer in load.acknowledged.values()]


def settled(node: Node, load: Load) -> State:
    """The state once the outbox is empty; fails after a minute."""
    deadline = time.monotonic() + 120
    while True:
        state = read(node)
        if state.waiting == 0 or time.monotonic() > deadline:
            return state
        time.sleep(0.5)


def read(node: Node) -> State:
    with rows_of(node) as ask:
        cases = dict(ask("SELECT CAST(id AS CHAR(36)), number FROM records_case"))
        heads = ask('SELECT stream, hash FROM records_entry WHERE "index" = 0')
        duties: dict[str, set[str]] = {number: set() for number in cases.values()}
        for case_id, duty_id in ask("SELECT CAST(case_id AS CHAR(36)), duty_id FROM records_duty"):
            duties[cases[case_id]].add(duty_id)
        sent = ask("SELECT CAST(id AS CHAR(36)) FROM records_delivery WHERE kind = 'mail'")
        mails = {UUID(identity.strip()).hex for (identity,) in sent}
        waiting = ask(
            "SELECT count(*) FROM records_delivery WHERE delivered_at IS NULL AND failed_at IS NULL"
        )[0][0]
    entries = {
        cases[stream[5:].replace("-", "") if node.database_url.startswith("sqlite") else stream[5:]]: digest
        for stream, digest in heads
        if stream.startswith("case:")
    }
    return State(set(cases.values()), entries, duties, mails, waiting)


@contextmanager
def rows_of(node: Node) -> Iterator[Any]:
    """Ask the node's database from outside."""
    if node.database_url.startswith("sqlite"):
        connection: Any = sqlite3.connect(node.database_url.removeprefix("sqlite:///"), timeout=30)
    else:
        import psycopg

        connection = psycopg.connect(node.database_url)
    try:
        yield lambda sql: connection.execute(sql).fetchall()
    finally:
        connection.close()
