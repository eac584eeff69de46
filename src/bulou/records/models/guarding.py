"""What guards a house against its own: marked copies, the read log, alarms over it, the broken glass."""

import uuid

from django.db import models


class MarkedCopy(models.Model):
    """A table as one person took it out: the fingerprints of its rows, eight bytes each, in the table's own order.

    The key of its marks is derived from `id` and stored nowhere; the act `take_copy` sealed the hash of `rows`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    rows = models.BinaryField()
    taken_at = models.DateTimeField()


class ReadLog(models.Model):
    """One opening of undisclosed detail, or one copy taken: what the rule over unusual reading counts.

    `case` is None for a copy of no single case; `others` says that the case had another handler then.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        "records.Case", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    what = models.CharField(max_length=20)
    rows = models.PositiveIntegerField(default=0)
    others = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "organisation", "at"], name="read_by_person"),
            models.Index(fields=["organisation", "-at"], name="read_lately"),
        ]


class ReadingAlarm(models.Model):
    """A count of the read log went over its limit: what was counted, never what it means. One a person, rule and day in China."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=12)
    day = models.DateField()
    counted = models.PositiveIntegerField()
    limit = models.PositiveIntegerField()
    usual = models.PositiveIntegerField(null=True)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "rule", "day"], name="one_alarm_a_rule_and_day"
            )
        ]


class BrokenGlass(models.Model):
    """Someone without need-to-know opened a case in an emergency until `until`; another person reviews it afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    broken_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    approved = models.BooleanField(null=True)


class FollowedLeak(models.Model):
    """What came of a leak that was followed: `index` is its entry in the organisation's stream, which seals the same.

    `person` is None where it could not be told; `by` and `bound` are empty then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    index = models.BigIntegerField()
    person = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    leak_sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=5, blank=True)
    marks = models.PositiveIntegerField()
    bound = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "index"], name="one_followed_leak_an_entry")
        ]
