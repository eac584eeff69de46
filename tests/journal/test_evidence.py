"""Evidence packs: whole for a stranger, every tampering found and named by two verifiers, redacted without losing a proof."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulou.journal import canonical
from bulou.journal.checkpoint import sign, sign_note, verifier_key
from bulou.journal.errors import UnreadablePack
from bulou.journal.evidence import Manifest, Proofs, Proven, examine, make
from bulou.journal.evidence.archive import packed, unpacked
from bulou.journal.evidence.writing import statement

from .conftest import KEY, ORIGIN, Journal

SECOND = Path(__file__).parents[2] / "docs" / "verify_evidence.py"
PAGES = {"page.html": "<p>一页</p>".encode(), "readme.md": b"# read me\n"}
PUBLIC = str(verifier_key(ORIGIN, KEY))
_LOOP = f"""
import contextlib, io, json, runpy, sys
sys.path.insert(0, {str(SECOND.parent)!r})
for line in sys.stdin:
    out = io.StringIO()
    sys.argv = json.loads(line)
    sys.modules.pop("verify_journal", None)
    try:
        with contextlib.redirect_stdout(out):
            runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        print(json.dumps([int(end.code), out.getvalue()]), flush=True)
"""
Check = Callable[..., tuple[int, set[tuple[str, int]]]]


@pytest.fixture(scope="session")
def again() -> Iterator[Check]:
    """The second verifier, running in another process: its exit code and the (stream, index) pairs that it names."""
    with subprocess.Popen(
        [sys.executable, "-c", _LOOP], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        asks, answers = process.stdin, process.stdout
        assert asks and answers

        def check(path: Path, *more: object) -> tuple[int, set[tuple[str, int]]]:
            asks.write(json.dumps([str(SECOND), str(path), *map(str, more)]) + "\n")
            asks.flush()
            code, text = json.loads(answers.readline())
            rows = [line.rsplit("\t", 2) for line in text.splitlines()]
            return code, {(stream, int(index)) for stream, index, _ in rows}

        yield check
        asks.close()


def entries(journal: Journal, shown: Callable[[str], bool] = lambda name: name != "secret") -> list[Proven]:
    """The whole stream case:1, and the first entry of case:2, which stands by itself."""
    tree, found = journal.levels.tree(), []
    for number, (header, payload) in enumerate(journal.entries):
        if header.stream == "case:1" or (header.stream, header.index) == ("case:2", 0):
            covered = number < journal.size
            found.append(
                Proven(
                    header=header.to_json(),
                    payload={name: held for name, held in payload.items() if shown(name)},
                    hash=header.hash(),
                    leaf=number if covered else None,
                    path=tree.inclusion(number) if covered else (),
                )
            )
    return sorted(found, key=lambda each: (each.header["stream"], each.header["index"]))


def build(journal: Journal, held: list[Proven], key: Ed25519PrivateKey = KEY) -> bytes:
    own = [each for each in held if each.header["stream"] == "case:1"]
    last = own[-1]
    manifest = Manifest(
        node=ORIGIN, stream="case:1", role="authority", taken=("case:1", last.header["index"], last.hash),
        whole={"case:1": (len(own), last.hash)},
    )  # fmt: skip
    sizes = [int(note.split("\n")[1]) for note in journal.checkpoints]
    tree = journal.levels.tree()
    joined = [tree.consistency(old, new) for old, new in pairwise(sizes)]
    return make(manifest, held, Proofs(journal.checkpoints, joined), PAGES, key=key)


@pytest.fixture(scope="session")
def whole(journal: Journal) -> bytes:
    return build(journal, entries(journal))


def parts_of(raw: bytes, folder: Path) -> dict[str, bytes]:
    path = folder / "parts.zip"
    path.write_bytes(raw)
    return dict(unpacked(path)[0])


def resigned(parts: dict[str, bytes], key: Ed25519PrivateKey = KEY, **manifest: object) -> bytes:
    """The pack of these parts as whoever holds `key` would make it good again."""
    import hashlib

    told = json.loads(parts["manifest.json"])
    rest = {name: data for name, data in parts.items() if not name.startswith("manifest.")}
    told["parts"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in rest.items()
    }
    told |= manifest
    written = canonical(told)
    signature = sign_note(statement(written), ORIGIN, key).encode()
    return packed({**rest, "manifest.json": written, "manifest.sig": signature})


def named(path: Path, **known: object) -> set[tuple[str, int]]:
    return {(each.stream, each.index) for each in examine(path, **known).faults}


def test_a_whole_pack_verifies_without_anything_else(whole, journal, again, tmp_path):
    path = tmp_path / "p.zip"
    path.write_bytes(whole)
    known = tmp_path / "known.txt"
    known.write_text(journal.checkpoints[0], encoding="utf-8")

    found = examine(path, key=verifier_key(ORIGIN, KEY), checkpoint=journal.checkpoints[0])

    own = [header for header, _ in journal.entries if header.stream == "case:1"]
    assert (found.faults, found.node, found.stream, found.role) == ([], ORIGIN, "case:1", "authority")
    assert (found.entries, found.size, found.taken_by) == (len(own) + 1, journal.size, "reporter")
    assert found.taken == ("case:1", len(own) - 1, own[-1].hash())
    assert again(path, PUBLIC, known) == (0, set())


def test_the_same_entries_give_the_same_bytes(whole, journal):
    assert build(journal, entries(journal)) == whole


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_ac46_two_hundred_changes_of_a_byte_are_all_found_by_both(whole, again, tmp_path, data):
    at = data.draw(st.integers(0, len(whole) - 1), label="byte")
    path = tmp_path / "t.zip"
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])

    assert named(path)
    assert again(path)[0] == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_line_is_named_even_by_a_node_that_signs_it_again(whole, again, tmp_path, data):
    parts = parts_of(whole, tmp_path)
    lines = parts["entries.jsonl"].splitlines(keepends=True)
    number = data.draw(st.integers(0, len(lines) - 1), label="line")
    value = json.loads(lines[number])
    what = data.draw(st.sampled_from(["act", "at", "actor", "payload", "leaf", "path"]))
    if what == "payload":
        value["payload"]["facts"]["value"]["n"] += 1
    elif what == "leaf":
        value["leaf"] = (value["leaf"] or 0) + 1
    elif what == "path":
        value["path"] = [*value["path"], "0" * 64]
    else:
        value["header"][what] = {"act": "Forged", "at": "2027-01-01T00:00:00.000000Z", "actor": "system"}[
            what
        ]
    lines[number] = canonical(value) + b"\n"
    path = tmp_path / "t.zip"
    path.write_bytes(resigned({**parts, "entries.jsonl": b"".join(lines)}))
    here = (value["header"]["stream"], value["header"]["index"])

    assert here in named(path)
    code, seen = again(path)
    assert (code, here in seen) == (1, True)


@pytest.mark.parametrize("name", ["entries.jsonl", "proofs.json", "summary.json", "page.html", "readme.md"])
def test_a_part_that_was_dropped_added_or_taken_from_another_pack_is_named(
    whole, journal, again, tmp_path, name
):
    parts = parts_of(whole, tmp_path)
    less = Journal()
    for number in range(3):
        less.seal("case:1", {"facts": {"n": number}})
    less.cut_checkpoint()
    other = parts_of(build(less, entries(less)), tmp_path) | {
        "page.html": b"<p>another</p>",
        "readme.md": b"#",
    }
    path, found = tmp_path / "t.zip", {}
    for way, changed in {
        "dropped": {each: data for each, data in parts.items() if each != name},
        "swapped": {**parts, name: other[name]},
        "added": {**parts, "extra.txt": b"x"},
    }.items():
        path.write_bytes(packed(changed))
        found[way] = ((name, 0) in named(path), ("extra.txt", 0) in named(path), again(path)[0])

    assert found == {"dropped": (True, False, 1), "swapped": (True, False, 1), "added": (False, True, 1)}


def test_a_pack_that_was_cut_or_joined_is_found_and_what_is_no_pack_is_unreadable(whole, again, tmp_path):
    path = tmp_path / "t.zip"
    for changed in (
        whole[:-1],
        whole[: len(whole) // 2],
        whole[:40],
        whole + b"\0",
        b"\0" + whole,
        whole + whole,
    ):
        path.write_bytes(changed)
        if changed[:1] == b"P":
            assert named(path) == {("file", 0)} | {each for each in named(path) if each[0] != "case:1"}
        assert again(path)[0] in (1, 2)
    path.write_bytes(b"no zip at all")
    with pytest.raises(UnreadablePack):
        examine(path)
    assert again(path)[0] == 2
    with pytest.raises(UnreadablePack):
        examine(tmp_path / "nothing.zip")


def test_ac23_a_bomb_or_a_path_in_the_zip_is_refused_and_nothing_is_unpacked(whole, tmp_path):
    import zipfile

    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("entries.jsonl", b"0" * 50_000_000)
        archive.writestr(zipfile.ZipInfo("../../escaped.txt"), b"x")
        archive.writestr(zipfile.ZipInfo("/absolute.txt"), b"x")
    before = sorted(tmp_path.iterdir())

    found = examine(path)

    assert {(each.stream, each.what) for each in found.faults} == {
        ("file", "zip"),
        ("manifest.json", "part_missing"),
    }
    assert sorted(tmp_path.iterdir()) == before
    assert not (tmp_path.parent / "escaped.txt").exists()


def test_a_pack_of_another_key_is_whole_by_itself_and_refused_by_who_knows_the_key(whole, again, tmp_path):
    stranger = Ed25519PrivateKey.from_private_bytes(b"\2" * 32)
    alone, path = Journal(), tmp_path / "t.zip"
    alone.seal("case:1", {"facts": {"n": 1}})
    path.write_bytes(build(alone, entries(alone), key=stranger))

    assert named(path) == set()
    assert ("manifest.sig", 0) in named(path, key=verifier_key(ORIGIN, KEY))
    assert again(path)[0] == 0
    assert again(path, PUBLIC)[0] == 1


def test_a_checkpoint_kept_outside_shows_a_history_that_was_rewritten(whole, journal, again, tmp_path):
    path, known = tmp_path / "t.zip", tmp_path / "known.txt"
    path.write_bytes(whole)
    size = int(journal.checkpoints[1].split("\n")[1])
    other = sign(ORIGIN, size, b"\7" * 32, KEY)
    known.write_text(other, encoding="utf-8")

    assert named(path, checkpoint=other) == {("tree", size)}
    assert again(path, PUBLIC, known) == (1, {("tree", size)})


def test_a_summary_that_says_more_than_the_entries_is_found_though_it_is_signed(whole, tmp_path):
    parts, path = parts_of(whole, tmp_path), tmp_path / "t.zip"
    told = json.loads(parts["summary.json"])
    told["timeline"][0]["actor"] = "person:someone"
    path.write_bytes(resigned({**parts, "summary.json": canonical(told)}))

    assert named(path) == {("summary.json", 0)}


def test_a_proof_of_consistency_that_joins_nothing_is_found(whole, again, tmp_path):
    parts, path = parts_of(whole, tmp_path), tmp_path / "t.zip"
    proofs = json.loads(parts["proofs.json"])
    proofs["consistency"][0][0] = "0" * 64
    path.write_bytes(resigned({**parts, "proofs.json": canonical(proofs)}))

    assert {stream for stream, _index in named(path)} == {"tree"}
    assert again(path)[0] == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_withheld_leaves_every_proof_and_is_nowhere_in_the_file(journal, again, tmp_path, data):
    marked = Journal()
    marked.entries, marked.size = list(journal.entries), journal.size
    marked.levels, marked.checkpoints = journal.levels, journal.checkpoints
    hidden = data.draw(st.sets(st.tuples(st.integers(0, 30), st.sampled_from(["facts", "文本", "secret"]))))
    held = [
        replace(each, payload={n: v for n, v in each.payload.items() if (place, n) not in hidden})
        for place, each in enumerate(entries(journal, lambda _name: True))
    ]
    gone = [
        field["salt"]
        for place, each in enumerate(entries(journal, lambda _name: True))
        for name, field in each.payload.items()
        if (place, name) in hidden
    ]
    path = tmp_path / "t.zip"
    path.write_bytes(build(marked, held))

    assert examine(path).faults == []
    assert again(path, PUBLIC) == (0, set())
    assert examine(path).withheld == len(gone)
    assert not any(salt.encode() in path.read_bytes() for salt in gone)


def test_the_second_verifier_needs_nothing_of_ours_and_is_short(whole, tmp_path):
    shutil.copy(SECOND, tmp_path)
    shutil.copy(SECOND.with_name("verify_journal.py"), tmp_path)
    (tmp_path / "p.zip").write_bytes(whole)
    run = subprocess.run(
        [sys.executable, str(tmp_path / "verify_evidence.py"), str(tmp_path / "p.zip"), PUBLIC],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={"PATH": "/usr/bin"},
    )  # fmt: skip

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert len(SECOND.read_text(encoding="utf-8").splitlines()) <= 160
    assert "import bulou" not in SECOND.read_text(encoding="utf-8")
