"""What stands between a case and its finder: contested grades, how they want to be named, what they proved first."""

import uuid

from django.db import models
from django.db.models import Q


class Appeal(models.Model):
    """The reporter contests a grade; the words of both sides stand in the case's entries at `index` and `answer_index`.

    `graded_by` is the key of the actor who had graded. `outcome` is empty until it is answered, then kept or changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="appeals")
    grade = models.CharField(max_length=10)
    graded_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    index = models.BigIntegerField()
    outcome = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answer_index = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="one_open_appeal_a_case"
            )
        ]


class Credit(models.Model):
    """How the reporter wants to be named, and where; name, handle and link are closed under the case's key in `box`."""

    case = models.OneToOneField(
        "records.Case", on_delete=models.PROTECT, primary_key=True, related_name="credit"
    )
    shown_as = models.CharField(max_length=10)
    box = models.BinaryField()
    in_advisory = models.BooleanField(default=False)
    on_thanks = models.BooleanField(default=False)
    on_certificate = models.BooleanField(default=False)
    at = models.DateTimeField()


class Commitment(models.Model):
    """A SHA-256 that the reporter handed in before the detail; `met_at` is when what it stands for came."""

    case = models.OneToOneField(
        "records.Case", on_delete=models.PROTECT, primary_key=True, related_name="commitment"
    )
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_index = models.BigIntegerField(null=True)


class Reward(models.Model):
    """A reward for the reporter of a case: proposed, approved by someone else, paid once; or cancelled.

    `amount` is in units of `currency` (ISO 4217), with two decimals. Grounds stand in the case's entries.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="rewards")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, db_index=False)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, default="proposed")
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-proposed_at"], name="rewards_by_house")]


class Certificate(models.Model):
    """That someone reported this vulnerability; found by its `code`. The name on it is read from the reporter's consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, db_index=False)
    code = models.CharField(max_length=40, unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(revoked_at=None), name="one_live_certificate_a_case"
            )
        ]
