"""The registry of products: lists and pages of an organisation's own, and which of them a text seems to mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, IntegerField, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Length, StrIndex

from bulou.products import fold
from bulou.records.leafing import Leaf, number_of_pages
from bulou.records.models import Affected, InventoryList, ProductAlias, RegisteredProduct, Release
from bulou.records.pages import Suggestion
from bulou.records.visible import cases_of

PAGE = 50
LONGEST_TEXT = 4_000
MOST_NAMES = 500
NAMES = ("common", "brand", "english", "model", "former", "legal_name")
_WORDS = re.compile(r"[\s,，。;；:：()（）、/\"“”]+")


@dataclass(frozen=True, slots=True)
class ProductList(Leaf):
    """A page of products; `retired` says which half is shown, pages counted from 1."""

    rows: list[RegisteredProduct]
    search: str
    retired: bool
    total: int


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A product with everything about it: releases newest first, each with its bill; numbers of cases one may know."""

    product: RegisteredProduct
    aliases: list[ProductAlias]
    releases: list[Release]
    cases: list[str]


def products(organisation_id: UUID, *, search: str = "", retired: bool = False, page: int = 1) -> ProductList:
    """A page of the organisation's products by name; two queries. `search` looks into every alias, folded."""
    rows = RegisteredProduct.objects.filter(organisation_id=organisation_id, retired_at__isnull=not retired)
    if key := fold(search):
        found = ProductAlias.objects.filter(product__organisation_id=organisation_id, key__contains=key)
        rows = rows.filter(Q(id__in=found.values("product_id")) | Q(name__icontains=search.strip()))
    total = rows.count()
    first = (max(page, 1) - 1) * PAGE
    shown = rows.select_related("owner").annotate(names=Count("aliases")).order_by("name", "model", "id")
    pages = number_of_pages(total, each=PAGE)
    return ProductList(
        list(shown[first : first + PAGE]), search, retired, total, page=max(page, 1), pages=pages
    )


def product_page(person_id: UUID, organisation_id: UUID, product_id: UUID) -> ProductPage | None:
    """The page of one product, or None when the organisation has none such; five queries."""
    bills = InventoryList.objects.filter(replaced_at=None)
    row = (
        RegisteredProduct.objects.filter(organisation_id=organisation_id, id=product_id)
        .select_related("owner", "merged_into")
        .first()
    )
    if row is None:
        return None
    releases = Release.objects.filter(product=row).prefetch_related(
        Prefetch("inventories", bills, to_attr="bills")
    )
    known = Affected.objects.filter(registered=row, case__in=cases_of(person_id))
    numbers = known.values_list("case__number", flat=True).distinct().order_by("-case__number")
    return ProductPage(
        row,
        list(row.aliases.order_by("kind", "text")),
        list(releases.order_by("-added_at")),
        list(numbers[:50]),
    )


def options(organisation_id: UUID, *, most: int = 500) -> list[tuple[str, str]]:
    """(id, name) of the organisation's live products, for a choice; one query."""
    rows = RegisteredProduct.objects.filter(organisation_id=organisation_id, retired_at=None)
    return [
        (str(identity), " ".join(part for part in (name, "" if model == name else model) if part))
        for identity, name, model in rows.order_by("name", "model").values_list("id", "name", "model")[:most]
    ]


def is_own(organisation_id: UUID, product_id: UUID) -> bool:
    """Whether the product stands in the organisation's registry; one query."""
    return RegisteredProduct.objects.filter(organisation_id=organisation_id, id=product_id).exists()


def suggested(organisation_id: UUID, text: str, *, most: int = 5) -> list[Suggestion]:
    """The products whose names stand in `text`, the longest name first, retired ones too, with their owners; one query."""
    words = " ".join(fold(word) for word in _WORDS.split(text[:LONGEST_TEXT]))
    folded = words.replace(" ", "")
    if not folded:
        return []
    rows = _named_in(organisation_id, folded)[: most * 10]
    found: dict[UUID, Suggestion] = {}
    for row in rows:
        if row.product_id not in found and _stands(row.key, words):
            found[row.product_id] = Suggestion(row.product, row)
    return list(found.values())[:most]


def suggested_each(organisation_id: UUID, texts: Mapping[UUID, str]) -> dict[UUID, Suggestion]:
    """The product that each of several short texts names by the longest of its names, retired ones too; one query."""
    words = {key: " ".join(fold(word) for word in _WORDS.split(text)) for key, text in texts.items()}
    folded = "\n".join(text.replace(" ", "") for text in words.values())
    if not folded.strip():
        return {}
    rows = list(_named_in(organisation_id, folded)[:MOST_NAMES])
    found = {}
    for key, text in words.items():
        standing = next((row for row in rows if _stands(row.key, text)), None)
        if standing is not None:
            found[key] = Suggestion(standing.product, standing)
    return found


def _named_in(organisation_id: UUID, folded: str) -> QuerySet[ProductAlias]:
    """The names of the organisation's products that stand anywhere in a folded text, the longest first."""
    rows = ProductAlias.objects.filter(product__organisation_id=organisation_id, kind__in=NAMES)
    place = StrIndex(Value(folded), F("key"), output_field=IntegerField())
    standing = rows.annotate(place=place, long=Length("key")).filter(place__gt=0)
    return standing.select_related("product", "product__owner").order_by("-long", "id")


def _stands(key: str, words: str) -> bool:
    """Whether the name stands by itself: "go" does not stand in "golang"; Han has no such bounds."""
    left = r"(?<![0-9a-z])" if re.match(r"[0-9a-z]", key) else ""
    right = r"(?![0-9a-z])" if re.search(r"[0-9a-z]$", key) else ""
    return re.search(left + " ?".join(map(re.escape, key)) + right, words) is not None


def unsupported(rows: Sequence[RegisteredProduct], at: datetime) -> set[UUID]:
    """Which of these are past their end of support on the day of `at`."""
    today = at.date()
    return {row.id for row in rows if row.end_of_support and row.end_of_support < today}
