"""The registry of products: what an organisation answers for, under which names, in which releases, owned by whom."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob, opened_blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.products import AliasKind, NameUnreadable, alias_key
from bulou.records.models import Office, ProductAlias, RegisteredProduct, Release

CLASSES = [
    ("", _("Not known yet")),
    ("general", _("General network products")),
    ("industrial_control", _("Industrial control")),
    ("mobile_app", _("Mobile apps")),
    ("vehicle", _("Connected vehicles")),
    ("government_it", _("Domestic IT for government")),
    ("ai", _("Artificial intelligence")),
]
ALIAS_KINDS = [
    ("legal_name", _("Legal name of the maker")),
    ("brand", _("Brand")),
    ("english", _("English name")),
    ("common", _("What users call it")),
    ("model", _("Model number")),
    ("domain", _("Domain name")),
    ("cpe", "CPE"),
    ("purl", "purl"),
    ("cncpe", "CNCPE"),
    ("former", _("Former name")),
]
MOST_ROWS = 5_000


@dataclass(frozen=True, kw_only=True)
class ProductAct(OrganisationAct):
    """An act on a product of the organisation; another's product is not there."""

    product_id: UUID = asked(_("Product"), widget="registered_product")

    def owned(self, work: Work) -> RegisteredProduct:
        """The product. Raises InvalidAct when the organisation has none such."""
        found = RegisteredProduct.objects.filter(id=self.product_id, organisation=work.organisation).first()
        if found is None:
            raise InvalidAct({"product_id": _("Your organisation has no such product.")})
        work.keep(product=str(found.id))
        return found


@dataclass(frozen=True, kw_only=True)
class AddProduct(OrganisationAct, title=_("Add a product"), right=Right.DESK):
    """A product the organisation answers for, with the names by which reports will call it."""

    product: str = asked(_("Name"), hint=_("As it stands on the product"), longest=200)
    model: str = asked(_("Model"), longest=120, default="")
    vendor: str = asked(_("Maker"), hint=_("Blank: your organisation"), longest=200, default="")
    product_class: str = asked(_("Library of MIIT's platform"), widget="choice", choices=CLASSES, default="")

    def do(self, work: Work) -> None:
        row = added(work, self.product, self.model, self.vendor, self.product_class)
        work.ids["product_id"] = str(row.id)
        work.keep(product=str(row.id), name=row.name, model=row.model)


def added(work: Work, name: str, model: str, vendor: str, product_class: str) -> RegisteredProduct:
    """A new product with its own names as aliases. Raises InvalidAct for a blank name or one that is there."""
    name, model = name.strip(), model.strip()
    if not name:
        raise InvalidAct({"product": _("Name the product.")})
    known = RegisteredProduct.objects.filter(
        organisation=work.organisation, name=name, model=model, retired_at=None
    )
    if known.exists():
        raise InvalidAct({"product": _("This product is there already: add an alias to it.")})
    row = RegisteredProduct.objects.create(
        organisation=work.organisation,
        name=name,
        model=model,
        vendor=vendor.strip(),
        product_class=product_class,
        added_at=work.at,
    )
    for kind, text in ((AliasKind.COMMON, name), (AliasKind.MODEL, model)):
        if text:
            alias(work, row, kind, text, field="product")
    return row


def alias(work: Work, row: RegisteredProduct, kind: AliasKind, text: str, *, field: str = "text") -> None:
    """The alias, stored as written and found by its fold. Raises InvalidAct when it is no name of its kind."""
    try:
        key = alias_key(kind, text)
    except NameUnreadable as error:
        raise InvalidAct({field: error}) from None
    ProductAlias.objects.get_or_create(
        product=row, kind=kind.value, text=text.strip(), defaults={"key": key, "at": work.at}
    )


