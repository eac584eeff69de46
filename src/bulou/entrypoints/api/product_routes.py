"""Products, inventories and the operator's room over HTTP, as their pages show them; and what a file touches, without a trace."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, UnreadablePostError
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, is_operator, speaker
from bulou.entrypoints.api.bodies import CutShort, read
from bulou.entrypoints.api.problems import invalid, not_found, problem
from bulou.formats.claims import UnreadableAdvisory, read_claims
from bulou.records import assets, registry, visible

router = Router(tags=["products"])
LARGEST = 50 * 1024 * 1024
MOST_ANSWERS = 500
Page = Annotated[int, Field(ge=1, le=1_000_000)]
Search = Annotated[str, Field(max_length=100)]


class ProductLine(Schema):
    """A product of the registry."""

    id: str
    name: str
    model: str
    vendor: str
    product_class: str
    owner: str
    end_of_support: str | None
    unsupported: bool
    retired_at: str | None


class Products(Schema):
    """A page of products, by name; pages are counted from 1."""

    products: list[ProductLine]
    total: int
    page: int
    pages: int


class Alias(Schema):
    """A name by which a product is known."""

    kind: str
    text: str


class Bill(Schema):
    """An inventory or a bill of materials."""

    id: str
    name: str
    format: str
    sha256: str
    count: int
    imported_at: str


class ReleaseOut(Schema):
    """A release with its bills of materials in force."""

    id: str
    version: str
    released_on: str | None
    end_of_support: str | None
    bills: list[Bill]


class Product(ProductLine):
    """A product with its names, its releases newest first, and the numbers of cases that you may know."""

    aliases: list[Alias]
    releases: list[ReleaseOut]
    cases: list[str]


class Item(Schema):
    """Something of an inventory; `in_use` is what is told of the system that runs it."""

    vendor: str
    product: str
    model: str
    version: str
    purl: str
    cpe: str
    in_use: dict[str, Any]


class Inventory(Bill):
    """A page of an inventory's items; pages are counted from 1."""

    items: list[Item]
    total: int
    page: int
    pages: int


class ImpactLine(Schema):
    """Something in use that an advisory touches, or may touch."""

    id: str
    number: str
    source: str
    result: str
    state: str
    ssvc: str
    item: Item
    inventory: str
    reasons: list[Any]
    found_at: str
    verified_at: str | None
    mended_at: str | None
    retested_at: str | None
    closed_at: str | None
    accepted_until: str | None


class KnownOut(Schema):
    """What KEV and EPSS say of a number, each with its source and date as it was loaded; no verdict."""

    exploited: bool
    kev_added_on: str | None
    kev_source: str
    kev_on: str | None
    epss: float | None
    epss_percentile: float | None
    epss_source: str
    epss_on: str | None


class ImpactOut(ImpactLine):
    """One impact with its notes; `case` is the number of the case it is `tied` to, where you may know that case."""

    notes: list[dict[str, Any]]
    tied: bool
    case: str | None
    known: KnownOut | None


class Impacts(Schema):
    """A page of the operator's room (Article 8): inventories in force, what touches them, how many in each state."""

    inventories: list[Bill]
    impacts: list[ImpactLine]
    counts: dict[str, int]
    page: int
    pages: int


class TouchedOut(Schema):
    """An answer about one thing in use or shipped: affected, not affected or cannot decide, with its reasons."""

    number: str
    inventory: str
    ref: str
    result: str
    reasons: list[str]


class Touches(Schema):
    """The first 500 answers, and how many there are."""

    answers: list[TouchedOut]
    total: int


@router.get("/products", response={200: Products, **problems(401, 404, 422, 429)})
def products(request: HttpRequest, q: Search = "", retired: bool = False, page: Page = 1) -> Any:
    """The organisation's products (acts `add_product`, `import_products`, `add_alias`, …)."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    found = registry.products(held.organisation_id, search=said.one_line(q), retired=retired, page=page)
    late = registry.unsupported(found.rows, timezone.now())
    return {
        "products": [_product(row, row.id in late) for row in found.rows],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
    }


@router.get("/products/{product_id}", response={200: Product, **problems(401, 404, 422, 429)})
def product(request: HttpRequest, product_id: UUID) -> Any:
    """One product: its names, releases, bills of materials and cases."""
    held = speaker(request)
    house = held.organisation_id
    found = registry.product_page(held.person_id, house, product_id) if is_desk(held) else None
    if found is None:
        return not_found()
    late = bool(registry.unsupported([found.product], timezone.now()))
    return _product(found.product, late) | {
        "aliases": [{"kind": each.kind, "text": each.text} for each in found.aliases],
        "releases": [_release(each) for each in found.releases],
        "cases": found.cases,
    }


@router.get("/inventories/{inventory_id}", response={200: Inventory, **problems(401, 404, 422, 429)})
def inventory(request: HttpRequest, inventory_id: UUID, q: Search = "", page: Page = 1) -> Any:
    """The items of an inventory or a bill of materials, searched by name, purl or CPE."""
    held = speaker(request)
    house, words = held.organisation_id, said.one_line(q)
    found = assets.inventory_page(house, inventory_id, search=words, page=page) if is_desk(held) else None
    if found is None:
        return not_found()
    return _bill(found.inventory) | {
        "items": [_item(row, in_use) for row, in_use in found.rows],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
    }


@router.get("/room", response={200: Impacts, **problems(401, 404, 422, 429)})
def room(
    request: HttpRequest, state: Literal["open", "accepted", "done", "untouched"] = "open", page: Page = 1
) -> Any:
    """The operator's room (acts `import_inventory`, `ask_what_it_touches`, `verify_impact`, …); for operators alone."""
    held = speaker(request)
    if not is_operator(held):
        return not_found()
    found = assets.room(held.organisation_id, state=state, page=page)
    return {
        "inventories": [_bill(each) for each in found.inventories],
        "impacts": [_impact(each) for each in found.rows],
        "counts": found.counts,
        "page": found.page,
        "pages": found.pages,
    }


