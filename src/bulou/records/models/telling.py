"""Telling users and downstream vendors: an organisation's notice list, mailings to it, and support for those told."""

import uuid

from django.db import models
from django.db.models import Q


class Listed(models.Model):
    """One address on an organisation's notice list.

    Name and address stand only in `contact_sealed`; `address_hash` is a keyed hash by which the same address is
    recognised, and the order in which the list is walked. `tags` are written `|a|b|`. Whoever asked for no mail stays,
    so that a later import does not bring them back; `stopped_by` is the stream in which that is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, db_index=False)
    address_hash = models.CharField(max_length=64)
    contact_sealed = models.BinaryField()
    kind = models.CharField(max_length=12)
    product = models.CharField(max_length=200, blank=True)
    tags = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10)
    overseas = models.BooleanField(null=True)
    added_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "address_hash"], name="one_listed_address")
        ]


class ListImport(models.Model):
    """A CSV file on its way into the notice list; the worker takes it in, `line` lines so far, and removes the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    blob = models.CharField(max_length=64)
    key_sealed = models.BinaryField()
    at = models.DateTimeField()
    line = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)


class Mailing(models.Model):
    """One notice to many: a draft, then sent by one act, then queued for each recipient in batches by the worker.

    `cursor` is the address hash up to which it has been queued. A reminder is a mailing that `reminds` another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=12)
    content_sealed = models.BinaryField()
    content_sha256 = models.CharField(max_length=64)
    segment = models.JSONField(default=dict)
    in_mail = models.BooleanField(default=False)
    reminds = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="reminders")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    list_sha256 = models.CharField(max_length=64, blank=True)
    cursor = models.CharField(max_length=64, blank=True)
    queued = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sent_at"],
                condition=Q(sent_at__isnull=False, settled_at=None),
                name="mailings_under_way",
            )
        ]


class Support(models.Model):
    """Technical support (Article 7(3)) for the recipient of one notice: a thread in the notice's own stream.

    `waiting_since` is the moment of the oldest question without an answer, `due_at` when the organisation's target for
    answering it is missed, `escalated_at` when a named person was told so.
    """

    notice = models.OneToOneField(
        "records.Notice", on_delete=models.CASCADE, primary_key=True, related_name="support"
    )
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="support")
    state = models.CharField(max_length=12, default="open")
    opened_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_answer_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_to = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, db_index=False)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False, escalated_at=None),
                name="support_by_due",
            )
        ]


class SupportTarget(models.Model):
    """Within how many hours an organisation means to answer a question, and who is told when it does not."""

    organisation = models.OneToOneField(
        "records.Organisation", on_delete=models.CASCADE, primary_key=True, related_name="support_target"
    )
    hours = models.PositiveSmallIntegerField()
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, db_index=False)
