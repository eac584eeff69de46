"""A reporter who wrote by mail: where answers go, and under which key."""

from django.db import models


class Correspondent(models.Model):
    """The mail side of one case. `box` holds address, key and wishes, closed under the case's key.

    `address_mac` tells that two cases have the same address without telling which one it is.
    """

    case = models.OneToOneField(
        "records.Case", on_delete=models.CASCADE, primary_key=True, related_name="correspondent"
    )
    box = models.BinaryField()
    address_mac = models.CharField(max_length=64)
    receipt_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["address_mac", "receipt_at"], name="mail_receipts_by_address")]
