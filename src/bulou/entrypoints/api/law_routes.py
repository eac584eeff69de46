"""The law over HTTP for anyone: its sentences, what it would answer to something supposed, scenario files. Nothing is stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import Citation, Cure, problems
from bulou.entrypoints.api.moments import Moment
from bulou.entrypoints.api.problems import invalid, not_found, problem
from bulou.entrypoints.editions import Edition, Line, all_editions, edition_called, matching
from bulou.entrypoints.limits import seconds_until
from bulou.entrypoints.scenarios.hypothesis import MOST_READINGS, Hypothesis, bearing_on, performed_by
from bulou.entrypoints.scenarios.reading import BadFile, read
from bulou.entrypoints.scenarios.scenario_text import scenario_text
from bulou.entrypoints.scenarios.trying import LARGEST, MOST, Tried, few, try_all
from bulou.law import READINGS, BadFact, BadReading, Conduct, UnknownFact, check_reading, parse_facts
from bulou.law.fact_errors import BadMoment
from bulou.law.regimes import REGIMES
from bulou.records import signatures

router = Router(tags=["law"], auth=None)
Word = Annotated[str, Field(max_length=100)]
FactIn = bool | Word | None


class EditionOut(Schema):
    """One edition of a text: `name` is its folder (`rmsv/v2021`); days of its first and, if it has ended, first day without it."""

    name: str
    regime: str
    title: str
    in_force: str
    until: str | None
    sentences: int


class Editions(Schema):
    """Every edition held here, the Provisions first."""

    editions: list[EditionOut]


class SentenceOut(Schema):
    """One sentence, with how far its words were read (`status`), what the encoding makes of it (`standing`) and by which norms.

    `sha256` is over its text in both languages and its norms: who signs it says by this what was read.
    """

    id: str
    place: str
    quotation: str
    gloss: str
    remark: str
    source: str
    modality: str
    standing: str
    status: str
    norms: list[str]
    signature: Literal["unsigned", "signed", "lapsed"]
    sha256: str


class OpenPointOut(Schema):
    """What the texts leave open: its values with their words, and the strict default."""

    name: str
    question: str
    options: dict[str, str]
    default: str


class OpenPoints(Schema):
    """Every reading that has more than one value."""

    open_points: list[OpenPointOut]


class EditionText(EditionOut):
    """An edition with its sentences in the reader's language."""

    text: list[SentenceOut]


class WhatIf(Schema):
    """Something supposed: a conduct, facts by name (null is unknown), readings other than the default, ids of duties that are owed."""

    model_config = ConfigDict(extra="forbid")
    regime: Literal[tuple(REGIMES)] = "rmsv"  # type: ignore[valid-type]
    conduct: Literal[tuple(str(each) for each in Conduct)]  # type: ignore[valid-type]
    at: Moment | None = None
    facts: dict[Word, FactIn] = Field({}, max_length=100)
    readings: dict[Word, Word] = Field({}, max_length=MOST_READINGS)
    owed: list[Word] = Field([], max_length=50)


class Answer(Schema):
    """What the law answers; `scenario` is the same as a scenario file, to keep and try again."""

    outcome: str
    verdict: dict[str, Any]
    citations: list[Citation]
    cures: list[Cure]
    scenario: str


