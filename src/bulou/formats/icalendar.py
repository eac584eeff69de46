"""iCalendar (RFC 5545), as far as a list of due moments needs it: written, never read.

Written by hand because it is nine properties: a library would bring date and time-zone packages of its own for a moment that
is always given in UTC. Escaping (3.3.11) and folding at 75 octets without cutting a character (3.1) are what is easy to
get wrong, and what the tests are about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

LONGEST: Final = 75  # octets of a line, its end not counted
_ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something due at an aware instant. `uid` stays the same for the same thing; `summary` is all that is said of it."""

    uid: str
    at: datetime
    summary: str


def calendar(moments: Iterable[Moment], *, name: str, zone: str, written_at: datetime) -> bytes:
    """The calendar as bytes. `zone` is the zone in which to show it; `written_at` is aware. Raises ValueError for a naive moment."""
    return b"".join(_folded(line) for line in _lines(moments, name, zone, written_at))


def _lines(moments: Iterable[Moment], name: str, zone: str, written_at: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Bulou//Duties//ZH"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"
    yield f"X-WR-TIMEZONE:{_text(zone)}"
    for moment in moments:
        yield "BEGIN:VEVENT"
        yield f"UID:{_text(moment.uid)}"
        yield f"DTSTAMP:{_instant(written_at)}"
        yield f"DTSTART:{_instant(moment.at)}"
        yield f"SUMMARY:{_text(moment.summary)}"
        yield "CLASS:CONFIDENTIAL"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a moment must be aware")
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Words as a TEXT value; control characters have no place in one."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        _ESCAPED.get(each, each) for each in plain if each == "\n" or (each >= " " and each != "\x7f")
    )


def _folded(line: str) -> bytes:
    """The line with its end, in pieces of at most 75 octets, each after the first begun with a space."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        more = character.encode()
        if len(piece) + len(more) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
