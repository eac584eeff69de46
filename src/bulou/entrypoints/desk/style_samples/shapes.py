"""The shapes samples take: bilingual words, and things with just the attributes a component asks for."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Words:
    """A bilingual text."""

    zh: str
    en: str


@dataclass(frozen=True)
class Cited:
    """Shaped as law.Citation."""

    article: Words
    instrument: str = "RMSV"
    instrument_zh: str = "规定"


@dataclass(frozen=True)
class Sample:
    """Anything with the named attributes; missing ones are empty, as in a template."""

    values: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.values.get(name)


def like(**values: Any) -> Sample:
    return Sample(values)
