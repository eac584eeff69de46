"""A small journal as a node would keep it, and the second verifier as a program of its own."""

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bulou.journal import GENESIS, Header, Payload, canonical, seal
from bulou.journal.checkpoint import sign, verifier_key
from bulou.journal.merkle import Levels, leaf_hash
from bulou.journal.pack import PackEntry, write_pack

SECOND = Path(__file__).parents[2] / "docs" / "verify_journal.py"
START = datetime(2026, 9, 30, 10, 0, tzinfo=UTC)
ORIGIN = "bulou.example/journal"
KEY = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)

# Runs the second verifier over and over in one other process; what it imports is loaded once.
_LOOP = """
import contextlib, io, json, runpy, sys
for line in sys.stdin:
    out = io.StringIO()
    sys.argv = json.loads(line)
    try:
        with contextlib.redirect_stdout(out):
            runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        print(json.dumps([int(end.code), out.getvalue()]), flush=True)
"""


class Journal:
    """Entries in the order in which they were sealed; the first `size` of them are in the tree."""

    def __init__(self) -> None:
        self.entries: list[tuple[Header, Payload]] = []
        self.size = 0
        self.checkpoints: list[str] = []
        self.levels = Levels()

    def seal(self, stream: str, fields: dict[str, object], **given: object) -> Header:
        """Seal one more entry, a second after the last."""
        mine = [header for header, _ in self.entries if header.stream == stream]
        settled = {
            "act": "SubmitReport",
            "actor": "reporter",
            "at": START + timedelta(seconds=len(self.entries)),
            "event_at": None,
            "verdict": "permitted",
            "stamp": {"law_at": "2026-09-30T10:00:00.000000Z", "pack": "p1"},
        } | given
        prev = mine[-1].hash() if mine else GENESIS
        self.entries.append(seal(stream, len(mine), prev, fields=fields, **settled))
        return self.entries[-1][0]

    def cut_checkpoint(self) -> str:
        """Take what is pending into the tree and sign its root."""
        for header, _ in self.entries[self.size :]:
            self.levels.add(leaf_hash(header.bytes()))
        self.size = len(self.entries)
        self.checkpoints.append(sign(ORIGIN, self.size, self.levels.tree().root(), KEY))
        return self.checkpoints[-1]

    def rows(self) -> list[PackEntry]:
        """The entries as rows with their recorded hashes; field `secret` is never shown."""
        return [
            PackEntry(
                header=header.to_json(),
                payload={name: held for name, held in payload.items() if name != "secret"},
                leaf=number if number < self.size else None,
                hash=header.hash(),
                leaf_hash=leaf_hash(header.bytes()).hex() if number < self.size else None,
            )
            for number, (header, payload) in enumerate(self.entries)
        ]

    def ends(self) -> list[tuple[str, int, str]]:
        """What the node records of each stream's end."""
        return list({h.stream: (h.stream, h.index + 1, h.hash()) for h, _ in self.entries}.values())

    def write(self, path: Path, rows: list[PackEntry] | None = None) -> Path:
        """Export the journal, or these rows in its place."""
        write_pack(
            path,
            public_key=verifier_key(ORIGIN, KEY),
            exported_at=START + timedelta(days=1),
            entries=self.rows() if rows is None else rows,
            checkpoints=self.checkpoints,
            streams=self.ends(),
        )
        return path


def grow(journal: Journal, count: int, chance: random.Random) -> None:
    """Seal entries in several streams with values of every kind that we seal."""
    for number in range(count):
        journal.seal(
            chance.choice(["case:1", "case:2", "org:青砚", "node"]),
            {
                "facts": {"actor_role": "finder", "already_public": False, "flaw_exists": None, "n": number},
                "文本": f'第 {number} 条：“引号”、\t制表与 \U0001f512 "quotes"',
                "secret": {"名\U0001f512": [1, 2, -3], "\ufb33": True},
            },
            verdict=chance.choice([None, "permitted", "forbidden"]),
            event_at=chance.choice([None, START]),
        )


def mend(lines: list[bytes]) -> bytes:
    """The file of these lines with its last line made right again, as a careful forger would."""
    body = b"".join(line + b"\n" for line in lines[:-1])
    return body + canonical({"end": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()}) + b"\n"


def entry_of(line: bytes) -> tuple[str, int]:
    header = json.loads(line)["header"]
    return header["stream"], header["index"]


@pytest.fixture(scope="session")
def journal() -> Journal:
    """Eighteen entries in four streams, fourteen of them in the tree, under three checkpoints."""
    kept, chance = Journal(), random.Random(20260930)
    for count in (3, 5, 6):
        grow(kept, count, chance)
        kept.cut_checkpoint()
    grow(kept, 4, chance)
    return kept


class Second:
    """The second verifier, running in another process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def __call__(self, path: Path, *more: object) -> tuple[int, set[tuple[str, int]]]:
        """Its exit code and the (stream, index) pairs that it named."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(SECOND), str(path), *map(str, more)]) + "\n")
        self.process.stdin.flush()
        code, text = json.loads(self.process.stdout.readline())
        rows = [line.rsplit("\t", 2) for line in text.splitlines()]
        return code, {(stream, int(index)) for stream, index, _ in rows}


@pytest.fixture(scope="session")
def second() -> Iterator[Second]:
    with subprocess.Popen(
        [sys.executable, "-c", _LOOP], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Second(process)
        assert process.stdin is not None
        process.stdin.close()
