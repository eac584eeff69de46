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
from bulou.law.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Stamp:
    """The law as of `law_at` (day in Asia/Shanghai) in our encoding as of `encoded_as_of`; SHA-256 in hex of the encoding (`pack`),
    the vocabulary, the readings and the facts' values; the version of the calendar.
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
    encoded_as_of: date, at: datetime, facts: Mapping[str, Fact], readings: Mapping[str, str]
) -> Stamp:
    """The stamp of a decision."""
    values = {name: fact.value for name, fact in facts.items() if fact.value is not None}
    return Stamp(
        at.astimezone(CN).date(), encoded_as_of, pack_hash(), vocabulary_hash(), calendar_cn.VERSION,
        _profile_hash(tuple(sorted(readings.items()))), sha256(values),
    )  # fmt: skip


def canonical(value: Any) -> bytes:
    """Canonical JSON of text, whole numbers, booleans, null, lists and mappings: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256(value: Any) -> str:
    """Hex SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


@cache
def pack_hash() -> str:
    """Hash of the lock file, which holds a hash of every released norm."""
    return hashlib.sha256((files("bulou.law") / "lock.json").read_bytes()).hexdigest()


def vocabulary_hash() -> str:
    """Hash of every fact's name, kind and domain."""
    return _vocabulary_hash(len(VOCABULARY))  # which grows with every regime, and only grows


@cache
def _vocabulary_hash(_size: int) -> str:
    return sha256({spec.name: [str(spec.kind), list(spec.domain)] for spec in VOCABULARY.values()})


@cache
def _profile_hash(chosen: tuple[tuple[str, str], ...]) -> str:
    return sha256(dict(profile(dict(chosen))))
