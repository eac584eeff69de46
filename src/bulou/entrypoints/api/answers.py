"""What the API answers, as its OpenAPI document describes it."""

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from bulou.entrypoints.api.problems import KINDS


class Problem(Schema):
    """RFC 9457. `type` is one of ours (`urn:bulou:problem:…`); title and detail are in the reader's language."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str


class InvalidProblem(Problem):
    """Messages by field."""

    errors: dict[str, str]


class TooLargeProblem(Problem):
    """The ceiling in bytes, and other ways in where there are any."""

    ceiling: int = 0
    ways: list[str] = Field(default_factory=list)


class Entry(Schema):
    """Where something is sealed in the journal."""

    stream: str
    index: int
    hash: str
    at: str


class RefusedProblem(Problem):
    """An act that was refused; the refusal itself is sealed."""

    act: str = ""
    entry: Entry | None = None
    remedy: str = ""


class Citation(Schema):
    """A sentence of the law that bears on the answer."""

    norm: str
    instrument: str
    article: str
    outcome: str
    text: str


class Cure(Schema):
    """What would change the answer."""

    kind: str
    changes: dict[str, Any]
    until: str | None
    outcome: str
    text: str


class GbtGrade(Schema):
    """A grade of GB/T 30279-2020 in English and in Chinese."""

    grade: str
    zh: str


class GradedGbt30279(Schema):
    """A graded vector: the table values 1 to 9 and the two grades; `source_status` says how far the tables are known."""

    standard: str
    vector: str
    exploitability: int
    impact: int
    environment: int | None
    technical: GbtGrade
    overall: GbtGrade | None
    source_status: dict[str, str]


class ScoredCvss(Schema):
    """A scored vector, 0.0 to 10.0; temporal and environmental scores exist in 3.1 only."""

    vector: str
    version: str
    score: float
    rating: str
    rating_zh: str
    temporal: float | None
    environmental: float | None


class Severity(Schema):
    """The two grades; null where no vector was sent."""

    gbt30279: GradedGbt30279 | None
    cvss: ScoredCvss | None


class LawProblem(RefusedProblem):
    """The law stopped the act: its whole verdict, the articles, and what would make it lawful."""

    verdict: dict[str, Any]
    citations: list[Citation]
    cures: list[Cure]


class ActDone(Schema):
    """An act that was done. `ids` names what it made."""

    act: str
    status: Literal["done"]
    ids: dict[str, str]
    entry: Entry
    verdict: dict[str, Any] | None


class OpenQuestion(Schema):
    """A legal question that is open: the ids of the two norms that clash. It holds nothing."""

    legal_question: str
    first: str
    second: str


class Prospect(Schema):
    """An act as it stands now. `outcome` is the law's answer to its conduct, null where no law is asked; `warnings` are
    questions that are better answered first.
    """

    act: str
    title: str
    group: str
    stopped: bool
    conduct: str | None
    outcome: str | None
    reason: str | None
    citations: list[Citation]
    cures: list[Cure]
    warnings: list[OpenQuestion]
    about: str | None
    about_id: str | None


class Prospects(Schema):
    """What may be done with a case at the moment `at`."""

    case: str
    at: str
    acts: list[Prospect]


class CaseLine(Schema):
    """A case in the list. Moments are UTC."""

    id: str
    number: str
    title: str
    product: str
    versions: str
    role: str
    channel: str
    states: dict[str, str]
    severity: dict[str, str | None]
    handler_id: str | None
    received_at: str
    updated_at: str
    due_at: str | None
    embargo_until: str | None
    disclosed_at: str | None
    closed_at: str | None


class Cases(Schema):
    """Cases in the order of their last change. Give `next` back as `cursor` to go on, now or later."""

    cases: list[CaseLine]
    next: str | None
    more: bool


class Case(CaseLine):
    """A case. What stands after `head` is filled in only while the case is disclosed or opened (act open_undisclosed)."""

    opened: bool
    duties: list[dict[str, Any]]
    length: int
    head: str
    report: dict[str, Any]
    files: list[dict[str, Any]]
    parties: list[dict[str, Any]]
    affected: list[dict[str, Any]]
    advisories: list[dict[str, Any]]
    timeline: list[dict[str, Any]]


class Packet(Schema):
    """A packet that was saved or sent: `to` MIIT's platform (nvdb) or a body of Article 10 (mps, cnvd, cnnvd).

    `sha256` is of its exact bytes; `packet` is what they say.
    """

    id: str
    to: Literal["nvdb", "mps", "cnvd", "cnnvd"]
    library: str | None
    state: str
    method: str | None
    prepared_at: str
    submitted_at: str | None
    number: str | None
    receipt_at: str | None
    supplements: str | None
    evidence: list[str]
    sha256: str
    packet: dict[str, Any]


class Packets(Schema):
    """The packets of a case, oldest first; none while it is not `opened` (act open_undisclosed)."""

    opened: bool
    packets: list[Packet]


class FileOfReport(Schema):
    """A file inside a report: its name, and its bytes in base64."""

    name: str = ""
    content: str


class Report(Schema):
    """A report. Every field may be left out; what cannot be read is kept as it came, and marked on the receipt."""

    title: str = ""
    product: str = ""
    versions: str = ""
    weakness: str = Field("", description="For example CWE-78")
    severity: str = ""
    steps: str = Field("", description="How it can be reproduced")
    impact: str = ""
    public_state: Literal["no", "public", "exploited"] = "no"
    commitment: str = Field(
        "", description="SHA-256 of a file that proves first finding; the file may follow"
    )
    name: str = ""
    contact: str = ""
    note: str = ""
    identity: Literal["anonymous", "pseudonym", "self_declared"] = Field(
        "anonymous", description="Left out: self_declared where a name is given, else anonymous"
    )
    language: Literal["zh-hans", "en"] = "zh-hans"
    attachments: list[FileOfReport] = Field([], max_length=10)


class Mark(Schema):
    """Something in the report that could not be read, in the reader's language. It is kept all the same."""

    mark: str
    text: str


class EntryOfReport(Schema):
    """The first entry of the case's stream."""

    stream: str
    index: int
    hash: str


class Receipt(Schema):
    """What the reporter keeps. `code` is shown once and opens the report's own page; `commitment` is there if one came."""

    number: str
    code: str
    received_at: str
    entry: EntryOfReport
    raw_sha256: str
    status_url: str
    marks: list[Mark]
    commitment: str | None = None


SHAPES: dict[int, type[Problem]] = {
    403: RefusedProblem,
    409: RefusedProblem,
    413: TooLargeProblem,
    422: InvalidProblem,
    451: LawProblem,
}
STATUSES = {kind.status for kind in KINDS.values()}


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """The problem documents an operation may answer, by status."""
    assert set(statuses) <= STATUSES
    return {status: SHAPES.get(status, Problem) for status in statuses}
