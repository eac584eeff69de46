"""New rows in as few bytes and steps as the database allows: the path of every received report.

Django's own bulk insert compiles its statement anew each time and prepares every value anew, which is half the cost
of an intake (PERFORMANCE §1). Here a statement is compiled once, and a value that is already what the database wants
goes as it is. PostgreSQL gets all tables in one statement, which it keeps prepared: one way there and back.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Field, Model

_AS_IS: dict[str, type] = {
    "CharField": str,
    "SlugField": str,
    "TextField": str,
    "BigIntegerField": int,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
}
_AS_IS_POSTGRESQL: dict[str, type] = {"UUIDField": UUID, "DateTimeField": datetime, "BooleanField": bool}
_local = threading.local()


class New:
    """A row of `model` to be stored as given: by attribute (`case_id`), what is left out by the model's default.

    A model instance would do as well, at ten times the cost; nobody reads these before they are stored.
    """

    __slots__ = ("model", "values")

    def __init__(self, model: type[Model], **values: Any) -> None:
        self.model, self.values = model, values


Insertable: TypeAlias = Model | New


def insert(rows: Sequence[Insertable]) -> None:
    """Insert new rows, one statement a table, in the order in which the tables first appear.

    Keys that the database draws are not read back. Raises IntegrityError like any insert.
    """
    if (waiting := getattr(_local, "waiting", None)) is not None:
        waiting.extend(rows)
        return
    database = connections[DEFAULT_DB_ALIAS]
    groups = [(model, list(some)) for model, some in groupby(rows, key=_model)]
    if database.vendor == "postgresql":
        _in_one_statement(database, groups)
        return
    with database.cursor() as cursor:
        for model, some in groups:
            cursor.execute(_statement(model, len(some)), _values(model, some, database))


@contextmanager
def gathered() -> Iterator[None]:
    """Hold back what this thread inserts and insert it at the end, one statement a table for all of it.

    For acts in one transaction that read nothing of one another.
    """
    _local.waiting = []
    try:
        yield
        rows, _local.waiting = _local.waiting, None
        order = {model: position for position, model in enumerate(dict.fromkeys(map(_model, rows)))}
        insert(sorted(rows, key=lambda row: order[_model(row)]))
    finally:
        _local.waiting = None


def _model(row: Insertable) -> type[Model]:
    return row.model if isinstance(row, New) else type(row)


def _in_one_statement(
    database: BaseDatabaseWrapper, groups: Sequence[tuple[type[Model], list[Insertable]]]
) -> None:
    """The server binds the values and keeps the statement prepared; psycopg does not have to read it each time."""
    from psycopg import RawCursor

    if not groups:
        return
    values = [value for model, some in groups for value in _values(model, some, database)]
    statement = _statements(tuple((model, len(some)) for model, some in groups))
    database.ensure_connection()
    with database.wrap_database_errors, RawCursor(database.connection) as cursor:
        cursor.execute(statement, values)
    if database.queries_logged:  # what Django's own cursors do for whoever counts statements
        database.queries_log.append({"sql": statement, "time": ""})


@lru_cache(maxsize=64)
def _columns(model: type[Model]) -> tuple[tuple[str, Field, type | None, Callable[[], Any]], ...]:
    """Attribute, field, the type of which a value goes to the database as it is, and what makes its default."""
    as_is = _AS_IS | (_AS_IS_POSTGRESQL if connection.vendor == "postgresql" else {})
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    return tuple(
        (
            field.attname,
            field,
            as_is.get(getattr(field, "target_field", field).get_internal_type()),
            field.get_default,
        )
        for field in fields
    )


@lru_cache(maxsize=256)
def _statement(model: type[Model], count: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for _name, field, _kind, _default in _columns(model))
    row = "(" + ", ".join(["%s"] * len(_columns(model))) + ")"
    # Table and columns are our own models' names, quoted by Django; every value is a parameter.
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608


@lru_cache(maxsize=256)
def _statements(shape: tuple[tuple[type[Model], int], ...]) -> str:
    """One statement that inserts so many rows into each of these tables, its parameters numbered as the server does."""
    *others, last = [_statement(model, count) for model, count in shape]
    first = ", ".join(f"t{place} AS ({each})" for place, each in enumerate(others))
    parts = (f"WITH {first} {last}" if first else last).split("%s")
    return "".join(f"{part}${place}" for place, part in enumerate(parts[:-1], start=1)) + parts[-1]


def _values(model: type[Model], rows: Sequence[Insertable], database: BaseDatabaseWrapper) -> list[Any]:
    values = []
    columns = _columns(model)
    for row in rows:
        given = row.values if isinstance(row, New) else row.__dict__
        for name, field, kind, default in columns:
            value = given[name] if name in given else default()
            as_is = value is None or type(value) is kind
            values.append(value if as_is else field.get_db_prep_save(value, database))
    return values
