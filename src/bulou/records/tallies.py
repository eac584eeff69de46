"""Counting across server processes: how often something happened within a window of time, in one small table."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from bulou.records.models import Tally


def add(counts: Mapping[str, int], *, ends_at: datetime) -> dict[str, int]:
    """Add to these tallies and answer what each has come to, for every process alike; one statement, one commit."""
    if not counts:
        return {}
    quote = connection.ops.quote_name
    table, (key, count, ends) = quote(Tally._meta.db_table), map(quote, ("key", "count", "ends_at"))
    moment = connection.ops.adapt_datetimefield_value(ends_at)
    rows = ", ".join(["(%s, %s, %s)"] * len(counts))
    # Names are our own model's, quoted; every value is a parameter. Sorted, so that two processes never lock crosswise.
    statement = (
        f"INSERT INTO {table} ({key}, {count}, {ends}) VALUES {rows}"  # noqa: S608
        f" ON CONFLICT ({key}) DO UPDATE SET {count} = {table}.{count} + excluded.{count} RETURNING {key}, {count}"
    )
    values = [value for name in sorted(counts) for value in (name, counts[name], moment)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def read(key: str) -> int:
    """What a tally has come to; 0 where nothing was counted."""
    return Tally.objects.filter(key=key).values_list("count", flat=True).first() or 0


def sweep(*, at: datetime) -> int:
    """Drop the tallies whose window is over; how many."""
    gone, _models = Tally.objects.filter(ends_at__lt=at).delete()
    return gone


def over(*, at: datetime) -> bool:
    """Whether there is a tally whose window is over."""
    return Tally.objects.filter(ends_at__lt=at).exists()
