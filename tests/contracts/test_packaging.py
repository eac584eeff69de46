"""The package stands on its own: declared, locked, and without a word about the machine it was written on."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.contracts.tree import ROOT, imports, modules, name

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
    assert _names(_declared()) - _locked().keys() == set()


def test_every_runtime_dependency_says_what_it_saves_us():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|pg) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    lines = "".join(lists).splitlines()
    assert len(lines) == len(PROJECT["project"]["dependencies"]) + 1
    assert [line for line in lines if not re.search(r'",\s+# \w.{20,}', line)] == []


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[~=<>]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def _undeclared(declared: set[str], *folders: Path) -> list[str]:
    made_by = packages_distributions()
    return [
        f"{name(path)}:{line} imports {module}"
        for path in modules(*folders)
        for module, line in imports(path)
        if (top := module.split(".")[0])
        not in sys.stdlib_module_names | {"bulou", "tests", "bench", "scripts"}
        and not path.with_name(f"{top}.py").exists()  # a script's neighbour
        and not {made.lower().replace("_", "-") for made in made_by.get(top, [top])} & declared
    ]


def test_what_the_package_imports_is_declared():
    extras = PROJECT["project"]["optional-dependencies"]
    assert (
        _undeclared(
            _names([*PROJECT["project"]["dependencies"], *extras["pg"], *extras["pdf"]]), ROOT / "src"
        )
        == []
    )


def test_what_tests_and_scripts_import_is_declared():
    assert (
        _undeclared(_names(_declared()), ROOT / "tests", ROOT / "bench", ROOT / "scripts", ROOT / "docs")
        == []
    )


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
