"""Which lane a report takes when very many arrive: the ordinary one, or the slow one, which is read too, only later.

Nothing is ever refused here (Article 5). One network may send so many reports in a window, and one organisation may be
sent so many; beyond that a report is marked `flood`, unless whoever sends it has answered a question or done a little
work. When an organisation is flooded by many networks, the first reports of each network still take the ordinary lane.

Counts are shared by all server processes through one small table, and each process adds to it only in steps, so that a
quiet node writes nothing for it. A database that cannot count costs nobody a report.
"""

import hashlib
import logging
import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from bulou.records import tallies

MARK = "flood"
WINDOW = 600  # seconds
FIRST = 2  # reports of a network that take the ordinary lane whatever others do
BITS = 18  # leading zero bits of a proof of work: a second or two on a small machine
log = logging.getLogger("bulou.reception")


@dataclass(frozen=True, slots=True)
class Window:
    """`most` within a window; the shared tally is told of every `step`."""

    most: int
    step: int


NETWORK = Window(most=60, step=4)
ORGANISATION = Window(most=300, step=20)


class Counts:
    """What this process has counted, and what all of them had come to when it last told them. One for the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = 0
        self._shared: dict[str, int] = {}
        self._own: defaultdict[str, int] = defaultdict(int)

    def add(self, name: str, window: Window, *, at: datetime) -> int:
        """Count one; how many there were in this window, as far as this process knows."""
        with self._lock:
            number = int(at.timestamp()) // WINDOW
            if number != self._window:
                self._window, self._shared = number, {}
                self._own.clear()
            self._own[name] += 1
            own = self._own[name]
            known = self._shared.get(name, 0) + own
            if own < window.step:
                return known
            self._own[name] = 0
            self._shared[name] = known  # others may count meanwhile without telling twice
        ends = datetime.fromtimestamp((number + 2) * WINDOW, UTC)
        key = f"{number}:{name}"
        try:
            found = tallies.add({key: own}, ends_at=ends)[key]
        except DatabaseError:
            log.warning("the shared tally cannot be kept just now; this process counts alone")
            return known
        with self._lock:
            if self._window == number:
                self._shared[name] = max(self._shared.get(name, 0), found)
        return found

    def forget(self) -> None:
        """Start anew."""
        with self._lock:
            self._window = 0


counts = Counts()


def is_coming(network: str, organisation_id: UUID, *, at: datetime) -> bool:
    """Whether one more report would be beyond what is fair; nothing is counted."""
    if not network:
        return False
    number = int(at.timestamp()) // WINDOW
    names = (f"{number}:n:{_hashed(network)}", f"{number}:o:{organisation_id}")
    mine, all_of_them = (tallies.read(name) for name in names)
    return _beyond(mine + 1, all_of_them + 1)


def is_flood(network: str, organisation_id: UUID, *, at: datetime) -> bool:
    """Count one report; whether it is beyond what is fair. `network` is "" for this machine itself, which is not counted.

    The first reports of a network are never beyond it.
    """
    if not network:
        return False
    mine = counts.add(f"n:{_hashed(network)}", NETWORK, at=at)
    all_of_them = counts.add(f"o:{organisation_id}", ORGANISATION, at=at)
    return _beyond(mine, all_of_them)


def _beyond(mine: int, all_of_them: int) -> bool:
    return mine > NETWORK.most or (all_of_them > ORGANISATION.most and mine > FIRST)


def source(request: HttpRequest) -> str:
    """Whom to count a request to: its address, the network of an IPv6 one; "" for this machine, which is not counted.

    Behind a proxy that was not declared (BULOU_TRUSTED_PROXY) everyone would share the proxy's address, so what comes
    from this very machine is left to whoever runs it.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BULOU_TRUSTED_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    if address.count(":") == 1:  # some proxies add the port, which is another one each time
        address = address.partition(":")[0]
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_loopback:
        return ""
    if isinstance(found, IPv6Address):
        return found.exploded[:19]  # the /64 that one household or host has to itself
    return str(found)


def _hashed(network: str) -> str:
    """Addresses are kept only as hashes that nobody outside this node can make."""
    return hashlib.sha256(settings.SECRET_KEY.encode() + network.encode()).hexdigest()[:24]


def worked(subject: str, proof: str) -> bool:
    """Whether `proof` shows work on `subject`: SHA-256 of "subject:proof" begins with 18 zero bits."""
    if not proof or len(proof) > 64:
        return False
    digest = hashlib.sha256(f"{subject}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def first_use(name: str, *, at: datetime) -> bool:
    """Whether this answer is given for the first time; the same one opens the ordinary lane once."""
    key = "u:" + hashlib.sha256(name.encode()).hexdigest()
    try:
        return tallies.add({key: 1}, ends_at=datetime.fromtimestamp(at.timestamp() + 86_400, UTC))[key] == 1
    except DatabaseError:
        return True  # rather one report too many in the ordinary lane than one too few
