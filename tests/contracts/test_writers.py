"""Everything that changes anything goes through the gate: nobody else writes rows.

A line that must write past it (a test that tampers with the journal, a bulk loader whose rows verify) says why in a
comment `# writes: …`.
"""

import ast

import pytest

from tests.contracts.tree import ROOT, SOURCE, calls, line_of, modules, name

WRITES = {
    "save",
    "create",
    "acreate",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "truncate",
}
ALWAYS_ROWS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
SQL = ("insert into", "update ", "delete from", "drop table", "truncate")


def _writes(called: str, call: ast.Call) -> bool:
    *receiver, method = called.split(".")
    if method in ("execute", "executemany", "executescript"):
        return bool(call.args) and any(word in ast.unparse(call.args[0]).lower() for word in SQL)
    if method not in WRITES or not receiver:
        return False
    return "objects" in receiver or "objects" in called or method in ALWAYS_ROWS or method == "save"


def _other_writers(*folders):
    return [
        f"{name(path)}:{call.lineno} {called}(…)"
        for path in modules(*folders)
        for called, call in calls(path)
        if _writes(called, call) and "# writes:" not in line_of(path, call.lineno)
    ]


@pytest.mark.parametrize("ring", ["entrypoints", "transport", "precheck", "config"])
def test_outer_rings_write_no_rows(ring):
    assert _other_writers(SOURCE / ring) == []


def test_tests_write_no_rows():
    assert _other_writers(ROOT / "tests") == []


def test_benchmarks_write_no_rows():
    assert _other_writers(ROOT / "bench") == []


def test_a_writer_would_be_found(tmp_path, monkeypatch):
    path = tmp_path / "sly.py"
    path.write_text("Case.objects.filter(pk=1).update(state='closed')\ncase.save()\nlabels.update(x=1)\n")
    monkeypatch.setattr("tests.contracts.test_writers.name", lambda path: path.name)

    assert _other_writers(tmp_path) == [
        "sly.py:1 Case.objects.filter(pk=1).update(…)",
        "sly.py:2 case.save(…)",
    ]
