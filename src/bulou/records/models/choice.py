"""What people of an organisation have settled about the law itself: readings chosen, sentences signed."""

from django.db import models


class ReadingChoice(models.Model):
    """One choice of a named reading, with its grounds, and how far the cases have been re-evaluated by it.

    `previous` and `value` are values of the reading, `entry_index` the choice's place in the organisation's stream.
    `after` is the last case looked at, in the order of ids; once all were, or a later choice has taken over, `swept_at` is set.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="choices")
    reading = models.CharField(max_length=60)
    previous = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    grounds = models.TextField()
    at = models.DateTimeField()
    entry_index = models.BigIntegerField()
    after = models.UUIDField(null=True)
    looked = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    swept_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "reading", "-id"], name="choices_of_a_reading"),
            models.Index(fields=["id"], condition=models.Q(swept_at=None), name="choices_to_sweep"),
        ]


class SentenceSignature(models.Model):
    """A lawyer's signature on one sentence of one edition, bound to hashes of its text and of the norms that encode it.

    `norms` maps the keys of the law's lock file to the hashes that were signed. Withdrawn ones stay, with their remark.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    sentence = models.CharField(max_length=60)
    text_sha256 = models.CharField(max_length=64)
    norms = models.JSONField(default=dict)
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["regime", "sentence"], name="signatures_of_a_sentence")]
