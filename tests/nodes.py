"""A whole node as its own processes: made, started, killed and asked by the tests that need more than one, or a real one.

Two nodes are two folders, two databases, two sets of keys, two ports.
"""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_START_SECONDS = 180  # a machine that does much else takes long to start a node


@dataclass
class Node:
    """A node in a folder of its own; nothing runs until `start`."""

    folder: Path
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its commands run under: nothing of the test run's own node."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("BULOU_", "DJANGO_"))
        }
        own = {
            "BULOU_HOME": str(self.folder),
            "BULOU_DATABASE_URL": self.database_url,
            "BULOU_BASE_URL": self.url,
            "BULOU_NODE_NAME": self.folder.name,
        }
        return {**inherited, **own, **self.settings}

    @property
    def log(self) -> str:
        """What server and worker have said so far."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def run(self, *arguments: str, code: int | None = 0, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run `bulou` with these arguments and demand this exit code (None: any)."""
        return self._run(["-m", "bulou", *arguments], code, options)

    def set_up(self) -> None:
        """Make its folder and set it up where its database has every table already: keys first, for `bulou init` gives a database
        that has tables no new ones.
        """
        self.folder.mkdir(mode=0o700)
        for name in ("kek", "journal_key", "secret_key"):
            (self.folder / name).write_text(secrets.token_hex(32) + "\n")
            (self.folder / name).chmod(0o600)
        self.run("init")

    def python(self, program: str) -> str:
        """Run a program with Django up on this node, in a process of its own; returns what it prints."""
        up = "from bulou.entrypoints.cli.boot import boot\nboot()\n"
        return self._run(["-c", up + program], 0, {}).stdout

    def _run(
        self, arguments: list[str], code: int | None, options: dict[str, Any]
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=120, **options
        )
        assert code is None or done.returncode == code, (
            f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        )
        return done

    def start(self, *options: str, command: str = "serve", seconds: int = _START_SECONDS) -> "Node":
        """Serve, worker included unless `--no-worker` is given, and return once it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bulou", command, "--port", str(self.port), *options],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,  # server, its workers and ours are one group, killed at one stroke
        )
        deadline = time.monotonic() + seconds
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the node does not answer\n{self.log}")
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        """Whether it answers HTTP at all."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def stop(self) -> int:
        """Ask it to end, wait, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """kill -9 server and worker at once, with everything they have started."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
