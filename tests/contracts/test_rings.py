"""The import rules of the rings, beyond what import-linter can say."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.contracts.tree import PURE, ROOT, SOURCE, calls, imports, modules, name

# what a pure ring may import besides itself and the standard library
ALLOWED = {
    "law": set(),
    "cases": set(),
    "products": {"packageurl", "univers"},
    "severity": {"cvss"},
    "journal": {"cryptography", "orjson", "rfc8785"},
    "formats": {
        "PIL",
        "weasyprint",
        "bulou.products",
        "bulou.severity",
        "csaf",
        "cvss",
        "defusedxml",
        "joserfc",
    },
}


def test_import_linter_keeps_its_contracts():
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([lint, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("ring", PURE)
def test_a_pure_ring_imports_only_what_it_is_allowed(ring):
    allowed = ALLOWED[ring] | {f"bulou.{ring}", "bulou"}
    foreign = [
        f"{name(path)}:{line} imports {module}"
        for path in modules(SOURCE / ring)
        for module, line in imports(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not any(module == root or module.startswith(f"{root}.") for root in allowed)
    ]
    assert foreign == []


CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "time.time",
    "time.time_ns",
}

ASKED_FOR_A_REQUEST = {"src/bulou/config/accounts.py"}  # allauth calls it when someone signs in


def test_only_entrypoints_ask_the_clock():
    inner = [folder for folder in SOURCE.iterdir() if folder.is_dir() and folder.name != "entrypoints"]
    asked = [
        f"{name(path)}:{call.lineno} calls {called}"
        for path in modules(*inner)
        for called, call in calls(path)
        if any(called == clock or called.endswith(f".{clock}") for clock in CLOCKS)
        and name(path) not in ASKED_FOR_A_REQUEST
    ]
    assert asked == []


def test_there_are_no_signals():
    heard = [
        f"{name(path)}:{line}"
        for path in modules(SOURCE)
        for module, line in imports(path)
        if module.startswith("django.dispatch") or module.endswith(".signals")
    ]
    assert heard == []


def test_nothing_is_called_utils():
    words = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
    named = [
        name(path)
        for path in [*SOURCE.rglob("*"), *(ROOT / "tests").rglob("*"), *(ROOT / "scripts").rglob("*")]
        if path.stem in words
    ]
    assert named == []


def test_the_law_is_judged_without_django():
    code = (
        "import sys\n"
        "from bulou.entrypoints.cli.main import bulou\n"
        "bulou(['law', '--help'], standalone_mode=False)\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'sqlite3', 'cryptography')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
