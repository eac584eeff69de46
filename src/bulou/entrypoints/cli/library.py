"""`bulou import --records`: the records in files of other databases, into the library; again, and nothing changes."""

import gzip
import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from django.utils import timezone

from bulou.acts import Actor, perform
from bulou.acts.sharing.loading import BATCH, LoadRecords
from bulou.formats.databases import Found, NoDatabase, read

ALL_READ, SOME_UNREAD, UNREADABLE = 0, 1, 2


def take_in(files: tuple[Path, ...]) -> int:
    """Load the files and say of each how many records were new; the exit code."""
    worst = ALL_READ
    for path in files:
        try:
            worst = max(worst, _taken_in(path))
        except (NoDatabase, OSError, EOFError) as error:
            click.echo(f"{path}: {error}", err=True)
            worst = UNREADABLE
    return worst


def _taken_in(path: Path) -> int:
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    found = read(gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw)
    total = new = unread = 0
    for batch in _batches(found):
        act = LoadRecords(source=path.name[:200], file_sha256=digest, records=batch)
        outcome = perform(act, by=Actor.system(), at=timezone.now())
        total += len(batch)
        new += int(outcome.ids["new"])
        unread += int(outcome.ids["unread"])
    click.echo(f"{path.name}: {total} 条记录 records, {new} 条新增 new, {unread} 条无法读取 unread")
    return SOME_UNREAD if unread else ALL_READ


def _batches(found: Iterator[Found]) -> Iterator[tuple[Found, ...]]:
    while batch := tuple(islice(found, BATCH)):
        yield batch
