"""An organisation's notice list: who is on it, whom a segment means, and what stands of it in the sealed acts."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bulou.records.models import Listed, ListImport, Office, Person, SupportTarget
from bulou.records.sealed import keyed_hash, node_key

CHUNK = 5_000
PAGE = 50
MOST_TAGS = 200
TARGET_HOURS = 48


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a notice list; an empty field leaves nobody out. `place` is mainland, or all (empty).

    Mainland means those of whom it is known that they are no recipients overseas. Whoever asked for no mail is left out
    unless `also_stopped`.
    """

    kind: str = ""
    tag: str = ""
    product: str = ""
    language: str = ""
    place: str = ""
    also_stopped: bool = False

    @classmethod
    def stored(cls, value: Mapping[str, Any]) -> Self:
        """A segment as it stands in a row."""
        return cls(**{field.name: value[field.name] for field in fields(cls) if field.name in value})

    def to_json(self) -> dict[str, Any]:
        """What differs from everybody."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}


@dataclass(frozen=True, slots=True)
class Meant:
    """Who a segment means: in all, by kind, by language, overseas, of unknown place, and left out for asking for no mail."""

    total: int
    users: int
    downstream: int
    zh: int
    en: int
    abroad: int
    unknown: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom an address belongs to, in clear."""

    email: str
    name: str
    house: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One line of the list as its organisation sees it."""

    row: Listed
    contact: Contact
    tags: list[str]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list, with how many are on it, how many asked for no mail, and its latest imports."""

    rows: list[ListedRow]
    total: int
    stopped: int
    page: int
    pages: int
    imports: list[ListImport]
    hours: int
    person: Person | None


def address_hash(organisation_id: UUID, email: str) -> str:
    """Under which an address is found again in one organisation's list; the same in another's is not recognisable."""
    return keyed_hash("listed", f"{organisation_id}:{email.strip().casefold()}")


def sealed_contact(organisation_id: UUID, digest: str, contact: Contact) -> bytes:
    """The box of a contact, bound to its place in the list."""
    content = json.dumps([contact.email, contact.name, contact.house], ensure_ascii=False).encode()
    return node_key().close(content, f"listed:{organisation_id}:{digest}")


def contact_of(row: Listed) -> Contact:
    """The contact in clear. Raises SealBroken when the row was edited."""
    opened = node_key().open(row.contact_sealed, f"listed:{row.organisation_id}:{row.address_hash}")
    return Contact(*json.loads(opened))


def meant(organisation_id: UUID, segment: Segment) -> QuerySet[Listed]:
    """Those whom a segment means, in the order in which they are told."""
    rows = Listed.objects.filter(organisation_id=organisation_id).filter(_clauses(segment))
    return (rows if segment.also_stopped else rows.filter(stopped_at=None)).order_by("address_hash")


def _clauses(segment: Segment) -> Q:
    found = Q()
    for name in ("kind", "product", "language"):
        if value := getattr(segment, name):
            found &= Q(**{name: value})
    if segment.tag:
        found &= Q(tags__contains=f"|{segment.tag}|")
    return found & Q(overseas=False) if segment.place == "mainland" else found


def counted(organisation_id: UUID, segment: Segment) -> Meant:
    """How many a segment means, and of what kind; one query."""
    rows = Listed.objects.filter(organisation_id=organisation_id).filter(_clauses(segment))
    told = Q() if segment.also_stopped else Q(stopped_at=None)
    return Meant(
        **rows.aggregate(
            total=Count("pk", filter=told),
            users=Count("pk", filter=told & Q(kind="user")),
            downstream=Count("pk", filter=told & Q(kind="downstream")),
            zh=Count("pk", filter=told & ~Q(language="en")),
            en=Count("pk", filter=told & Q(language="en")),
            abroad=Count("pk", filter=told & Q(overseas=True)),
            unknown=Count("pk", filter=told & Q(overseas=None)),
            stopped=Count("pk", filter=Q(stopped_at__isnull=False)),
        )
    )


