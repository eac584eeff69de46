"""On what a run was made, and how fast that was at the moment: figures of another run cannot be held against it."""

import hashlib
import os
import platform
import tempfile
import time
from pathlib import Path

BLOCK = bytes(4096)


def machine() -> str:
    """Processor, cores, system and interpreter in one line."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def yardsticks() -> str:
    """How fast this machine is just now: hashing, the interpreter, and a write that has reached the disk."""
    return (
        f"SHA-256 {_hashing():.2f} GB/s, Python loop {_looping():.0f} M/s, 4 KiB fdatasync {_syncing():,.0f}/s, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _hashing() -> float:
    block = bytes(1 << 20)
    start = time.perf_counter()
    for _turn in range(100):
        hashlib.sha256(block).digest()
    return 100 * len(block) / (time.perf_counter() - start) / 1e9


def _looping() -> float:
    count, start = 0, time.perf_counter()
    for _turn in range(1_000_000):
        count += 1
    return count / (time.perf_counter() - start) / 1e6


def _syncing() -> float:
    with tempfile.TemporaryFile() as file:
        start = time.perf_counter()
        for _turn in range(200):
            os.pwrite(file.fileno(), BLOCK, 0)
            os.fdatasync(file.fileno())
        return 200 / (time.perf_counter() - start)
