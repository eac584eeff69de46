"""The package stands on its own: declared, locked, and without a word about the machine it was written on."""

import re
import subprocess
import tomllib
from pathlib import Path

from tests.contracts.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; .+)?")


def _locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    matches = [PINNED.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(matches), "the lock holds names, versions and markers, nothing else"
    return {match["name"]: match["version"] for match in matches}


def _declared() -> list[str]:
    extras = PROJECT["project"]["optional-dependencies"]
    return [*PROJECT["project"]["dependencies"], *extras["pg"], *extras["dev"]]


def test_every_dependency_is_locked():
    names = {re.split(r"[\[~=<>]", requirement)[0].lower() for requirement in _declared()}
    assert names - _locked().keys() == set()


def test_every_runtime_dependency_says_what_it_saves_us():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|pg) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    lines = "".join(lists).splitlines()
    assert len(lines) == len(PROJECT["project"]["dependencies"]) + 1
    assert [line for line in lines if not re.search(r'",\s+# \w.{20,}', line)] == []


def _kept_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / file for file in listed.split("\0") if file and (ROOT / file).is_file()]


def test_nothing_names_this_machine():
    places = {str(ROOT), str(Path.home())} - {"/"}
    named = [
        f"{path.relative_to(ROOT)}: {place}"
        for path in _kept_files()
        for place in places
        if f"{place}/".encode() in path.read_bytes() and not (place == "/root" and path.name == "postgres.py")
    ]
    assert named == []


def test_nothing_names_a_package_index():
    index = re.compile(rb"(--(extra-)?index-url|find-links|https?://[^\s\"']+/simple\b)")
    named = [
        str(path.relative_to(ROOT))
        for path in _kept_files()
        if path != Path(__file__) and index.search(path.read_bytes())
    ]
    assert named == []
