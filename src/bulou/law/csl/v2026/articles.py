"""Articles 23, 24, 27, 28 and 29: what the law said before, under other numbers.

So far as the catalogue tells, the amendment left the words alone; where it did not, a norm of its own belongs here.
"""

from typing import Final

from bulou.law.csl.v2017 import articles
from bulou.law.csl.v2017.instrument import LAW_2017
from bulou.law.csl.v2026.instrument import first
from bulou.law.text import place

__all__ = ["RENUMBERED", "articles"]

RENUMBERED: Final = (
    ("CSL17-21-log", "CSL26-23-log", 23),
    ("CSL17-22-remedy", "CSL26-24-remedy", 24),
    ("CSL17-22-users", "CSL26-24-users", 24),
    ("CSL17-22-report", "CSL26-24-report", 24),
    ("CSL17-25", "CSL26-27", 27),
    ("CSL17-26", "CSL26-28", 28),
    ("CSL17-27-intrusion", "CSL26-29-intrusion", 29),
    ("CSL17-27-tools", "CSL26-29-tools", 29),
    ("CSL17-27-exploit", "CSL26-29-exploit", 29),
    ("CSL17-27-aid", "CSL26-29-aid", 29),
)  # fmt: skip

_EARLIER: Final = {norm.id: norm for norm in LAW_2017.norms}

for was, now, article in RENUMBERED:
    first.renumber(_EARLIER[was], now, place(article))
