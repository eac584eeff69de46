"""A whole node on a file system that is full: nothing is acknowledged that is not kept, and it goes on by itself."""

import http.client
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nodes import Node
from tests.programs import missing, program

FOUND = """
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import FoundOrganisation
perform(FoundOrganisation(slug="vendor", prefix="QY", name_zh="甲", name_en="A", roles=("vendor",)),
        by=Actor.system(), at=timezone.now())
"""
KEPT = """
from bulou.records.models import Case
print(",".join(Case.objects.order_by("received_at").values_list("number", flat=True)))
"""
SIZE = "24m"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of a few megabytes; only root can mount one."""
    if os.geteuid() != 0:
        missing("right to mount a file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        [program("mount"), "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=False
    )
    if mounted.returncode != 0:
        missing("right to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run([program("umount"), str(folder)], check=False)


@pytest.mark.slow
@pytest.mark.only("sqlite")
def test_on_a_full_file_system_whatever_was_acknowledged_is_there_and_the_rest_is_told_to_come_again(
    small_disk: Path,
) -> None:
    node = Node(small_disk, f"sqlite:///{small_disk / 'node.sqlite3'}")
    node.run("init")
    node.python(FOUND)
    node.start("--no-worker", "--processes", "1")
    try:
        first = submitted(node)
        ballast = filled(small_disk)
        full = [submitted(node) for _each in range(3)]
        ballast.unlink()
        after = submitted(node)
    finally:
        node.kill()

    assert [status for status, _number in (first, *full, after)] == [201, 503, 503, 503, 201]
    assert node.python(KEPT).strip().split(",") == [first[1], after[1]]


def filled(folder: Path) -> Path:
    """A file that takes every byte that is left."""
    path = folder / "ballast"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return path


def submitted(node: Node) -> tuple[int, str]:
    """A report over the API that is larger than what a page of the database may have left: status and number."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=60)
    body = json.dumps({"title": "越界", "note": "x" * 200_000})
    connection.request(
        "POST", "/api/v1/organisations/vendor/reports", body, {"Content-Type": "application/json"}
    )
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer.status, json.loads(said)["number"] if answer.status == 201 else ""
