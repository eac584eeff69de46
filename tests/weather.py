"""The network between two nodes as it is on its worst days: cut, slow, repeating itself, late, and out of order."""

import http.client
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.nodes import free_port


@dataclass
class Weather:
    """Stands before the node at `behind` and passes requests on, or not. Nothing of what it does is told to either side.

    Of a hundred requests `cut` never arrive, of `deaf` more the answer is lost, `slow` wait, `again` arrive three times, one
    of them after others have. While `storm` is set nothing passes.
    """

    behind: int
    seed: int = 1
    cut: int = 6
    deaf: int = 6
    slow: int = 5
    again: int = 10
    port: int = field(default_factory=free_port)
    storm: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._late: list[tuple[str, bytes, dict[str, str]]] = []
        self._lock = threading.Lock()
        weather = self

        class Passing(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                weather._pass(self)

            def do_POST(self) -> None:
                weather._pass(self)

            def log_message(self, *_: Any) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Passing)
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _pass(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        headers = {"Content-Type": asked.headers.get("Content-Type", "")}
        what = self._drawn()
        with self._lock:
            self.seen[what] += 1
        if what == "cut":
            return  # the connection closes without an answer
        if what == "slow":
            time.sleep(0.2)
        for _copy in range(2 if what == "again" else 0):
            self._sent(asked.path, body, headers)
        answer = self._sent(asked.path, body, headers, asked.command)
        self._late_ones((asked.path, body, headers) if what == "again" else None)
        if what == "deaf" or answer is None:
            return
        try:
            asked.send_response(answer[0])
            asked.send_header("Content-Length", str(len(answer[1])))
            asked.end_headers()
            asked.wfile.write(answer[1])
        except OSError:
            return  # whoever asked was killed meanwhile

    def _drawn(self) -> str:
        if self.storm:
            return "cut"
        with self._lock:
            number = self._random.randrange(100)
        for what in ("cut", "deaf", "slow", "again"):
            if number < getattr(self, what):
                return what
            number -= getattr(self, what)
        return "fair"

    def _late_ones(self, new: tuple[str, bytes, dict[str, str]] | None) -> None:
        """What was kept back arrives now, after what followed it; the newest is kept back instead."""
        with self._lock:
            due = self._late[:-3] if len(self._late) > 3 else []
            self._late = self._late[len(due) :] + ([new] if new else [])
            self.seen["late"] += len(due)
        for path, body, headers in due:
            self._sent(path, body, headers)

    def _sent(
        self, path: str, body: bytes, headers: dict[str, str], method: str = "POST"
    ) -> tuple[int, bytes] | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=20)
        try:
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
