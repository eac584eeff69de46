"""Under what a decision was made: enough to make it again, and to see that nothing changed meanwhile."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from bulou.law import calendar_cn
from bulou.law.clocks import CN
from bulou.law.facts import Fact
from bulou.law.readings import profile
from bulou.law.versions import instruments
from bulou.law.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Stamp:
    """The law as of `law_at` (day in Asia/Shanghai) in our encoding as of `encoded_as_of`; SHA-256 in hex of the encoding (`pack`),
    the vocabulary, the readings and the facts' values; the version of the calendar.

    `pack`, `vocabulary` and `readings` are taken over what the regime's norms, as released by then, are and read: whatever is
    added later, to this regime or beside it, leaves the stamps of past decisions as they were.
    """

    law_at: date
    encoded_as_of: date
    pack: str
    vocabulary: str
    calendar: str
    readings: str
    facts: str

    def to_json(self) -> dict[str, str]:
        """All fields as text."""
        return {each.name: str(getattr(self, each.name)) for each in fields(self)}


def stamped(
    regime: str, encoded_as_of: date, at: datetime, facts: Mapping[str, Fact], readings: Mapping[str, str]
) -> Stamp:
    """The stamp of a decision."""
    values = {name: fact.value for name, fact in facts.items() if fact.value is not None}
    encoding = encoded(regime, encoded_as_of)
    return Stamp(
        at.astimezone(CN).date(), encoded_as_of, encoding.pack, encoding.vocabulary, calendar_cn.VERSION,
        _profile_hash(encoding.reads, tuple(sorted(readings.items()))), sha256(values),
    )  # fmt: skip


def canonical(value: Any) -> bytes:
    """Canonical JSON of text, whole numbers, booleans, null, lists and mappings: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256(value: Any) -> str:
    """Hex SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a regime's norms are, by hash, and which facts (by hash) and readings they hang on."""

    pack: str
    vocabulary: str
    reads: tuple[str, ...]


@cache
def encoded(regime: str, as_of: date) -> Encoding:
    """The encoding of a regime as it was released by the end of a day."""
    norms = [each for one in instruments(regime) for each in one.norms if each.released <= as_of]
    held: dict[str, str] = json.loads((files("bulou.law") / "lock.json").read_bytes())
    facts = {name for norm in norms for name in (*norm.reads, *filter(None, [norm.defines]))}
    terms = [norm.terms for norm in norms if norm.terms is not None]
    reads = {name for norm in norms for name in norm.readings}
    reads |= {name for each in terms for name in each.readings}
    return Encoding(
        sha256({key: held.get(key, "") for key in sorted(f"{norm.id}@{norm.released}" for norm in norms)}),
        sha256({name: [str(VOCABULARY[name].kind), list(VOCABULARY[name].domain)] for name in sorted(facts)}),
        tuple(sorted(reads)),
    )


@cache
def _profile_hash(reads: tuple[str, ...], chosen: tuple[tuple[str, str], ...]) -> str:
    options = profile(dict(chosen))
    return sha256({name: options[name] for name in reads})
