"""Ways to touch a journal past the gate, by someone who may write into the database and holds no key."""

import json
import random
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def put(sql: str, *values: Any) -> None:
    """Write past the gate, and past what the schema would check."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(sql, values)  # writes: tampering is the point


def undone(change: Callable[[], Any]) -> Any:
    """What `change` returns; nothing of what it did stays."""
    point = transaction.savepoint()
    try:
        return change()
    finally:
        transaction.savepoint_rollback(point)


def entry(chance: random.Random, where: str = "leaf IS NOT NULL") -> tuple[int, str, int]:
    """Some entry: its row's id, its stream and index."""
    return chance.choice(rows(f'SELECT id, stream, "index" FROM records_entry WHERE {where} ORDER BY id'))  # type: ignore[return-value]


def edited(text: str, chance: random.Random) -> str:
    """The text with one character changed."""
    place = chance.randrange(len(text))
    other = chance.choice([c for c in '0123456789abcdefxyz"{}:, 漏' if c != text[place]])
    return text[:place] + other + text[place + 1 :]


def edit_column(column: str) -> Any:
    """Change one character of a text column of an entry."""

    def tamper(chance: random.Random) -> set[tuple[str, int]]:
        identity, stream, index = entry(chance)
        ((text,),) = rows(f"SELECT CAST({column} AS TEXT) FROM records_entry WHERE id = %s", identity)
        changed = edited(text, chance)
        if column == "payload" and connection.vendor == "postgresql":  # which keeps values, not bytes
            while not _differs(text, changed):
                changed = edited(text, chance)
        cast = "::jsonb" if column == "payload" and connection.vendor == "postgresql" else ""
        put(f"UPDATE records_entry SET {column} = %s{cast} WHERE id = %s", changed, identity)
        return {(stream, index)}

    return tamper


def _differs(text: str, changed: str) -> bool:
    try:
        return bool(json.loads(changed) != json.loads(text))
    except ValueError:
        return False


def delete(chance: random.Random) -> set[tuple[str, int]]:
    """Take an entry out."""
    identity, stream, index = entry(chance)
    put("DELETE FROM records_entry WHERE id = %s", identity)
    return {(stream, index)}


def empty_field(chance: random.Random) -> set[tuple[str, int]]:
    """Take one field out of a payload, as a purge would."""
    while True:
        identity, stream, index = entry(chance)
        ((text,),) = rows("SELECT CAST(payload AS TEXT) FROM records_entry WHERE id = %s", identity)
        payload = json.loads(text)
        if payload:
            break
    payload.pop(chance.choice(sorted(payload)))
    cast = "::jsonb" if connection.vendor == "postgresql" else ""
    put(f"UPDATE records_entry SET payload = %s{cast} WHERE id = %s", json.dumps(payload), identity)
    return {(stream, index)}


def insert(chance: random.Random) -> set[tuple[str, int]]:
    """Put a copy of an entry at the end of a stream."""
    identity, stream, _index = entry(chance)
    ((length,),) = rows("SELECT length FROM records_stream WHERE key = %s", stream)
    put(
        'INSERT INTO records_entry (stream, "index", hash, header, payload, leaf)'
        " SELECT stream, %s, hash, header, payload, NULL FROM records_entry WHERE id = %s",
        length,
        identity,
    )
    return {(stream, length)}


def swap(chance: random.Random) -> set[tuple[str, int]]:
    """Exchange what two entries hold; their places stay."""
    one, other = entry(chance), entry(chance)
    while one == other:
        other = entry(chance)
    held = {}
    for each in (one, other):
        (held[each],) = rows(
            "SELECT hash, header, CAST(payload AS TEXT) FROM records_entry WHERE id = %s", each[0]
        )
    cast = "::jsonb" if connection.vendor == "postgresql" else ""
    for each, source in ((one, other), (other, one)):
        sql = f"UPDATE records_entry SET hash = %s, header = %s, payload = %s{cast} WHERE id = %s"
        put(sql, *held[source], each[0])
    return {one[1:], other[1:]}


def exchange_leaves(chance: random.Random) -> set[tuple[str, int]]:
    """Exchange the places of two entries in the tree."""
    (a, _one, one), (b, _two, two) = chance.sample(
        rows("SELECT id, stream, leaf FROM records_entry WHERE leaf IS NOT NULL ORDER BY id"), 2
    )
    for identity, leaf in ((a, None), (b, one), (a, two)):
        put("UPDATE records_entry SET leaf = %s WHERE id = %s", leaf, identity)
    return {
        tuple(row) for row in rows('SELECT stream, "index" FROM records_entry WHERE id IN (%s, %s)', a, b)
    }  # type: ignore[misc]