@dataclass(frozen=True, kw_only=True)
class RenameProduct(ProductAct, title=_("Rename a product"), right=Right.DESK):
    """The name changes; the old one stays as an alias, so that old reports and advisories still find it."""

    product: str = asked(_("New name"), longest=200)

    def do(self, work: Work) -> None:
        row, name = self.owned(work), self.product.strip()
        if not name or name == row.name:
            raise InvalidAct({"product": _("Give the new name.")})
        alias(work, row, AliasKind.FORMER, row.name, field="product")
        alias(work, row, AliasKind.COMMON, name, field="product")
        work.keep(former=row.name, name=name)
        row.name = name
        row.save(update_fields=["name"])


@dataclass(frozen=True, kw_only=True)
class AddAlias(ProductAct, title=_("Add an alias"), right=Right.DESK):
    """Another name by which the product is meant: legal name, brand, CPE, purl, model number, CNCPE, domain."""

    kind: str = asked(_("Kind of name"), widget="choice", choices=ALIAS_KINDS)
    text: str = asked(_("Name"), longest=500)

    def do(self, work: Work) -> None:
        alias(work, self.owned(work), AliasKind(self.kind), self.text)
        work.keep(kind=self.kind, alias=self.text.strip())


@dataclass(frozen=True, kw_only=True)
class RemoveAlias(ProductAct, title=_("Remove an alias"), right=Right.DESK):
    """A name that does not mean this product after all; the journal keeps that it once did."""

    kind: str = asked(_("Kind of name"), widget="choice", choices=ALIAS_KINDS)
    text: str = asked(_("Name"), longest=500)

    def do(self, work: Work) -> None:
        gone, _rows = ProductAlias.objects.filter(
            product=self.owned(work), kind=self.kind, text=self.text.strip()
        ).delete()
        if not gone:
            raise InvalidAct({"text": _("The product has no such alias.")})
        work.keep(kind=self.kind, alias=self.text.strip())


@dataclass(frozen=True, kw_only=True)
class DescribeProduct(ProductAct, title=_("Set owner, library and end of support"), right=Right.DESK):
    """Whom a report on this product goes to, which library takes it, until when it is supported."""

    owner_id: UUID | None = asked(_("Owner"), widget="person", default=None)
    product_class: str = asked(_("Library of MIIT's platform"), widget="choice", choices=CLASSES, default="")
    end_of_support: date | None = asked(_("Supported until"), widget="date", default=None)

    def do(self, work: Work) -> None:
        row = self.owned(work)
        if self.owner_id and not _at_desk(work, self.owner_id):
            raise InvalidAct({"owner_id": _("This person holds no desk office in your organisation.")})
        row.owner_id, row.product_class, row.end_of_support = (
            self.owner_id, self.product_class, self.end_of_support,
        )  # fmt: skip
        row.save(update_fields=["owner", "product_class", "end_of_support"])
        until = self.end_of_support.isoformat() if self.end_of_support else None
        work.keep(owner=str(self.owner_id or ""), product_class=self.product_class, end_of_support=until)


def _at_desk(work: Work, person_id: UUID) -> bool:
    return Office.objects.filter(
        organisation=work.organisation,
        person_id=person_id,
        kind__in=[Office.Kind.LEAD, Office.Kind.HANDLER],
        revoked_at=None,
    ).exists()


@dataclass(frozen=True, kw_only=True)
class RetireProduct(ProductAct, title=_("Retire a product"), right=Right.DESK):
    """No longer offered. Its names still find it: what is in the field is still affected."""

    into_id: UUID | None = asked(
        _("Continued as"),
        hint=_("When it was merged into another"),
        widget="registered_product",
        default=None,
    )

    def do(self, work: Work) -> None:
        row = self.owned(work)
        if row.retired_at:
            raise InvalidAct({"product_id": _("This product is retired already.")})
        if self.into_id:
            into = RegisteredProduct.objects.filter(id=self.into_id, organisation=work.organisation).first()
            if into is None or into.id == row.id or into.merged_into_id:
                raise InvalidAct({"into_id": _("Choose another product that is not merged itself.")})
            row.merged_into = into
        row.retired_at = work.at
        row.save(update_fields=["retired_at", "merged_into"])
        work.keep(into=str(self.into_id or ""))


