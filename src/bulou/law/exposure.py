"""What may follow a breach, as ranges by the date of the act: always an exposure, never a verdict.

Nothing here says that anyone is in breach, that a penalty is due, or how high it is; the authority decides that. What the
catalogue connects no sanction with has none here, which does not mean that the law has none.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from bulou.law.clocks import CN
from bulou.law.concordance import EDITIONS, NEW, OLD, edition_on, renumbered
from bulou.law.csl.penalties import SCALES, Level, Scale
from bulou.law.csl.v2017.instrument import LAW_2017
from bulou.law.csl.v2026.instrument import LAW_2026
from bulou.law.exposed import Exposure
from bulou.law.facts import Fact
from bulou.law.leniency import leniency
from bulou.law.readings import STRICT, check_reading
from bulou.law.sanctions import Sanction, sanctions
from bulou.law.scales import Weight, hinging, weigh
from bulou.law.text import Citation, Text, place

LATER_LAW: Final = Text(
    "行为在2026年之前，适用行为时的2017年文本；后法较轻的适用后法（行政处罚法第三十七条）。",
    "The act was before 2026: the text of 2017 applies, unless the later law is lighter (Administrative Penalty Law 37).",
)
LENIENCY: Final = Text(
    "依第七十三条，按行政处罚法应当从宽的从其规定（2017年文本无此条）。",
    "By Art. 73, which is new, the leniency of the Administrative Penalty Law applies.",
)
CREDIT: Final = Text(
    "并可能记入信用档案、予以公示", "and may be entered in the credit record and made public"
)
CRIME: Final = Text("构成犯罪的，另依法追究刑事责任", "crimes are prosecuted besides, according to law")

_ORDER: Final = {level: rank for rank, level in enumerate(Level)}
_NOTHING: Final[Mapping[str, Fact]] = MappingProxyType({})


def exposure(
    breach: str,
    act_date: date,
    facts: Mapping[str, Fact] = _NOTHING,
    readings: Mapping[str, str] = STRICT,
) -> tuple[Exposure, ...]:
    """What may follow, if `breach` were breached on `act_date`: mildest level first; empty where nothing is connected.

    `breach` is the id of a norm (RMSV-7-2) or of a sentence (R7.2, R12), or a role. `act_date` is a day in Asia/Shanghai, or
    an aware instant. Known `facts` leave out the levels that they rule out. The reading `csl_version` may fix the edition.
    Raises UnknownBreach, BadFact, BadReading, and ValueError for a naive instant.
    """
    day = _day(act_date)
    edition = _edition(day, readings)
    if edition is None:
        return ()
    found = (
        _exposed(sanction, scale, day, facts, hinges_on)
        for sanction in sanctions(breach, edition=edition, day=day)
        for scale in SCALES
        if (scale.edition, scale.article) == (edition, sanction.article)
        and (hinges_on := hinging(scale, facts)) is not None
    )
    return tuple(sorted(found, key=lambda each: _ORDER[each.level]))


def _exposed(
    sanction: Sanction, scale: Scale, day: date, facts: Mapping[str, Fact], hinges_on: tuple[str, ...]
) -> Exposure:
    other = OLD if scale.edition == NEW else NEW
    number = renumbered(scale.article, source=scale.edition, target=other)
    is_new = scale.where is not None
    later = weigh(scale)
    return Exposure(
        sanction.breached,
        sanction.pointed_by,
        _cited(scale.edition, place(scale.article)),
        None if number is None or is_new else _cited(other, place(number)),
        day,
        scale.level,
        scale.liable,
        scale.fine,
        scale.may,
        scale.measures,
        scale.detention,
        hinges_on,
        later,
        tuple(_notes(scale, later)),
        leniency(facts),
        sanction.status,
    )


def _notes(scale: Scale, later: Weight | None) -> Iterator[Text]:
    if scale.edition == OLD:
        yield LATER_LAW
    else:
        yield LENIENCY
    if later is not None:
        yield later.label
    if scale.where is not None:
        yield Text(f"按{scale.where.zh}的幅度，2026年新增", f"on the scale of {scale.where.en}, new in 2026")
    yield CREDIT
    if scale.article in (63, 66):
        yield CRIME


def _cited(edition: str, where: Text) -> Citation:
    law = {OLD: LAW_2017, NEW: LAW_2026}[edition]
    return Citation(law.name.en, law.name.zh, where)


def _edition(day: date, readings: Mapping[str, str]) -> str | None:
    """By the date of the act, unless an organisation reads the Provisions' reference otherwise."""
    for name, value in readings.items():
        check_reading(name, value)
    by_date, fixed = edition_on(day), readings.get("csl_version", "by_date")
    return fixed if by_date and fixed in EDITIONS else by_date


def _day(act_date: date) -> date:
    if not isinstance(act_date, datetime):
        return act_date
    if act_date.tzinfo is None:
        raise ValueError("act_date must be a day or an aware instant")
    return act_date.astimezone(CN).date()
