"""Deciding again what was decided, and the lock that keeps released norms from being edited.

`python -m bulou.law.replay --write` adds the hashes of new norms to lock.json; it never changes one that is there.
"""

import hashlib
import inspect
import io
import json
import sys
import textwrap
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from bulou.law.decide import decide
from bulou.law.facts import parse_facts
from bulou.law.regimes import REGIMES
from bulou.law.stamp import canonical
from bulou.law.verdict import Verdict

LOCK: Final = Path(__file__).with_name("lock.json")

_LAYOUT = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER})


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision made again. `faithful` when it came out byte for byte as stored; `differs` names the fields that did not."""

    verdict: Verdict
    faithful: bool
    differs: tuple[str, ...]


def replay(stored: Mapping[str, Any]) -> Replayed:
    """Decide again what `Verdict.to_json()` stored, under the encoding as of then, and compare.

    Raises UnknownFact, BadFact or BadReading when the vocabulary no longer holds what was stored.
    """
    stamp = stored["stamp"]
    verdict = decide(
        stored["conduct"],
        parse_facts(stored["facts"]),
        at=datetime.fromisoformat(stored["at"]),
        readings=stored["readings"],
        owed=tuple(stored["owed"]),
        regime=stored["regime"],
        as_of=date.fromisoformat(stamp["encoded_as_of"]),
        trace=bool(stored["trace"]),
    )
    again = verdict.to_json()
    differs = tuple(name for name in sorted(stored.keys() | again.keys()) if _differs(name, stored.get(name), again.get(name)))
    return Replayed(verdict, not differs, differs)


def _differs(name: str, before: Any, after: Any) -> bool:
    return name != "as_of" and canonical(before) != canonical(after)


def released() -> dict[str, str]:
    """Every norm in every released version, `id@released`, with the hash of its function."""
    return {
        f"{norm.id}@{norm.released}": token_hash(norm.function)
        for regime in REGIMES.values()
        for instrument in regime.instruments
        for norm in instrument.norms
    }


def token_hash(function: Callable[..., Any]) -> str:
    """Hex SHA-256 of the function's tokens with its decorators: blind to comments and layout, the same on every Python."""
    source = textwrap.dedent(inspect.getsource(function))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    words = [token.string for token in tokens if token.type not in _LAYOUT]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def locked() -> dict[str, str]:
    """What lock.json holds."""
    held: dict[str, str] = json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    return held


def write() -> int:
    """Add what is new to lock.json; how many were added."""
    held, current = locked(), released()
    merged = {**current, **held}
    LOCK.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return len(merged) - len(held)


if __name__ == "__main__":
    import bulou.law  # noqa: F401  establishes the regimes

    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m bulou.law.replay --write")
    sys.stdout.write(f"{write()} added to {LOCK.name}\n")
