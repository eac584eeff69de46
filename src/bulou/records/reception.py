"""Where a report may go: asked once for every report, so in one small statement of its own."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

_OPEN = "SELECT id, contact_email FROM records_organisation WHERE slug = %s AND receives"


@dataclass(frozen=True, slots=True)
class Reception:
    """An organisation whose report form is open, and the address under which it can be reached otherwise, or ""."""

    organisation_id: UUID
    contact_email: str


def open_reception(slug: str) -> Reception | None:
    """The reception of the organisation of this short name, or None when there is none or it is not open. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    identity, email = row
    return Reception(identity if isinstance(identity, UUID) else UUID(identity), email)
