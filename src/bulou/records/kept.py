"""The journal as the database keeps it, byte for byte, in one snapshot: what an audit and an export read.

Nothing here trusts a column: on SQLite a cell may hold bytes of any kind and any type, whatever the schema says.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from bulou.journal import instant

CHUNK = 1000
TREE = "tree"
_FIRST = (-(2**63), -(2**63))


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry's row. `payload` is parsed, or the text itself where that is not as we write it; `leaf_hash` is the
    tree's node (0, leaf), in hex.
    """

    stream: Any
    index: Any
    hash: Any
    header: str
    payload: Any
    leaf: Any
    leaf_hash: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The recorded end of a stream; `at` is a canonical instant, or "" where none can be read."""

    stream: Any
    length: Any
    hash: Any
    at: str


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes has to wait for it.

    Inside a transaction that is open already, that transaction is the snapshot.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would take the write lock
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def chunks() -> Iterator[list[Kept]]:
    """The entries in leaf order, then those without a leaf in the order in which they were sealed."""
    yield from _chunks("e.leaf IS NOT NULL", ("e.leaf", "e.id"))
    yield from _chunks("e.leaf IS NULL", ("e.id",))


def _chunks(part: str, key: tuple[str, ...]) -> Iterator[list[Kept]]:
    texts = ", ".join(map(_raw, ("e.stream", "e.hash", "e.header", "e.payload")))
    order, places = ", ".join(key), ", ".join(["%s"] * len(key))
    sql = (
        f'SELECT {texts}, e."index", e.leaf, t.hash, {order} FROM records_entry e'  # noqa: S608  # our own names
        ' LEFT JOIN records_treenode t ON t.level = 0 AND t."index" = e.leaf'
        f" WHERE {part} AND ({order}) > ({places}) ORDER BY {order} LIMIT {CHUNK}"
    )
    last: tuple[Any, ...] = _FIRST[: len(key)]
    while rows := _all(sql, last):
        last = rows[-1][-len(key) :]
        yield [_kept(row) for row in rows]


def _all(sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _raw(column: str) -> str:
    """A text column as its bytes on SQLite, where text may be no UTF-8; as text on PostgreSQL, where it always is."""
    return f"CAST({column} AS BLOB)" if connection.vendor == "sqlite" else f"CAST({column} AS TEXT)"


def _kept(row: tuple[Any, ...]) -> Kept:
    stream, digest, header, payload, index, leaf, leaf_hash = row[:7]
    hexed = bytes(leaf_hash).hex() if isinstance(leaf_hash, bytes | memoryview) else leaf_hash
    return Kept(_text(stream), index, _text(digest), _text(header), _parsed(_text(payload)), leaf, hexed)


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _parsed(text: str) -> Any:
    """The payload; on SQLite only if not a byte of it differs from how we write it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if connection.vendor == "sqlite" and json.dumps(found) != text else found


def heads() -> Iterator[Head]:
    """The recorded ends of all streams, and of the tree, by name."""
    rows = _all(f"SELECT {_raw('key')}, length, {_raw('head')}, head_at FROM records_stream ORDER BY key")  # noqa: S608
    return (Head(_text(row[0]), row[1], _text(row[2]), _moment(row[3])) for row in rows)


def _moment(value: Any) -> str:
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    return instant(found if found.tzinfo else found.replace(tzinfo=UTC))


def nodes() -> Iterator[tuple[Any, Any, bytes]]:
    """The stored nodes of the tree: level, index, hash; by level, then by index."""
    last: tuple[Any, ...] = (-1, *_FIRST)
    order = 'level, "index", id'
    sql = f"SELECT {order}, hash FROM records_treenode WHERE ({order}) > (%s, %s, %s) ORDER BY {order} LIMIT {CHUNK}"  # noqa: S608
    while rows := _all(sql, last):
        last = rows[-1][:3]
        yield from ((level, index, _bytes(digest)) for level, index, _id, digest in rows)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def checkpoints() -> list[tuple[Any, str, str]]:
    """The stored checkpoints: size, root in hex, signed note; smallest first."""
    rows = _all(f"SELECT size, {_raw('root')}, {_raw('note')} FROM records_checkpoint ORDER BY size, id")  # noqa: S608
    return [(size, _text(root), _text(note)) for size, root, note in rows]
