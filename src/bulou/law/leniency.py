"""What may lighten a penalty (Administrative Penalty Law 32, 33; applied by Cybersecurity Law 73 since 2026), and what a record can show of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bulou.law.facts import UNKNOWN, Fact
from bulou.law.text import Text

_PENALTY_LAW: Final = Text("行政处罚法第三十二条、第三十三条", "Administrative Penalty Law Arts. 32, 33")


@dataclass(frozen=True, slots=True)
class Leniency:
    """One circumstance that may lighten, reduce or waive a penalty.

    `shown` is whether the facts given bear it out: True, False, or None where they do not tell. Whether it weighs, and how
    much, the authority decides. `evidence` is what a record can show for it.
    """

    name: str
    text: Text
    evidence: Text
    facts: tuple[str, ...]
    shown: bool | None
    source: Text = _PENALTY_LAW


_GROUNDS: Final = (
    (
        "prompt_correction",
        Text("及时改正", "prompt correction"),
        Text(
            "收到、修补、告知用户的时刻及其日志证明", "when it was received, mended, told to users, with the journal's proofs"
        ),
        (("remediation_provided", True), ("mitigation_provided", True)),
    ),
    (
        "no_harm",
        Text("没有造成危害后果", "no harm caused"),
        Text("影响评估、利用状况的记录", "the assessment of impact, the record of what was exploited"),
        (("harm_degree", "none"),),
    ),
    (
        "first_and_slight",
        Text("初次违法且危害后果轻微并及时改正", "a first and slight breach, promptly corrected"),
        Text("本组织以往案件的清单及其期限履行情况", "the list of this organisation's cases and how their limits were kept"),
        (("first_and_slight", True),),
    ),
    (
        "no_fault",
        Text("有证据足以证明没有主观过错", "proof of no subjective fault"),
        Text("判断、依据、读法及其签署人的密封记录", "sealed judgements, their grounds and readings, and who signed them"),
        (("no_fault_shown", True),),
    ),
)  # fmt: skip


def leniency(facts: Mapping[str, Fact]) -> tuple[Leniency, ...]:
    """Every circumstance that may lighten a penalty, each with what the facts tell of it."""
    return tuple(
        Leniency(name, text, evidence, tuple(fact for fact, _ in wanted), _shown(facts, wanted))
        for name, text, evidence, wanted in _GROUNDS
    )


def _shown(facts: Mapping[str, Fact], wanted: tuple[tuple[str, object], ...]) -> bool | None:
    """Whether any of the wanted values is there: unknown while one may still turn up."""
    values = [(facts.get(name, UNKNOWN).value, value) for name, value in wanted]
    if any(known == value for known, value in values):
        return True
    return None if any(known is None for known, _ in values) else False
