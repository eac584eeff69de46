"""The products that an organisation answers for: under which names they go, in which releases, and who owns them."""

import uuid

from django.db import models
from django.db.models import Q


class RegisteredProduct(models.Model):
    """A product of an organisation. Names are stored as written; `merged_into` says which product it became part of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="products"
    )
    name = models.CharField(max_length=200)
    model = models.CharField(max_length=120, blank=True)
    vendor = models.CharField(max_length=200, blank=True)
    product_class = models.CharField(max_length=20, blank=True)
    owner = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, db_index=False)
    end_of_support = models.DateField(null=True)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "model"],
                condition=Q(retired_at=None),
                name="one_live_product",
            )
        ]


class ProductAlias(models.Model):
    """A typed name of a product. `key` is its fold, by which it is found; a former name keeps the moment it was given up."""

    id = models.BigAutoField(primary_key=True)
    product = models.ForeignKey(RegisteredProduct, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=500)
    key = models.CharField(max_length=500, db_index=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "kind", "text"], name="one_product_alias")]


class Release(models.Model):
    """A version of a product that was given to users."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey(RegisteredProduct, on_delete=models.CASCADE, related_name="releases")
    version = models.CharField(max_length=120)
    released_on = models.DateField(null=True)
    end_of_support = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "version"], name="one_release")]


class InventoryList(models.Model):
    """What was imported at once: the bill of materials of a release, or what an operator runs (`release` null)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="inventories"
    )
    release = models.ForeignKey(Release, on_delete=models.CASCADE, null=True, related_name="inventories")
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)


class InventoryItem(models.Model):
    """One component or asset. What tells of a system in use (asset, address, note) stands only in `in_use_sealed`.

    The keys are folds of the names, for searching.
    """

    id = models.BigAutoField(primary_key=True)
    inventory = models.ForeignKey(InventoryList, on_delete=models.CASCADE, related_name="items")
    ref = models.CharField(max_length=500, blank=True)
    vendor = models.CharField(max_length=500, blank=True)
    product = models.CharField(max_length=500, blank=True)
    model = models.CharField(max_length=500, blank=True)
    version = models.CharField(max_length=500, blank=True)
    purl = models.CharField(max_length=500, blank=True)
    cpe = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=500, db_index=True)
    in_use_sealed = models.BinaryField(default=bytes)


class Impact(models.Model):
    """A vulnerability that touches, or may touch, something in use: from found to done, or accepted until a moment.

    `source` and `number` say what was asked about, `reasons` why it touches; `case` is the case in which the duties of
    Article 8 count on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="impacts")
    inventory = models.ForeignKey(InventoryList, on_delete=models.PROTECT, related_name="impacts")
    item = models.ForeignKey(InventoryItem, on_delete=models.PROTECT, related_name="impacts")
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, null=True, related_name="impacts")
    source = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    result = models.CharField(max_length=14)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=12, default="found")
    ssvc = models.CharField(max_length=20, blank=True)
    found_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    mended_at = models.DateTimeField(null=True)
    retested_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    accepted_until = models.DateTimeField(null=True)
    notes_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_impact")]
        indexes = [
            models.Index(fields=["organisation", "state", "found_at"], name="impacts_by_state"),
            models.Index(
                fields=["accepted_until"], condition=Q(accepted_until__isnull=False), name="accepted_risks"
            ),
        ]
