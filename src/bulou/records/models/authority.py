"""What an authority receives and decides, and what its words become at the case they are meant for."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

_DUE = Coalesce("remedy_by", "received_at")
TO_REGISTER = Q(registered_at=None, decided_at=None, merged_into=None)
INCOMPLETE = Q(kind="notification") & ~Q(missing=[])
SENT_LATE = Q(kind="notification", limit_at__isnull=False, sent_at__gt=F("limit_at"))
FROM_OTHERS = Q(kind="share") | Q(kind="circulation")
UNREMEDIED = Q(kind="notification", remedy_by__isnull=False, remedied_at=None)
TO_SUM = Q(summed=0) | Q(summed=1, remedied_at__isnull=False)
UNANSWERED = Q(receipt_at=None, receipt_number="")


class Matter(models.Model):
    """What an authority has received: one case of its own, with its place in the register of the year.

    `kind` is notification, report, assessment, consent, circulation or share. `reference` is the sender's own id of what it
    sent, `sender_case` where the answer goes; both are empty for a report of the public. `missing` are the items of
    Article 7(2) it says nothing of, `content_sealed` what is known by the last word of the sender, under the case's key.
    `remedy_by` is the authority's own date: the text has no number of days. `elsewhere` is how the authority that shared it
    stands with it. `product_class` and `sender_size` are as they were first notified. `summed` says what of it is in
    `MatterSum`: 0 nothing, 1 its arrival, 2 its remedy too; it is the worker's, so acts save the fields that they change.
    The sender may be an organisation of another node (`records.houses`), which has no row here.
    """

    case = models.OneToOneField("records.Case", on_delete=models.PROTECT, primary_key=True)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="matters", db_index=False
    )
    kind = models.CharField(max_length=12)
    sender = models.ForeignKey(
        "records.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
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
    product_class = models.CharField(max_length=20, blank=True)
    sender_size = models.CharField(max_length=6, blank=True)
    summed = models.PositiveSmallIntegerField(default=0)

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
        # Each serves one list of the register, in its order; a list of few among very many has an index of its own.
        indexes = [
            models.Index("organisation", "kind", _DUE, "case", name="matters_by_kind_due"),
            models.Index("organisation", F("received_at").desc(), "case", name="matters_newest"),
            models.Index("organisation", _DUE, "case", condition=TO_REGISTER, name="matters_to_register"),
            models.Index("organisation", _DUE, "case", condition=SENT_LATE, name="matters_late"),
            models.Index("organisation", _DUE, "case", condition=INCOMPLETE, name="matters_incomplete"),
            models.Index("organisation", _DUE, "case", condition=FROM_OTHERS, name="matters_from_others"),
            models.Index("organisation", "sender", F("received_at").desc(), "case", name="matters_by_sender"),
            models.Index("organisation", _DUE, "case", name="matters_due"),
            # The overdue, by how long and by sender, without a look at the matters themselves.
            models.Index(
                fields=["organisation", "remedy_by", "urged_at", "sender", "sender_name"],
                condition=UNREMEDIED,
                name="matters_unremedied",
            ),
            # What the worker has not summed yet.
            models.Index(fields=["organisation"], condition=TO_SUM, name="matters_to_sum"),
        ]

    @property
    def late(self) -> bool:
        """Whether it was sent after the limit that its sender was under."""
        return self.limit_at is not None and self.sent_at > self.limit_at


class MatterSum(models.Model):
    """How many of an authority's matters of one day (Beijing, of receipt) bear one name in one series (records.matter_sums).

    With what is not in it yet, by `Matter.summed`, it is exact at every moment; and it can be counted anew from the matters.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    series = models.CharField(max_length=8)
    name = models.CharField(max_length=40)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day", "series", "name"], name="one_sum_a_name_a_day"
            )
        ]


class Circulation(models.Model):
    """One body that was told of a matter: at once under Article 7 ¶2 (circulate) or under Article 3 (share), with its receipt.

    Without an `organisation` nobody within reach is that body: it is told by hand, and `told_at` is empty until it was. One of
    another node has no row here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="circulations")
    purpose = models.CharField(max_length=10)
    body = models.CharField(max_length=12)
    organisation = models.ForeignKey(
        "records.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    told_at = models.DateTimeField(null=True)
    receipt_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["told_at"], condition=UNANSWERED, name="circulations_unanswered"),
            models.Index(fields=["told_at"], name="circulations_told"),
            models.Index(fields=["matter"], condition=UNANSWERED, name="circulations_untold"),
        ]


class Opinion(models.Model):
    """What one authority says in the joint assessment of a matter; a later word of it takes the place of the earlier.

    One of another node has no row here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    organisation = models.ForeignKey(
        "records.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
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
