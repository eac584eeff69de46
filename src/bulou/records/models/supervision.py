"""Supervision: whom an authority supervises, which findings a person confirmed, and correction orders on both sides of the outbox."""

import uuid

from django.db import models
from django.db.models import Q


class Supervision(models.Model):
    """An authority supervises an organisation of this node, on a basis that a person named; ended ones stay."""

    id = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "subject"], condition=Q(ended_at=None), name="one_live_supervision"
            )
        ]


class ConfirmedFinding(models.Model):
    """A finding that followed from the journal and that a named person confirmed. Rule and key say from what it follows again.

    `evidence` are the entries that it rests on: [stream, index, hash].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rule = models.CharField(max_length=24)
    key = models.CharField(max_length=160)
    norm = models.CharField(max_length=40)
    evidence = models.JSONField()
    occurred_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "subject", "key"], name="one_confirmation_a_finding")
        ]


class Correction(models.Model):
    """A correction order (责令改正) as one side holds it: `holder` issued it, or received it (`issued` false) through the outbox.

    `state` is issued, answered or closed. What was written is closed under the node's key. The other side may be an organisation of
    another node, which has no row here.
    """

    id = models.BigAutoField(primary_key=True)
    order = models.UUIDField()
    holder = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    other = models.ForeignKey(
        "records.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    issued = models.BooleanField()
    finding = models.ForeignKey(ConfirmedFinding, on_delete=models.PROTECT, null=True, db_index=False)
    number = models.CharField(max_length=80)
    norm = models.CharField(max_length=40)
    text_sealed = models.BinaryField()
    answer_sealed = models.BinaryField(null=True)
    closing_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, default="issued")
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "order"], name="one_order_a_side")]
