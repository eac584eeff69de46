"""How much one address may send, so that nobody's flood keeps others out.

Counted in each server process, in memory: a limit that had to be looked up would cost more than what it protects.
"""

import threading
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

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


def source(request: HttpRequest) -> str:
    """Whom to count a request to: its address, the network of an IPv6 one; "" for this machine, which is not counted.

    Behind a proxy that was not declared (BULOU_TRUSTED_PROXY) everyone would share the proxy's address, so what comes
    from this very machine is left to whoever runs it.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BULOU_TRUSTED_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.is_loopback:
        return ""
    if isinstance(found, IPv6Address):
        return found.exploded[:19]  # the /64 that one household or host has to itself
    return str(found)


REPORTS = Fair(burst=300, per_second=1.0)
REQUESTS = Fair(burst=600, per_second=10.0)  # of one token
REFUSED = Fair(burst=60, per_second=0.2)  # requests with a token that is none
