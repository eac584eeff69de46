"""A draft as the rules see it: passages of text, each with what it is and where it stands in the file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

WIDEST: Final = 160  # characters of an excerpt


class Format(StrEnum):
    """What a draft is written in."""

    CSAF = "csaf"
    CVE = "cve"
    OSV = "osv"
    MARKDOWN = "markdown"
    TEXT = "text"


class Role(StrEnum):
    """What a passage is in its document."""

    TITLE = "title"
    PROSE = "prose"
    REMEDY = "remedy"  # `detail`: the category of a CSAF remediation, solution or workaround of a CVE record
    REFERENCE = "reference"  # a URL or what is said of it; `detail`: its tags
    EXPLOIT = "exploit"  # a field of its own for exploits
    PUBLISHER = "publisher"  # a category of CSAF
    VENDOR = "vendor"
    RATING = "rating"  # a severity word; `detail`: the score that belongs to it, if any
    FIXED = "fixed"  # a version that is said to be free of the flaw
    RECIPIENT = "recipient"  # a TLP label


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a draft. `at` tells from an offset in `text` the offset in the file; `path` is its place in JSON."""

    text: str
    role: Role
    at: Callable[[int], int]
    path: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, line and column counted from 1, and the words there, cut to a line."""

    line: int
    column: int
    excerpt: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was read: the file's whole text and its passages in order."""

    name: str
    format: Format
    text: str
    passages: tuple[Passage, ...] = field(repr=False)

    def place(self, passage: Passage, start: int, end: int) -> Place:
        """The place of `passage.text[start:end]` in the file, quoted with a few words around it."""
        offset = passage.at(start)
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return Place(line, column, excerpt(passage.text, start, end), passage.path)


def excerpt(text: str, start: int, end: int) -> str:
    """The line around `text[start:end]`, cut to at most WIDEST characters, on one line and fit to be printed."""
    left = max(text.rfind("\n", 0, start) + 1, start - WIDEST // 4)
    stop = text.find("\n", max(start, min(end, start + WIDEST) - 1))
    right = min(stop if stop >= 0 else len(text), left + WIDEST)
    words = " ".join(text[left:right].split())
    cut = ("…" if left and text[left - 1] != "\n" else "") + words
    cut += "…" if right < len(text) and text[right] != "\n" else ""
    return cut.encode("utf-8", "replace").decode()
