"""Which product and which version a vulnerability concerns."""

from dataclasses import dataclass
from typing import Literal, get_args

from bulou.products.aliases import Alias, AliasKind, alias_key
from bulou.products.cpe import Cpe
from bulou.products.errors import NameUnreadable
from bulou.products.folding import fold, fold_company
from bulou.products.matching import Answer, Claim, Component, Inventory, Naming, Result, match
from bulou.products.ranges import Membership, Span, VersionRange
from bulou.products.reading import one_version, read_versions, split_versions
from bulou.products.reasons import Reason, Rule

Status = Literal["affected", "not_affected", "under_investigation", "fixed"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its people write it; nothing is folded or normalised here.

    `model` (型号) and `vendor` may be blank: software often has no model, and a report need not know the vendor.
    """

    name: str
    model: str = ""
    vendor: str = ""

    @property
    def full_name(self) -> str:
        """Vendor, name and model in one line; a vendor that the name already begins with is not repeated."""
        vendor = "" if self.name.startswith(self.vendor) else self.vendor
        return " ".join(part for part in (vendor, self.named) if part)

    @property
    def named(self) -> str:
        """Name and model; a model that is the name, or stands at its end already, is not repeated."""
        repeated = self.name == self.model or self.name.endswith(f" {self.model}")
        return self.name if repeated else " ".join(part for part in (self.name, self.model) if part)


@dataclass(frozen=True, slots=True)
class AffectedProduct:
    """What is known of one product at some versions.

    `versions` is free text as written ("2.3.1", "V2.3.1 及以前版本"), for comparing by people, not by programs.
    With status `fixed` it names versions that contain the fix. `fixed_in` is the first version with the fix, said
    of versions that lack it; it stays blank with the other statuses.
    Raises ValueError when `status` is not one of STATUSES.
    """

    product: Product
    versions: str
    status: Status
    fixed_in: str = ""

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"product status {self.status!r} is unknown; use one of {', '.join(STATUSES)}")

    @property
    def full_name(self) -> str:
        """The product's full name followed by the versions as written."""
        return " ".join(part for part in (self.product.full_name, self.versions) if part)


__all__ = [
    "STATUSES",
    "AffectedProduct",
    "Alias",
    "AliasKind",
    "Answer",
    "Claim",
    "Component",
    "Cpe",
    "Inventory",
    "Membership",
    "NameUnreadable",
    "Naming",
    "Product",
    "Reason",
    "Result",
    "Rule",
    "Span",
    "Status",
    "VersionRange",
    "alias_key",
    "fold",
    "fold_company",
    "match",
    "one_version",
    "read_versions",
    "split_versions",
]
