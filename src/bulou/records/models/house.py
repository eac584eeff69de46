"""The house of an organisation that finds or collects vulnerabilities: its register of internal control (Article 11), and what it owes itself when."""

import uuid

from django.db import models
from django.db.models import Q


class ControlMeasure(models.Model):
    """One measure against leaks and unlawful publication. `state` is in_force, superseded or ended.

    What it says is closed under the node's key; `index` is its entry in the organisation's stream. `review_due` is a day in
    Beijing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    text_sealed = models.BinaryField()
    responsible = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    in_force_since = models.DateField()
    review_due = models.DateField()
    state = models.CharField(max_length=12, default="in_force")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    index = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_measure_a_number")
        ]


class ControlDocument(models.Model):
    """A document that shows a measure, or a review of it; its bytes are an encrypted blob like any other file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(ControlMeasure, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=100)
    blob = models.CharField(max_length=64, db_index=True)
    key_sealed = models.BinaryField()
    at = models.DateTimeField()


class ControlReview(models.Model):
    """A look at whether a measure works: with what outcome, by whom, and when the next one is due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(ControlMeasure, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=12)
    text_sealed = models.BinaryField()
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    next_due = models.DateField()
    index = models.BigIntegerField()


class ControlIncident(models.Model):
    """A suspected leak or unlawful publication, and what was done. `found` is empty until it is closed: confirmed, unfounded or unclear."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    suspected = models.CharField(max_length=12)
    measure = models.ForeignKey(ControlMeasure, on_delete=models.PROTECT, null=True, related_name="incidents")
    text_sealed = models.BinaryField()
    done_sealed = models.BinaryField(null=True)
    found = models.CharField(max_length=12, blank=True)
    learned_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    index = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_incident_a_number")
        ]


class HouseDue(models.Model):
    """What the organisation itself has to do by a moment, and the last reminder of it (empty, soon, overdue).

    `kind` says what: review of a measure, amendment of the filing, validity of one of its documents, its yearly
    look-through. A row stands while it is owed.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="dues")
    kind = models.CharField(max_length=12)
    about = models.UUIDField()
    due_at = models.DateTimeField()
    reminded = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "about"], name="one_due_of_a_kind")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=~Q(reminded="overdue"), name="dues_to_remind_of")
        ]
