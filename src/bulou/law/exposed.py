"""One thing that may follow a breach: a range with its ground, never a verdict."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NoReturn

from bulou.law.csl.penalties import Fine, Level, Liable
from bulou.law.leniency import Leniency
from bulou.law.scales import Weight
from bulou.law.sentence import Status
from bulou.law.text import Citation, Text

DISCLAIMER: Final = Text(
    "仅为风险提示，不是结论；是否违法、如何处罚由主管部门决定。",
    "An exposure, never a verdict: whether there is a breach, and what follows, the authority decides.",
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """One thing that may follow a breach of `breached`, at one level, for one kind of addressee.

    `pointed_by` is the article of the Provisions that leads there, with its printed number, and None where the law was named
    itself; `citation` the article of the edition that the act falls under, `other_number` the same in the other edition.
    `fine` is yuan from, to; `may` says that it need not be imposed; `detention` is days from, to. `hinges_on` names the
    facts, not yet known, on which it hangs whether the level is reached. `later` weighs the text of 2026 against that of
    2017, for acts before it. `status` is how far the way there is read.
    """

    breached: str
    pointed_by: Citation | None
    citation: Citation
    other_number: Citation | None
    act_date: date
    level: Level
    liable: Liable
    fine: Fine | None
    may: bool
    measures: tuple[Text, ...]
    detention: Fine | None
    hinges_on: tuple[str, ...]
    later: Weight | None
    notes: tuple[Text, ...]
    leniency: tuple[Leniency, ...]
    status: Status

    def __bool__(self) -> NoReturn:
        raise TypeError("an exposure is no verdict: it is neither true nor false")

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "kind": "exposure",
            "breached": self.breached,
            "pointed_by": self.pointed_by and self.pointed_by.to_json(),
            "citation": self.citation.to_json(),
            "other_number": self.other_number and self.other_number.to_json(),
            "act_date": self.act_date.isoformat(),
            "level": str(self.level),
            "liable": str(self.liable),
            "fine_yuan": self.fine and list(self.fine),
            "may": self.may,
            "measures": [{"zh": each.zh, "en": each.en} for each in self.measures],
            "detention_days": self.detention and list(self.detention),
            "hinges_on": list(self.hinges_on),
            "later": self.later and str(self.later),
            "notes": [{"zh": each.zh, "en": each.en} for each in (*self.notes, DISCLAIMER)],
            "leniency": [
                {"name": each.name, "shown": each.shown, "evidence": {"zh": each.evidence.zh, "en": each.evidence.en}}
                for each in self.leniency
            ],
            "status": str(self.status),
        }  # fmt: skip
