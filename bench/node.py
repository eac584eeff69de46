"""A node of Bulou as it is really run: set up by `bulou init`, served by `bulou serve`."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.postgres import ROOT

SLUG = "vendor"
PROCESSES = 1 + (os.cpu_count() or 1)  # of each server: one waits for the database while the others work
_FOUND = f"""
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
act = FoundOrganisation(slug={SLUG!r}, prefix="QY", name_zh="青砚设备（测试）", name_en="Qingyan (test)",
                        roles=("vendor",), contact_email="psirt@vendor.example")
assert perform(act, by=Actor.system(), at=timezone.now())
"""


@dataclass
class Node:
    """A node in a folder of its own, with one organisation that receives."""

    folder: Path
    database_url: str
    port: int = 0
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = free_port()
        self.folder.mkdir(mode=0o700)
        self.run("-m", "bulou", "init")
        self.run("-c", f"from bulou.entrypoints.cli.boot import boot\nboot()\n{_FOUND}")

    @property
    def url(self) -> str:
        """Where a report to its organisation goes."""
        return f"http://127.0.0.1:{self.port}/api/v1/organisations/{SLUG}/reports"

    @property
    def environment(self) -> dict[str, str]:
        """What its programs run under; nothing of another node's settings."""
        own = {
            "BULOU_HOME": str(self.folder),
            "BULOU_DATABASE_URL": self.database_url,
            "BULOU_BASE_URL": f"http://127.0.0.1:{self.port}",
            "BULOU_NODE_NAME": "bulou-bench",
        }
        return {**clean_environment(), **own, **self.settings}

    def run(self, *arguments: str) -> str:
        """Run Python on this node; what it prints. Raises RuntimeError with what it said if it fails."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, cwd=ROOT
        )
        if done.returncode:
            raise RuntimeError(f"{arguments[:3]}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def figures(self, module: str, **options: Any) -> list[Figure]:
        """What `bench.<module>` measures in a process of its own with Django up on this node."""
        said = self.run("-m", "bench.inside", module, json.dumps(options))
        return [Figure(**found) for found in json.loads(said.splitlines()[-1])]

    @contextmanager
    def served(self, *options: str) -> Iterator[int]:
        """Serve while the block runs, with as many processes as the run compares; the id of the first of them."""
        command = [
            sys.executable,
            "-m",
            "bulou",
            "serve",
            "--port",
            str(self.port),
            "--processes",
            str(PROCESSES),
        ]
        with served([*command, *options], self.environment, self.port, self.folder / "log") as pid:
            yield pid


@contextmanager
def served(command: list[str], environment: Mapping[str, str], port: int, log: Path) -> Iterator[int]:
    """A server as long as the block runs, by its process id; it answers when the block begins."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            command, env=dict(environment), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    try:
        deadline = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"no answer from {command[:4]}\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def clean_environment() -> dict[str, str]:
    """This process's environment without the settings of any node."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("BULOU_", "DJANGO_"))}


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