def digest(organisation_id: UUID, segment: Segment) -> tuple[int, str]:
    """How many a segment means and SHA-256 (hex) over their keyed hashes, a line each, in their order; streamed."""
    count, found = 0, hashlib.sha256()
    for each in meant(organisation_id, segment).values_list("address_hash", flat=True).iterator(CHUNK):
        found.update(each.encode() + b"\n")
        count += 1
    return count, found.hexdigest()


def looked_at(organisation_id: UUID, segment: Segment) -> tuple[Meant, str]:
    """What `counted` and `digest` say, as whoever is about to send sees it; one query, streamed."""
    rows = (
        Listed.objects.filter(organisation_id=organisation_id)
        .filter(_clauses(segment))
        .order_by("address_hash")
    )
    sums, found = Counter[str](), hashlib.sha256()
    each = rows.values_list("address_hash", "kind", "language", "overseas", "stopped_at")
    for address, kind, language, overseas, stopped_at in each.iterator(CHUNK):
        sums["stopped"] += stopped_at is not None
        if stopped_at is None or segment.also_stopped:
            found.update(address.encode() + b"\n")
            sums.update(("total", kind, "en" if language == "en" else "zh", f"overseas {overseas}"))
    meant = Meant(
        total=sums["total"], users=sums["user"], downstream=sums["downstream"], zh=sums["zh"], en=sums["en"],
        abroad=sums["overseas True"], unknown=sums["overseas None"], stopped=sums["stopped"],
    )  # fmt: skip
    return meant, found.hexdigest()


def list_page(organisation_id: UUID, *, page: int = 1, email: str = "") -> ListPage:
    """One page of the list, newest first, or the one line of `email`; five queries."""
    rows = Listed.objects.filter(organisation_id=organisation_id)
    known = rows.aggregate(total=Count("pk"), stopped=Count("pk", filter=Q(stopped_at__isnull=False)))
    if email:
        rows = rows.filter(address_hash=address_hash(organisation_id, email))
    first = (max(page, 1) - 1) * PAGE
    shown = [_shown(row) for row in rows.order_by("-added_at", "id")[first : first + PAGE]]
    imports = ListImport.objects.filter(organisation_id=organisation_id).order_by("-at")[:5]
    hours, person = target(organisation_id)
    pages = 1 if email else -(-known["total"] // PAGE) or 1
    return ListPage(
        shown, known["total"], known["stopped"], max(page, 1), pages, list(imports), hours, person
    )


def _shown(row: Listed) -> ListedRow:
    return ListedRow(row, contact_of(row), split(row.tags))


def split(tags: str) -> list[str]:
    """Tags as a list, from the form in which they are stored."""
    return [tag for tag in tags.split("|") if tag]


def joined(tags: Sequence[str]) -> str:
    """Tags as they are stored: each can be found between its bars."""
    return f"|{'|'.join(tags)}|" if tags else ""


def choices(organisation_id: UUID) -> tuple[list[str], list[str]]:
    """The tags and the products that the list knows, sorted, as far as a form can offer them; two queries."""
    rows = Listed.objects.filter(organisation_id=organisation_id).order_by()
    together = rows.exclude(tags="").values_list("tags", flat=True).distinct()[:MOST_TAGS]
    products = rows.exclude(product="").values_list("product", flat=True).distinct()[:MOST_TAGS]
    return sorted({tag for each in together for tag in split(each)}), sorted(products)


def target(organisation_id: UUID) -> tuple[int, Person | None]:
    """Within how many hours the organisation means to answer questions, and who is told when it does not: nobody who holds
    no desk office there any more; one query.
    """
    works = Office.objects.filter(
        organisation_id=organisation_id,
        person=OuterRef("person"),
        kind__in=("lead", "handler"),
        revoked_at=None,
    )
    rows = SupportTarget.objects.filter(organisation_id=organisation_id).select_related("person")
    row = rows.annotate(works=Exists(works)).first()
    return (row.hours, row.person if row.works else None) if row else (TARGET_HOURS, None)


def import_waiting() -> ListImport | None:
    """The oldest import that has not been taken in; one query."""
    return ListImport.objects.filter(finished_at=None).order_by("at", "id").first()
