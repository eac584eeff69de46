"""Senders who drip their bytes hold a thread each, and no one else while a thread is free."""

import http.client
import socket
import time

import pytest

from tests.nodes import Node

FOUND = """
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
perform(FoundOrganisation(slug="vendor", prefix="QY", name_zh="甲", name_en="A", roles=("vendor",)),
        by=Actor.system(), at=timezone.now())
"""
THREADS = 4


@pytest.mark.slow
@pytest.mark.only("sqlite")
def test_ac47_slow_uploads_hold_no_one_up_while_a_thread_is_free(node: Node) -> None:
    node.python(FOUND)
    node.start("--no-worker", "--processes", "1", "--threads", str(THREADS))
    slow = [_begun(node) for _sender in range(THREADS - 1)]
    for _turn in range(3):
        for line in slow:
            line.sendall(b"a")
        assert _form(node) == 200
    for line in slow:
        line.close()
    assert _form(node) == 200


def _begun(node: Node) -> socket.socket:
    """A report through the form whose file has begun to come."""
    line = socket.create_connection(("127.0.0.1", node.port))
    line.sendall(
        f"POST /report/vendor HTTP/1.1\r\nHost: 127.0.0.1:{node.port}\r\nContent-Length: 5000000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()
    )
    return line


def _form(node: Node) -> int:
    time.sleep(0.2)
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=10)
    connection.request("GET", "/report/vendor")
    answer = connection.getresponse()
    answer.read()
    return answer.status
