"""The library of known records over HTTP, as its pages show it; and what is published, in the formats of other databases."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, speaker
from bulou.entrypoints.api.problems import invalid, not_found
from bulou.formats.databases import NotExpressible
from bulou.records import library, public
from bulou.records.public.sharing import exported

router = Router(tags=["library"])
Page = Annotated[int, Field(ge=1, le=1_000_000)]
Search = Annotated[str, Field(max_length=100)]
Form = Literal["cnvd", "cnnvd", "cve", "osv", "csaf", "stix"]


class RecordLine(Schema):
    """A record of the library; `cluster` names the vulnerability that it is part of."""

    node: str
    cluster: str
    title: str
    state: str
    published_on: str | None


class Records(Schema):
    """A page of records, the latest published first; pages are counted from 1."""

    records: list[RecordLine]
    total: int
    page: int
    pages: int


class HeldRecord(Schema):
    """What one database says, in its own words, at its newest version here."""

    node: str
    version: int
    fetched_at: str
    sha256: str
    file: str
    record: dict[str, Any]


class RelationOut(Schema):
    """Something said of two records that stands. `by` is a rule, blank for people; `grounds` only of your own organisation."""

    a: str
    b: str
    type: str
    at: str
    confidence: int
    human: bool
    by: str
    organisation: str | None
    grounds: str


class KnownVulnerabilityOut(Schema):
    """One vulnerability: every number of it leads here. `blocked` are pairs said to be the same that something keeps apart."""

    cluster: str
    records: list[HeldRecord]
    bare: list[str]
    relations: list[RelationOut]
    blocked: list[list[str]]
    severities_differ: bool
    states_differ: bool


@router.get("/library", response={200: Records, **problems(401, 404, 422, 429)})
def records(
    request: HttpRequest, q: Search = "", system: Search = "", state: Search = "", page: Page = 1
) -> Any:
    """The records of other databases that this node holds (acts `relate_records`, `unrelate_records`)."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    found = library.entries(search=said.one_line(q), system=system, state=state, page=page)
    return {
        "records": [
            {
                "node": row.node,
                "cluster": row.cluster,
                "title": row.title,
                "state": row.state,
                "published_on": row.published_on.isoformat() if row.published_on else None,
            }
            for row in found.rows
        ],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
    }


@router.get(
    "/library/{system}/{path:identifier}",
    response={200: KnownVulnerabilityOut, **problems(401, 404, 422, 429)},
)
def vulnerability(request: HttpRequest, system: str, identifier: str) -> Any:
    """The vulnerability to which this number leads, with all its records."""
    held = speaker(request)
    found = library.vulnerability(held.organisation_id, system, identifier) if is_desk(held) else None
    if found is None:
        return not_found()
    return {
        "cluster": found.cluster,
        "records": [
            {
                "node": each.entry.node,
                "version": each.version,
                "fetched_at": said.moment(each.fetched_at),
                "sha256": each.sha256,
                "file": each.file,
                "record": each.record.to_json(),
            }
            for each in found.records
        ],
        "bare": found.bare,
        "relations": [_relation(each) for each in found.relations],
        "blocked": [[each.a, each.b] for each in found.blocked],
        "severities_differ": found.severities_differ,
        "states_differ": found.states_differ,
    }


@router.get(
    "/organisations/{slug}/export/{form}", auth=None, response={200: bytes, **problems(404, 422, 429)}
)
def export(request: HttpRequest, slug: str, form: Form, numbers: Search = "") -> Any:
    """What an organisation has published, as a file for another database; `numbers` parted by blanks, blank for all."""
    organisation = public.organisation(slug)
    today = timezone.now().date()
    try:
        found = exported(organisation.id, form, numbers.split(), today) if organisation is not None else None
    except NotExpressible as error:
        return invalid({"numbers": error})
    if found is None:
        return not_found()
    answer = HttpResponse(found.content, content_type=found.media)
    answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return answer


def _relation(each: library.Said) -> dict[str, Any]:
    return {
        "a": each.a,
        "b": each.b,
        "type": each.type,
        "at": said.moment(each.at),
        "confidence": each.confidence,
        "human": each.human,
        "by": each.by,
        "organisation": each.organisation.slug if each.organisation else None,
        "grounds": each.grounds,
    }
