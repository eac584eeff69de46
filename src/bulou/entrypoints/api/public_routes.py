"""What is public over HTTP, without a key: organisations that receive, advisories, thanks, and whether a certificate is genuine."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.problems import not_found
from bulou.formats.csaf.filename import file_name
from bulou.records import public
from bulou.records import rules as house_rules
from bulou.records.public import AdvisoryRow, PublicOrganisation

router = Router(tags=["public"], auth=None)
Page = Annotated[int, Field(ge=1, le=1_000_000)]


class OrganisationOut(Schema):
    """An organisation of this node; `filing_number` is empty until its filing as a platform is recorded."""

    slug: str
    name_zh: str
    name_en: str
    roles: list[str]
    contact_email: str
    filing_number: str


class Organisations(Schema):
    """Those to which one may report."""

    organisations: list[OrganisationOut]


class AdvisoryLine(Schema):
    """A published advisory at its current revision."""

    number: str
    title: str
    organisation: str
    language: str
    grade: str
    cve: str
    products: list[str]
    summary: str
    published_at: str
    revised_at: str
    revision: int
    withdrawn_at: str | None
    csaf: str


class RulesEdition(Schema):
    """One edition of the rules: by part what is promised in zh and en (empty where not written), and what the system enforces."""

    version: int
    texts: dict[str, dict[str, str]]
    four_eyes: bool
    reproduced_first: bool
    first_answer_days: int
    grounds: str
    from_at: str
    adopted_at: str


class RulesOut(Schema):
    """Every edition, newest first, and which is in force now."""

    in_force: int | None
    editions: list[RulesEdition]


class Advisories(Schema):
    """A page of advisories, newest first; `csaf` is the path of the signed document. Pages are counted from 1."""

    advisories: list[AdvisoryLine]
    total: int
    page: int
    pages: int


class ThanksOut(Schema):
    """A public word of thanks, in the name that was chosen."""

    organisation: str
    name: str
    words: str
    link: str
    at: str


class ThanksList(Schema):
    """At most five hundred, by organisation."""

    thanks: list[ThanksOut]


class CertificateOut(Schema):
    """A certificate that this node has issued; `name` is empty where the reporter does not agree to be named now."""

    code: str
    case: str
    organisation: str
    received_at: str
    issued_at: str
    revoked_at: str | None
    name: str


@router.get("/organisations", response={200: Organisations})
def organisations(request: HttpRequest) -> Any:
    """The organisations of this node to which one may report."""
    return {"organisations": [_organisation(each) for each in public.receiving_organisations()]}


@router.get("/organisations/{slug}", response={200: OrganisationOut, **problems(404)})
def organisation(request: HttpRequest, slug: str) -> Any:
    """One organisation."""
    found = public.organisation(said.one_line(slug), receiving=False)
    return not_found() if found is None else _organisation(found)


@router.get("/organisations/{slug}/rules", response={200: RulesOut, **problems(404)})
def rules(request: HttpRequest, slug: str) -> Any:
    """The published rules of an organisation with their history (act `adopt_rules`); not found where it has none."""
    found = house_rules.published(said.one_line(slug), at=timezone.now())
    if found is None:
        return not_found()
    return {
        "in_force": found.now.version if found.now else None,
        "editions": [
            {
                "version": each.version, "texts": each.texts, "four_eyes": each.four_eyes,
                "reproduced_first": each.reproduced_first, "first_answer_days": each.first_answer_days,
                "grounds": each.grounds, "from_at": said.moment(each.from_at), "adopted_at": said.moment(each.adopted_at),
            }
            for each in found.editions
        ],
    }  # fmt: skip


@router.get("/advisories", response={200: Advisories, **problems(422)})
def advisories(
    request: HttpRequest,
    q: Annotated[str, Field(max_length=100)] = "",
    organisation: Annotated[str, Field(max_length=60)] = "",
    page: Page = 1,
) -> Any:
    """Published advisories, withdrawn ones included, searched by title, product, number or CVE."""
    found = public.advisories(search=q, organisation=said.one_line(organisation), page=page)
    return {
        "advisories": [_advisory(row) for row in found.rows],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
    }


@router.get("/thanks", response={200: ThanksList})
def thanks(request: HttpRequest) -> Any:
    """Whom the organisations of this node thank in public."""
    return {
        "thanks": [
            {
                "organisation": row.organisation.slug,
                "name": row.name,
                "words": row.words,
                "link": row.link,
                "at": said.moment(row.at),
            }
            for row in public.thanks()
        ]
    }


@router.get("/certificates/{code}", response={200: CertificateOut, **problems(404)})
def certificate(request: HttpRequest, code: str) -> Any:
    """Whether this node has issued the certificate of this code, and whether it was revoked."""
    found = public.certificate(code)
    if found is None:
        return not_found()
    return {
        "code": found.code,
        "case": found.number,
        "organisation": found.organisation.slug,
        "received_at": said.moment(found.received_at),
        "issued_at": said.moment(found.issued_at),
        "revoked_at": said.moment(found.revoked_at),
        "name": found.name,
    }


def _organisation(each: PublicOrganisation) -> dict[str, Any]:
    return {
        "slug": each.slug,
        "name_zh": each.zh,
        "name_en": each.en,
        "roles": list(each.roles),
        "contact_email": each.contact_email,
        "filing_number": each.filing_number,
    }


def _advisory(row: AdvisoryRow) -> dict[str, Any]:
    plain = ("number", "title", "language", "grade", "cve", "summary", "revision")
    return {name: getattr(row, name) for name in plain} | {
        "organisation": row.organisation.slug,
        "products": list(row.products),
        "published_at": said.moment(row.published_at),
        "revised_at": said.moment(row.revised_at),
        "withdrawn_at": said.moment(row.withdrawn_at),
        "csaf": reverse("portal:csaf", args=[row.number, file_name(row.number)]),
    }
