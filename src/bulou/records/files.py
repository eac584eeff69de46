"""Files of cases as the node itself handles them, without anyone looking: what waits for the scanner, and its bytes."""

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from bulou.records.models import Attachment
from bulou.records.sealed import case_key
from bulou.records.sealed_file import open_sealed, place


@dataclass(frozen=True, slots=True)
class Unscanned:
    """A file that no scanner has answered for."""

    case_id: UUID
    attachment_id: UUID


def unscanned(*, most: int) -> list[Unscanned]:
    """Files that wait for the scanner, the longest waiting first; one query."""
    rows = Attachment.objects.filter(scanned_at__isnull=True).order_by("received_at", "id")
    return [Unscanned(*row) for row in rows.values_list("case_id", "id")[:most]]


def open_file(attachment_id: UUID) -> BinaryIO:
    """The bytes of a file, for the scanner. Raises SealBroken or OSError when they cannot be read."""
    row = Attachment.objects.select_related("case").get(id=attachment_id)
    key = case_key(row.case_id, row.case.key_wrapped)
    raw = key.open(row.key_sealed, f"attachment:{row.id}:key")
    return open_sealed(place(row.blob), raw, f"blob:{row.sha256}")
