"""The page of scenarios tells of tests that exist, at least one for each part of reception and casework."""

import ast
import re

from tests.contracts.tree import ROOT

PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")


def test_each_part_has_its_scenario_and_a_test():
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert [int(part.split(".")[0]) for part in parts] == list(range(1, len(parts) + 1))
    assert [part.splitlines()[0] for part in parts if "\n- `tests/" not in part] == []


def test_every_test_that_is_named_exists():
    missing = []
    for path, test in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE):
        file = ROOT / path
        tree = ast.parse(file.read_text(encoding="utf-8")) if file.exists() else ast.Module([], [])
        if test not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{path}::{test}")
    assert missing == []
