"""Reading XML that others have written badly: record by record, in linear time, without entities, within limits.

A known element is markup; every other `<` and every `&` that begins no character reference is text that should have
been escaped. One record that cannot be read does not take the others with it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST_RECORD = 4 * 1024 * 1024
DEEPEST = 24
MOST_STRANGERS = 40
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}));")
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*+)([^<>]*+)>")  # without turning back: linear in any text


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one record; `whole` says whether its end was there."""

    raw: bytes
    whole: bool


def pieces(raw: bytes, tag: str) -> Iterator[Piece]:
    """The records of this tag as they stand in the bytes, which must be of an encoding that keeps ASCII bytes apart."""
    opening = re.compile(rb"<%s(?=[\s>])" % tag.encode())
    closing = b"</%s>" % tag.encode()
    starts = [found.start() for found in opening.finditer(raw)]
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        stop = raw.rfind(closing, start, end)
        if stop < 0:
            yield Piece(raw[start:end], whole=False)
        else:
            yield Piece(raw[start : stop + len(closing)], whole=True)


def element(text: str, known: Collection[str]) -> tuple[Element | None, list[str]]:
    """The element that `text` is, after repair, and the marks of what was repaired; None when it is none.

    `known` are the names that count as markup.
    """
    marks: list[str] = []
    if len(text) > LARGEST_RECORD:
        return None, marks
    plain = _FORBIDDEN.sub("", _NUMBERED.sub(_allowed, _without_cdata(text)))
    if len(plain) < len(_without_cdata(text)) and _FORBIDDEN.search(text):
        marks.append("import_characters")
    strangers = _strangers(plain, frozenset(known))
    if strangers:
        marks.append("import_fields")
    repaired = _escaped(_REFERENCE.sub("&amp;", plain), frozenset(known) | strangers)
    if repaired != plain:
        marks.append("import_markup")
    if _depth(repaired) > DEEPEST:
        return None, marks
    try:
        return fromstring(repaired, forbid_dtd=True), marks
    except (ParseError, DefusedXmlException, ValueError):
        return None, marks


def text_of(parent: Element, name: str) -> str:
    """The text of the first child of this name, whatever stands inside it; empty when there is none."""
    found = parent.find(name)
    return "".join(found.itertext()).strip() if found is not None else ""


def strangers_of(parent: Element, known: Collection[str]) -> list[tuple[str, str]]:
    """Name and text of the children that are none of the known ones."""
    return [(child.tag, "".join(child.itertext()).strip()) for child in parent if child.tag not in known]


def texts_of(parent: Element, path: str) -> list[str]:
    """The texts of all descendants at this path that say anything."""
    said = ["".join(found.itertext()).strip() for found in parent.iterfind(path)]
    return [text for text in said if text]


def _allowed(found: re.Match[str]) -> str:
    """A numbered character as it is, or nothing where XML forbids it."""
    number = int(found[1]) if found[1] else int(found[2], 16)
    try:
        return "" if _FORBIDDEN.search(chr(number)) else found[0]
    except (ValueError, OverflowError):
        return ""


def _without_cdata(text: str) -> str:
    head, *parts = text.split("<![CDATA[")
    out = [head]
    for part in parts:
        inside, end, rest = part.partition("]]>")
        out.append(escape(inside) + rest if end else escape(part))
    return "".join(out)


def _escaped(text: str, known: frozenset[str]) -> str:
    """Every `<` that does not open or close a known element, as text."""
    out = []
    head, *parts = text.split("<")
    out.append(head)
    for part in parts:
        found = _TAG.match("<" + part[:400])
        out.append(("<" if found and found[2] in known else "&lt;") + part)
    return "".join(out)


def _strangers(text: str, known: frozenset[str]) -> frozenset[str]:
    """The names of unknown elements that are children of the record itself, opened and closed: fields, not prose."""
    found: set[str] = set()
    closed = {tag[2] for tag in _TAG.finditer(text) if tag[1]}
    depth = 0
    for tag in _TAG.finditer(text):
        closes, name, rest = tag.groups()
        if name in known:
            depth += 0 if rest.endswith("/") else -1 if closes else 1
        elif depth == 1 and not closes and len(found) < MOST_STRANGERS and name in closed:
            found.add(name)
    return frozenset(found)


def _depth(text: str) -> int:
    depth = deepest = 0
    for found in _TAG.finditer(text):
        if found[3].endswith("/"):
            continue
        depth += -1 if found[1] else 1
        deepest = max(deepest, depth)
    return deepest
