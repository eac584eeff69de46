"""What triage keeps beside the cases: how much came from where just now, and an organisation's answer templates."""

import uuid

from django.db import models


class Tally(models.Model):
    """How often something was counted within one window of time, across all server processes.

    `key` names what is counted and the window; whoever is counted stands in it only as a hash. Rows whose `ends_at` has
    passed mean nothing any more.
    """

    key = models.CharField(max_length=120, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)


class AnswerTemplate(models.Model):
    """Words an organisation uses again and again, in both languages. Retired ones stay, with their moment.

    They are never rendered by a template engine: only the variables of `acts.templates.VARIABLES` are put in, once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="templates"
    )
    name = models.CharField(max_length=80)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(retired_at=None),
                name="one_live_template_name",
            )
        ]
