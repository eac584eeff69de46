"""New rows in as few bytes and steps as the database allows: the path of every received report.

Django's own bulk insert compiles its statement anew each time and prepares every value anew, which is half the cost
of an intake (PERFORMANCE §1). Here a statement is compiled once, and a value that is already what the database wants
goes as it is. PostgreSQL gets all tables in one statement, which it keeps prepared: one way there and back.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import AutoField, Field, JSONField, Model

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


M = TypeVar("M", bound=Model)
Prepare: TypeAlias = Callable[[Any], Any]
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
        _in_one_statement(groups)
        return
    with database.cursor() as cursor:
        for model, some in groups:
            cursor.execute(_statement(model, len(some)), _values(model, some))


def copy(rows: Sequence[Insertable]) -> None:
    """Insert many new rows as `insert` does, at a fraction of its cost on PostgreSQL, where they are copied in.

    Within a transaction of the caller's, who wants all or none.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        insert(rows)
        return
    for model, some in groupby(rows, key=_model):
        with (
            database.wrap_database_errors,
            database.connection.cursor() as cursor,
            cursor.copy(_copying(model)) as copying,
        ):
            values = iter(_values(model, list(some)))
            for each in zip(*[values] * len(_columns(model)), strict=True):
                copying.write_row(each)


@lru_cache(maxsize=64)
def _copying(model: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in _fields(model))
    return f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"


@contextmanager
def gathered() -> Iterator[None]:
    """Hold back what this thread inserts and insert it all at the end, durably or not at all.

    For acts that read nothing of what they write. PostgreSQL gets one statement, which is a transaction by itself and
    needs no BEGIN and COMMIT around it: two ways there and back less for each report. Raises RuntimeError inside another
    transaction, which could take back what was called durable.
    """
    _local.waiting = []
    try:
        yield
        rows, _local.waiting = _local.waiting, None
        order = {model: position for position, model in enumerate(dict.fromkeys(map(_model, rows)))}
        with _one_transaction():
            insert(sorted(rows, key=lambda row: order[_model(row)]))
    finally:
        _local.waiting = None


def row(model: type[M], key: object) -> M | None:
    """The row of this primary key, or None; one query, composed once and kept prepared on PostgreSQL."""
    if connection.vendor != "postgresql":
        return model._default_manager.filter(pk=key).first()
    statement, names, converters = _row(model)
    with _executed(statement, [key]) as cursor:
        values = cursor.fetchone()
    if values is None:
        return None
    read = [made(value) if made else value for made, value in zip(converters, values, strict=True)]
    return model.from_db(DEFAULT_DB_ALIAS, names, read)


@lru_cache(maxsize=64)
def _row(model: type[Model]) -> tuple[str, list[str], list[Callable[[Any], Any] | None]]:
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = (
        f"SELECT {columns} FROM {quote(model._meta.db_table)} WHERE {quote(str(model._meta.pk.column))} = $1"  # noqa: S608
    )
    return statement, [field.attname for field in fields], [_converter(field) for field in fields]


def _converter(field: Field) -> Callable[[Any], Any] | None:
    found = field.get_db_converters(connection)
    assert len(found) < 2
    return partial(found[0], expression=None, connection=connection) if found else None


@contextmanager
def _executed(statement: str, values: Sequence[Any]) -> Iterator[Any]:
    """A cursor after a statement whose values PostgreSQL itself binds; it keeps the statement prepared from the first time."""
    from psycopg import RawCursor

    database = connections[DEFAULT_DB_ALIAS]
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors, RawCursor(database.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        if database.queries_logged:  # what Django's own cursors do for whoever counts statements
            database.queries_log.append({"sql": statement, "time": ""})
        yield cursor


def _one_transaction() -> AbstractContextManager[None]:
    by_itself = connection.vendor == "postgresql" and not connection.in_atomic_block
    return nullcontext() if by_itself else transaction.atomic(durable=True)


def _model(row: Insertable) -> type[Model]:
    return row.model if isinstance(row, New) else type(row)


def _in_one_statement(groups: Sequence[tuple[type[Model], list[Insertable]]]) -> None:
    if not groups:
        return
    values = [value for model, some in groups for value in _values(model, some)]
    statement = _statements(tuple((model, len(some)) for model, some in groups))
    with _executed(statement, values):
        pass


@lru_cache(maxsize=64)
def _columns(
    model: type[Model],
) -> tuple[tuple[str, type | None, Prepare, Any, Callable[[], Any] | None], ...]:
    """Attribute, the type of which a value goes to the database as it is, what prepares another, its default: ready, or
    what makes it where each row has its own.
    """
    as_is = _AS_IS | (_AS_IS_POSTGRESQL if connection.vendor == "postgresql" else {})
    return tuple(
        (
            field.attname,
            as_is.get(getattr(field, "target_field", field).get_internal_type()),
            _preparing(field),
            *_default(field),
        )
        for field in _fields(model)
    )


def _default(field: Field) -> tuple[Any, Callable[[], Any] | None]:
    if field.has_default() and callable(field.default):
        return None, field.get_default
    value = field.get_default()
    return (None if value is None else _preparing(field)(value)), None


def _fields(model: type[Model]) -> list[Field]:
    """The columns that an insert names: the database draws the others."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def _preparing(field: Field) -> Prepare:
    if connection.vendor == "postgresql" and type(field) is JSONField and field.encoder is None:
        return _json  # as text: the server reads it as what the column is
    return lambda value: field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


@lru_cache(maxsize=256)
def _statement(model: type[Model], count: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in _fields(model))
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


def _values(model: type[Model], rows: Sequence[Insertable]) -> list[Any]:
    values = []
    columns = _columns(model)
    for row in rows:
        given = row.values if isinstance(row, New) else row.__dict__
        for name, kind, prepared, ready, made in columns:
            if name in given:
                value = given[name]
            elif made is None:
                values.append(ready)
                continue
            else:
                value = made()
            values.append(value if value is None or type(value) is kind else prepared(value))
    return values
