"""Keys to the API: each speaks for one person in one organisation."""

import uuid

from django.db import models


class ApiToken(models.Model):
    """A bearer token. Only the hash of its secret is kept; it ends by its date, by revocation, with the person's last
    office in the organisation, and when their password changes (`credential`).
    """

    class Scope(models.TextChoices):
        READ = "read"  # what the person may see
        ACT = "act"  # that, and whatever they may do
        CALENDAR = "calendar"  # what is due, at an address for a calendar program, and nothing else

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="tokens")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    credential = models.CharField(max_length=64)
    scope = models.CharField(max_length=8, choices=Scope.choices)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
