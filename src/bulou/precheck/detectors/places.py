"""Addresses and names that may be of a system in use."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_network
from typing import Final

from bulou.law import Text
from bulou.precheck.blocks import blocks, sentences
from bulou.precheck.detectors.place_words import (
    CITED_LINE,
    KNOWN_SITES,
    NO_OPERATOR,
    OPERATOR,
    SIGN_IN,
    SITE_LABELS,
    SITE_PATHS,
)
from bulou.precheck.draft import Draft, Passage, Role
from bulou.precheck.found import Hit

_OPERATOR: Final = Text(
    "这里像是在说某个单位正在使用的系统。", "This seems to speak of a certain organisation's system in use."
)

_URL: Final = re.compile(
    r"\b[a-z][a-z+.-]{1,9}://(?:[^\s/?#@]*@)?(\[[0-9a-f:.]+\]|"
    r"[^\s/?#:\"'<>()（），。；、]+)(?::\d+)?([^\s\"'<>（），。；、]*)",
    re.IGNORECASE,
)
_HOST: Final = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,5}(?:com|cn|net|org|gov|edu|io|top|vip|info|de|uk|jp|fr|ru|"
    r"in|us|eu|cc|me)(?![\w-]|\.\w|@)",
    re.IGNORECASE,
)
_IPV4: Final = re.compile(r"(?<![0-9A-Za-z_.])(?:\d{1,3}\.){3}\d{1,3}(?![0-9A-Za-z_]|\.\d)")
_IPV6: Final = re.compile(r"(?<![0-9A-Za-z_:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z_:])")
_VERSION: Final = re.compile(
    r"(?:版本?|组件|构建|固件|客户端|软件|发布|升级[至到]?|更新[至到]?|第|节|[vV]|\b(?:version|release|build|firmware|"
    r"management|agent|component|before|through|prior to|section|"
    r"than|below|(?:upgrade|update)(?: to)?|earlier|manager|client|ver|fw|sw|os|fixed in|until|"
    r"install))[\s:：、,，]*(?:[\d.]+[\s,，、]*(?:and|or|和|至|到)?\s*)*$",
    re.IGNORECASE,
)
_PRODUCT: Final = re.compile(r"[\w,，、一-鿿]\s+[A-Z][A-Za-z-]+\s+$")
_VERSION_AFTER: Final = re.compile(
    r"\s*(?:版|及(?:以前|更早|之前)|以前|之前|以上|and (?:earlier|below|prior|later)|or (?:later|earlier|above)|released|"
    r"以下|\(build|\(?版本|kernel|drivers?\b|firmware|builds?\b|is affected)",
    re.IGNORECASE,
)
_RESERVED: Final = (
    ".example",
    ".test",
    ".invalid",
    ".localhost",
    ".local",
    "example.com",
    "example.net",
    "example.org",
    ".internal",
    ".arpa",
)
_NO_SYSTEM: Final = [
    ip_network(net)
    for net in (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "100.64.0.0/10",
        "0.0.0.0/8",
    )
]


def address(draft: Draft) -> Iterator[Hit]:
    """Addresses that the whole network can reach, and hosts named in the prose."""
    for passage in draft.passages:
        if passage.role in (Role.PROSE, Role.TITLE, Role.EXPLOIT):
            yield from _in_prose(passage)
        elif passage.role is Role.REMEDY:
            yield from _numbers(passage, 0, passage.text)


def _in_prose(passage: Passage) -> Iterator[Hit]:
    for block in blocks(passage.text):
        yield from _numbers(passage, block.start, block.text)
        cited = CITED_LINE.search(block.under) is not None
        if block.kind != "code" and not cited:
            yield from _names(passage, block.start, block.text)


def _numbers(passage: Passage, start: int, text: str) -> Iterator[Hit]:
    for pattern in (_IPV4, _IPV6):
        for found in pattern.finditer(text):
            ip = _ip(found[0])
            if ip is not None and _reachable(ip) and not _a_version(text, found):
                yield _hit(passage, start + found.start(), found[0])


def _names(passage: Passage, start: int, text: str) -> Iterator[Hit]:
    taken = []
    for found in _URL.finditer(text):
        taken.append(found.span())
        host = found[1].lower().rstrip(".")
        if _named(host) and not _a_source(text, found.start(), host, found[2]):
            yield _hit(passage, start + found.start(), found[0])
    for found in _HOST.finditer(text):
        inside = any(left <= found.start() < right for left, right in taken)
        host = found[0].lower()
        if (
            not inside
            and host.count(".") >= 2
            and _named(host)
            and not _a_source(text, found.start(), host, "")
        ):
            yield _hit(passage, start + found.start(), found[0])


def _named(host: str) -> bool:
    return (
        "." in host
        and not host.endswith(_RESERVED)
        and not _IPV4.fullmatch(host)
        and not host.startswith("[")
    )


def _a_source(text: str, start: int, host: str, path: str) -> bool:
    """Whether a URL is a source, an advisory, a download or code, not a system under discussion."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if SIGN_IN.search(path):
        return False
    known = any(host == site or host.endswith("." + site) for site in KNOWN_SITES)
    first = host.split(".")[0]
    return known or first in SITE_LABELS or bool(SITE_PATHS.search(path) or CITED_LINE.search(line))


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    for kind in (IPv4Address, IPv6Address):
        try:
            return kind(text)
        except AddressValueError:
            continue
    return None


def _reachable(ip: IPv4Address | IPv6Address) -> bool:
    """Whether this can be a machine somewhere; what is reserved for later (240.0.0.0/4) may be one for all we know."""
    later = (
        isinstance(ip, IPv4Address)
        and ip.is_reserved
        and ip != IPv4Address("255.255.255.255")
        and not _a_mask(ip)
    )
    return later or (
        ip.is_global
        and not ip.is_multicast
        and not any(ip in net for net in _NO_SYSTEM if net.version == ip.version)
    )


def _a_mask(ip: IPv4Address) -> bool:
    bits = f"{int(ip):032b}"
    return "01" not in bits and bits.startswith("11111111")


def _a_version(text: str, found: re.Match[str]) -> bool:
    if ":" in found[0]:
        return False
    before = text[max(0, found.start() - 60) : found.start()]
    after = text[found.end() : found.end() + 16]
    if _VERSION_AFTER.match(after):
        return True
    if re.match(r":\d|/\d", after) or re.search(
        r"(?:://|@|(?i:\b(?:ip|host|address|server|at|on|from)\b)|地址|主机|服务器|在|对)\s*$", before
    ):
        return False
    small = (
        sum(int(part) < 20 for part in found[0].split(".")) >= 3
    )  # one address in five hundred, nearly every version
    return bool(small or _VERSION.search(before) or _PRODUCT.search(before))


def _hit(passage: Passage, start: int, words: str) -> Hit:
    shown = words[:80]
    says = Text(f"这里出现地址 {shown}。", f"Here stands the address {shown}.")
    return Hit(passage, start, start + len(words), says)


def operator(draft: Draft) -> Iterator[Hit]:
    """Sentences about the system of a certain organisation."""
    for passage in draft.passages:
        if passage.role in (Role.PROSE, Role.TITLE):
            text = passage.text
            spots = [(each.start, each.text) for each in sentences(text)]
            spots += [(each.start, each.text) for each in blocks(text) if each.kind == "heading"]
            for start, words in sorted(spots):
                found = OPERATOR.search(words)
                if found and not NO_OPERATOR.search(words):
                    yield Hit(passage, start + found.start(), start + found.end(), _OPERATOR)
