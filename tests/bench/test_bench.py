"""Every part of the benchmark runs, on sizes that say nothing of speed; its checks of correctness hold."""

import json
import subprocess
import sys

import pytest

from tests.contracts.tree import ROOT

NO_POSTGRES = "no PostgreSQL can be started"


def _bench(*arguments: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "bench", *arguments, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if NO_POSTGRES in done.stderr:
        pytest.skip(NO_POSTGRES)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("part", ["intake", "law", "journal", "pages", "growth"])
def test_a_part_runs_and_what_it_measures_is_right(part):
    found = _bench(part, "--quick")

    figures = found["figures"]
    assert {figure["part"].partition(":")[0] for figure in figures} == {part}
    assert all(figure["values"] for figure in figures)
    checks = [figure for figure in figures if figure["must"]]
    assert checks
    assert [figure["what"] for figure in checks if not figure["holds"]] == []


def test_a_figure_is_judged_by_its_median_and_a_check_by_every_value():
    from bench.figures import Figure

    assert Figure("p", "w", [1, 2, 9], least=2).holds
    assert not Figure("p", "w", [1, 2, 9], least=3).holds
    assert not Figure("p", "w", [0, 0, 1], most=0, must=True).holds


def test_a_table_says_goal_and_verdict():
    from bench.figures import Figure, table

    figures = [Figure("p", "rate", [1, 2, 3], "×", least=2), Figure("p", "late", [7], "ms", most=5)]

    assert [line.split() for line in table(figures).splitlines()[2:]] == [
        ["p"],
        ["rate", "1", "2", "3", "×", "≥", "2", "ok"],
        ["late", "7", "ms", "≤", "5", "miss"],
    ]
