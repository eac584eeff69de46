"""Asking a ClamAV daemon about a file over INSTREAM. What it answers is a claim of another program: read, never trusted.

A scanner that is not there raises `NoScanner`; one that is slow, breaks off, or answers what no scanner answers is told as
`failed`. Nothing here can cost a report: it is asked afterwards, by the worker.
"""

import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

SECONDS = 120.0
CHUNK = 64 * 1024
_LONGEST_ANSWER = 1024


class NoScanner(Exception):
    """Nobody answers at the address of the scanner."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`result` is clean, infected or failed; `detail` the signature, or why it failed: one short line."""

    result: str
    detail: str = ""


def scan(address: str, chunks: Iterable[bytes], *, seconds: float = SECONDS) -> Scan:
    """What the daemon at `address` (unix:///path or tcp://host:port) says of these bytes, within `seconds` in all.

    Raises NoScanner when no connection comes about; what `chunks` raises is raised.
    """
    deadline = time.monotonic() + seconds
    try:
        line = _connected(address, seconds)
    except OSError as error:
        raise NoScanner(f"{address}: {error}") from error
    with line:
        whole = True
        try:
            line.sendall(b"zINSTREAM\0")
            for chunk in _sized(chunks):
                _patient(line, deadline)
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
        except TimeoutError:
            return Scan("failed", "timeout")
        except OSError:
            whole = False  # it may have said why before it hung up
        return _read(_answer(line, deadline), whole)


def _sized(chunks: Iterable[bytes]) -> Iterable[bytes]:
    return (chunk[at : at + CHUNK] for chunk in chunks for at in range(0, len(chunk), CHUNK))


def _connected(address: str, seconds: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(min(seconds, 5.0))
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), min(seconds, 5.0))


def _patient(line: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


def _answer(line: socket.socket, deadline: float) -> bytes | None:
    """What it says up to its NUL, at most a kilobyte; None when the time was up."""
    said = b""
    try:
        while b"\0" not in said and len(said) < _LONGEST_ANSWER:
            _patient(line, deadline)
            part = line.recv(_LONGEST_ANSWER)
            if not part:
                break
            said += part
    except TimeoutError:
        return None
    except OSError:
        pass
    return said


def _read(said: bytes | None, whole: bool) -> Scan:
    if said is None:
        return Scan("failed", "timeout")
    text = said.split(b"\0")[0].decode("ascii", "replace").strip()
    text = "".join(ch for ch in text if ch.isprintable())
    if text == "stream: OK" and whole:  # one who did not hear all of it cannot know
        return Scan("clean")
    if text.startswith("stream: ") and text.endswith(" FOUND"):
        return Scan("infected", text.removeprefix("stream: ").removesuffix(" FOUND")[:200])
    return Scan("failed", text.removesuffix(" ERROR")[:200] or "no answer")
