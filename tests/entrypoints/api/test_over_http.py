"""What only a real server shows: bodies of unknown length, too large, or cut short, and many at once."""

import hashlib
import http.client
import json
import socket
import subprocess
import sys
import threading

import pytest

from tests.nodes import Node

PATH = "/api/v1/organisations/vendor/reports"
FOUND = """
import django; django.setup()
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
act = FoundOrganisation(slug="vendor", prefix="QY", name_zh="厂商", name_en="Vendor", roles=("vendor",))
assert perform(act, by=Actor.system(), at=timezone.now())
"""


@pytest.fixture
def served(node: Node) -> Node:
    """A node that receives for one vendor; its worker is not needed here."""
    environment = {**node.environment, "DJANGO_SETTINGS_MODULE": "bulou.config.settings"}
    subprocess.run([sys.executable, "-c", FOUND], env=environment, check=True)
    return node.start("--no-worker")


def connect(node: Node) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)


def post(connection: http.client.HTTPConnection, body: object, **more: object) -> tuple[int, dict]:
    connection.request("POST", PATH, body, {"Content-Type": "application/json"}, **more)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def half_sent(node: Node, part: bytes) -> bytes:
    """The first line of the answer to a sender who hangs up in the middle of the body."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", node.port), timeout=30) as raw:
        raw.sendall(head + part)
        raw.shutdown(socket.SHUT_WR)
        return raw.makefile("rb").readline()


def test_reports_over_a_real_connection(served: Node) -> None:
    connection = connect(served)

    chunked = post(connection, iter([b'{"title": ', b'"in pieces"}']), encode_chunked=True)
    large, problem = post(connection, b"x" * (5 * 1024 * 1024))
    large_in_pieces, _problem = post(connection, iter([b"x" * 100_000] * 30), encode_chunked=True)
    after, _receipt = post(connection, b"{}")

    assert chunked[0] == 201
    assert chunked[1]["raw_sha256"] == hashlib.sha256(b'{"title": "in pieces"}').hexdigest()
    assert chunked[1]["marks"] == []
    assert (large, problem["type"]) == (413, "urn:bulou:problem:too-large")
    assert (large_in_pieces, after) == (413, 201)


def test_what_was_cut_short_is_not_taken_for_a_report(served: Node) -> None:
    answer = half_sent(served, b'{"title": "half')

    assert answer.split()[1] == b"400"


def test_many_at_once_each_get_their_own_receipt(served: Node) -> None:
    receipts: dict[int, dict] = {}

    def send(sender: int) -> None:
        connection = connect(served)
        for turn in range(5):
            body = json.dumps({"title": f"{sender}-{turn}"}).encode()
            status, receipt = post(connection, body)
            assert status == 201
            assert receipt["raw_sha256"] == hashlib.sha256(body).hexdigest()
            receipts[sender * 5 + turn] = receipt

    senders = [threading.Thread(target=send, args=(number,)) for number in range(12)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)

    assert len(receipts) == 60
    assert len({receipt["number"] for receipt in receipts.values()}) == 60
    assert len({receipt["entry"]["hash"] for receipt in receipts.values()}) == 60
