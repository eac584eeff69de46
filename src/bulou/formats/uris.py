"""Which text is a URI (RFC 3986 section 3), as the formats demand of every address."""

import re
from ipaddress import AddressValueError, IPv6Address

_UNRESERVED = r"A-Za-z0-9\-._~"
_SUB_DELIMS = r"!$&'()*+,;="
_ENCODED = r"%[0-9A-Fa-f]{2}"
_PCHAR = rf"(?:[{_UNRESERVED}{_SUB_DELIMS}:@]|{_ENCODED})"
_TAIL = rf"(?:{_PCHAR}|[/?])*"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+\-.]*:"
    rf"(?://(?:(?:[{_UNRESERVED}{_SUB_DELIMS}:]|{_ENCODED})*@)?"
    rf"(?:\[(?P<literal>[^\]/]*)\]|(?:[{_UNRESERVED}{_SUB_DELIMS}]|{_ENCODED})*)(?::[0-9]*)?(?:/{_PCHAR}*)*"
    rf"|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|{_PCHAR}+(?:/{_PCHAR}*)*"
    rf"|)(?:\?{_TAIL})?(?:#{_TAIL})?"
)
_FUTURE_LITERAL = re.compile(rf"[vV][0-9A-Fa-f]+\.[{_UNRESERVED}{_SUB_DELIMS}:]+")
_WEB = re.compile(r"(?i)https://[^/?#]+")


def is_uri(text: str) -> bool:
    """Whether `text` is an absolute URI; letters beyond ASCII must come percent-encoded."""
    match = _URI.fullmatch(text)
    if match is None:
        return False
    literal = match["literal"]
    return literal is None or _FUTURE_LITERAL.fullmatch(literal) is not None or _is_ipv6(literal)


def is_https(text: str) -> bool:
    """Whether `text` is a URI of scheme https with a host."""
    return is_uri(text) and _WEB.match(text) is not None


def _is_ipv6(text: str) -> bool:
    try:
        return IPv6Address(text).scope_id is None
    except AddressValueError:
        return False
