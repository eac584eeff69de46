"""Every part of the benchmark runs, on sizes that say nothing of speed; its checks of correctness hold."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.contracts.tree import ROOT

NO_POSTGRES = "no PostgreSQL can be started"


@pytest.fixture(scope="module")
def figures() -> list[dict[str, Any]]:
    """All parts in one run, which starts one PostgreSQL."""
    command = [sys.executable, "-m", "bench", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if NO_POSTGRES in done.stderr:
        pytest.skip(NO_POSTGRES)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["figures"]
    return found


@pytest.mark.slow
@pytest.mark.timeout(1800)  # the first waits for all parts
@pytest.mark.parametrize(
    "part",
    [
        "intake",
        "law",
        "precheck",
        "journal",
        "pages",
        "growth",
        "alike",
        "flood",
        "crowd",
        "notices",
        "authority",
        "imports",
    ],
)
def test_a_part_runs_and_what_it_measures_is_right(figures, part):
    own = [figure for figure in figures if figure["part"].startswith(f"{part}:")]

    assert own
    assert all(figure["values"] for figure in own)
    checks = [figure for figure in own if figure["must"]]
    assert checks
    assert [figure["what"] for figure in checks if not figure["holds"]] == []


def test_a_figure_is_judged_by_its_median_and_a_check_by_every_value():
    from bench.figures import Figure

    assert Figure("p", "w", [1, 2, 9], least=2).holds
    assert not Figure("p", "w", [1, 2, 9], least=3).holds
    assert not Figure("p", "w", [0, 0, 1], most=0, must=True).holds


def test_a_tail_is_one_of_the_values_however_few_there_are():
    from bench.figures import tail

    assert [tail(range(1, 101), 0.95), tail([7], 0.99), tail([3, 1, 2], 0.5), tail([], 0.95)] == [95, 7, 2, 0]


def test_a_table_says_goal_and_verdict():
    from bench.figures import Figure, table

    figures = [Figure("p", "rate", [1, 2, 3], "×", least=2), Figure("p", "late", [7], "ms", most=5)]

    assert [line.split() for line in table(figures).splitlines()[2:]] == [
        ["p"],
        ["rate", "1", "2", "3", "×", "≥", "2", "ok"],
        ["late", "7", "ms", "≤", "5", "miss"],
    ]
