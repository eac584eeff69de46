"""Exports verify as they are, and whatever is done to them is found and named, by two verifiers that share no code."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bulou.journal import canonical
from bulou.journal.checkpoint import sign, verifier_key
from bulou.journal.errors import UnreadablePack
from bulou.journal.fault import KINDS
from bulou.journal.pack import PackEntry, examine, verify_pack

from .conftest import KEY, ORIGIN, SECOND, Journal, entry_of, mend

OTHER = Ed25519PrivateKey.from_private_bytes(b"\2" * 32)


def names(path: Path, known: str | None = None) -> set[tuple[str, int]]:
    return {(fault.stream, fault.index) for fault in verify_pack(path, checkpoint=known)}


def kinds(path: Path, known: str | None = None) -> list[tuple[str, int, str]]:
    return sorted((fault.stream, fault.index, fault.what) for fault in verify_pack(path, checkpoint=known))


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


ROW_EDITS = {
    "header": lambda row: replace(row, header=row.header | {"actor": "person:forged"}),
    "header text": lambda row: PackEntry.kept(
        json.dumps(row.header), row.header["stream"], row.header["index"], row.payload,
        leaf=row.leaf, hash=row.hash, leaf_hash=row.leaf_hash,
    ),
    "stream column": lambda row: PackEntry.kept(
        canonical(row.header).decode(), "case:other", row.header["index"], row.payload,
        leaf=row.leaf, hash=row.hash, leaf_hash=row.leaf_hash,
    ),
    "prev": lambda row: replace(row, header=row.header | {"prev": "e" * 64}),
    "commitment": lambda row: replace(row, header=row.header | {"commit": {"facts": "e" * 64}}),
    "hash": lambda row: replace(row, hash="e" * 64),
    "tree node": lambda row: replace(row, leaf_hash="e" * 64),
    "value": lambda row: replace(row, payload=row.payload | {"facts": row.payload["facts"] | {"value": {}}}),
    "salt": lambda row: replace(row, payload=row.payload | {"facts": row.payload["facts"] | {"salt": "0" * 32}}),
    "float in payload": lambda row: replace(
        row, payload=row.payload | {"facts": row.payload["facts"] | {"value": 0.5}}
    ),
    "uncommitted field": lambda row: replace(row, payload=row.payload | {"more": row.payload["facts"]}),
    "header that is none": lambda row: replace(row, header=row.header | {"at": "yesterday"}),
    "header and its hash": lambda row: replace(
        row,
        header=row.header | {"act": "Forged"},
        hash=hashlib.sha256(canonical(row.header | {"act": "Forged"})).hexdigest(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", ROW_EDITS)
def test_every_edit_of_a_row_is_named_by_both_verifiers(journal, second, tmp_path, edit):
    for number in (0, 7, 13):  # in the tree: the first, one in the middle, the last
        rows = journal.rows()
        place = (rows[number].header["stream"], rows[number].header["index"])
        rows[number] = ROW_EDITS[edit](rows[number])

        path = journal.write(tmp_path / "j.jsonl", rows)

        assert place in names(path)
        code, theirs = second(path)
        assert code == 1
        assert place in theirs


def test_a_row_kept_as_text_is_exported_as_its_header(journal, tmp_path):
    rows = [
        PackEntry.kept(
            canonical(row.header).decode(), row.header["stream"], row.header["index"], row.payload,
            leaf=row.leaf, hash=row.hash, leaf_hash=row.leaf_hash,
        )
        for row in journal.rows()
    ]  # fmt: skip

    assert rows == journal.rows()
    assert verify_pack(journal.write(tmp_path / "j.jsonl", rows)) == []


@pytest.mark.parametrize("number", range(18))
def test_a_deleted_row_is_named_even_at_the_end_of_its_stream_and_in_the_tail(journal, tmp_path, number):
    rows = journal.rows()
    gone = rows.pop(number)

    found = names(journal.write(tmp_path / "j.jsonl", rows))

    assert (gone.header["stream"], gone.header["index"]) in found
    assert gone.leaf is None or ("tree", gone.leaf) in found


def test_rows_that_exchanged_their_leaves_are_both_named(journal, second, tmp_path):
    rows = journal.rows()
    one, other = rows[4], rows[9]
    rows[4] = replace(other, leaf=one.leaf, leaf_hash=one.leaf_hash)
    rows[9] = replace(one, leaf=other.leaf, leaf_hash=other.leaf_hash)

    path = journal.write(tmp_path / "j.jsonl", rows)

    both = {(row.header["stream"], row.header["index"]) for row in (one, other)}
    assert both <= names(path)
    assert both <= second(path)[1]


def cut_short(journal, size: int) -> Journal:
    """The same node, all of whose traces after the first `size` entries were removed with care."""
    short = Journal()
    short.entries = journal.entries[:size]
    short.size = min(size, journal.size)
    short.checkpoints = [text for text in journal.checkpoints if int(text.split("\n")[1]) <= short.size]
    return short


@pytest.mark.parametrize("size", [0, 3, 8, 13])
def test_a_careful_truncation_shows_against_a_checkpoint_known_from_outside(journal, second, tmp_path, size):
    known = tmp_path / "known.txt"
    known.write_text(journal.checkpoints[-1], encoding="utf-8")
    path = cut_short(journal, size).write(tmp_path / "j.jsonl")

    faults = verify_pack(path, checkpoint=journal.checkpoints[-1])

    missing = [fault for fault in faults if fault.what == "leaf_missing"]
    assert [(fault.stream, fault.index) for fault in missing] == [("tree", size)]
    span = "13" if size == 13 else f"{size}–13"
    assert span in missing[0].zh
    assert span in missing[0].en
    assert second(path, known) == (1, {("tree", size)})


def test_a_careful_truncation_at_a_checkpoint_shows_only_against_one_known_from_outside(journal, tmp_path):
    path = cut_short(journal, 8).write(tmp_path / "j.jsonl")

    assert verify_pack(path) == []
    assert verify_pack(path, checkpoint=journal.checkpoints[0]) == []
    assert kinds(path, journal.checkpoints[2]) == [("tree", 8, "leaf_missing")]


def test_a_rewritten_history_contradicts_a_checkpoint_known_from_outside(journal, second, tmp_path):
    other = Journal()
    for header, payload in journal.entries:
        fields = {name: held["value"] for name, held in payload.items()}
        other.seal(header.stream, fields, act="Rewritten" if header.index == 2 else header.act)
    other.cut_checkpoint()
    path = other.write(tmp_path / "j.jsonl")
    known = tmp_path / "known.txt"
    known.write_text(journal.checkpoints[1], encoding="utf-8")

    assert verify_pack(path) == []
    assert kinds(path, journal.checkpoints[1]) == [("tree", 8, "fork")]
    assert second(path, known) == (1, {("tree", 8)})


def test_a_forked_checkpoint_within_the_file_is_named(journal, second, tmp_path):
    journal = cut_short(journal, 18)
    journal.checkpoints.insert(1, sign(ORIGIN, 5, b"\5" * 32, KEY))

    path = journal.write(tmp_path / "j.jsonl")

    assert kinds(path) == [("tree", 5, "fork")]
    assert second(path) == (1, {("tree", 5)})


def test_a_checkpoint_of_another_key_or_origin_is_named(journal, second, tmp_path):
    root = journal.levels.tree().root()
    for forged in (sign(ORIGIN, 14, root, OTHER), sign("elsewhere.example", 14, root, KEY), "no checkpoint"):
        short = cut_short(journal, 18)
        short.checkpoints[2] = forged

        path = short.write(tmp_path / "j.jsonl")

        ((where, line, what),) = kinds(path)
        assert (where, what) == ("file", "signature")
        assert second(path) == (1, {(where, line)})
        assert kinds(journal.write(path), forged) == [("tree", 0, "signature")]


def test_a_journal_signed_throughout_with_another_key_fails_against_the_known_one(journal, second, tmp_path):
    path = journal.write(tmp_path / "j.jsonl")
    stranger = verifier_key(ORIGIN, OTHER)

    assert ("file", 1, "line") in {(f.stream, f.index, f.what) for f in verify_pack(path, key=stranger)}
    known = tmp_path / "known.txt"
    known.write_text(journal.checkpoints[-1], encoding="utf-8")
    assert second(path, known, stranger)[0] == 1


def test_entries_in_the_tree_without_any_checkpoint_are_not_vouched_for(journal, second, tmp_path):
    short = cut_short(journal, 18)
    short.checkpoints = []

    path = short.write(tmp_path / "j.jsonl")

    assert kinds(path) == [("tree", 0, "checkpoint")]
    assert second(path) == (1, {("tree", 0)})


def test_a_root_that_fails_says_between_which_leaves_the_change_lies(journal, tmp_path):
    rows = journal.rows()
    forged = rows[9].header | {"act": "Forged"}
    rows[9] = PackEntry(header=forged, payload=rows[9].payload, leaf=9)  # every recorded hash made to match

    faults = verify_pack(journal.write(tmp_path / "j.jsonl", rows))

    roots = [fault for fault in faults if fault.what == "root"]
    assert [(fault.index, "8–13" in fault.zh, "8–13" in fault.en) for fault in roots] == [(14, True, True)]


def test_withholding_any_field_keeps_the_journal_whole(journal, second, tmp_path):
    rows = [
        replace(row, payload={}) if row.leaf is None else replace(row, payload=None) for row in journal.rows()
    ]

    path = journal.write(tmp_path / "j.jsonl", rows)

    assert verify_pack(path, checkpoint=journal.checkpoints[-1]) == []
    assert examine(path).withheld == 18 * 3
    assert second(path) == (0, set())


def test_an_empty_journal_verifies(second, tmp_path):
    empty = Journal()
    path = empty.write(tmp_path / "j.jsonl")

    assert verify_pack(path) == []
    assert second(path) == (0, set())
    empty.cut_checkpoint()
    assert verify_pack(empty.write(path)) == []
    assert second(path) == (0, set())


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\n", b"[1]\n", b'{"bulou-journal":2}\n', b"\xff\xfe", b"PK\x03\x04" * 99]
)
def test_what_is_no_export_is_refused_in_both_languages(second, tmp_path, content):
    path = tmp_path / "j.jsonl"
    path.write_bytes(content)

    with pytest.raises(UnreadablePack) as caught:
        verify_pack(path)

    assert caught.value.zh
    assert caught.value.en
    assert second(path)[0] == 2


def test_an_export_that_fails_half_way_leaves_the_old_one(journal, tmp_path):
    path = journal.write(tmp_path / "j.jsonl")
    before = path.read_bytes()

    with pytest.raises(AttributeError):
        journal.write(path, [*journal.rows(), None])

    assert path.read_bytes() == before


def test_every_kind_of_fault_is_explained_in_both_languages_and_in_the_reference():
    reference = (SECOND.parent / "reference" / "journal.md").read_text(encoding="utf-8")

    for kind, (zh, en) in KINDS.items():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
        assert en.endswith(".")
        assert f"| `{kind}` |" in reference
