"""Where a report may go."""

from uuid import UUID

from bulou.records.models import Organisation
from bulou.records.rows import row

# A reception that was opened stays open and an organisation keeps its short name, so what was once read stays true.
_open: dict[str, UUID] = {}


def open_reception(slug: str) -> UUID | None:
    """The organisation of this short name whose reception is open, or None; one query for each name and process."""
    found = _open.get(slug)
    if found is None:
        rows = Organisation.objects.filter(slug=slug, receives=True)
        found = rows.values_list("id", flat=True).first()
        if found is not None:
            _open[slug] = found
    return found


def forget(slug: str) -> None:
    """Ask again: what was read belonged to another database (a restored backup, a test)."""
    _open.pop(slug, None)


def receiver(organisation_id: UUID) -> Organisation | None:
    """The organisation that receives, as it is now, or None; one query."""
    return row(Organisation, organisation_id)
