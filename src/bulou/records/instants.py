"""Moments as whole seconds since 1970, in the database: what differences and orders of moments are reckoned with."""

from typing import Any

from django.db.models import BigIntegerField, Func, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast


class Epoch(Func):
    """The second of a moment, rounded down; null for null. The moment is a column, or ISO 8601 text with its offset."""

    output_field = BigIntegerField()
    template = "CAST(FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)::timestamptz)) AS bigint)"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **more)


def event_epoch(name: str) -> Epoch:
    """The second at which an event of a case happened; null where it has not."""
    return Epoch(Cast(KT(f"events__{name}"), TextField()))
