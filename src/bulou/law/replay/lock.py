"""The lock that keeps released norms from being edited.

`python -m bulou.law.replay --write` adds the hashes of new norms to lock.json; it never changes one that is there.
"""

import hashlib
import inspect
import io
import json
import textwrap
import tokenize
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bulou.law.norms import Norm
from bulou.law.regimes import REGIMES
from bulou.law.terms import Terms

LOCK: Final = Path(__file__).parents[1] / "lock.json"

_LAYOUT: Final = frozenset({
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
})  # fmt: skip
_CLOSING: Final = frozenset(")]}")  # a comma before one is layout


def released() -> dict[str, str]:
    """The hash of every norm in every released version, by `id@released`."""
    return {
        f"{norm.id}@{norm.released}": norm_hash(norm)
        for regime in REGIMES.values()
        for instrument in regime.instruments
        for norm in instrument.norms
    }


def norm_hash(norm: Norm) -> str:
    """Hex SHA-256 of what the norm says: the tokens of its function and decorator, and what they are bound to.

    Blind to comments and layout, and the same on every Python; so a norm may hold no f-string, which newer ones cut up.
    """
    source = textwrap.dedent(inspect.getsource(norm.function))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    words = [token.string for token in tokens if token.type not in _LAYOUT]
    words = [
        word for word, next_word in pairwise([*words, ""]) if not (word == "," and next_word in _CLOSING)
    ]
    return hashlib.sha256("\0".join([*words, *_bound(norm)]).encode()).hexdigest()


def _bound(norm: Norm) -> Iterator[str]:
    """What names in the source stand for: period, place, conducts, terms."""
    yield from (str(norm.kind), str(norm.in_force), str(norm.until), norm.citation.zh, norm.citation.en)
    yield from sorted(norm.conducts)
    if norm.terms is not None:
        yield from _spoken(norm.terms)


def _spoken(terms: Terms) -> Iterator[str]:
    """What the terms say; what they leave unsaid is left out, so that terms may come to say more without touching old ones."""
    for each in fields(terms):
        value = getattr(terms, each.name)
        if value not in (each.default, {}):
            yield f"{each.name}={_plain(value)}"


def _plain(value: Any) -> str:
    return value.__qualname__ if callable(value) else str(value)


def locked() -> dict[str, str]:
    """What lock.json holds."""
    held: dict[str, str] = json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    return held


def write() -> int:
    """Add what is new to lock.json; how many were added."""
    held = locked()
    merged = {**released(), **held}
    LOCK.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return len(merged) - len(held)
