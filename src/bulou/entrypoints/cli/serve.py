"""`bulou serve`: the HTTP server, with the worker beside it."""

import errno
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import click
from django.conf import settings
from django.db import connection, connections

from bulou.entrypoints.cli.beside import end_with
from bulou.entrypoints.cli.node import NEEDED_FIRST, unapplied

_APPLICATION = "bulou.config.wsgi:application"
_HERE = {"127.0.0.1", "localhost"}
_IDLE_SECONDS = 600  # a thread keeps its database connection, so threads are kept
_STOP_SECONDS = 15
_RESTART_SECONDS = 1.0
_PATIENCE_SECONDS = 5.0
_LOOK_AGAIN_SECONDS = 0.1
_CYCLES_AFTER = 100_000  # objects more than were freed


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. 监听地址。")
@click.option("--port", default=8000, show_default=True, help="Port to listen on. 监听端口。")
@click.option("--processes", type=click.IntRange(1), help="Server processes; 1 on SQLite. 服务进程数。")
@click.option(
    "--threads", type=click.IntRange(1), default=8, show_default=True, help="Threads in each. 线程数。"
)
@click.option("--worker/--no-worker", default=True, help="Run the worker beside it. 同时运行后台任务。")
def serve(host: str, port: int, processes: int | None, threads: int, worker: bool) -> None:
    """Serve the pages and the API until told to stop; the worker runs beside. 启动服务。"""
    if pending := unapplied():
        click.echo(
            f"{len(pending)} migrations are not applied. Run `bulou init`. 请先运行 bulou init。", err=True
        )
        raise SystemExit(NEEDED_FIRST)
    if not settings.BULOU_SECRET_KEY_SET or not settings.BULOU_KEY_FILE.is_file():
        click.echo(
            "This node has no keys yet. Run `bulou init`. 节点尚无密钥，请先运行 bulou init。", err=True
        )
        raise SystemExit(NEEDED_FIRST)
    if not comes_free(host, port):
        click.echo(f"Port {port} of {host} is taken by another server. 端口 {port} 已被占用。", err=True)
        raise SystemExit(1)
    # One more than there are processors: while one waits for the database, another works.
    count = processes or (1 if connection.vendor == "sqlite" else min(8, 1 + (os.cpu_count() or 1)))
    connections.close_all()  # the server forks: a connection opened here must not be shared with its children
    server = _server(host, port, count, threads)
    if worker:
        beside = Beside([sys.executable, "-m", "bulou.entrypoints.cli.beside", str(os.getpid()), "worker"])
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    click.echo(f"Bulou 补漏: {settings.BULOU_BASE_URL} ({host}:{port})")
    said = urlsplit(settings.BULOU_BASE_URL)
    if said.hostname in _HERE and said.port != port:
        click.echo(
            f"Links in pages and mails lead to {settings.BULOU_BASE_URL}: set BULOU_BASE_URL=http://{host}:{port}. "
            "页面和邮件中的链接指向前一地址，请设置 BULOU_BASE_URL。",
            err=True,
        )
    server.serve(target_loader=partial(_application, os.getpid()))


class Beside:
    """A process that runs as long as ours: started again when it ends by itself, stopped with us."""

    def __init__(self, command: list[str]) -> None:
        """Nothing runs before `start`."""
        self._command = command
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and keep it running."""
        self._watcher.start()

    def stop(self) -> None:
        """Ask it to end and wait for what it has in hand; after 15 seconds it is ended."""
        self._stopping.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)  # noqa: S603  # our own command
            self._process.wait()
            self._stopping.wait(_RESTART_SECONDS)


def comes_free(host: str, port: int, *, patience: float = _PATIENCE_SECONDS) -> bool:
    """Whether nobody listens there, or stops within `patience` seconds, as a server that was just ended does.

    The server itself would start beside the other one and share its requests: its processes share their port by design.
    """
    until = time.monotonic() + patience
    while True:
        try:
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
                probe.setsockopt(
                    socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
                )  # connections that end are no server
                probe.bind((host, port))
                return True
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return True  # the server says itself what is wrong
        if time.monotonic() >= until:
            return False
        time.sleep(_LOOK_AGAIN_SECONDS)


def _server(host: str, port: int, processes: int, threads: int) -> Any:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    return Granian(
        _APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # a proxy in front speaks HTTP/2; behind it graceful stops stay quick
        workers=processes,
        blocking_threads=threads,
        blocking_threads_idle_timeout=_IDLE_SECONDS,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
        log_level=LogLevels.warning,
    )


def _application(parent: int, target: str) -> Callable[..., Any]:
    """Load the application in the server process that will answer with it."""
    # It was forked with its parent's handlers, which mean nothing here: while it loads, a signal ends it at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with(parent, by=signal.SIGKILL)
    from granian._internal import load_target

    application: Callable[..., Any] = load_target(target)
    # What is loaded now stays, and requests leave few cycles: looking for some after every 700 objects, as Python does by
    # itself, took a sixth of the time of an intake.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_CYCLES_AFTER)
    return application
