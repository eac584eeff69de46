"""The pre-check over HTTP, for anyone: may this draft be published? Nothing is stored, nothing is sent."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import Citation, Cure, problems
from bulou.entrypoints.api.problems import invalid, problem
from bulou.entrypoints.checking import CEILING, CONDUCTS, Busy, checked, stated
from bulou.entrypoints.limits import seconds_until
from bulou.law import BadFact, Conduct, UnknownFact
from bulou.precheck import BadDraft, Checked, Found, Question

router = Router(tags=["precheck"], auth=None)
RETRY_SECONDS = 2
Word = Annotated[str, Field(max_length=200)]


class Draft(Schema):
    """A draft: CSAF 2.0, CVE JSON 5, OSV, Markdown or plain text, at most 256 KB in UTF-8.

    `facts` answer what the draft cannot say, by name; what an authority decides counts with the number of its document in
    `documents`.
    """

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(max_length=CEILING)]
    name: Word = ""
    conduct: Literal[tuple(str(each) for each in CONDUCTS)] = "publish"  # type: ignore[valid-type]
    facts: dict[Word, bool | Word | None] = Field({}, max_length=100)
    documents: dict[Word, Word] = Field({}, max_length=100)


class FoundOut(Schema):
    """What a rule read, and where; `power` says whether that settles a fact, only asks, or only notes."""

    rule: str
    fact: str | None
    power: str
    line: int | None
    column: int | None
    path: str | None
    excerpt: str | None
    text: str


class QuestionOut(Schema):
    """What the draft cannot say and the answer hangs on: a fact, with the values it can have."""

    fact: str
    question: str
    kind: str
    values: list[bool | str]
    articles: list[str]


class PrecheckAnswer(Schema):
    """What the law answers to the draft, what was read in it, and what would have to be answered."""

    format: str
    outcome: str
    verdict: dict[str, Any]
    citations: list[Citation]
    cures: list[Cure]
    questions: list[QuestionOut]
    found: list[FoundOut]


@router.post("/precheck", response={200: PrecheckAnswer, **problems(400, 413, 422, 429, 503)})
def precheck(request: HttpRequest, draft: Draft) -> Any:
    """May this draft be published, presented or shared? It is read by stated rules; whether it exaggerates, a person judges."""
    if wait := seconds_until(request):
        return problem("too-many", headers={"Retry-After": str(wait)})
    raw = draft.text.encode("utf-8", "replace")
    if len(raw) > CEILING:
        return problem("too-large", ceiling=CEILING, ways=[])
    try:
        facts = stated(draft.facts, draft.documents, source="told over the API")
        found = checked(raw, draft.name, facts, conduct=Conduct(draft.conduct), at=timezone.now())
    except (UnknownFact, BadFact) as bad:
        return invalid({"facts": said.words(bad)})
    except BadDraft as bad:
        return invalid({"text": said.words(bad)})
    except Busy:
        return problem("unavailable", headers={"Retry-After": str(RETRY_SECONDS)})
    return _answer(found)


def _answer(found: Checked) -> dict[str, Any]:
    return {
        "format": str(found.draft.format),
        "outcome": str(found.verdict.outcome),
        "verdict": said.verdict(found.verdict),
        "citations": said.citations(found.verdict),
        "cures": said.cures(found.cures),
        "questions": [_question(each) for each in found.questions],
        "found": [_found(each) for each in found.found],
    }


def _question(each: Question) -> dict[str, Any]:
    return {
        "fact": each.spec.name,
        "question": said.words(each.spec.question),
        "kind": str(each.spec.kind),
        "values": list(each.spec.domain),
        "articles": [said.words(citation.article) for citation in each.citations],
    }


def _found(each: Found) -> dict[str, Any]:
    place = each.place
    return {
        "rule": each.rule.id,
        "fact": each.rule.fact or None,
        "power": str(each.rule.power),
        "line": place.line if place else None,
        "column": place.column if place else None,
        "path": (place.path or None) if place else None,
        "excerpt": place.excerpt if place else None,
        "text": said.words(each.says),
    }
