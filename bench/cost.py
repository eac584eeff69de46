"""CPU time that a family of processes has used: what a report costs, whatever else the machine is doing."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def family(*roots: int) -> float:
    """CPU seconds of these processes, their living descendants, and the dead ones that were waited for."""
    stats = [_stat(path) for path in Path("/proc").glob("[0-9]*/stat")]
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for pid, parent, seconds in filter(None, stats):
        children.setdefault(parent, []).append(pid)
        used[pid] = seconds
    total, waiting = 0.0, list(roots)
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0.0)
        waiting += children.get(pid, [])
    return total


def _stat(path: Path) -> tuple[int, int, float] | None:
    try:
        text = path.read_text()
    except OSError:
        return None  # it has ended meanwhile
    fields = text.rpartition(")")[2].split()
    return int(path.parent.name), int(fields[1]), sum(map(int, fields[11:15])) / _TICK