@dataclass(frozen=True, kw_only=True)
class AddRelease(ProductAct, title=_("Add a release"), right=Right.DESK):
    """A version given to users; a bill of materials can then be attached to it."""

    version: str = asked(_("Version"), longest=120)
    released_on: date | None = asked(_("Released on"), widget="date", default=None)
    end_of_support: date | None = asked(_("Supported until"), widget="date", default=None)

    def do(self, work: Work) -> None:
        row, version = self.owned(work), self.version.strip()
        if not version:
            raise InvalidAct({"version": _("Give the version.")})
        if self.released_on and self.end_of_support and self.end_of_support < self.released_on:
            raise InvalidAct({"end_of_support": _("Support ends after the release.")})
        release, made = Release.objects.get_or_create(
            product=row,
            version=version,
            defaults={
                "released_on": self.released_on,
                "end_of_support": self.end_of_support,
                "added_at": work.at,
            },
        )
        if not made:
            raise InvalidAct({"version": _("This release is there already.")})
        work.ids["release_id"] = str(release.id)
        work.keep(release=str(release.id), version=version)


@dataclass(frozen=True, kw_only=True)
class ImportProducts(OrganisationAct, title=_("Import products from a table"), right=Right.DESK):
    """A CSV with the columns name, model, vendor, alias kind and alias; a product that is there gets the aliases only.

    All rows or none: a bad row is named with its line.
    """

    files: tuple[Blob, ...] = asked(
        _("Table"),
        hint=_("CSV with the heading: name, model, vendor, kind, alias"),
        widget="file",
        default=(),
    )

    def do(self, work: Work) -> None:
        made = rows = 0
        for line, row in self._rows():
            name, model = row.get("name", "").strip(), row.get("model", "").strip()
            product = RegisteredProduct.objects.filter(
                organisation=work.organisation, name=name, model=model, retired_at=None
            ).first()
            try:
                if product is None:
                    product = added(work, name, model, row.get("vendor", ""), "")
                    made += 1
                if row.get("alias", "").strip():
                    alias(work, product, _kind(row.get("kind", "")), row["alias"])
            except InvalidAct as error:
                raise InvalidAct({"files": _AtLine(line, next(iter(error.errors.values())))}) from None
            rows += 1
        work.keep(rows=rows, products=made, sha256=self.files[0].sha256)

    def _rows(self) -> list[tuple[int, dict[str, str]]]:
        if not self.files:
            raise InvalidAct({"files": _("Choose a file.")})
        with opened_blob(self.files[0]) as file:
            content = file.read()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", "replace")
        reader = csv.DictReader(io.StringIO(text))
        if "name" not in (reader.fieldnames or []):
            raise InvalidAct({"files": _("The first line is the heading: name, model, vendor, kind, alias.")})
        rows = [
            (line, {k: v or "" for k, v in row.items() if isinstance(k, str)})
            for line, row in enumerate(reader, 2)
        ]
        if len(rows) > MOST_ROWS:
            raise InvalidAct({"files": _("A table may have at most %s rows.") % MOST_ROWS})
        return rows


class _AtLine:
    """A message with the line that it is about, in the reader's language."""

    def __init__(self, line: int, message: Any) -> None:
        self.zh = f"第 {line} 行：{getattr(message, 'zh', message)}"
        self.en = f"Line {line}: {getattr(message, 'en', message)}"


def _kind(text: str) -> AliasKind:
    name = text.strip().lower() or "common"
    try:
        return AliasKind(name)
    except ValueError:
        raise InvalidAct({"kind": _("Kinds of names: %s.") % ", ".join(AliasKind)}) from None
