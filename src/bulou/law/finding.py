"""What a single norm says in a verdict, and what the trace keeps of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from bulou.law.facts import Value
from bulou.law.outcomes import Effect, Outcome
from bulou.law.text import Citation


@dataclass(frozen=True, slots=True)
class Finding:
    """What one norm says to the conduct.

    `outcome` is its effect, or needs_facts while unknown facts decide whether it has one; `zh` and `en` are the message;
    `facts` names what it hangs on.
    """

    norm_id: str
    citation: Citation
    outcome: Outcome
    zh: str
    en: str
    facts: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "norm": self.norm_id,
            "citation": self.citation.to_json(),
            "outcome": str(self.outcome),
            "zh": self.zh,
            "en": self.en,
            "facts": list(self.facts),
        }


class Step(NamedTuple):
    """One line of the trace.

    A norm in its version (`released` None for a sentence not yet encoded); every effect it may have, strictest first, None for
    no effect; the facts used as (name, value), None for unknown; and its exceptions, each True where it holds, False where
    it does not, None where that is unknown.
    """

    norm_id: str
    released: date | None
    citation: Citation
    effects: tuple[Effect | None, ...]
    used: tuple[tuple[str, Value], ...]
    exceptions: tuple[tuple[str, bool | None], ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "norm": self.norm_id,
            "released": self.released and self.released.isoformat(),
            "citation": self.citation.to_json(),
            "effects": [effect and effect.to_json() for effect in self.effects],
            "used": dict(self.used),
            "exceptions": dict(self.exceptions),
        }
