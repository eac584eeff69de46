"""A server that is killed in the middle of an upload: what had arrived is there, and the upload goes on to its end."""

import hashlib
import http.client
import os
import socket
import time

import pytest

from tests.nodes import Node

SIZE = 6 * 1024 * 1024
FOUND = """
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
perform(FoundOrganisation(slug="vendor", prefix="QY", name_zh="甲", name_en="A", roles=("vendor",)),
        by=Actor.system(), at=timezone.now())
"""
TAKE = """
from bulou.acts import uploads
print(uploads.take("report:vendor", "{token}").sha256)
"""


def ask(node: Node, method: str, url: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, url, body, {"Tus-Resumable": "1.0.0", **names})
    return connection.getresponse()


@pytest.mark.only("sqlite")
def test_ac47_an_upload_survives_a_kill_in_its_middle(node: Node) -> None:
    content = os.urandom(SIZE)
    node.python(FOUND)
    node.start("--no-worker")
    made = ask(node, "POST", "/report/vendor/uploads", Upload_Length=str(SIZE))
    assert made.status == 201
    url = made.headers["Location"]

    half = _send_half(node, url, content)
    node.kill()
    node.start("--no-worker")

    kept = int(ask(node, "HEAD", url).headers["Upload-Offset"])
    assert half - 10 * 65536 <= kept <= half
    rest = ask(
        node,
        "PATCH",
        url,
        content[kept:],
        Upload_Offset=str(kept),
        Content_Type="application/offset+octet-stream",
    )
    assert (rest.status, rest.headers["Upload-Offset"]) == (204, str(SIZE))
    found = node.python(TAKE.format(token=url.rsplit("/", 1)[1])).strip()
    assert found == hashlib.sha256(content).hexdigest()


def _send_half(node: Node, url: str, content: bytes) -> int:
    """Begin a PATCH of the whole file, send half of it, and leave the line open until the server has written it."""
    line = socket.create_connection(("127.0.0.1", node.port))
    line.sendall(
        f"PATCH {url} HTTP/1.1\r\nHost: 127.0.0.1:{node.port}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {SIZE}\r\n\r\n".encode()
    )
    half = SIZE // 2
    line.sendall(content[:half])
    uploads = node.folder / "files" / "uploads"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if max((path.stat().st_size for path in uploads.glob("*")), default=0) > half - 10 * 65536:
            break
        time.sleep(0.05)
    return half
