"""What an authority receives and decides, and what its words become at the case they are meant for."""

import uuid

from django.db import models
from django.db.models import F, Q


class Matter(models.Model):
    """What an authority has received: one case of its own, with its place in the register of the year.

    `kind` is notification, report, assessment, consent, circulation or share. `reference` is the sender's own id of what it
    sent, `sender_case` where the answer goes; both are empty for a report of the public. `missing` are the items of
    Article 7(2) it says nothing of, `content_sealed` what is known by the last word of the sender, under the case's key.
    `remedy_by` is the authority's own date: the text has no number of days. `elsewhere` is how the authority that shared it
    stands with it.
    """

    case = models.OneToOneField("records.Case", on_delete=models.PROTECT, primary_key=True)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="matters", db_index=False
    )
    kind = models.CharField(max_length=12)
    sender = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sender_name = models.CharField(max_length=200, blank=True)
    sender_case = models.UUIDField(null=True)
    reference = models.UUIDField(null=True)
    lead = models.UUIDField(null=True)
    content_sha256 = models.CharField(max_length=64)
    content_sealed = models.BinaryField(null=True)
    sent_at = models.DateTimeField()
    limit_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    missing = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=40, blank=True)
    registered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    supplemented_at = models.DateTimeField(null=True)
    remedy_by = models.DateTimeField(null=True)
    remedied_at = models.DateTimeField(null=True)
    urged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    elsewhere = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="one_register_number",
            ),
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                condition=Q(reference__isnull=False),
                name="one_matter_a_reference",
            ),
        ]
        indexes = [
            models.Index("organisation", "kind", F("received_at").desc(), "case", name="matters_by_kind"),
            models.Index(
                fields=["organisation", "remedy_by"],
                condition=Q(remedy_by__isnull=False, remedied_at=None),
                name="matters_unremedied",
            ),
        ]

    @property
    def late(self) -> bool:
        """Whether it was sent after the limit that its sender was under."""
        return self.limit_at is not None and self.sent_at > self.limit_at


class Circulation(models.Model):
    """One body that was told of a matter: at once under Article 7 ¶2 (circulate) or under Article 3 (share), with its receipt.

    Without an `organisation` nobody on this node is that body: it is told by hand, and `told_at` is empty until it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="circulations")
    purpose = models.CharField(max_length=10)
    body = models.CharField(max_length=12)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    told_at = models.DateTimeField(null=True)
    receipt_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(max_length=80, blank=True)


class Opinion(models.Model):
    """What one authority says in the joint assessment of a matter; a later word of it takes the place of the earlier."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    bodies = models.JSONField(default=list)
    result = models.CharField(max_length=14)
    text_sealed = models.BinaryField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "organisation"], name="one_opinion_an_authority")
        ]


class Decision(models.Model):
    """A decision with its number. `statement` is what the signature covers, byte for byte; the grounds are under its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="decision")
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    result = models.CharField(max_length=14)
    valid_until = models.DateTimeField(null=True)
    grounds_sealed = models.BinaryField()
    statement = models.BinaryField()
    signature = models.CharField(max_length=128)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "serial"], name="one_decision_number")
        ]


class OfficialRequest(models.Model):
    """What a case asked of authorities: assessment (Article 9(1)) or consent (9(6)). `received` are their bodies with numbers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="official_requests")
    kind = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    received = models.JSONField(default=dict)
    number = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=14, blank=True)
    valid_until = models.DateTimeField(null=True)
    statement = models.BinaryField(null=True)
    signature = models.CharField(max_length=128, blank=True)
    decided_at = models.DateTimeField(null=True)


class OfficialWord(models.Model):
    """Something an authority said to a case: received, registered, returned, urged. Its words are under the case's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="official_words")
    kind = models.CharField(max_length=12)
    authority = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    items = models.JSONField(default=list)
    until = models.DateTimeField(null=True)
    text_sealed = models.BinaryField()
    received_at = models.DateTimeField()


class Arrival(models.Model):
    """A delivery that was applied, by its key: delivered again it changes nothing."""

    key = models.CharField(max_length=120, primary_key=True)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, db_index=False)
    act = models.CharField(max_length=40)
    at = models.DateTimeField()


class Guidance(models.Model):
    """A question with its answer, or a notice, that an authority has published in both languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="guidance"
    )
    kind = models.CharField(max_length=8)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_zh = models.TextField()
    text_en = models.TextField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
