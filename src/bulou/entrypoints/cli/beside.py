"""`python -m bulou.entrypoints.cli.beside PARENT COMMAND…`: a bulou command that ends when that process does.

So the worker that `bulou serve` runs beside itself does not outlive a server that was killed.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int, by: signal.Signals = signal.SIGTERM) -> None:
    """Have this process sent a signal when its parent, of this id, dies, even by kill -9 (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:  # it had died before the call
        os.kill(os.getpid(), by)


if __name__ == "__main__":
    from bulou.entrypoints.cli.main import bulou

    end_with(int(sys.argv.pop(1)))
    bulou(prog_name="bulou")
