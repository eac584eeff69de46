"""The organisations of this node as anyone may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from bulou.records.models import Organisation

AFFECTED = frozenset({"vendor", "supplier"})  # whom Article 7 addresses


@dataclass(frozen=True, slots=True)
class PublicOrganisation:
    """What is public of an organisation. `zh` and `en` are its names; `filing_number` is empty until it has one;
    finders register where reports are received, with no authority.
    """

    id: UUID
    slug: str
    zh: str
    en: str
    roles: tuple[str, ...]
    contact_email: str
    filing_number: str
    registers_finders: bool

    @classmethod
    def of(cls, row: Organisation) -> Self:
        return cls(
            id=row.id,
            slug=row.slug,
            zh=row.name_zh,
            en=row.name_en,
            roles=tuple(row.roles),
            contact_email=row.contact_email,
            filing_number=row.filing_number,
            registers_finders=row.receives and not row.is_authority,
        )

    @property
    def is_vendor(self) -> bool:
        """Whether Article 7 speaks to it: it provides network products, or parts of them."""
        return bool(AFFECTED & set(self.roles))


def receiving_organisations() -> list[PublicOrganisation]:
    """The organisations whose report form is open, by short name; one query."""
    return _all(Organisation.objects.filter(receives=True).order_by("slug"))


def organisation(slug: str, *, receiving: bool = True) -> PublicOrganisation | None:
    """An organisation by its short name, or None; with `receiving` only one whose report form is open."""
    rows = Organisation.objects.filter(slug=slug)
    row = (rows.filter(receives=True) if receiving else rows).first()
    return PublicOrganisation.of(row) if row else None


def filed_platforms() -> list[PublicOrganisation]:
    """Collection platforms of this node whose filing with the ministry is recorded, by short name; one query."""
    rows = Organisation.objects.exclude(filing_number="").order_by("slug")
    return [found for found in _all(rows) if "platform" in found.roles]


def _all(rows: Iterable[Organisation]) -> list[PublicOrganisation]:
    return [PublicOrganisation.of(row) for row in rows]
