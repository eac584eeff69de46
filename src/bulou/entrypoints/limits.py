"""How often one network may try a secret that opens something without an account, and ask what costs much to answer.

Reports themselves are never limited (entrypoints/lanes.py).
"""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from bulou.entrypoints import lanes
from bulou.records import tallies

REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` counted tries from one network within a window of `seconds`, whichever process answers them.

    Only hashes of addresses are kept, and only until the window is over.
    """

    name: str
    most: int
    seconds: int

    def reached(self, request: HttpRequest, *, at: datetime) -> bool:
        return tallies.read(self._key(request, at)) >= self.most

    def count(self, request: HttpRequest, *, at: datetime) -> None:
        ends = (int(at.timestamp()) // self.seconds + 1) * self.seconds
        tallies.add({self._key(request, at): 1}, ends_at=datetime.fromtimestamp(ends, UTC))

    def _key(self, request: HttpRequest, at: datetime) -> str:
        window = int(at.timestamp()) // self.seconds
        who = hashlib.sha256(settings.SECRET_KEY.encode() + network(request).encode()).hexdigest()[:32]
        return f"{self.name}:{window}:{who}"


def network(request: HttpRequest) -> str:
    """The client's address; of IPv6 the /64 it is in, for whoever holds one address there holds them all."""
    address = ip_address(get_adapter().get_client_ip(request).partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(getattr(address, "ipv4_mapped", None) or address)


RETURNS = Limit("return-code", most=10, seconds=900)  # number and return code of a report
INVITATIONS = Limit("invitation", most=10, seconds=900)  # the code of a party's link


class Fair:
    """A bucket for each source: `burst` at once, then `per_second`. A source seen for the first time is never stopped.

    Counted in each server process, in memory: a limit that had to be looked up would cost more than what it protects.
    """

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


# Pre-checks and files of scenarios, of one network, without an account.
COSTLY = Fair(burst=30, per_second=0.5)
UPLOADS = Fair(burst=120, per_second=0.1)  # uploads that one network opens without an account


def seconds_until(request: HttpRequest, limit: Fair | None = None) -> int:
    """Take one of the request's network from `limit`, or one costly question: 0 when it may be answered, else the whole
    seconds until it may.

    What comes from this very machine is not counted (see `lanes.source`), and nothing of it is stored.
    """
    source = lanes.source(request)
    return ceil((limit or COSTLY).wait(source)) if source else 0
