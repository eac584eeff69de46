"""Finders that registered with a platform: as little of them as can be, encrypted, and gone when they say so."""

import uuid

from django.db import models


class Registration(models.Model):
    """A finder of a platform. `grade` is registered (self-declared), verified or trusted.

    Name and address are closed under the node's key and are none once it is erased; of the code that the finder holds only
    a hash is kept. `how` is manual or the name of the verifier that confirmed the identity, `document` what was looked at,
    never its number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    box = models.BinaryField(null=True)
    secret_sha256 = models.CharField(max_length=64)
    grade = models.CharField(max_length=10, default="registered")
    how = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=12, blank=True)
    verified_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_registration_a_number")
        ]
