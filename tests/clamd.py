"""A real daemon on a port of its own that speaks INSTREAM, and misbehaves when it is told to."""

import socket
import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Scanner:
    """What it has heard. `mode`: honest, slow (seconds), deaf (hangs up at once), hasty (says OK before the end), babble,
    endless (never ends its answer), full (the limit of its stream).
    """

    mode: str = "honest"
    heard: list[bytes] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def serve(self, line: socket.socket) -> None:
        if self.mode == "deaf":
            return
        _exactly(line, len(b"zINSTREAM\0"))
        if self.mode == "hasty":
            line.sendall(b"stream: OK\0")
            return
        content = b""
        while length := struct.unpack(">I", _exactly(line, 4))[0]:
            content += _exactly(line, length)
            if self.mode == "full":
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.heard.append(content)
        match self.mode:
            case "slow":
                time.sleep(1.5)
            case "babble":
                line.sendall(b"<script>alert(1)</script>\x01\xff OK\0")
            case "endless":
                for _each in range(200):
                    line.sendall(b"A" * 1000)
            case _:
                found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
                line.sendall(b"stream: " + found + b"\0")


def _exactly(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        part = line.recv(size - len(got))
        if not part:
            raise ConnectionError
        got += part
    return got


@contextmanager
def running(mode: str = "honest") -> Iterator[Scanner]:
    """A scanner that listens until the block ends."""
    scanner = Scanner(mode)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                scanner.serve(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        scanner.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield scanner
        server.shutdown()
