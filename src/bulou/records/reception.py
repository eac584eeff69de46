"""Where a report may go."""

from uuid import UUID

from bulou.records.models import Organisation

_known: dict[str, UUID] = {}  # an organisation keeps its short name, so what was once read stays true


def reception_of(slug: str) -> UUID | None:
    """The organisation of this short name, or None. Whether its reception is open is asked where the report is received.

    One query for each name and process.
    """
    found = _known.get(slug)
    if found is None:
        found = Organisation.objects.filter(slug=slug).values_list("id", flat=True).first()
        if found is not None:
            _known[slug] = found
    return found


def forget(slug: str) -> None:
    """Ask the database again: what was read belonged to another one (a restored backup, a test)."""
    _known.pop(slug, None)