class ScenarioText(Schema):
    """A scenario file: YAML, at most 64 kB."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(min_length=1, max_length=LARGEST)]


class Differing(Schema):
    """What came out otherwise than written."""

    what: str
    expected: str
    found: str


class TriedOut(Schema):
    """One scenario, by its name and the line where it begins; it passes when nothing differs."""

    name: str
    line: int
    passed: bool
    differences: list[Differing]


class TriedFile(Schema):
    """Every scenario of the file, in its order."""

    scenarios: list[TriedOut]


@router.get("/law", response={200: Editions})
def editions(request: HttpRequest) -> Any:
    """Every text of law held here."""
    return {"editions": [_edition(each) for each in all_editions()]}


@router.get("/law/{home}/{edition}", response={200: EditionText, **problems(404, 422)})
def text(request: HttpRequest, home: str, edition: str, q: Annotated[str, Field(max_length=100)] = "") -> Any:
    """One edition, sentence by sentence; with `q`, only those that match."""
    found = edition_called(f"{home}/{edition}")
    if found is None:
        return not_found()
    signed = signatures.current(found.regime.name)
    lines = matching(found.lines, q)
    return _edition(found) | {
        "text": [_sentence(found.regime.name, line, signed.get(line.id)) for line in lines]
    }


@router.get("/law/open-points", response={200: OpenPoints})
def open_points(request: HttpRequest) -> Any:
    """Every open point of the law with its values; what is relied on in a house stands under /readings."""
    return {
        "open_points": [
            {
                "name": each.name,
                "question": said.words(each.question),
                "options": {value: said.words(text) for value, text in each.options.items()},
                "default": each.default,
            }
            for each in READINGS.values()
            if len(each.options) > 1
        ]
    }


@router.post("/law/what-if", response={200: Answer, **problems(400, 422)})
def what_if(request: HttpRequest, supposed: WhatIf) -> Any:
    """What the law answers to a conduct on supposed facts, with the articles and what would let it pass."""
    at = supposed.at or timezone.now()
    if not 1949 <= at.year < 2200:
        return invalid({"at": said.words(BadMoment("at", "at", str(at), beyond=True))})
    try:
        case = _hypothesis(supposed, at)
    except (UnknownFact, BadFact) as bad:
        return invalid({"facts": said.words(bad)})
    except BadReading as bad:
        return invalid({"readings": said.words(bad)})
    verdict = case.verdict
    return {
        "outcome": str(verdict.outcome),
        "verdict": said.verdict(verdict),
        "citations": said.citations(verdict),
        "cures": said.cures(case.cures),
        "scenario": scenario_text(case),
    }


@router.post("/law/scenarios", response={200: TriedFile, **problems(400, 422, 429)})
def try_scenarios(request: HttpRequest, file: ScenarioText) -> Any:
    """Which scenarios of a file pass and which do not, and why; or every fault of the file with its line."""
    if wait := seconds_until(request):
        return problem("too-many", headers={"Retry-After": str(wait)})
    try:
        tried = try_all(few(read(file.text, most=MOST)))
    except BadFile as bad:
        faults = [{"line": fault.line, "text": said.words(fault)} for fault in bad.faults]
        return invalid({"text": faults[0]["text"]}, faults=faults)
    return {"scenarios": [_tried(each) for each in tried]}


def _hypothesis(supposed: WhatIf, at: datetime) -> Hypothesis:
    """Readings that do not bear on the conduct are left out: each set of them would make a docket of its own."""
    for name, value in supposed.readings.items():
        check_reading(name, value)
    conduct = Conduct(supposed.conduct)
    bearing: Mapping[str, str] = {each.name: each.default for each in bearing_on(supposed.regime, conduct)}
    readings = {
        name: value for name, value in supposed.readings.items() if name in bearing and value != bearing[name]
    }
    owed = performed_by(supposed.regime, conduct, supposed.owed)
    return Hypothesis(supposed.regime, conduct, at, parse_facts(supposed.facts), readings, owed)


def _edition(each: Edition) -> dict[str, Any]:
    return {
        "name": each.name,
        "regime": each.regime.name,
        "title": said.words(each.title),
        "in_force": str(each.in_force),
        "until": str(each.until) if each.until else None,
        "sentences": len(each.lines),
    }


def _sentence(regime: str, line: Line, signature: signatures.Signature | None) -> dict[str, Any]:
    sentence, passage = line.sentence, said.of_two(line.zh, line.en)
    return {
        "id": line.id,
        "place": passage.place,
        "quotation": passage.quotation,
        "gloss": passage.gloss,
        "remark": passage.remark,
        "source": passage.source,
        "modality": str(sentence.modality),
        "standing": str(sentence.standing),
        "status": str(sentence.status),
        "norms": list(sentence.norms),
        "sha256": signatures.fingerprint(regime, line.id).sha256,
        "signature": "unsigned" if signature is None else "lapsed" if signature.lapsed else "signed",
    }


def _tried(each: Tried) -> dict[str, Any]:
    return {
        "name": each.scenario.name,
        "line": each.scenario.line,
        "passed": each.passed,
        "differences": [
            {name: said.words(getattr(one, name)) for name in ("what", "expected", "found")}
            for one in each.differences
        ],
    }