@router.get("/room/{impact_id}", response={200: ImpactOut, **problems(401, 404, 422, 429)})
def impact(request: HttpRequest, impact_id: UUID) -> Any:
    """One impact: what it touches and why, and what was done when."""
    held = speaker(request)
    row = assets.impact(held.organisation_id, impact_id) if is_operator(held) else None
    if row is None:
        return not_found()
    tie = row.impact.case_id
    numbers = visible.numbers_by_id(held.person_id, [tie] if tie else [])
    case = numbers.get(str(tie))
    return _impact(row) | {
        "notes": row.notes,
        "tied": tie is not None,
        "case": case,
        "known": _known(row.known),
    }


@router.post(
    "/touches",
    response={200: Touches, **problems(400, 401, 404, 413, 422, 429)},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def touches(request: HttpRequest, over: Literal["releases", "inventories"] = "releases") -> Any:
    """Which of your releases, or of what you run, an advisory file names (CSAF, CVE JSON 5; 50 MB). Nothing is kept."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    try:
        raw, _size = read(request, ceiling=LARGEST)
    except (CutShort, UnreadablePostError):
        return problem("cut-short")
    if raw is None:
        return problem("too-large", ceiling=LARGEST, ways=[])
    try:
        advisory = read_claims(raw)
    except UnreadableAdvisory as unreadable:
        return invalid({"body": said.words(unreadable)})
    running = assets.running(held.organisation_id, releases=over == "releases")
    found = assets.touched(running, advisory.vulnerabilities)
    return {"answers": [_touched(each) for each in found[:MOST_ANSWERS]], "total": len(found)}


def _product(row: Any, late: bool) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "name": row.name,
        "model": row.model,
        "vendor": row.vendor,
        "product_class": row.product_class,
        "owner": row.owner.name if row.owner else "",
        "end_of_support": said.day(row.end_of_support),
        "unsupported": late,
        "retired_at": said.moment(row.retired_at),
    }


def _release(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "version": row.version,
        "released_on": said.day(row.released_on),
        "end_of_support": said.day(row.end_of_support),
        "bills": [_bill(each) for each in row.bills],
    }


def _bill(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "name": row.name,
        "format": row.format,
        "sha256": row.sha256,
        "count": row.count,
        "imported_at": said.moment(row.imported_at),
    }


def _item(row: Any, in_use: dict[str, Any]) -> dict[str, Any]:
    names = ("vendor", "product", "model", "version", "purl", "cpe")
    return {name: getattr(row, name) for name in names} | {"in_use": in_use}


def _impact(each: assets.ImpactRow) -> dict[str, Any]:
    row = each.impact
    moments = ("found_at", "verified_at", "mended_at", "retested_at", "closed_at", "accepted_until")
    return {
        "id": str(row.id),
        "number": row.number,
        "source": row.source,
        "result": row.result,
        "state": row.state,
        "ssvc": row.ssvc,
        "item": _item(row.item, each.in_use),
        "inventory": str(row.inventory_id),
        "reasons": list(row.reasons),
        **{name: said.moment(getattr(row, name)) for name in moments},
    }


def _known(row: Any) -> dict[str, Any] | None:
    if row is None:
        return None
    days = ("kev_added_on", "kev_on", "epss_on")
    others = ("exploited", "kev_source", "epss", "epss_percentile", "epss_source")
    return {name: said.day(getattr(row, name)) for name in days} | {
        name: getattr(row, name) for name in others
    }


def _touched(each: assets.Touched) -> dict[str, Any]:
    return {
        "number": each.number,
        "inventory": str(each.inventory_id),
        "ref": str(each.item_id),
        "result": str(each.answer.result),
        "reasons": [said.words(reason) for reason in each.answer.reasons],
    }
