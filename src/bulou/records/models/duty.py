"""Duties as last computed: a cache of `law.duties` over the case's events, with an index on what is due."""

from django.db import models
from django.db.models import Q


class Duty(models.Model):
    """One duty of one case. `bulou rebuild` must find no difference between this row and the entries."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="duties", db_index=False)
    duty_id = models.CharField(max_length=40)
    standing = models.CharField(max_length=16)
    live = models.BooleanField()
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reminded = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "duty_id"], name="one_duty_per_case")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(live=True, due_at__isnull=False), name="live_duties_due"
            )
        ]
