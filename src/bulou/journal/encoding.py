"""Canonical bytes (RFC 8785) and canonical instants: the one way in which a value is hashed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import rfc8785

from bulou.journal.errors import NotCanonical

_GREATEST = 2**53 - 1  # RFC 8785 §3.2.2.3: beyond it numbers lose digits in other readers.

_BEYOND_BMP = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")  # what their UTF-8 forms begin with

Encode = Callable[[object], bytes]

_PLAIN = frozenset({str, bool, type(None)})
_thoroughly = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(obj: object) -> bytes:
    """The RFC 8785 bytes of a value made of None, bool, int, str, list, tuple and dict with string keys.

    Floats are refused rather than written: two languages print them differently. So are integers beyond
    ±(2**53 - 1), lone surrogates, and nesting deeper than the interpreter's stack. Raises NotCanonical.
    """
    try:
        if _ascii_keys(obj):
            # With ASCII keys, code-point order is UTF-16 order, and orjson's escapes are those of RFC 8785
            # §3.2.2.2; a property test holds the two together.
            return _quick(obj)
        return rfc8785.dumps(obj)  # type: ignore[arg-type]  # _ascii_keys has just checked the shape
    except UnicodeEncodeError:
        raise NotCanonical(
            zh="文本含有不成对的代理码位，无法编码为 UTF-8。",
            en="A text holds a lone surrogate and cannot be written as UTF-8.",
        ) from None
    except RecursionError:
        raise NotCanonical(zh="数据嵌套过深。", en="The value is nested too deeply.") from None


def _ascii_keys(value: Any) -> bool:
    """Whether all keys are ASCII; raises NotCanonical for a value that we never seal."""
    if type(value) in _PLAIN or isinstance(value, str):
        return True
    if isinstance(value, int):
        if -_GREATEST <= value <= _GREATEST:
            return True
        raise NotCanonical(
            zh=f"整数 {value} 超出 ±(2^53-1)，请改用文本。",
            en=f"The integer {value} lies beyond ±(2^53-1); write it as text.",
        )
    if isinstance(value, dict):
        plain = True
        for key, member in value.items():
            if not isinstance(key, str):
                raise NotCanonical(zh=f"键 {key!r} 不是文本。", en=f"The key {key!r} is not a text.")
            # `and` last: every member must be looked at even when a key was not plain.
            plain = (type(member) in _PLAIN or _ascii_keys(member)) and plain and key.isascii()
        return plain
    if isinstance(value, list | tuple):
        plain = True
        for member in value:
            plain = (type(member) in _PLAIN or _ascii_keys(member)) and plain
        return plain
    kind = type(value).__name__
    raise NotCanonical(
        zh=f"{kind} 类型的值不能封存；小数请改用文本或整数。",
        en=f"A value of type {kind} cannot be sealed; write fractions as text or integers.",
    )


def instant(dt: datetime) -> str:
    """The canonical text of an aware moment: UTC, RFC 3339, six digits, `2026-11-22T06:05:00.000000Z`.

    Its width is fixed, so the order of two texts is the order of the moments. Raises NotCanonical if naive.
    """
    if dt.tzinfo is UTC:
        return dt.isoformat(timespec="microseconds")[:-6] + "Z"
    if dt.utcoffset() is None:
        raise NotCanonical(
            zh=f"时间 {dt.isoformat()} 没有时区。", en=f"The moment {dt.isoformat()} has no time zone."
        )
    return instant(dt.astimezone(UTC))


def parse(line: bytes) -> tuple[Any, Encode]:
    """The JSON value in these bytes, and an encoder for it and its parts.

    The encoder is `canonical`, or where possible a quicker one that is right for this value alone. The bytes are
    canonical if the encoder gives them back. Raises NotCanonical if they are no JSON, or hold a float, a number
    out of range, or a lone surrogate.
    """
    try:
        value = _decode(line.decode())
        if b"\\ud" in line or b"\\uD" in line:
            canonical(value)  # an escaped surrogate may stand alone
        # Without characters beyond the BMP, code-point order is UTF-16 order for every key; whatever else
        # _ascii_keys would refuse, _decode has refused already.
        elif not any(lead in line for lead in _BEYOND_BMP):
            return value, _quick
        return value, canonical
    except (ValueError, RecursionError):
        raise NotCanonical(zh="不是规范的 JSON。", en="This is no canonical JSON.") from None


def _quick(value: object) -> bytes:
    """Sorted by code point."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (
        TypeError
    ):  # nested deeper than orjson goes, or a kind of text, list or dict that is not the plain one
        return _thoroughly(value).encode()


def _integer(text: str) -> int:
    if len(text) > 17 or not -_GREATEST <= int(text) <= _GREATEST:
        raise ValueError(text)
    return int(text)


def _refused(text: str) -> None:
    raise ValueError(text)


_decode = json.JSONDecoder(parse_float=_refused, parse_int=_integer, parse_constant=_refused).decode
