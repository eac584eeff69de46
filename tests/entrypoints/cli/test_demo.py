"""`bulou demo`, as a person starts it on a fresh machine: built, served and signed in to in one go."""

import urllib.request
from pathlib import Path

import pytest

from tests.nodes import Node


@pytest.fixture
def fresh(tmp_path: Path):
    """A folder where no demo is yet."""
    node = Node(tmp_path, f"sqlite:///{tmp_path / 'demo.sqlite3'}")
    node.settings |= {"BULOU_HOME": str(tmp_path / "demo"), "BULOU_NODE_NAME": "bulou-demo"}
    yield node
    if node.process is not None and node.process.poll() is None:
        node.kill()


@pytest.mark.timeout(240)
def test_one_command_builds_the_demo_and_serves_it(fresh: Node) -> None:
    fresh.start(command="demo", seconds=200)

    with urllib.request.urlopen(f"{fresh.url}/advisories", timeout=30) as answer:
        page = answer.read().decode()
    assert "CVE-2021-44228" in page
    said = fresh.log
    assert "chen@qingyan.example" in said
    assert "Run `bulou init`" not in said
    assert "Next" not in said.split("http://", 1)[0]
    assert fresh.stop() == 0

    again = fresh.run("demo", "--no-serve")
    assert "Replaying" not in again.stdout
