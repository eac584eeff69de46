"""What must leave the case: outbox rows, notifications to the authority, notices to users."""

import uuid

from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """An outbox row, written in the case's own transaction and claimed by a worker under a lease.

    `to` is an address, an organisation of this node, or for a peer its place: peer, conversation and number in it.
    One of a `mailing` names its `notice` and holds no address and no body: both are looked up as it leaves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    to = models.CharField(max_length=254)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, null=True, related_name="deliveries")
    notice = models.ForeignKey("records.Notice", on_delete=models.CASCADE, null=True, db_index=False)
    mailing = models.ForeignKey("records.Mailing", on_delete=models.CASCADE, null=True, db_index=False)
    body_sealed = models.BinaryField()
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_by = models.CharField(max_length=60, blank=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="one_delivery_per_key")]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(delivered_at=None, failed_at=None, notice=None),
                name="deliveries_waiting",
            ),
            models.Index(fields=["to"], condition=Q(kind="peer"), name="deliveries_to_peers"),
            models.Index(
                fields=["next_at"],
                condition=Q(delivered_at=None, failed_at=None, notice__isnull=False),
                name="mailed_waiting",
            ),
            models.Index(
                fields=["mailing"],
                condition=Q(delivered_at=None, failed_at=None, notice__isnull=False),
                name="mailed_by_mailing",
            ),
        ]


class AuthorityNotification(models.Model):
    """A packet of Article 7(2): what was sent to the authority's platform, how, and what came back.

    `evidence` are the ids of the attachments that show the filing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="notifications")
    library = models.CharField(max_length=20)
    packet_sealed = models.BinaryField()
    packet_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=14, default="draft")
    method = models.CharField(max_length=12, blank=True)
    prepared_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(max_length=80, blank=True)
    receipt_at = models.DateTimeField(null=True)
    supplements = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    evidence = models.JSONField(default=list)


class Submission(models.Model):
    """A packet for a body of Article 10 ¶2, filed there by a person: what was sent, and what came back.

    `platform` is a formats.platforms.Platform; `evidence` as of AuthorityNotification.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="submissions")
    platform = models.CharField(max_length=8)
    packet_sealed = models.BinaryField()
    packet_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=14, default="draft")
    prepared_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=80, blank=True)
    receipt_at = models.DateTimeField(null=True)
    supplements = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    evidence = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "platform"],
                condition=Q(state="draft"),
                name="one_draft_a_platform",
            )
        ]


class Notice(models.Model):
    """One recipient's notice: upstream, downstream or user; NOTICE machine.

    One of a mailing names nobody (`recipient` is empty): who it went to stands sealed in the list. `status` is what the
    recipient says of itself, `seen_at` when its page was first opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12)
    recipient = models.CharField(max_length=254, blank=True)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=12, default="pending")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    mailing = models.ForeignKey(
        "records.Mailing", on_delete=models.CASCADE, null=True, related_name="notices"
    )
    listed = models.ForeignKey("records.Listed", on_delete=models.PROTECT, null=True, db_index=False)
    language = models.CharField(max_length=10, blank=True)
    seen_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=16, blank=True)
    revoked_at = models.DateTimeField(null=True)
