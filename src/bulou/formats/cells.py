"""Cells of a table that a spreadsheet program will open: text stays text (AC16)."""

import csv
import io
from collections.abc import Iterable, Iterator

_BLANKS = " \u00a0\u200b\u3000\ufeff"  # before which a program may still see a formula
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one is preceded by an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(_BLANKS).startswith(_STARTS) else text


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as lines of CSV (RFC 4180), every cell safe; a byte order mark first, by which Excel knows UTF-8."""
    yield "\ufeff"
    for row in rows:
        out = io.StringIO()
        csv.writer(out).writerow([safe(cell) for cell in row])
        yield out.getvalue()
