"""What CNVD's and CNNVD's XML have in common: elements in, elements out, JSON variants made into elements."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bulou.formats.databases.record import Named, State, clean, span_text
from bulou.products import Span

LABEL = "【作废】"
_LABELLED = re.compile(r"(?:[【\[(（]?(?:已作废|作废|已撤销)[】\])）:：]?\s*)+")


def say(parent: Element, tag: str, text: str) -> None:
    """A child with this text, if there is any."""
    if text:
        SubElement(parent, tag).text = clean(text)


def written(root: Element) -> bytes:
    """The document in UTF-8, indented, ending with a newline."""
    indent(root)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def lines_of(product: Named) -> Iterator[str]:
    """A product as these files name it: one line for each span of versions."""
    spans = product.versions or (Span(),)
    for span in spans:
        yield clean(" ".join([product.written, *([] if span.everything else [span_text(span)])]))


def from_lines(lines: list[str]) -> tuple[Named, ...]:
    """Products by their lines as they stand: what is vendor, name and version in them is for matching to find out."""
    return tuple(Named(line) for line in dict.fromkeys(lines) if line)


def of_json(tag: str, value: Any) -> Element:
    """A JSON value as the element it stands for: a list is its element many times, an object its children."""
    made = Element(tag)
    if isinstance(value, dict):
        for name, inner in value.items():
            for each in inner if isinstance(inner, list) else [inner]:
                made.append(of_json(str(name), each))
    elif value is not None:
        made.text = str(value)
    return made


def told_title(title: str) -> tuple[str, State]:
    """A title without the word that calls its record void, and the state that the word says."""
    plain = plain_title(title)
    return plain, "published" if plain == title.strip() else "withdrawn"


def plain_title(title: str) -> str:
    """A title without the label of void records, which no title of a live one begins with."""
    cleaned = clean(title)
    found = _LABELLED.match(cleaned)
    return cleaned[found.end() :].strip() if found else cleaned


def labelled(title: str, state: State) -> str:
    """The title as the file says it: void records are labelled there, for want of an element."""
    return title if state == "published" else LABEL + title
