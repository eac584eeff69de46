"""How much one token may ask, so that nobody's flood keeps others out. Reports are never stopped here (entrypoints/lanes.py).

Counted in each server process, in memory: a limit that had to be looked up would cost more than what it protects.
"""

import threading
from collections import OrderedDict
from time import monotonic

REMEMBERED = 20_000


class Fair:
    """A bucket for each source: `burst` at once, then `per_second`. A source seen for the first time is never stopped."""

    def __init__(self, *, burst: int, per_second: float) -> None:
        self._burst = float(burst)
        self._per_second = per_second
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, source: str, *, now: float | None = None) -> float:
        """Take one from the bucket of `source`: 0.0 when it may go on, else the seconds until it may."""
        now = monotonic() if now is None else now
        with self._lock:
            left, since = self._seen.pop(source, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._per_second)
            allowed = left >= 1.0
            self._seen[source] = (left - 1.0 if allowed else left, now)
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self._per_second

    def forget(self) -> None:
        """Start anew."""
        with self._lock:
            self._seen.clear()


REQUESTS = Fair(burst=600, per_second=10.0)  # of one token
REFUSED = Fair(burst=60, per_second=0.2)  # requests with a token that is none
