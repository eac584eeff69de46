"""What an organisation runs and what touches it: read for matching, and for the pages of the operator's room."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, When

from bulou.cases.impact import Step
from bulou.formats.claims import Vulnerability
from bulou.products import Answer, Component, Inventory, Naming, fold, match
from bulou.records.leafing import Leaf, number_of_pages
from bulou.records.models import Impact, InventoryItem, InventoryList, KnownVulnerability, ProductAlias
from bulou.records.sealed import node_key

PAGE = 50
OPEN = ("found", "verified", "mended")
# What nobody has put in order stands before what may wait (the outcomes of SSVC's deployer table).
PRESSING = Case(
    *(
        When(ssvc=outcome, then=place)
        for place, outcome in enumerate(("immediate", "out_of_cycle", "", "scheduled"))
    ),
    default=4,
)


@dataclass(frozen=True, slots=True)
class Running:
    """Everything an organisation runs, ready for matching; `of` gives each component's inventory."""

    inventory: Inventory
    of: dict[str, UUID]


@dataclass(frozen=True, slots=True)
class Touched:
    """An answer about one thing in use, and under which number."""

    inventory_id: UUID
    item_id: int
    number: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """An impact as its organisation's people see it: `in_use` and `notes` in clear; `known` what the world says of its number."""

    impact: Impact
    in_use: dict[str, str]
    notes: list[dict[str, Any]] = field(default_factory=list)
    known: KnownVulnerability | None = None


@dataclass(frozen=True, slots=True)
class Room(Leaf):
    """The operator's room: what it runs, what touches it, how many in each state; pages counted from 1."""

    inventories: list[InventoryList]
    rows: list[ImpactRow]
    counts: dict[str, int]


def running(organisation_id: UUID, *, releases: bool = False) -> Running:
    """The items of the inventories in force, or those of the releases' bills of materials; two queries."""
    rows = InventoryItem.objects.filter(
        inventory__organisation_id=organisation_id,
        inventory__replaced_at=None,
        inventory__release__isnull=not releases,
    ).values_list("id", "inventory_id", "vendor", "product", "model", "purl", "cpe", "version")
    also = _also(organisation_id)
    components, of = [], {}
    for identity, inventory_id, vendor, product, model, purl, cpe, version in rows.iterator(chunk_size=5000):
        naming = Naming(vendor, product, model, purl, cpe, also.get(product, ()) if product else ())
        components.append(Component(str(identity), naming, version))
        of[str(identity)] = inventory_id
    return Running(Inventory(components), of)


def _also(organisation_id: UUID) -> dict[str, tuple[tuple[str, str], ...]]:
    """By which other (maker, name) pairs the organisation's registry knows a product of that name."""
    makers: dict[UUID, list[str]] = {}
    names: dict[UUID, list[str]] = {}
    for product_id, kind, text in ProductAlias.objects.filter(
        product__organisation_id=organisation_id
    ).values_list("product_id", "kind", "text"):
        if kind in ("legal_name", "brand"):
            makers.setdefault(product_id, []).append(text)
        elif kind in ("common", "english", "former", "model"):
            names.setdefault(product_id, []).append(text)
    return {
        own: tuple((maker, name) for maker in makers.get(product_id, [""]) for name in known)
        for product_id, known in names.items()
        for own in known
    }


def touched(what: Running, said: Sequence[Vulnerability]) -> list[Touched]:
    """Every answer about what runs, vulnerability by vulnerability; no query."""
    return [
        Touched(what.of[answer.component.ref], int(answer.component.ref), each.number, answer)
        for each in said
        for answer in match(each.claims, what.inventory)
    ]


