"""`bulou journal verify`: what it prints and how it exits."""

import json

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.journal import journal as command

from .conftest import KEY, ORIGIN, mend, verifier_key


@pytest.fixture
def exported(journal, tmp_path):
    return journal.write(tmp_path / "j.jsonl")


def run(*arguments: object):
    return CliRunner().invoke(command, ["verify", *map(str, arguments)])


def test_a_whole_journal_exits_0_and_states_its_tail(journal, exported, tmp_path):
    known = tmp_path / "known.txt"
    known.write_text(journal.checkpoints[0], encoding="utf-8")

    plain = run(exported, "--checkpoint", known, "--key", verifier_key(ORIGIN, KEY))
    as_json = run(exported, "--json")

    assert plain.exit_code == 0
    assert "完好 whole" in plain.output
    assert "after it 4" in plain.output
    assert as_json.exit_code == 0
    assert json.loads(as_json.output) == {
        "file": str(exported),
        "node": ORIGIN,
        "whole": True,
        "entries": 18,
        "streams": 4,
        "tree_size": 14,
        "checkpointed": 14,
        "tail": 4,
        "withheld": 18,
        "faults": [],
    }


def test_a_broken_journal_exits_1_and_names_the_entry_in_both_languages(journal, exported):
    lines = exported.read_bytes().split(b"\n")[:-1]
    header = journal.entries[4][0]
    exported.write_bytes(mend([*lines[:5], *lines[6:]]))

    plain = run(exported)
    faults = json.loads(run(exported, "--json").output)["faults"]

    assert plain.exit_code == 1
    assert f"{header.stream} #{header.index} [missing]" in plain.output
    assert (header.stream, header.index, "missing") in {(f["stream"], f["index"], f["what"]) for f in faults}
    assert all(fault["zh"] in plain.output and fault["en"] in plain.output for fault in faults)


def test_what_cannot_be_read_exits_2(exported, tmp_path):
    (tmp_path / "other.txt").write_text("hello\n", encoding="utf-8")

    for arguments in (
        (tmp_path / "absent.jsonl",),
        (tmp_path,),
        (tmp_path / "other.txt",),
        (exported, "--checkpoint", tmp_path / "absent.txt"),
        (exported, "--key", "no key"),
    ):
        plain, as_json = run(*arguments), run(*arguments, "--json")
        assert (plain.exit_code, as_json.exit_code) == (2, 2)
        assert set(json.loads(as_json.output)["error"]) == {"zh", "en"}


def test_a_checkpoint_that_is_none_is_a_fault(exported, tmp_path):
    (tmp_path / "known.txt").write_text("hello\n", encoding="utf-8")

    result = run(exported, "--checkpoint", tmp_path / "known.txt")

    assert result.exit_code == 1
    assert "tree #0 [signature]" in result.output
