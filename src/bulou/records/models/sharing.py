"""The library: records of other vulnerability databases as they were fetched, and what was said of how they relate.

Public text only, the same for everyone on this node; nothing of a case is ever kept here.
"""

from django.db import models
from django.db.models import Q


class SourceRecord(models.Model):
    """One record as it was fetched, never changed: another text of it is another version, counted from 1.

    `raw` are its bytes, compressed (zlib), of which `sha256` is the hash; `content` is formats.databases.Record.to_json.
    """

    id = models.BigAutoField(primary_key=True)
    node = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    content = models.JSONField()
    fetched_at = models.DateTimeField()
    file = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "version"], name="one_record_version"),
            models.UniqueConstraint(fields=["node", "sha256"], name="one_record_text"),
        ]


class LibraryEntry(models.Model):
    """What the library knows of one number now: its newest record, if it holds one, and its cluster. A cache of the rest.

    `cluster` is the node of the cluster's leader; `state` that of the newest record.
    """

    id = models.BigAutoField(primary_key=True)
    node = models.CharField(max_length=200, unique=True)
    system = models.CharField(max_length=40)
    cluster = models.CharField(max_length=200)
    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, null=True, db_index=False)
    title = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, blank=True)
    published_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["cluster"], name="library_clusters"),
            models.Index(
                fields=["-published_on", "-id"], condition=Q(record__isnull=False), name="library_newest"
            ),
        ]


class RecordClaim(models.Model):
    """The newest version of the record `node` names the number `named`; formats.databases.deriving.Claim."""

    id = models.BigAutoField(primary_key=True)
    node = models.CharField(max_length=200)
    named = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)

    class Meta:
        indexes = [
            models.Index(fields=["node"], name="claims_of_records"),
            models.Index(fields=["named"], name="claims_on_records"),
        ]


class Relation(models.Model):
    """Something said of two records, never changed: what is said later of the pair stands instead (ADR 0026).

    `person` is null for the machine, whose rule `by` names; `grounds` are for the organisation of who said it.
    """

    id = models.BigAutoField(primary_key=True)
    a = models.CharField(max_length=200)
    b = models.CharField(max_length=200)
    type = models.CharField(max_length=10)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    confidence = models.PositiveSmallIntegerField()
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, db_index=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, null=True, db_index=False
    )
    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, null=True, db_index=False)
    grounds = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["a", "b"], name="relations_of_pairs"),
            models.Index(fields=["b"], name="relations_to_records"),
        ]
