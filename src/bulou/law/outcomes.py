"""The answers a verdict may give, how strict each is, and what a single norm may say."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple


class Outcome(StrEnum):
    """What the law answers (DECISIONS 4), strictest first, then the three that let the conduct pass."""

    FORBIDDEN = "forbidden"
    NOT_MODELLED = "not_modelled"  # nothing governs, or something operative is not yet encoded
    NEEDS_FACTS = "needs_facts"  # unknown facts can still change the answer
    NEEDS_APPROVAL = "needs_approval"  # an official decision of another
    NEEDS_STEP = "needs_step"  # an act of one's own first
    NEEDS_JUDGEMENT = "needs_judgement"  # a named person must decide an open question
    NOT_PROHIBITED = "not_prohibited"
    PERMITTED = "permitted"
    OWED = "owed"

    @property
    def passes(self) -> bool:
        """Whether the conduct may go on."""
        return self in PASSING


PASSING: Final = frozenset({Outcome.OWED, Outcome.PERMITTED, Outcome.NOT_PROHIBITED})

# By rank: what a settled answer is called, mildest first. Silence of the model is worse than anything one can still
# obtain, and better known than nothing: a prohibition that is found stands whatever else is not yet encoded.
LADDER: Final = (
    Outcome.PERMITTED,
    Outcome.NOT_PROHIBITED,
    Outcome.NEEDS_JUDGEMENT,
    Outcome.NEEDS_STEP,
    Outcome.NEEDS_APPROVAL,
    Outcome.NOT_MODELLED,
    Outcome.FORBIDDEN,
)
RANK: Final = MappingProxyType({outcome: rank for rank, outcome in enumerate(LADDER)})


class Effect(NamedTuple):
    """What one norm does to the conduct: `outcome`, and `need`, whom or what it needs (empty when it forbids)."""

    outcome: Outcome
    need: str = ""

    @property
    def rank(self) -> int:
        """How strict the effect is; greater is stricter."""
        return RANK[self.outcome]

    def to_json(self) -> dict[str, str]:
        """As plain values."""
        return {"outcome": str(self.outcome), "of": self.need}


Forbid: Final = Effect(Outcome.FORBIDDEN)
Grant: Final = Effect(Outcome.PERMITTED)
Silence: Final = Effect(Outcome.NOT_MODELLED)


def needs_approval(of: str) -> Effect:
    """The conduct waits for an official decision of the authority `of` (an id such as "mps")."""
    return Effect(Outcome.NEEDS_APPROVAL, of)


def needs_step(fact: str) -> Effect:
    """The conduct waits for an act of one's own that makes `fact` true."""
    return Effect(Outcome.NEEDS_STEP, fact)
