"""How often one address may try number and return code. Reports themselves are never limited."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` counted tries from one address within a window of `seconds`; only addresses' hashes are kept."""

    name: str
    most: int
    seconds: int

    def reached(self, request: HttpRequest, *, at: datetime) -> bool:
        return bool(cache.get(self._key(request, at), 0) >= self.most)

    def count(self, request: HttpRequest, *, at: datetime) -> None:
        key = self._key(request, at)
        cache.set(key, cache.get(key, 0) + 1, self.seconds)

    def _key(self, request: HttpRequest, at: datetime) -> str:
        window = int(at.timestamp()) // self.seconds
        return f"limit:{self.name}:{window}:{hashlib.sha256(network(request).encode()).hexdigest()[:32]}"


def network(request: HttpRequest) -> str:
    """The client's address; of IPv6 the /64 it is in, for whoever holds one address there holds them all."""
    address = ip_address(get_adapter().get_client_ip(request).partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(getattr(address, "ipv4_mapped", None) or address)


RETURNS = Limit("return-code", most=10, seconds=900)
