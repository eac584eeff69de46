"""Where the Cybersecurity Law points to the Provisions: their answer, as a fact that it reads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.decide import decide
from bulou.law.facts import Fact, FactKind
from bulou.law.outcomes import Outcome
from bulou.law.readings import STRICT

# Neither yes nor no: what is not known, not judged or not modelled may still turn out to follow the rules.
_OPEN: Final = frozenset({Outcome.NEEDS_FACTS, Outcome.NEEDS_JUDGEMENT, Outcome.NOT_MODELLED})


def national_rules_followed(
    conduct: Conduct | str, facts: Mapping[str, Fact], *, at: datetime, readings: Mapping[str, str] = STRICT
) -> Fact:
    """The fact `national_rules_followed` as the Provisions answer on the same facts; unknown where they leave it open.

    Its source says what they answered and under which of their norms, or what they ask. Errors as for `decide`.
    """
    verdict = decide(conduct, facts, at=at, readings=readings, trace=False)
    value = None if verdict.outcome in _OPEN else bool(verdict)
    by = [each.norm_id for each in verdict.findings if each.outcome is verdict.outcome]
    grounds = " ".join(verdict.asks or verdict.granted_by if verdict.outcome.passes or verdict.asks else by)
    source = f"rmsv: {verdict.outcome}" + (f" ({grounds})" if grounds else "")
    return Fact(value, FactKind.DERIVED, source=source)
