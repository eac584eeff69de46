"""The journal: appending beside bare inserts of the same bytes, verifying beside bare hashing of them."""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from bench.figures import Figure, in_turns, ratios
from bulou.acts.sequencing import sequence
from bulou.journal import checkpoint, merkle, pack, seal
from bulou.records.audit import examine_database
from bulou.records.models import Entry
from bulou.records.streams import append, fresh

PART = "journal: entries of about 1 kB, PostgreSQL"
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
PER_STREAM = 5
_TABLE = "CREATE TABLE bare (id bigserial, stream text, place bigint, hash text, header text, payload jsonb)"
_INSERT = "INSERT INTO bare (stream, place, hash, header, payload) VALUES (%s, %s, %s, %s, %s)"
_FIELDS = {"thread": "internal", "text": "诊断页把参数直接交给系统命令。" * 12}


def measure(*, rounds: int, appended: int, verified: int) -> list[Figure]:
    """The figures of the part: `appended` entries a round, `verified` in an exported file."""
    return [*_appending(rounds, appended), *_auditing(), *_verifying(min(rounds, 3), verified)]


def _appending(rounds: int, count: int) -> list[Figure]:
    sealed: list[tuple] = []

    def one(stream: str) -> None:
        append(
            fresh(stream),
            act="post_message",
            actor="stranger",
            at=AT,
            fields=_FIELDS,
        )

    def ours() -> None:
        with transaction.atomic():
            for _turn in range(count):
                one(f"case:{uuid4()}")

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for row in sealed:
                cursor.execute(_INSERT, row)  # writes: a table of our own, to compare with

    def each_durable() -> None:
        for _turn in range(count):
            with transaction.atomic(durable=True):
                one(f"case:{uuid4()}")

    def each_bare() -> None:
        with connection.cursor() as cursor:
            for row in sealed:
                cursor.execute(_INSERT, row)  # writes: a table of our own, to compare with

    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
    ours()
    columns = ("stream", "index", "hash", "header", "payload")
    rows = Entry.objects.order_by("-id").values_list(*columns)[:count]
    sealed += [(*row[:4], json.dumps(row[4])) for row in rows]
    work = {"ours": ours, "bare": bare, "durable": each_durable, "each bare": each_bare}
    rates = in_turns({name: (lambda work=each: _rate(work, count)) for name, each in work.items()}, rounds)
    size = [float(sum(len(str(value)) for value in row)) for row in sealed]
    return [
        Figure(PART, "size of an entry, header and payload", [sum(size) / len(size)], "characters"),
        ratios(PART, "append : bare inserts, in one transaction", rates["ours"], rates["bare"]),
        ratios(PART, "append : bare insert, each durable", rates["durable"], rates["each bare"]),
        Figure(PART, "append in one transaction", rates["ours"], "/s"),
        Figure(PART, "append, each durable", rates["durable"], "/s"),
    ]


def _auditing() -> list[Figure]:
    while sequence(datetime.now(UTC)):
        pass
    start = time.process_time()
    found = examine_database()
    rate = found.entries / (time.process_time() - start)
    return [
        Figure(PART, f"audit of the database, {found.entries:,} entries, CPU time", [rate], "/s"),
        Figure(PART, "faults it finds", [float(len(found.faults))], most=0, must=True),
    ]


def _verifying(rounds: int, count: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        _write(path, count)
        lines = path.read_bytes().splitlines()[1 : count + 1]
        faults = len(pack.verify_pack(path))

        def bare() -> None:
            whole = hashlib.sha256()
            for line in lines:
                whole.update(line)
                hashlib.sha256(line).digest()
                merkle.leaf_hash(line)

        work = {"verify": lambda: pack.verify_pack(path), "bare": bare}
        rates = in_turns(
            {name: (lambda work=each: _rate(work, count)) for name, each in work.items()}, rounds
        )
        size = sum(map(len, lines)) / count
    return [
        Figure(PART, f"faults found in an export of {count:,} entries", [float(faults)], most=0, must=True),
        Figure(PART, "size of a line of it", [size], "bytes"),
        Figure(PART, "verify_pack, CPU time", rates["verify"], "/s", least=15_000),
        ratios(PART, "verify_pack : bare hashing of the same bytes", rates["verify"], rates["bare"]),
    ]


def _write(path: Path, count: int) -> None:
    """An export as a node writes it: streams of a few entries, one tree over all, one checkpoint."""
    key = Ed25519PrivateKey.generate()
    levels = merkle.Levels()

    def entries() -> Iterator[pack.PackEntry]:
        for number in range(count):
            place = number % PER_STREAM
            if place == 0:
                stream, prev = f"case:{uuid4()}", "0" * 64
            header, payload = seal(
                stream, place, prev, act="post_message", actor=f"person:{uuid4()}",
                at=AT + timedelta(seconds=number), event_at=None, verdict=None, stamp=None, fields=_FIELDS,
            )  # fmt: skip
            prev = header.hash()
            levels.add(merkle.leaf_hash(header.bytes()))
            yield pack.PackEntry(header=header, payload=payload, leaf=number, hash=prev)

    def notes() -> Iterator[str]:
        yield checkpoint.sign("bench/journal", count, levels.tree().root(), key)  # once all have been written

    pack.write_pack(
        path,
        public_key=checkpoint.verifier_key("bench/journal", key),
        exported_at=AT + timedelta(days=30),
        entries=entries(),
        checkpoints=notes(),
    )


def _rate(work: Callable[[], object], count: int) -> float:
    """How many in a second of this process's CPU time; what the database does meanwhile is not counted."""
    start = time.process_time()
    work()
    return count / (time.process_time() - start)
