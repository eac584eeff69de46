"""`python -m bulou.entrypoints.cli.beside COMMAND…`: a bulou command that ends when its parent does.

So the worker that `bulou serve` runs beside itself does not outlive a server that was killed.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Have this process told to end when the one that started it dies, even by kill -9 (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the call
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    from bulou.entrypoints.cli.main import bulou

    end_with_parent()
    bulou(prog_name="bulou")
