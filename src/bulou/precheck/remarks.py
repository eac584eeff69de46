"""The questions that a draft raises. A remark asks; it never answers, and it never becomes a fact by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_network
from typing import Literal
from urllib.parse import urlsplit

from bulou.formats.csaf import AdvisoryDocument
from bulou.formats.uris import is_uri

# The name of the fact that a remark asks about.
Kind = Literal["exploit_included", "operator_in_use_detail"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One question: at `field` ("remediations[0].text"), at `line` of it from 1, about the fact named by `kind`."""

    field: str
    line: int
    kind: Kind
    zh: str
    en: str


def look(draft: AdvisoryDocument) -> tuple[Remark, ...]:
    """The questions raised by the draft's prose, in the order of fields and lines.

    A fenced code block asks whether it is exploit code (Art. 9(4)). An address of a host asks whether it belongs to a
    system in use by an operator (Art. 9(2)), unless it is reserved for documentation, the machine itself, a version
    of a listed product, or a host that the draft cites anyway.
    """
    known = _known_hosts(draft)
    remarks = []
    for field, text in _prose(draft):
        fence = ""
        for line, words in enumerate(text.splitlines(), 1):
            opened = _FENCE.match(words)
            if opened and not fence:
                fence = opened[1][:3]
                remarks.append(Remark(field, line, "exploit_included", *_CODE))
            elif fence and words.strip().startswith(fence):
                fence = ""
            remarks += [
                Remark(field, line, "operator_in_use_detail", *(told.format(host=host) for told in _HOST))
                for host in _hosts(words)
                if host not in known
            ]
    return tuple(remarks)


_CODE = (
    "此处有代码块。是否含有利用漏洞的程序？专门用于危害网络安全的程序和工具不得发布（第九条第（四）项）。",
    "Here is a block of code. Does it exploit the flaw? Programs made only for attack may not be published (Art. 9(4)).",
)
_HOST = (
    "此处出现地址 {host}。是否属于网络运营者在用的系统？在用系统的漏洞细节不得发布（第九条第（二）项）。",
    "Here is the address {host}. Is it of a system that an operator has in use? Details of flaws in such systems may "
    "not be published (Art. 9(2)).",
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_URL = re.compile(r"(?i)\bhttps?://(?:[^\s/?#@]*@)?(\[[0-9a-f:.]+\]|[^\s/?#:\"'<>()（），。；、]+)")
_IPV4 = re.compile(r"(?<![0-9A-Za-z_.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9A-Za-z_]|\.[0-9])")
_IPV6 = re.compile(r"(?<![0-9A-Za-z_:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z_:])")
_RESERVED_NAMES = (".example", ".test", ".invalid", ".localhost", "example.com", "example.net", "example.org")
_DOCUMENTATION = [
    ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


def _prose(draft: AdvisoryDocument) -> Iterator[tuple[str, str]]:
    yield from (("title", draft.title), ("summary", draft.summary), ("description", draft.description))
    for n, remediation in enumerate(draft.remediations):
        yield f"remediations[{n}].text", remediation.text


def _hosts(words: str) -> Iterator[str]:
    """The hosts named in a line, each once, without those that can be nobody's system."""
    found = [match[1].strip("[]").rstrip(".").lower() for match in _URL.finditer(words)]
    found += _IPV4.findall(words) + _IPV6.findall(words)
    for host in dict.fromkeys(found):
        address = _address(host)
        if address is None:
            if "." in host and not host.endswith(_RESERVED_NAMES) and not _IPV4.fullmatch(host):
                yield host
        elif not (
            address.is_loopback or address.is_unspecified or any(address in net for net in _DOCUMENTATION)
        ):
            yield host


def _address(host: str) -> IPv4Address | IPv6Address | None:
    for kind in (IPv4Address, IPv6Address):
        try:
            return kind(host)
        except AddressValueError:
            continue
    return None


def _known_hosts(draft: AdvisoryDocument) -> set[str]:
    """Hosts that the draft names on purpose, and versions that look like addresses."""
    urls = [
        draft.publisher.namespace,
        draft.canonical_url,
        *(reference.url for reference in draft.references),
    ]
    urls += [remediation.url for remediation in draft.remediations]
    hosts = {urlsplit(url).hostname or "" for url in urls if is_uri(url) and "[" not in url}
    versions = " ".join(f"{product.versions} {product.fixed_in}" for product in draft.products)
    return hosts | set(re.findall(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}", versions))