def renumber(chance: random.Random) -> set[tuple[str, int]]:
    """Move an entry to a place far behind the end of its stream."""
    identity, stream, index = entry(chance)
    put('UPDATE records_entry SET "index" = %s WHERE id = %s', index + 1000, identity)
    return {(stream, index)}


def move(chance: random.Random) -> set[tuple[str, int]]:
    """Give an entry to a stream that nobody knows."""
    identity, stream, index = entry(chance)
    put("UPDATE records_entry SET stream = %s WHERE id = %s", "case:nowhere", identity)
    return {(stream, index)}


def cut_stream(chance: random.Random) -> set[tuple[str, int]]:
    """Cut the end of a stream off and make its recorded end agree."""
    _identity, stream, _index = entry(chance, '"index" > 1 AND leaf IS NOT NULL')
    ((length,),) = rows("SELECT length FROM records_stream WHERE key = %s", stream)
    end = chance.randrange(1, length)
    ((digest, header),) = rows(
        'SELECT hash, header FROM records_entry WHERE stream = %s AND "index" = %s', stream, end - 1
    )
    ((leaf,),) = rows('SELECT MIN(leaf) FROM records_entry WHERE stream = %s AND "index" >= %s', stream, end)
    put('DELETE FROM records_entry WHERE stream = %s AND "index" >= %s', stream, end)
    sql = "UPDATE records_stream SET length = %s, head = %s, head_at = %s WHERE key = %s"
    moment = json.loads(header)["at"].replace("T", " ").rstrip("Z")
    put(sql, end, digest, f"{moment}+00:00" if connection.vendor == "postgresql" else moment, stream)
    return {("tree", leaf)}


def edit_stream(chance: random.Random) -> set[tuple[str, int]]:
    """Change the recorded end of a stream."""
    ((key, length, head),) = chance.sample(
        rows("SELECT key, length, head FROM records_stream ORDER BY key"), 1
    )
    match chance.choice(["length", "head", "head_at", "row"]):
        case "length":
            put("UPDATE records_stream SET length = %s WHERE key = %s", length + chance.choice([-1, 1]), key)
        case "head":
            put("UPDATE records_stream SET head = %s WHERE key = %s", edited(head, chance)[:64], key)
        case "head_at" if key != "tree":
            put("UPDATE records_stream SET head_at = %s WHERE key = %s", "2020-01-01 00:00:00+00:00", key)
        case _:
            put("DELETE FROM records_stream WHERE key = %s", key)
    return {(key, -1)}


def edit_node(chance: random.Random) -> set[tuple[str, int]]:
    """Change or take away a stored node of the tree."""
    ((identity, level, index, digest),) = chance.sample(
        rows('SELECT id, level, "index", hash FROM records_treenode ORDER BY id'), 1
    )
    if chance.random() < 0.5:
        put("DELETE FROM records_treenode WHERE id = %s", identity)
    else:
        other = bytearray(digest)
        other[chance.randrange(32)] ^= 1 << chance.randrange(8)
        put("UPDATE records_treenode SET hash = %s WHERE id = %s", bytes(other), identity)
    if level == 0:  # the node of a leaf speaks of one entry
        return {
            tuple(row) for row in rows('SELECT stream, "index" FROM records_entry WHERE leaf = %s', index)
        }  # type: ignore[misc]
    return {("tree", index << level)}


def edit_checkpoint(chance: random.Random) -> set[tuple[str, int]]:
    """Change a stored checkpoint, or take the newest away."""
    ((identity, size, root, note),) = rows(
        "SELECT id, size, root, note FROM records_checkpoint ORDER BY size DESC LIMIT 1"
    )
    match chance.choice(["note", "root", "row"]):
        case "note":
            put("UPDATE records_checkpoint SET note = %s WHERE id = %s", edited(note, chance), identity)
        case "root":
            put("UPDATE records_checkpoint SET root = %s WHERE id = %s", edited(root, chance), identity)
        case _:
            put("DELETE FROM records_checkpoint WHERE id = %s", identity)
    return {("tree", size)}


WAYS = {
    "header": edit_column("header"),
    "hash": edit_column("hash"),
    "payload": edit_column("payload"),
    "stream": edit_column("stream"),
    "deletion": delete,
    "emptied field": empty_field,
    "insertion": insert,
    "swap": swap,
    "exchanged leaves": exchange_leaves,
    "renumbering": renumber,
    "moving": move,
    "cut stream": cut_stream,
    "recorded end": edit_stream,
    "node": edit_node,
    "checkpoint": edit_checkpoint,
}
