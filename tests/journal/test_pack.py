"""Exports verify as they are, and whatever is done to them is found and named, by two verifiers that share no code."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulou.journal import Header, canonical, commit
from bulou.journal.checkpoint import sign, verifier_key
from bulou.journal.errors import UnreadablePack
from bulou.journal.fault import KINDS
from bulou.journal.merkle import leaf_hash
from bulou.journal.pack import PackEntry, examine, verify_pack

from .conftest import KEY, ORIGIN, SECOND, START, Journal, Second

OTHER = Ed25519PrivateKey.from_private_bytes(b"\2" * 32)
many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def names(path: Path, known: str | None = None) -> set[tuple[str, int]]:
    return {(fault.stream, fault.index) for fault in verify_pack(path, checkpoint=known)}


def kinds(path: Path, known: str | None = None) -> list[tuple[str, int, str]]:
    return sorted((fault.stream, fault.index, fault.what) for fault in verify_pack(path, checkpoint=known))


def mend(lines: list[bytes]) -> bytes:
    """The file of these lines with its last line made right again, as a careful forger would."""
    body = b"".join(line + b"\n" for line in lines[:-1])
    return body + canonical({"end": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()}) + b"\n"


def test_an_export_verifies_and_says_what_it_holds(journal, second, tmp_path):
    path = journal.write(tmp_path / "j.jsonl")

    seen = examine(path)

    assert seen.faults == []
    assert (seen.node, seen.entries, seen.streams, seen.leaves) == (ORIGIN, 18, 4, 14)
    assert (seen.covered, seen.tail, seen.withheld) == (14, 4, 18)
    for known in journal.checkpoints:
        assert verify_pack(path, checkpoint=known, key=verifier_key(ORIGIN, KEY)) == []
    assert second(path) == (0, set())
    assert not (tmp_path / "j.jsonl.part").exists()


def test_the_second_verifier_runs_as_a_program_and_stays_small(journal, tmp_path):
    path = journal.write(tmp_path / "j.jsonl")
    known = tmp_path / "known.txt"
    known.write_text(journal.checkpoints[-1], encoding="utf-8")
    text = SECOND.read_text(encoding="utf-8")

    def run(*arguments: object) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", str(SECOND), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    assert run(path, known, verifier_key(ORIGIN, KEY)) == (0, "")
    assert run(tmp_path / "absent") == (2, "")
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(mend([*lines[:3], *lines[4:-1]]))
    code, said = run(path)
    stream, index = entry_of(lines[3])
    assert code == 1
    assert f"{stream}\t{index}\tmissing\n" in said
    assert len(text.splitlines()) <= 150
    assert "import bulou" not in text
    assert "from bulou" not in text


def entry_of(line: bytes) -> tuple[str, int]:
    header = json.loads(line)["header"]
    return header["stream"], header["index"]


class Forger:
    """Draws one tampering and says which entries it touched, or none if it touched no entry."""

    def __init__(self, draw: st.DataObject, raw: bytes, entries: int) -> None:
        self.draw, self.raw, self.entries = draw.draw, raw, entries
        self.lines = raw.split(b"\n")[:-1]

    def place(self, label: str) -> int:
        return self.draw(st.integers(1, self.entries), label=label)

    def byte_anywhere(self) -> tuple[bytes, set[tuple[str, int]]]:
        at = self.draw(st.integers(0, len(self.raw) - 1))
        change = self.draw(st.integers(1, 255))
        number = self.raw.count(b"\n", 0, at)
        touched = {entry_of(self.lines[number])} if 1 <= number <= self.entries else set()
        return self.raw[:at] + bytes([self.raw[at] ^ change]) + self.raw[at + 1 :], touched

    def byte_of_an_entry(self) -> tuple[bytes, set[tuple[str, int]]]:
        number = self.place("entry")
        line = bytearray(self.lines[number])
        line[self.draw(st.integers(0, len(line) - 1))] ^= self.draw(st.integers(1, 255))
        joined = b"\n".join([*self.lines[:number], bytes(line), *self.lines[number + 1 :]])
        return mend(joined.split(b"\n")), {entry_of(self.lines[number])}

    def deletion(self) -> tuple[bytes, set[tuple[str, int]]]:
        number = self.place("entry")
        return mend(self.lines[:number] + self.lines[number + 1 :]), {entry_of(self.lines[number])}

    def copy(self) -> tuple[bytes, set[tuple[str, int]]]:
        number, to = self.place("entry"), self.place("to")
        return mend([*self.lines[:to], self.lines[number], *self.lines[to:]]), {entry_of(self.lines[number])}

    def forged_insertion(self) -> tuple[bytes, set[tuple[str, int]]]:
        """A new entry that claims the place of an existing one and follows properly on its predecessor."""
        number = self.place("entry")
        value = json.loads(self.lines[number])
        value["header"]["act"] = "Forged"
        value["hash"] = hashlib.sha256(canonical(value["header"])).hexdigest()
        value["leaf_hash"] = (
            leaf_hash(canonical(value["header"])).hex() if value["leaf"] is not None else None
        )
        lines = [*self.lines[:number], canonical(value), *self.lines[number:]]
        return mend(lines), {entry_of(self.lines[number])}

    def swap(self) -> tuple[bytes, set[tuple[str, int]]]:
        first, other = sorted((self.place("one"), self.place("other")))
        lines = list(self.lines)
        stream = entry_of(lines[first])[0]
        in_tree = json.loads(lines[other])["leaf"] is not None
        touched = {entry_of(lines[first])}
        if first == other or not (in_tree or entry_of(lines[other])[0] == stream):
            return self.deletion()  # between streams of the tail, the order of lines means nothing
        lines[first], lines[other] = lines[other], lines[first]
        return mend(lines), touched

    def truncation(self) -> tuple[bytes, set[tuple[str, int]]]:
        return self.raw[: self.draw(st.integers(0, len(self.raw) - 1))], set()

    def resealed_edit(self) -> tuple[bytes, set[tuple[str, int]]]:
        """An edit whose entry got a new hash to match, as one with access to the row could write it."""
        number = self.place("entry")
        value = json.loads(self.lines[number])
        name = self.draw(st.sampled_from(["act", "actor", "verdict", "at", "prev"]))
        value["header"][name] = {"at": "2020-01-01T00:00:00.000000Z", "prev": "f" * 64}.get(name, "forged")
        value["hash"] = hashlib.sha256(canonical(value["header"])).hexdigest()
        return mend([*self.lines[:number], canonical(value), *self.lines[number + 1 :]]), {
            entry_of(self.lines[number])
        }


FORGERIES = [name for name in vars(Forger) if not name.startswith("_") and name not in ("place", "draw")]


@many
@given(data=st.data())
def test_two_hundred_random_tamperings_are_found_and_named_by_both_verifiers(journal, second, tmp_path, data):
    path = journal.write(tmp_path / "j.jsonl")
    forger = Forger(data, path.read_bytes(), len(journal.entries))
    tampered, touched = getattr(forger, data.draw(st.sampled_from(FORGERIES)))()
    if tampered == forger.raw:
        return
    path.write_bytes(tampered)
    real = {(header.stream, header.index) for header, _ in journal.entries}

    code, theirs = second(path)
    try:
        ours = names(path)
    except UnreadablePack:
        assert code == 2
        return

    assert ours
    assert touched <= ours
    assert code in (1, 2)
    assert code == 2 or touched <= theirs
    assert code == 2 or ours & real == theirs & real
