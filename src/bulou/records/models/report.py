"""What a reporter sent, as it came: the reception log of Article 5 is a reading of this table."""

import uuid

from django.db import models
from django.db.models import Q


class Report(models.Model):
    """One received report. Written in the transaction that seals its receipt; never refused, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("records.Case", on_delete=models.PROTECT, related_name="report")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, db_index=False)
    channel = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    raw_sealed = models.BinaryField(null=True)
    raw_sha256 = models.CharField(max_length=64)
    raw_size = models.PositiveIntegerField()
    log = models.CharField(max_length=12, default="held")
    identity = models.CharField(max_length=14, default="anonymous")
    language = models.CharField(max_length=10, default="zh-hans")
    marks = models.JSONField(default=list)
    key = models.CharField(max_length=120, null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], condition=Q(key__isnull=False), name="one_report_per_key"
            )
        ]
        indexes = [models.Index(fields=["organisation", "received_at"], name="reception_log")]


class Attachment(models.Model):
    """A file that came with a report or a message; its bytes are an encrypted blob under the blob's hash.

    `kind` is its media type by content; `scan` what a scanner found (SCANS); `released_at` when it left quarantine.
    """

    SCANS = ("not_scanned", "clean", "infected", "failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    name_sealed = models.BinaryField()
    key_sealed = models.BinaryField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64, default="")
    kind = models.CharField(max_length=100, default="")
    blob = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, default="not_scanned")
    scanned_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=10, default="received")
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], condition=Q(scanned_at__isnull=True), name="files_to_scan")
        ]
