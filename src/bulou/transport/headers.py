"""Headers of mails as people and programs really write them: raw GBK, broken encoded words, addresses made to mislead.

The standard library's modern header parser raises on some of what arrives and takes quadratic time on more (ADR 0016), so
the raw values are read here with its older, plainer functions. Nothing here raises.
"""

import re
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bulou.transport.received import visible

LONGEST = 8192  # characters of one header
MOST = 50  # addresses of one header
_ID = re.compile(r"<([^<>\s@]{1,200})@([^<>\s@]{1,200})>")
_CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80"}


def raw(message: Message, name: str) -> list[str]:
    """Every value of a header on one line each, cut at 8192 characters, as it came."""
    wanted = name.lower()
    found = [str(value) for key, value in message.raw_items() if key.lower() == wanted]
    return [re.sub(r"[\r\n]+[ \t]*", " ", value[:LONGEST]).strip() for value in found]


def first(message: Message, name: str) -> str:
    """The first value of a header, as it came; "" if there is none."""
    return next(iter(raw(message, name)), "")


def is_cut(message: Message) -> bool:
    """Whether a header is longer than what is read of it."""
    return any(len(str(value)) > LONGEST for _key, value in message.raw_items())


def text(value: str) -> str:
    """A header as people read it: encoded words decoded, characters that cannot be seen left out, one line."""
    try:
        parts = decode_header(_without_surrogates(value))
    except (HeaderParseError, ValueError, IndexError):
        parts = [(value, None)]
    words = [part if isinstance(part, str) else decoded(part, charset) for part, charset in parts]
    return " ".join(visible("".join(words)).split())


def decoded(content: bytes, charset: str | None) -> str:
    """Bytes as text by the charset they name, else as UTF-8, else as GB18030; what fits none is replaced."""
    named = (charset or "").strip().lower()
    if named in _CHINESE:
        named = "gb18030"  # what is called GB2312 is often more than that
    for name, errors in ((named, "strict"), ("utf-8", "strict"), ("gb18030", "strict"), ("utf-8", "replace")):
        if name and name not in {"us-ascii", "ascii", "unknown-8bit", "x-unknown"}:
            try:
                return content.decode(name, errors)
            except (LookupError, UnicodeError, ValueError):
                continue
    return content.decode("utf-8", "replace")


def addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """(name as people read it, address as it can be answered) of these headers; unusable addresses are ""."""
    values = [_without_surrogates(value) for name in names for value in raw(message, name)[:MOST]]
    try:
        found = getaddresses(values)
    except RecursionError:  # comments in comments
        found = []
    return [(text(name), usable(address)) for name, address in found[:MOST]]


def usable(address: str) -> str:
    """The address with its domain in lower case, or "" when a mail to it would go astray. Tags after + stay."""
    local, _at, domain = address.strip().rpartition("@")
    found = f"{local}@{domain.lower()}"
    if not found.isascii() or not found.isprintable() or len(found) > 254:
        return ""
    try:
        validate_email(found)
    except ValidationError:
        return ""
    return found


def message_ids(values: Iterable[str]) -> list[tuple[str, str]]:
    """(left, right) of each Message-ID in these headers, nearest mail first."""
    return [found for value in values for found in reversed(_ID.findall(value)[-MOST:])]


def _without_surrogates(value: str) -> str:
    """Raw bytes in a header, which RFC 5322 does not allow and Chinese systems write, as the text they mean."""
    if value.isascii():
        return value
    return decoded(value.encode("utf-8", "surrogateescape"), None)
