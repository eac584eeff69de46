"""The filing of collection platforms (Article 10): what a platform filed, how it was answered, what the list says of it."""

import uuid

from django.db import models
from django.db.models import Q


class PlatformFiling(models.Model):
    """One platform's filing as one organisation holds it: the platform its own, the authority each that reached it.

    Both rows bear the same `thread`; what one side does reaches the other through the outbox only. `counterpart` is
    where it goes. `number`, `listed_at` and `public` are what the list shows since the last acceptance, `evidence` the
    hash of the decision, `changed_at` since when what was filed is no longer true.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="filings")
    thread = models.UUIDField(default=uuid.uuid4)
    counterpart = models.CharField(max_length=254, blank=True)
    platform = models.CharField(max_length=300)
    standing = models.CharField(max_length=10, default="unlisted")
    number = models.CharField(max_length=60, blank=True)
    public = models.JSONField(default=dict)
    evidence = models.CharField(max_length=64, blank=True)
    reception = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)
    amended_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "thread"], name="one_filing_a_thread"),
            models.UniqueConstraint(
                fields=["holder", "number"], condition=~Q(number=""), name="one_filing_a_number"
            ),
        ]


class FilingRevision(models.Model):
    """Content that was filed, amends it or ends it. What was written is sealed under the node's key; `sha256` is its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(PlatformFiling, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default="draft")
    form = models.CharField(max_length=40)
    content_sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    remarks_sealed = models.BinaryField(null=True)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, db_index=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="one_revision_a_number")]


class FilingDocument(models.Model):
    """A document of a revision, by the form's field; its bytes are an encrypted blob like any other file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(FilingRevision, on_delete=models.PROTECT, related_name="documents")
    field = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=100)
    blob = models.CharField(max_length=64, db_index=True)
    key_sealed = models.BinaryField()


class FilingEvent(models.Model):
    """What happened to a filing, in order; those with `public` make the history of the list."""

    id = models.BigAutoField(primary_key=True)
    filing = models.ForeignKey(PlatformFiling, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField(db_index=True)
    public = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)


class FilingCirculation(models.Model):
    """Article 10: the authority tells the MPS and the CAC of a platform it lists; `receipt` is what came back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(PlatformFiling, on_delete=models.PROTECT, related_name="circulations")
    body = models.CharField(max_length=8)
    cause = models.CharField(max_length=12)
    owed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=120, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    receipt_at = models.DateTimeField(null=True)
