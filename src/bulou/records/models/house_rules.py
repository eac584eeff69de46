"""The published rules of an organisation: how it collects, verifies, notifies and publishes (Article 10)."""

from django.db import models


class HouseRules(models.Model):
    """One edition of an organisation's rules, public as it stands; an edition is never changed.

    `texts` holds by part (collection, verification, notification, publication) what is promised in zh and en;
    `first_answer_days` is 0 where nothing is promised. Whoever adopted it stands in the entry at `index`, not here.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="rules")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    four_eyes = models.BooleanField(default=False)
    reproduced_first = models.BooleanField(default=False)
    first_answer_days = models.PositiveSmallIntegerField(default=0)
    grounds = models.CharField(max_length=300)
    from_at = models.DateTimeField()
    adopted_at = models.DateTimeField()
    index = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="one_edition_a_version")
        ]
