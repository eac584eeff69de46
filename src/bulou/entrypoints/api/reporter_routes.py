"""One's own report over HTTP, opened with its number and return code: the status page, and what a reporter may do there."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.act_routes import answered, sent
from bulou.entrypoints.api.answers import ActDone, Citation, Cure, Mark, problems
from bulou.entrypoints.api.keys import Reporter, ReturnCode, held
from bulou.entrypoints.api.problems import not_found
from bulou.records import public
from bulou.transport.received import describe

router = Router(tags=["report"], auth=ReturnCode())


class SentFile(Schema):
    """A file that you sent; its bytes stay sealed."""

    name: str
    size: int
    sha256: str


class Message(Schema):
    """A message; `own`: by you. `text` is null where it was lawfully deleted."""

    index: int
    hash: str
    at: str
    own: bool
    act: str
    text: str | None
    files: list[SentFile]


class Milestone(Schema):
    """What has happened, and when."""

    state: str
    at: str


class PublishedAdvisory(Schema):
    """An advisory that came of the report."""

    number: str
    title: str
    withdrawn: bool


class Contest(Schema):
    """A contested grade; `outcome` is empty until it is answered, then kept or changed."""

    made_at: str
    outcome: str
    answered_at: str | None


class Naming(Schema):
    """How you want to be named, as act `choose_credit` sets it."""

    shown_as: Literal["anonymous", "name", "handle"]
    credited: str
    handle: str
    link: str
    in_advisory: bool
    on_thanks: bool
    on_certificate: bool


class FirstFinderProof(Schema):
    """The SHA-256 that you handed in before the detail, when it was sealed, and when the detail was held against it."""

    sha256: str
    at: str
    met_at: str | None


class Reward(Schema):
    """A reward; `amount` in units of `currency`, with two decimals."""

    amount: str
    currency: str
    state: str


class Saying(Schema):
    """What the law says now to publish, present, vendor (telling the maker) and abroad (telling someone overseas)."""

    name: str
    outcome: str
    citations: list[Citation]
    cures: list[Cure]


class OwnReport(Schema):
    """A report as its reporter sees it; a page of messages, oldest first, the newest page first. Moments are UTC."""

    number: str
    organisation: str
    state: str
    awaiting_answer: bool
    milestones: list[Milestone]
    identity: str
    marks: list[Mark]
    report: dict[str, Any]
    raw_sha256: str
    raw_held: bool
    entry: str
    files: list[SentFile]
    messages: list[Message]
    page: int
    pages: int
    advisories: list[PublishedAdvisory]
    grade: str
    cvss: str
    may_contest: bool
    contest: Contest | None
    naming: Naming
    proof: FirstFinderProof | None
    rewards: list[Reward]
    certificate: str
    sayings: list[Saying]


@router.get("/report", response={200: OwnReport, **problems(401, 404, 422, 429)})
def own(request: HttpRequest, page: Annotated[int, Field(ge=1, le=1_000_000)] = 1) -> Any:
    """Where your report stands, the messages both ways, your files, the grade, and what you may say when."""
    by: Reporter = held(request)
    found = public.status_page(by.case_id, page=page)
    return not_found() if found is None else _report(found)


@router.get(
    "/report/raw",
    response={200: None, **problems(401, 404, 429)},
    openapi_extra={
        "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}}
    },
)
def raw(request: HttpRequest) -> HttpResponse:
    """Your report byte for byte as it was received: its SHA-256 is the one on the receipt."""
    by: Reporter = held(request)
    content = public.raw_report(by.case_id)
    if content is None:
        return not_found()
    return HttpResponse(content, content_type="application/octet-stream")


@router.post("/report/acts", response={200: ActDone, **problems(400, 401, 404, 409, 413, 422, 429)})
def act(request: HttpRequest) -> Any:
    """Write a message or supplement (with files), contest the grade, choose how to be named."""
    by: Reporter = held(request)
    outcome = sent(request, by.actor, "report", place=by.place, case_id=by.case_id)
    return outcome if isinstance(outcome, HttpResponse) else answered(outcome)


def _report(found: public.StatusPage) -> dict[str, Any]:
    side = found.finder
    return {
        "number": found.number,
        "organisation": found.organisation.slug,
        "state": found.state,
        "awaiting_answer": found.awaiting_answer,
        "milestones": [{"state": word, "at": said.moment(at)} for word, at in found.milestones],
        "identity": found.identity,
        "marks": describe(found.marks),
        "report": dict(found.report),
        "raw_sha256": found.raw_sha256,
        "raw_held": found.raw_held,
        "entry": found.entry_hash,
        "files": [_file(each) for each in found.files],
        "messages": [_message(each) for each in found.messages],
        "page": found.page,
        "pages": found.pages,
        "advisories": [
            {"number": each.number, "title": each.title, "withdrawn": each.withdrawn}
            for each in found.advisories
        ],
        "rewards": [
            {"amount": f"{each.amount:.2f}", "currency": each.currency, "state": each.state}
            for each in side.rewards
        ],
        "sayings": [_saying(each) for each in public.what_may_be_said(found, at=timezone.now())],
        **_side(side),
    }


def _side(side: public.Finder) -> dict[str, Any]:
    who, contest, proof = side.naming, side.contest, side.proof
    flags = ("shown_as", "handle", "link", "in_advisory", "on_thanks", "on_certificate")
    return {
        "grade": side.grade,
        "cvss": side.cvss,
        "may_contest": side.open,
        "contest": contest
        and {
            "made_at": said.moment(contest.made_at),
            "outcome": contest.outcome,
            "answered_at": said.moment(contest.answered_at),
        },
        "naming": {name: getattr(who, name) for name in flags} | {"credited": who.name},
        "proof": proof
        and {"sha256": proof.sha256, "at": said.moment(proof.at), "met_at": said.moment(proof.met_at)},
        "certificate": side.certificate,
    }


def _message(each: public.Message) -> dict[str, Any]:
    return {
        "index": each.index,
        "hash": each.hash,
        "at": said.moment(each.at),
        "own": each.mine,
        "act": each.act,
        "text": each.text,
        "files": [_file(file) for file in each.files],
    }


def _file(each: public.SentFile) -> dict[str, Any]:
    return {"name": each.name, "size": each.size, "sha256": each.sha256}


def _saying(each: public.Saying) -> dict[str, Any]:
    return {
        "name": each.name,
        "outcome": str(each.verdict.outcome),
        "citations": said.citations(each.verdict),
        "cures": said.cures(each.cures),
    }
