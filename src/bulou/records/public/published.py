"""Published advisories and thanks: the only part of a case that strangers may read.

Everything here comes from published revisions, never from drafts or from the case as it stands now, so that a page,
a search or a feed cannot tell more than was released (DECISIONS 20).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import connection
from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from bulou.formats.csaf import file_name
from bulou.products import Product
from bulou.records.models import Advisory, Credit, Revision, Thanks
from bulou.records.public.organisations import PublicOrganisation

PER_PAGE = 25
LONGEST_SEARCH = 200
THANKS = 500

# Product names lie in a list inside the published content; the databases open JSON lists each in their own way.
_NAMES_PRODUCT = {
    "sqlite": (
        "EXISTS (SELECT 1 FROM json_each(records_revision.content, '$.products') AS product"
        " WHERE json_extract(product.value, '$.name') LIKE %s ESCAPE '\\'"
        " OR json_extract(product.value, '$.model') LIKE %s ESCAPE '\\')"
    ),
    "postgresql": (
        "EXISTS (SELECT 1 FROM jsonb_array_elements(records_revision.content -> 'products') AS product"
        " WHERE product ->> 'name' ILIKE %s ESCAPE '\\' OR product ->> 'model' ILIKE %s ESCAPE '\\')"
    ),
}


@dataclass(frozen=True, slots=True)
class AdvisoryRow:
    """One line of the list; `revised_at` is the moment of the current revision."""

    number: str
    title: str
    language: str
    grade: str
    cve: str
    products: tuple[str, ...]
    organisation: PublicOrganisation
    published_at: datetime
    revised_at: datetime
    revision: int
    withdrawn_at: datetime | None
    summary: str

    @classmethod
    def of(cls, row: Revision) -> Self:
        content, advisory = row.content, row.advisory
        return cls(
            number=advisory.number,
            title=content.get("heading", "") or advisory.title,
            language=row.language,
            grade=content.get("grade", ""),
            cve=content.get("cve", ""),
            products=tuple(product_name(product) for product in content.get("products", ())),
            organisation=PublicOrganisation.of(advisory.organisation),
            published_at=_moment(advisory.published_at),
            revised_at=row.at,
            revision=row.number,
            withdrawn_at=advisory.withdrawn_at,
            summary=content.get("summary", ""),
        )


@dataclass(frozen=True, slots=True)
class AdvisoryList:
    """A page of published advisories, newest revision first; pages count from 1."""

    rows: list[AdvisoryRow]
    search: str
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision in the history; `entry_hash` names the journal entry that sealed it, where it is known."""

    number: int
    at: datetime
    summary: str
    sha256: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class AdvisoryPage:
    """A published advisory as one revision has it, with its history, newest first.

    `content` is what was published; `earlier` the content of the revision before it, None for the first. `file` is
    the name CSAF gives the file, `identity` how the reporter chose to be known, which says what a name in the credits is.
    """

    number: str
    file: str
    organisation: PublicOrganisation
    published_at: datetime
    withdrawn_at: datetime | None
    withdrawal: str
    language: str
    content: Mapping[str, Any]
    earlier: Mapping[str, Any] | None
    revision: RevisionRow
    revisions: list[RevisionRow]
    identity: str

    @property
    def is_current(self) -> bool:
        return self.revision.number == self.revisions[0].number


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The exact bytes that were approved and published, with their SHA-256 (hex) and the moment of publication."""

    content: bytes
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThanksRow:
    """A public word of thanks, in the name that was chosen."""

    name: str
    words: str
    link: str
    at: datetime
    organisation: PublicOrganisation


def product_name(product: Mapping[str, str]) -> str:
    """A product as readers know it: its name, with the model where there is one."""
    return Product(product.get("name", ""), model=product.get("model", "")).named


def advisories(*, search: str = "", organisation: str = "", page: int = 1) -> AdvisoryList:
    """Published advisories, withdrawn ones included, whose title, product, number or CVE contains `search`.

    `organisation` is a short name. A page past the end is the last one. Two queries.
    """
    search = " ".join(search.replace("\x00", " ").split())[:LONGEST_SEARCH]
    chosen = _current()
    if organisation:
        chosen = chosen.filter(advisory__organisation__slug=organisation)
    if search:
        chosen = chosen.filter(_containing(search))
    total = chosen.count()
    pages = -(-total // PER_PAGE) or 1
    page = min(max(page, 1), pages)
    first = (page - 1) * PER_PAGE
    rows = [AdvisoryRow.of(row) for row in chosen[first : first + PER_PAGE]]
    return AdvisoryList(rows, search, total, page, pages)


def published_among(numbers: Collection[str]) -> set[str]:
    """Which of these are numbers of advisories that anyone may read here; one query, none for no number."""
    if not numbers:
        return set()
    rows = Advisory.objects.filter(number__in=set(numbers), published_at__isnull=False)
    return set(rows.values_list("number", flat=True))


def latest_advisories(count: int, *, organisation: str = "") -> list[AdvisoryRow]:
    """The newest published advisories, of all or of one organisation by its short name; one query."""
    chosen = _current()
    if organisation:
        chosen = chosen.filter(advisory__organisation__slug=organisation)
    return [AdvisoryRow.of(row) for row in chosen[:count]]


def advisory(number: str, *, revision: int | None = None) -> AdvisoryPage | None:
    """A published advisory at its current revision or at an earlier one; None when there is no such. Two queries."""
    head = Advisory.objects.filter(number=number, published_at__isnull=False)
    found = (
        head.select_related("organisation")
        .annotate(identity=F("case__report__identity"))
        .defer("draft_sealed")
        .first()
    )
    if found is None:
        return None
    rows = list(Revision.objects.filter(advisory=found).defer("csaf").order_by("-number"))
    shown = next((row for row in rows if revision in (None, row.number)), None)
    if shown is None:
        return None
    before = next((row for row in rows if row.number < shown.number), None)
    return AdvisoryPage(
        number=found.number,
        file=file_name(found.number),
        organisation=PublicOrganisation.of(found.organisation),
        published_at=_moment(found.published_at),
        withdrawn_at=found.withdrawn_at,
        withdrawal=found.withdrawal,
        language=shown.language,
        content=shown.content,
        earlier=before.content if before else None,
        revision=_history(shown),
        revisions=[_history(row) for row in rows],
        identity=found.identity,
    )


def csaf_file(number: str, name: str, *, revision: int | None = None) -> StoredFile | None:
    """The CSAF file of a published advisory, byte for byte as it was released; None when there is no such. One query."""
    if name != file_name(number):
        return None
    rows = Revision.objects.filter(advisory__number=number, advisory__published_at__isnull=False)
    if revision is not None:
        rows = rows.filter(number=revision)
    row = rows.order_by("-number").values_list("csaf", "sha256", "at").first()
    return StoredFile(bytes(row[0]), row[1], row[2]) if row else None


def thanks() -> list[ThanksRow]:
    """The newest public thanks of reporters who still agree, by organisation and year, at most five hundred; one query."""
    rows = Thanks.objects.select_related("organisation").filter(
        ~Exists(Credit.objects.filter(case=OuterRef("case"), on_thanks=False))
    )
    newest = sorted(rows.order_by("-at", "-id")[:THANKS], key=lambda row: row.organisation.slug)
    return [
        ThanksRow(row.name, row.words, row.link, row.at, PublicOrganisation.of(row.organisation))
        for row in newest
    ]


def _current() -> QuerySet[Revision]:
    """The current revision of every published advisory, newest first, without its file and the draft."""
    newer = Revision.objects.filter(advisory=OuterRef("advisory"), number__gt=OuterRef("number"))
    published = Revision.objects.filter(~Exists(newer), advisory__published_at__isnull=False)
    rows = published.select_related("advisory__organisation").defer("csaf", "advisory__draft_sealed")
    return rows.order_by("-at", "-id")


def _containing(text: str) -> Q:
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    names = RawSQL(_NAMES_PRODUCT[connection.vendor], [like, like], output_field=BooleanField())  # noqa: S611
    return (
        Q(advisory__title__icontains=text)
        | Q(advisory__number__icontains=text)
        | Q(content__cve__icontains=text)
        | Q(names)
    )


def _history(row: Revision) -> RevisionRow:
    return RevisionRow(row.number, row.at, row.summary, row.sha256, row.entry_hash)


def _moment(at: datetime | None) -> datetime:
    assert at is not None, "only published advisories are read here"
    return at
