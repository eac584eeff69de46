"""`bulou init`, `check` and `serve`, as real processes."""

import json
import os
import stat
import time
import urllib.request
from pathlib import Path

import pytest

from tests.nodes import Node


def _mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _keys(node: Node) -> dict[str, str]:
    return {name: (node.folder / name).read_text() for name in ("secret_key", "kek", "journal_key")}


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for listed in threads for child in listed.read_text().split()]


def test_init_makes_keys_for_their_owner_alone_and_a_second_time_changes_nothing(node):
    before = _keys(node)
    node.run("init")

    assert _keys(node) == before
    assert len({*before.values()}) == 3
    assert {_mode(node.folder / name) for name in before} == {0o600}
    assert _mode(node.folder) == 0o700


def test_init_gives_no_new_key_to_a_database_whose_key_is_missing(node):
    (node.folder / "kek").rename(node.folder / "elsewhere")

    refused = node.run("init", code=3)

    assert str(node.folder / "kek") in refused.stderr
    assert not (node.folder / "kek").exists()


def test_check_finds_a_new_node_sound(node):
    node.settings["BULOU_BASE_URL"] = "https://bulou.example.org"
    found = json.loads(node.run("check", "--json").stdout)
    assert found == {"sound": True, "found": [], "unapplied": [], "gaps": []}


def test_check_names_what_is_unsafe_or_misspelt(node):
    (node.folder / "kek").chmod(0o644)
    node.settings["BULOU_BASE_ULR"] = "https://bulou.example.org"

    found = json.loads(node.run("check", "--json", code=1).stdout)

    hints = {line["id"]: line["hint"] for line in found["found"]}
    assert hints["bulou.E003"] == f"chmod 600 {node.folder / 'kek'}"
    assert hints["bulou.W001"] == "Did you mean BULOU_BASE_URL?"


def test_serve_asks_for_init_first(tmp_path, fresh_database):
    empty = Node(tmp_path / "empty", fresh_database)
    empty.folder.mkdir()
    assert "bulou init" in empty.run("serve", code=3).stderr


def test_a_setting_that_cannot_be_read_ends_the_command_with_usage(node):
    node.settings["BULOU_DEBUG"] = "perhaps"
    refused = node.run("check", code=2)
    assert "BULOU_DEBUG is 'perhaps'; write yes or no." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_serve_answers_and_stops_when_told_to(node):
    node.start()
    with urllib.request.urlopen(f"{node.url}/account/login/", timeout=10) as page:
        policy = page.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert node.stop() == 0


def test_serve_says_that_its_port_is_taken_instead_of_sharing_it(node):
    node.start("--no-worker")

    refused = node.run("serve", "--port", str(node.port), "--no-worker", code=1)

    assert f"Port {node.port} of 127.0.0.1 is taken by another server." in refused.stderr
    assert node.answers()


def test_what_serve_has_started_ends_with_it_even_by_kill_9(node):
    node.start()
    family = [node.process.pid]
    for pid in family:
        family += _children(pid)
    assert len(family) >= 3, "the server, its process, and the worker beside it"

    node.process.kill()
    node.process.wait()

    deadline = time.monotonic() + 10
    while any(map(_alive, family)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in family if _alive(pid)] == []


@pytest.mark.parametrize(("name", "near"), [("sreve", "'serve'"), ("jurnal", "'journal'")])
def test_an_unknown_command_names_the_nearest(node, name, near):
    refused = node.run(name, code=2)
    assert f"No such command {name!r}. Did you mean {near}?" in refused.stderr
