"""`bulou worker`: the worker alone, for nodes that serve with `--no-worker`."""

import signal
import threading
from typing import Any

import click

from bulou.entrypoints.worker.loop import run


@click.command()
def worker() -> None:
    """Deliver, remind and checkpoint until told to stop. 投递、提醒、设检查点，直至停止。"""
    stop = threading.Event()

    def ask_to_stop(*_: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    run(stop)
