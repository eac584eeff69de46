"""How often one network may try a secret that opens something without an account. Reports themselves are never limited (entrypoints/lanes.py)."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from bulou.records import tallies


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
