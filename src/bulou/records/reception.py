"""Where a report may go."""

from functools import cache
from uuid import UUID

from django.db import connection

from bulou.records.models import Organisation

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
    """The organisation that receives, as it is now, or None; one query whose text is not composed anew for each report."""
    key = Organisation._meta.pk.get_db_prep_value(organisation_id, connection)
    return next(iter(Organisation.objects.raw(_statement(), [key])), None)


@cache
def _statement() -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in Organisation._meta.concrete_fields)
    # Table and columns are our own model's names, quoted by Django.
    return f"SELECT {columns} FROM {quote(Organisation._meta.db_table)} WHERE {quote('id')} = %s"  # noqa: S608
