"""Vulnerabilities that the world knows already, as public sources tell of them; the same for everyone on this node."""

from django.db import models
from django.db.models import Q


class KnownVulnerability(models.Model):
    """One vulnerability with a public identifier (CVE). Public text in clear; nothing of a case is ever kept here.

    `products` is a list of {vendor, name, versions}. Each flag says from which edition of which source it is: KEV (listed
    as exploited since `kev_added_on`) and EPSS (probability of exploitation within 30 days and its percentile, 0 to 1).
    """

    id = models.BigAutoField(primary_key=True)
    identifier = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    products = models.JSONField(default=list)
    cwes = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
    indexed_at = models.DateTimeField(null=True)

    kev_added_on = models.DateField(null=True)
    kev_due_on = models.DateField(null=True)
    kev_ransomware = models.BooleanField(default=False)
    kev_on = models.DateField(null=True)
    kev_source = models.CharField(max_length=200, blank=True)

    epss = models.DecimalField(max_digits=6, decimal_places=5, null=True)
    epss_percentile = models.DecimalField(max_digits=6, decimal_places=5, null=True)
    epss_on = models.DateField(null=True)
    epss_source = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["kev_added_on"], condition=Q(kev_added_on__isnull=False), name="known_exploited"
            ),
            models.Index(fields=["id"], condition=Q(indexed_at=None), name="known_to_index"),
        ]

    @property
    def exploited(self) -> bool:
        """Whether the catalogue that was loaded last lists it as exploited."""
        return self.kev_added_on is not None
