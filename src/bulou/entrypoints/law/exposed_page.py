"""On the page of a sentence: what may follow its breach, as ranges by the day of the act. Never a verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from bulou.entrypoints.editions import Line
from bulou.entrypoints.exposing import LEVELS, LIABLE, NONE, SHOWN, what
from bulou.entrypoints.scenarios.hypothesis import FACT, day_of_form, facts_of_form, sent
from bulou.law import VOCABULARY, Exposure, Fact, FactSpec, Text, exposure
from bulou.law.clocks import CN
from bulou.law.csl.penalties import SCALES
from bulou.law.exposed import DISCLAIMER
from bulou.law.leniency import Leniency, leniency
from bulou.law.scales import hinging
from bulou.law.sentence import Modality


@dataclass(frozen=True, slots=True)
class Step:
    """One range, with its words; `notes` are those that do not hold for all of them."""

    found: Exposure
    level: Text
    liable: Text
    what: Text
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that raises, lowers or lightens, as a choice."""

    spec: FactSpec
    name: str
    options: tuple[tuple[str, Text, bool], ...]


@dataclass(frozen=True, slots=True)
class Exposed:
    """What may follow on `day` (in Beijing). `none` where nothing is registered; `notes` hold for every step."""

    day: str
    steps: tuple[Step, ...]
    notes: tuple[Text, ...]
    lightening: tuple[tuple[Leniency, Text], ...]
    asked: tuple[Asked, ...]
    none: Text = NONE
    disclaimer: Text = DISCLAIMER


def exposed(request: HttpRequest, line: Line, answering: bool) -> Exposed | None:
    """For a sanction, and for what one answers; the day is `on`, today unless given, facts as in the counterfactual panel."""
    if not answering and line.sentence.modality is not Modality.SANCTION:
        return None
    at = day_of_form(str(request.GET.get("on", "")), timezone.now())
    known = {
        name: Fact(value, VOCABULARY[name].kind)
        for name, value in facts_of_form(request.GET)
        if name in _NAMES and value is not None
    }
    found = exposure(line.id, at, known)
    notes = tuple(
        each for each in (found[0].notes if found else ()) if all(each in other.notes for other in found)
    )
    steps = tuple(_step(each, notes) for each in found)
    lightening = tuple((each, SHOWN[each.shown]) for each in (found[0].leniency if found else ()))
    return Exposed(_day(at), steps, notes, lightening, tuple(_asked(found, known)))


def _step(found: Exposure, common: tuple[Text, ...]) -> Step:
    own = tuple(each for each in found.notes if each not in common)
    return Step(found, LEVELS[found.level], LIABLE[found.liable], what(found), own)


def _day(at: datetime) -> str:
    return f"{at.astimezone(CN):%Y-%m-%d}"


def _asked(found: tuple[Exposure, ...], known: Mapping[str, Fact]) -> Iterator[Asked]:
    """The facts that can still change the ranges, those supposed already, and those that lighten."""
    names = [name for each in found for name in (*each.hinges_on, *_of(each.leniency))]
    for name in dict.fromkeys((*known, *names)):
        spec = VOCABULARY[name]
        chosen: Any = known[name].value if name in known else None
        options = tuple(
            (sent(value), spec.values.get(value, Text(str(value), str(value))), value == chosen)
            for value in spec.domain
        )
        yield Asked(spec, FACT + name, options)


def _of(grounds: tuple[Leniency, ...]) -> tuple[str, ...]:
    return tuple(name for each in grounds for name in each.facts)


# Of all facts those that the ranges or their lightening read: nothing else is taken from an address.
_NAMES = frozenset({*_of(leniency({})), *(name for scale in SCALES for name in hinging(scale, {}) or ())})