def room(organisation_id: UUID, *, state: str = "open", page: int = 1) -> Room:
    """One page of the room; four queries at any size."""
    mine = Impact.objects.filter(organisation_id=organisation_id)
    counts = mine.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)),
        accepted=Count("pk", filter=Q(state="accepted")),
        done=Count("pk", filter=Q(state="done")),
        untouched=Count("pk", filter=Q(state="untouched")),
    )
    state = state if state in counts else "open"
    chosen = mine.filter(state__in=OPEN) if state == "open" else mine.filter(state=state)
    first = (max(page, 1) - 1) * PAGE
    ordered = chosen.select_related("item", "inventory", "case").order_by(
        PRESSING, "result", "found_at", "item_id"
    )
    return Room(
        inventories=inventories(organisation_id),
        rows=[_impact(row) for row in ordered[first : first + PAGE]],
        counts=counts,
        page=max(page, 1),
        pages=number_of_pages(counts[state], each=PAGE),
    )


def touching(organisation_id: UUID) -> int:
    """How many things in use are touched and not yet dealt with; one query."""
    return Impact.objects.filter(organisation_id=organisation_id, state__in=OPEN).count()


def inventories(organisation_id: UUID) -> list[InventoryList]:
    """The inventories in force of what an organisation runs, by name; one query."""
    rows = InventoryList.objects.filter(organisation_id=organisation_id, release=None, replaced_at=None)
    return list(rows.order_by("name"))


def impact(organisation_id: UUID, impact_id: UUID) -> ImpactRow | None:
    """One impact of the organisation with its notes, or None; two queries."""
    rows = Impact.objects.filter(organisation_id=organisation_id, id=impact_id)
    row = rows.select_related("item", "inventory", "case").first()
    if row is None:
        return None
    known = KnownVulnerability.objects.filter(identifier=row.number.upper()).first()
    return replace(_impact(row, notes=True), known=known)


def steps_of(case_id: UUID) -> list[Step]:
    """How far each impact of a case has come; one query."""
    rows = Impact.objects.filter(case_id=case_id)
    return [Step(*each) for each in rows.values_list("state", "verified_at", "mended_at", "closed_at")]


def expired(*, at: datetime, most: int) -> list[tuple[UUID, UUID]]:
    """(organisation, impact) of the accepted risks whose day has come, the longest past first; one query."""
    rows = Impact.objects.filter(state="accepted", accepted_until__lte=at).order_by("accepted_until")
    return list(rows.values_list("organisation_id", "id")[:most])


def _impact(row: Impact, *, notes: bool = False) -> ImpactRow:
    key = node_key()
    written: list[dict[str, Any]] = []
    if notes and row.notes_sealed:
        written = json.loads(key.open(row.notes_sealed, f"impact:{row.id}:notes"))
    return ImpactRow(row, in_use(row.item), written)


def in_use(item: InventoryItem) -> dict[str, str]:
    """Asset, address, note and reference of an item, in clear; for people of its organisation."""
    if not item.in_use_sealed:
        return {"ref": item.ref} if item.ref else {}
    found: dict[str, Any] = json.loads(
        node_key().open(item.in_use_sealed, f"inventory:{item.inventory_id}:in-use")
    )
    return found


@dataclass(frozen=True, slots=True)
class InventoryPage(Leaf):
    """A page of an inventory's items, each with its details of a system in use in clear; pages counted from 1."""

    inventory: InventoryList
    rows: list[tuple[InventoryItem, dict[str, str]]]
    search: str
    total: int


def inventory_page(
    organisation_id: UUID, inventory_id: UUID, *, search: str = "", page: int = 1
) -> InventoryPage | None:
    """Items whose name, purl or CPE holds `search`, or None when the organisation has no such inventory; three queries."""
    inventory = (
        InventoryList.objects.filter(id=inventory_id, organisation_id=organisation_id)
        .select_related("release", "release__product")
        .first()
    )
    if inventory is None:
        return None
    rows = InventoryItem.objects.filter(inventory=inventory)
    if wanted := search.strip():
        named = Q(key__contains=fold(wanted)) if fold(wanted) else Q()
        rows = rows.filter(named | Q(purl__icontains=wanted) | Q(cpe__icontains=wanted))
    total = rows.count()
    first = (max(page, 1) - 1) * PAGE
    shown = [(row, in_use(row)) for row in rows.order_by("id")[first : first + PAGE]]
    pages = number_of_pages(total, each=PAGE)
    return InventoryPage(inventory, shown, search, total, page=max(page, 1), pages=pages)
