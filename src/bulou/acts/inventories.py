"""Inventories: what a release is made of, what an operator runs; imported whole, searched by name, purl and CPE."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob, opened_blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.inventories import InventoryDocument, Item, UnreadableInventory, read_inventory
from bulou.products import fold
from bulou.records.models import InventoryItem, InventoryList, Release
from bulou.records.sealed import Key, node_key

BATCH = 2_000


@dataclass(frozen=True, kw_only=True)
class ImportAct(OrganisationAct):
    """An act that reads one file."""

    files: tuple[Blob, ...] = asked(
        _("File"), hint=_("CycloneDX, SPDX 2.x or CSV, at most 50 MB"), widget="file", default=()
    )

    def document(self) -> InventoryDocument:
        """What the file lists. Raises InvalidAct with its cause and remedy."""
        try:
            return read_inventory(content_of(self.files))
        except UnreadableInventory as error:
            raise InvalidAct({"files": error}) from None

    def kept(self, work: Work, name: str, release: Release | None) -> InventoryList:
        """The inventory with its items, in place of an earlier one of the same name."""
        document, file = self.document(), self.files[0]
        earlier = InventoryList.objects.filter(
            organisation=work.organisation, release=release, name=name, replaced_at=None
        )
        earlier.update(replaced_at=work.at)
        row = InventoryList.objects.create(
            organisation=work.organisation,
            release=release,
            name=name,
            format=document.format[:40],
            sha256=file.sha256,
            count=len(document.items),
            imported_at=work.at,
        )
        key = node_key()
        InventoryItem.objects.bulk_create(
            (_row(row, item, key, own=document.format == "CSV") for item in document.items), batch_size=BATCH
        )
        work.ids["inventory_id"] = str(row.id)
        work.ids["left_out"] = str(len(document.problems))
        work.keep(
            inventory=str(row.id), sha256=file.sha256, components=row.count, left_out=len(document.problems)
        )
        return row


def content_of(files: tuple[Blob, ...]) -> bytes:
    """The bytes of the one file that was sent. Raises InvalidAct."""
    if len(files) != 1:
        raise InvalidAct({"files": _("Choose one file.")})
    with opened_blob(files[0]) as file:
        return bytes(file.read())


def _row(inventory: InventoryList, item: Item, key: Key, *, own: bool) -> InventoryItem:
    """A row with what names the thing in clear, and what tells of a system in use sealed: in a table of one's `own` the
    reference too.
    """
    hidden = ("asset", "address", "note", "ref") if own else ("asset", "address", "note")
    in_use = {name: value for name in hidden if (value := getattr(item, name))}
    ref = "" if own else item.ref
    sealed = key.close(json.dumps(in_use).encode(), in_use_about(inventory.id)) if in_use else b""
    return InventoryItem(
        inventory=inventory,
        ref=ref,
        vendor=item.vendor,
        product=item.product,
        model=item.model,
        version=item.version,
        purl=item.purl,
        cpe=item.cpe,
        key=fold(f"{item.vendor}{item.product}{item.model}")[:500],
        in_use_sealed=sealed,
    )


def in_use_about(inventory_id: Any) -> str:
    """To what a sealed detail of a system in use is bound."""
    return f"inventory:{inventory_id}:in-use"


@dataclass(frozen=True, kw_only=True)
class AttachBill(ImportAct, title=_("Attach a bill of materials"), right=Right.DESK):
    """What a release is made of: its SBOM, in place of an earlier one."""

    release_id: UUID = asked(_("Release"), widget="hidden")

    def do(self, work: Work) -> None:
        release = Release.objects.filter(
            id=self.release_id, product__organisation=work.organisation
        ).select_related("product").first()  # fmt: skip
        if release is None:
            raise InvalidAct({"release_id": _("Your organisation has no such release.")})
        self.kept(work, "", release)
        work.keep(release=str(release.id))


@dataclass(frozen=True, kw_only=True)
class ImportInventory(ImportAct, title=_("Import an inventory"), right=Right.DESK):
    """What the organisation runs: assets or a bill of materials, in place of an earlier one of the same name.

    Asset names, addresses and notes are kept only encrypted, and no advisory, feed or export reads them (Article 9(2)).
    """

    inventory: str = asked(_("Name of the inventory"), hint=_("For example: office network"), longest=200)

    def do(self, work: Work) -> None:
        if not self.inventory.strip():
            raise InvalidAct({"inventory": _("Name the inventory.")})
        self.kept(work, self.inventory.strip(), None)
