"""The node and the organisations it hosts."""

import uuid

from django.db import models


class Node(models.Model):
    """This installation. Only a node created as a demo may simulate time (DECISIONS 16)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Organisation(models.Model):
    """A legal person hosted on this node, with the roles it plays under the Provisions."""

    class Role(models.TextChoices):
        VENDOR = "vendor"
        OPERATOR = "operator"
        PLATFORM = "platform"
        AUTHORITY = "authority"
        SUPPLIER = "supplier"
        FINDER = "finder"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    prefix = models.CharField(max_length=12, unique=True)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    roles = models.JSONField(default=list)
    is_authority = models.BooleanField(default=False)
    bodies = models.JSONField(default=list)  # which bodies of the state it is (law.competence.Body)
    overseas = models.BooleanField(default=False)
    contact_email = models.EmailField(blank=True)
    size = models.CharField(max_length=6, blank=True)  # large, medium, small or micro, as it says of itself
    readings = models.JSONField(default=dict)
    reading_limits = models.JSONField(default=dict)  # above what counts of the read log raise an alarm
    filing_number = models.CharField(max_length=60, blank=True)
    receives = models.BooleanField(default=True)
    sends_canaries = models.BooleanField(default=False)  # whether its channels are proven open each day
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name_en

    @property
    def zh(self) -> str:
        return self.name_zh

    @property
    def en(self) -> str:
        return self.name_en

    @property
    def primary_role(self) -> str:
        """The role in which a report that arrives here is handled, until someone says otherwise."""
        order = ("vendor", "supplier", "platform", "operator", "authority", "finder")
        return next((role for role in order if role in self.roles), "vendor")


class MajorEvent(models.Model):
    """A period of a major national event as entered by a named person (Article 9(6); no public list exists).

    It binds the organisation that entered it, and every organisation of the node when an authority did.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    source = models.CharField(max_length=300)
