"""An advisory: a draft, the judgements on its exact content, and the bytes that were published."""

import uuid

from django.db import models


class Advisory(models.Model):
    """Drafts are encrypted under the case's key; published text stands in its revisions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="advisories")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    number = models.CharField(max_length=60, unique=True)
    gate = models.CharField(max_length=16, default="draft")
    draft_sealed = models.BinaryField()
    draft_sha256 = models.CharField(max_length=64)
    judgements = models.JSONField(default=dict)
    title = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["published_at"], name="published_advisories")]


class Revision(models.Model):
    """The exact bytes that were approved and published, once."""

    id = models.BigAutoField(primary_key=True)
    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    summary = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    content = models.JSONField()
    csaf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["advisory", "number"], name="one_revision_number")]


class PublishedPicture(models.Model):
    """A picture as it was published with an advisory; its bytes were made anew and hold nothing of the case's file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="pictures")
    content = models.BinaryField()
    kind = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=300)
    at = models.DateTimeField()


class Thanks(models.Model):
    """A public word of thanks, in the name the reporter chose."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
