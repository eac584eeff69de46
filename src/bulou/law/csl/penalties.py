"""What Articles 59, 60, 62, 63 (2017) and 61, 62, 65, 66 (2026) provide, as ranges: amounts in yuan, as the catalogue has them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from bulou.law.concordance import NEW, OLD
from bulou.law.text import Text, place

Fine: TypeAlias = tuple[int, int]


class Level(StrEnum):
    """How far a sanction has escalated; each stands on the ones before it."""

    BASE = "base"
    REFUSED_OR_HARM = "refused_or_harm"
    REFUSED_OR_SERIOUS = "refused_or_serious"  # serious circumstances
    SERIOUS_CIRCUMSTANCES = "serious_circumstances"
    SERIOUS = "serious"  # serious results: Article 61, third paragraph
    ESPECIALLY_SERIOUS = "especially_serious"


class Liable(StrEnum):
    """On whom it falls."""

    WHOEVER = "whoever"  # the unit or person in breach
    UNIT = "unit"  # a unit in breach, where the article tells units from persons
    INDIVIDUAL = "individual"  # a person in breach, where it does
    PERSONS = "persons"  # those responsible in a unit


@dataclass(frozen=True, slots=True)
class Scale:
    """One step of a sanction. `fine` is from, to; `may` says that it need not be imposed; `detention` is days from, to.

    `cii` restricts it to operators of critical information infrastructure (True) or to others (False). `where` is the place
    it is drawn from, where that is another article than its own.
    """

    edition: str
    article: int
    level: Level
    liable: Liable
    fine: Fine | None = None
    may: bool = False
    measures: tuple[Text, ...] = ()
    detention: Fine | None = None
    cii: bool | None = None
    where: Text | None = None


CORRECT: Final = Text("责令改正", "order to correct")
WARNING: Final = Text("警告", "warning")
CONFISCATION: Final = Text("没收违法所得", "confiscation of unlawful gains")
BAN: Final = Text("五年或者终身不得从事有关工作", "barred from certain posts for five years or for life")
CLOSURES: Final = {
    OLD: Text("暂停业务、停业整顿、关闭网站、吊销许可", "suspension, closure, revocation of licences"),
    NEW: Text(
        "暂停业务、停业整顿、关闭网站或者应用程序、吊销许可",
        "suspension, closure of the site or application, revocation of licences",
    ),
}
THIRD: Final = place(61, paragraph=3)

_LESS, _TENTH, _MORE = (5_000, 50_000), (10_000, 100_000), (50_000, 500_000)
_MUCH: Final = (100_000, 1_000_000)
# What comes first in 2026 too: the catalogue names the fine that was added, not the order that "refused" presupposes.
_FIRST: Final = (CORRECT, WARNING)
_B, _H, _R = Level.BASE, Level.REFUSED_OR_HARM, Level.REFUSED_OR_SERIOUS
_S, _SS, _C = Level.SERIOUS, Level.ESPECIALLY_SERIOUS, Level.SERIOUS_CIRCUMSTANCES
_ANY, _UNIT, _ONE, _MEN = Liable.WHOEVER, Liable.UNIT, Liable.INDIVIDUAL, Liable.PERSONS


def _third(article: int) -> tuple[Scale, ...]:
    """The scale of Article 61, third paragraph, as `article` draws on it."""
    return tuple(
        Scale(NEW, article, level, liable, fine, where=THIRD)
        for level, liable, fine in (
            (_S, _ANY, (500_000, 2_000_000)),
            (_S, _MEN, (50_000, 200_000)),
            (_SS, _ANY, (2_000_000, 10_000_000)),
            (_SS, _MEN, (200_000, 1_000_000)),
        )
    )


def _attack(edition: str, article: int) -> tuple[Scale, ...]:
    return (
        Scale(edition, article, _B, _ONE, _MORE, True, (CONFISCATION, BAN), (0, 5)),
        Scale(edition, article, _C, _ONE, _MUCH, True, (CONFISCATION, BAN), (5, 15)),
        Scale(edition, article, _B, _UNIT, _MUCH, measures=(CONFISCATION,)),
    )


SCALES: Final = (
    Scale(OLD, 59, _B, _ANY, measures=_FIRST),
    Scale(OLD, 59, _H, _ANY, _TENTH, cii=False),
    Scale(OLD, 59, _H, _MEN, _LESS, cii=False),
    Scale(OLD, 59, _H, _ANY, _MUCH, cii=True),
    Scale(OLD, 59, _H, _MEN, _TENTH, cii=True),
    Scale(NEW, 61, _B, _ANY, (10_000, 50_000), True, _FIRST, cii=False),
    Scale(NEW, 61, _H, _ANY, _MORE, cii=False),
    Scale(NEW, 61, _H, _MEN, _TENTH, cii=False),
    Scale(NEW, 61, _B, _ANY, (50_000, 100_000), True, _FIRST, cii=True),
    Scale(NEW, 61, _H, _ANY, _MUCH, cii=True),
    Scale(NEW, 61, _H, _MEN, _TENTH, cii=True),
    *_third(61),
    Scale(OLD, 60, _B, _ANY, measures=_FIRST),
    Scale(OLD, 60, _H, _ANY, _MORE),
    Scale(OLD, 60, _H, _MEN, _TENTH),
    Scale(NEW, 62, _B, _ANY, measures=_FIRST),
    Scale(NEW, 62, _H, _ANY, _MORE),
    Scale(NEW, 62, _H, _MEN, _TENTH),
    *_third(62),
    Scale(OLD, 62, _B, _ANY, measures=_FIRST),
    Scale(OLD, 62, _R, _ANY, _TENTH, measures=(CLOSURES[OLD],)),
    Scale(OLD, 62, _R, _MEN, _LESS),
    Scale(NEW, 65, _B, _ANY, _TENTH, True, _FIRST),
    Scale(NEW, 65, _R, _ANY, _MUCH, measures=(CLOSURES[NEW],)),
    Scale(NEW, 65, _R, _MEN, _TENTH),
    *_third(65),
    *_attack(OLD, 63),
    *_attack(NEW, 66),
)  # fmt: skip
