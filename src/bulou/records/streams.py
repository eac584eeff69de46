"""Appending to the journal: the only place where entries come into being."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bulou import journal
from bulou.records.models import Entry, Stream
from bulou.records.rows import New, insert
from bulou.records.sealed import Key

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class EntryRef:
    """Where an entry stands: its stream, index, hash (hex) and the moment it was sealed (UTC)."""

    stream: str
    index: int
    hash: str
    at: datetime


@dataclass(slots=True)
class Head:
    """The locked end of a stream. `fresh` means the stream has no row yet."""

    stream: str
    length: int
    hash: str
    at: datetime | None
    fresh: bool


def hold(stream: str) -> Head:
    """Lock the end of `stream` until the transaction ends; a stream without entries is fresh."""
    row = Stream.objects.select_for_update().filter(key=stream).first()
    if row is None:
        return fresh(stream)
    return Head(stream, row.length, row.head, row.head_at, fresh=False)


def fresh(stream: str) -> Head:
    """The end of a stream that this transaction begins."""
    return Head(stream, 0, GENESIS, None, fresh=True)


def append(
    head: Head,
    *,
    act: str,
    actor: str,
    at: datetime,
    event_at: datetime | None = None,
    verdict: str | None = None,
    stamp: Mapping[str, Any] | None = None,
    fields: Mapping[str, Any],
    concealed: Mapping[str, Any] | None = None,
    key: Key | None = None,
) -> EntryRef:
    """Seal one entry at the end of `head` and move it on.

    `fields` are kept readable beside the header, `concealed` ones encrypted under `key`; both are committed to.
    `at` is moved up to the head's moment if it precedes it (DECISIONS 16). A deletion of payload later leaves
    every proof valid.
    """
    at = max(at, head.at) if head.at else at
    header, payload = journal.seal(
        head.stream,
        head.length,
        head.hash,
        act=act,
        actor=actor,
        at=at,
        event_at=event_at,
        verdict=verdict,
        stamp=dict(stamp) if stamp is not None else None,
        fields={**fields, **(concealed or {})},
    )
    for name in concealed or ():
        assert key is not None, "concealed fields need the key of their case"
        plain = journal.canonical(payload[name])
        payload[name] = {"box": base64.b64encode(key.close(plain, about(head, name))).decode()}
    data = header.bytes()
    ref = EntryRef(head.stream, head.length, hashlib.sha256(data).hexdigest(), at)
    entry = New(
        Entry, stream=ref.stream, index=ref.index, hash=ref.hash, header=data.decode(), payload=payload
    )
    _advance(head, ref, entry)
    return ref


def _advance(head: Head, ref: EntryRef, entry: New) -> None:
    head.length, head.hash, head.at = ref.index + 1, ref.hash, ref.at
    if head.fresh:
        insert([entry, New(Stream, key=head.stream, length=1, head=ref.hash, head_at=ref.at)])
        head.fresh = False
    else:
        insert([entry])
        Stream.objects.filter(key=head.stream).update(length=head.length, head=head.hash, head_at=head.at)


def about(at: Head | Entry, field: str) -> str:
    """The binding of a concealed field to its place in the journal."""
    index = at.length if isinstance(at, Head) else at.index
    return f"entry:{at.stream}:{index}:{field}"


def opened(entry: Entry, key: Key | None) -> dict[str, Any]:
    """The values of an entry's fields; concealed ones only with the case's `key`, deleted ones not at all."""
    values = {}
    for name, field in entry.payload.items():
        if "value" in field:
            values[name] = field["value"]
        elif "box" in field and key is not None:
            plain = key.open(base64.b64decode(field["box"]), about(entry, name))
            values[name] = json.loads(plain)["value"]
    return values
