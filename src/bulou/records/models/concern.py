"""What someone wants looked at before the case goes on: suspected abuse (Article 4), a clash of two laws."""

import uuid

from django.db import models
from django.db.models import Q


class AbuseFlag(models.Model):
    """A case, a party or a message marked as suspected abuse, and what came of it. The grounds stand in the entries.

    While `suspended_at` is set and `lifted_at` is not, nothing is shared with the party and no message goes to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="abuse_flags")
    suspicion = models.CharField(max_length=12)
    party = models.ForeignKey("records.Party", on_delete=models.CASCADE, null=True, related_name="+")
    entry_index = models.BigIntegerField(null=True)
    flagged_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    referred_at = models.DateTimeField(null=True)
    addressee = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["case"],
                condition=Q(suspended_at__isnull=False, lifted_at=None),
                name="suspensions_in_force",
            )
        ]


class LegalQuestion(models.Model):
    """A clash of two norms that a named person has opened for advice; open until a named person closes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="legal_questions")
    first = models.CharField(max_length=60)
    second = models.CharField(max_length=60)
    question_sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
