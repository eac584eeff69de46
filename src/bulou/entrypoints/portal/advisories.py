"""Published advisories: the list with its search, one advisory with its revisions, the files byte for byte."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import condition, require_safe

from bulou.entrypoints.numbers import page_number
from bulou.formats.uris import is_uri
from bulou.records import public
from bulou.records.public import product_name
from bulou.severity import Cvss, SeverityError

COMPARED = {
    "heading": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "products": _("Products"),
    "grade": _("Severity"),
    "cvss": _("CVSS vector"),
    "remediation": _("Remedy"),
    "remediation_url": _("Where the remedy is"),
    "precaution": _("Precautions"),
    "references": _("References"),
    "credits": _("Credits"),
    "cve": _("CVE"),
    "cwe": _("CWE"),
}
STATUSES = {
    "affected": _("Affected"),
    "not_affected": _("Not affected"),
    "under_investigation": _("Under investigation"),
    "fixed": _("Fixed"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a revision changed: lines as (kind, text), kind being same, added or removed."""

    label: Any
    lines: list[tuple[str, str]]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All published advisories, or those that answer the search `q`; with `organisation`, the library of that one."""
    slug = request.GET.get("organisation", "")[:60]
    house = public.organisation(slug, receiving=False) if slug else None
    if slug and house is None:
        raise Http404
    listed = public.advisories(search=request.GET.get("q", ""), organisation=slug, page=page_number(request))
    return render(request, "portal/advisories/index.html", {"list": listed, "house": house, "slug": slug})


@require_safe
def advisory(request: HttpRequest, number: str, revision: int | None = None) -> HttpResponse:
    """One advisory as it stands, or as one of its revisions had it, with what that revision changed."""
    page = public.advisory(number, revision=revision)
    if page is None:
        raise Http404
    content = page.content
    context = {
        "page": page,
        "content": content,
        "products": [_product(row) for row in content.get("products", ())],
        "cvss": _cvss(content.get("cvss", "")),
        "pictures": public.pictures_of(number),
        "references": list(_references(content)),
        "remedy_url": web_address(content.get("remediation_url", "")),
        "changes": list(changes(page.earlier, content))
        if revision is not None and page.earlier is not None
        else None,
    }
    return render(request, "portal/advisories/advisory.html", context)


@require_safe
def file(request: HttpRequest, number: str, name: str, revision: int | None = None) -> HttpResponse:
    """The CSAF file exactly as it was approved and stored; its SHA-256 is the entity tag."""
    stored = public.csaf_file(number, name, revision=revision)
    if stored is None:
        raise Http404

    @condition(etag_func=lambda _request: f'"{stored.sha256}"', last_modified_func=lambda _request: stored.at)
    def answer(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse(stored.content, content_type="application/json")
        response["Access-Control-Allow-Origin"] = (
            "*"  # public by its nature; readers in browsers may fetch it
        )
        return response

    return answer(request)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """What differs between two published contents, field by field, line by line."""
    for name, label in COMPARED.items():
        old, new = _lines(before.get(name)), _lines(after.get(name))
        if old != new:
            marked = (line for line in difflib.ndiff(old, new) if not line.startswith("?"))
            yield Change(label, [(_KINDS[line[0]], line[2:]) for line in marked])


_KINDS = {" ": "same", "+": "added", "-": "removed"}


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return [
            " · ".join(str(part) for part in (row if isinstance(row, list) else row.values()) if part)
            for row in value
        ]
    return str(value or "").splitlines()


def _product(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": product_name(row),
        "versions": row.get("versions", ""),
        "status": row.get("status", ""),
        "label": STATUSES.get(row.get("status", ""), row.get("status", "")),
        "fixed_in": row.get("fixed_in", ""),
    }


def _cvss(vector: str) -> str:
    """“CVSS 3.1 9.8” of a vector that can be read; it stands beside the grade, never in its place."""
    try:
        read = Cvss.parse(vector)
    except SeverityError:
        return ""
    return f"CVSS {read.version} {read.score}"


def _references(content: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for line in str(content.get("references", "")).splitlines():
        if line.strip():
            yield {"text": line.strip(), "url": web_address(line)}


def web_address(text: str) -> str:
    """The text when it is an address of the web, so that it may become a link; empty for anything else."""
    text = text.strip()
    return text if is_uri(text) and text.lower().startswith(("https://", "http://")) else ""


@require_safe
def picture(request: HttpRequest, number: str, picture_id: UUID) -> HttpResponse:
    """A published picture, from the bytes that were made for publication; no file of a case is reached here (AC14)."""
    found = public.picture(number, picture_id)
    if found is None:
        raise Http404
    response = HttpResponse(found[0], content_type=found[1])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
