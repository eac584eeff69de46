"""`bulou import`: files as a channel, from the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

if TYPE_CHECKING:
    from tests.world import World

CVE = {"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-2026-12345"}, "containers": {"cna": {}}}


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World

    world = World()
    world.found("vendor", "QY", "vendor")
    return world


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A CVE record, a table, and something that nobody can read."""
    (tmp_path / "a.json").write_text(json.dumps(CVE))
    (tmp_path / "b.csv").write_text("标题,产品\n=cmd,QY\n乙,QY\n", encoding="gb18030")
    (tmp_path / "c.bin").write_bytes(b"\x00\xff nothing")
    return [str(path) for path in sorted(tmp_path.iterdir())]


def run(*arguments: str) -> Result:
    from bulou.entrypoints.cli.importing import import_files

    return CliRunner().invoke(import_files, list(arguments))


def told(result: Result) -> list[tuple[Any, ...]]:
    keys = ("kind", "records", "new", "known", "understood")
    return [tuple(file[key] for key in keys) for file in json.loads(result.stdout)["files"]]


def test_importing_the_same_files_again_changes_nothing(world: "World", files: list[str]) -> None:
    from bulou.records.models import Entry, Report

    dry = run(*files, "--organisation", "vendor", "--dry-run", "--json")
    nothing = Report.objects.count()
    first = run(*files, "--organisation", "vendor", "--json")
    entries = Entry.objects.count()
    again = run(*files, "--organisation", "vendor", "--json")

    assert (told(dry), nothing) == (
        [("cve-5", 1, 0, 0, True), ("csv", 2, 0, 0, True), ("unread", 1, 0, 0, False)],
        0,
    )
    assert told(first) == [("cve-5", 1, 1, 0, True), ("csv", 2, 2, 0, True), ("unread", 1, 1, 0, False)]
    assert told(again) == [("cve-5", 1, 0, 1, True), ("csv", 2, 0, 2, True), ("unread", 1, 0, 1, False)]
    assert (first.exit_code, again.exit_code, Report.objects.count(), Entry.objects.count()) == (
        1,
        1,
        4,
        entries,
    )


def test_the_bytes_of_each_record_are_kept_and_hashed(world: "World", files: list[str]) -> None:
    import hashlib

    from bulou.records.models import Report

    run(*files, "--organisation", "vendor")

    digest = hashlib.sha256(Path(files[0]).read_bytes()).hexdigest()
    assert Report.objects.filter(raw_sha256=digest, channel="file", key=f"file:{digest}").count() == 1
    assert "import_unreadable" in Report.objects.get(raw_size=10).marks


def test_what_cannot_be_done_has_its_exit_code_and_receives_nothing(world: "World", files: list[str]) -> None:
    from bulou.records.models import Report

    codes = [
        run(files[0], "--organisation", "nobody").exit_code,
        run(files[0], "/nowhere/x.json", "--organisation", "vendor").exit_code,
        run("--organisation", "vendor").exit_code,
    ]

    assert (codes, Report.objects.count()) == ([2, 2, 2], 0)


def test_what_was_understood_is_said_in_either_language(world: "World", files: list[str]) -> None:
    done = run(files[1], files[2], "--organisation", "vendor", "--lang", "en")

    assert done.exit_code == 1
    assert "CSV · 2 records 条 · 2 new 新, 0 known 已有" in done.stdout
    assert "This file could not be read; it was kept as it came." in done.stdout
