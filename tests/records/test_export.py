"""The exported journal: whole, verified by two programs that share no code, refused once it is touched."""

import json
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bulou.acts.custody import PurgeLog
from bulou.acts.sequencing import sequence
from bulou.entrypoints.cli.journal import journal as command
from bulou.entrypoints.cli.rebuild import rebuild
from bulou.journal.pack import examine, verify_pack
from bulou.records.export import export
from bulou.records.models import Case, Checkpoint, Entry
from tests.acts.scene import Scene
from tests.records.tampering import WAYS, put, undone

SECOND = Path(__file__).parents[2] / "docs" / "verify_journal.py"


@pytest.fixture
def sequenced(scene: Scene) -> Scene:
    while sequence(scene.world.now, batch=50):
        pass
    return scene


def second(*arguments: object) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, SECOND, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_an_export_verifies_by_both_verifiers_also_against_a_checkpoint_from_outside(
    sequenced: Scene, tmp_path: Path
) -> None:
    file, known = tmp_path / "journal.jsonl", tmp_path / "known.txt"
    earliest = Checkpoint.objects.order_by("size").first()
    assert earliest is not None
    known.write_text(earliest.note)
    sequenced.world.done(PurgeLog(case_id=sequenced.cases["old"], grounds="期满"), "lead")

    count = export(file, at=sequenced.world.now)

    assert count == Entry.objects.count()
    seen = examine(file, checkpoint=earliest.note)
    assert (seen.faults, seen.entries, seen.tail) == ([], count, 1)
    assert seen.withheld > 25
    assert second(file, known) == (0, "")


def test_nothing_encrypted_leaves_with_the_export(sequenced: Scene, tmp_path: Path) -> None:
    """AC54."""
    file = tmp_path / "journal.jsonl"
    export(file, at=sequenced.world.now)

    entries = [json.loads(line) for line in file.read_text().splitlines()]
    payloads = [entry["payload"] for entry in entries if "payload" in entry]
    fields = {name for payload in payloads for name in payload}
    assert fields.isdisjoint({"report", "text", "grounds", "harm"})
    assert {tuple(sorted(held)) for payload in payloads for held in payload.values()} == {("salt", "value")}
    for canary in ("命令注入", "secret steps", "secret raw report", "复现", "对照记录", "监管调查"):
        assert canary not in file.read_text()


def test_a_touched_database_is_exported_as_it_is_and_found_by_both_verifiers(
    sequenced: Scene, tmp_path: Path
) -> None:
    ways = [
        way for way in WAYS if way not in ("node", "recorded end", "checkpoint", "emptied field", "payload")
    ]
    found = {}
    for way in ways:
        file = tmp_path / f"{way}.jsonl"
        undone(
            lambda way=way, file=file: (WAYS[way](random.Random(way)), export(file, at=sequenced.world.now))
        )
        found[way] = (bool(verify_pack(file)), second(file)[0])

    assert found == dict.fromkeys(ways, (True, 1))


def test_a_touched_export_is_refused_by_both_verifiers(sequenced: Scene, tmp_path: Path) -> None:
    file, other = tmp_path / "journal.jsonl", tmp_path / "touched.jsonl"
    export(file, at=sequenced.world.now)
    whole = file.read_bytes()
    chance = random.Random(7)
    accepted = []
    for run in range(20):
        place = chance.randrange(len(whole))
        touched = bytearray(whole)
        touched[place] ^= 1 << chance.randrange(8)
        other.write_bytes(bytes(touched))
        if _code(other) == 0 or (run < 5 and second(other)[0] == 0):
            accepted.append(place)

    assert accepted == []


def _code(file: Path) -> int:
    return CliRunner().invoke(command, ["verify", str(file)]).exit_code


def test_the_command_exports_and_verifies_the_file_and_the_database(sequenced: Scene, tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    run = CliRunner().invoke

    written = run(command, ["export", "-o", str(file)])
    of_file = run(command, ["verify", str(file)])
    of_database = run(command, ["verify", "--json"])

    assert (written.exit_code, of_file.exit_code, of_database.exit_code) == (0, 0, 0), of_database.output
    assert str(Entry.objects.count()) in written.output
    said = json.loads(of_database.output)
    assert (said["file"], said["whole"], said["faults"], said["tail"]) == (None, True, [], 0)


def test_the_command_names_what_was_touched_in_the_database(sequenced: Scene) -> None:
    put("UPDATE records_entry SET hash = %s WHERE leaf = 3", "0" * 64)
    entry = Entry.objects.get(leaf=3)

    result = CliRunner().invoke(command, ["verify", "--json"])

    assert result.exit_code == 1
    faults = {
        (fault["stream"], fault["index"], fault["what"]) for fault in json.loads(result.output)["faults"]
    }
    assert (entry.stream, entry.index, "edited") in faults


@pytest.mark.parametrize(
    "arguments", [["verify", "--checkpoint", "nowhere.txt"], ["verify", "--key", "no key"]]
)
def test_what_cannot_be_read_exits_2(scene: Scene, arguments: list[str]) -> None:
    assert CliRunner().invoke(command, arguments).exit_code == 2


def test_a_place_that_cannot_be_written_exits_2(scene: Scene, tmp_path: Path) -> None:
    assert CliRunner().invoke(command, ["export", "-o", str(tmp_path / "no" / "such")]).exit_code == 2


@pytest.mark.parametrize("arguments", [["verify"], ["export", "-o", "out.jsonl"]])
def test_a_node_without_its_key_exits_3(
    db: None, settings: Any, tmp_path: Path, arguments: list[str]
) -> None:
    settings.BULOU_JOURNAL_KEY_FILE = tmp_path / "missing"

    assert CliRunner().invoke(command, arguments).exit_code == 3


def test_rebuild_says_what_differs_and_puts_it_right(scene: Scene) -> None:
    run = CliRunner().invoke
    case = Case.objects.get(id=scene.cases["mended"])
    put("UPDATE records_case SET rm = 'closed' WHERE number = %s", case.number)

    seen, put_right, again = run(rebuild, ["--json"]), run(rebuild, ["--write"]), run(rebuild, [])

    assert json.loads(seen.output)["differences"] == [
        {"case": case.number, "what": "rm", "cached": "closed", "computed": "accepted"}
    ]
    assert (seen.exit_code, put_right.exit_code, again.exit_code) == (1, 0, 0)
    assert Case.objects.get(id=case.id).rm == "accepted"


def test_an_export_is_there_whole_or_not_at_all(sequenced: Scene, tmp_path: Path, monkeypatch: Any) -> None:
    file = tmp_path / "journal.jsonl"
    export(file, at=sequenced.world.now)
    before = file.read_bytes()
    monkeypatch.setattr("bulou.records.export._shown", lambda row: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        export(file, at=sequenced.world.now + timedelta(days=1))

    assert file.read_bytes() == before
