"""What proves the reception itself: days sealed, and canaries that went the way of every report."""

import uuid

from django.db import models


class ReceptionSeal(models.Model):
    """A sealed stretch of the reception log, in most cases one day (Beijing time); the entry holds what was sealed.

    `count` reports came in from `first_day` to `last_day`, `total` since the first seal; `root` is the Merkle root over them.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    count = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    entry_index = models.BigIntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "last_day"], name="one_reception_seal_a_day")
        ]


class Canary(models.Model):
    """A report that the node sends to itself to prove that a channel is open (Article 5); never a case, never in the inbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    channel = models.CharField(max_length=20)
    day = models.DateField()
    state = models.CharField(max_length=10, default="sent")
    sent_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "channel", "day"], name="one_canary_a_channel_a_day"
            )
        ]
