"""`python -m bench [PART…]`: measure, print the table, exit 0; 1 only when a check of correctness failed."""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bench.figures import Figure, table
from bench.load import tool
from bench.machine import machine, yardsticks
from bench.postgres import ROOT, NoPostgres, Postgres, postgres


@dataclass
class Sizes:
    """How much is measured; `--quick` is enough to see that everything runs."""

    rounds: int
    quick: bool

    def of(self, full: int, small: int) -> int:
        """A size."""
        return small if self.quick else full


@dataclass
class Run:
    """One run: a folder, and a PostgreSQL server for the parts that need one."""

    sizes: Sizes
    folder: Path
    server: Postgres

    def intake(self) -> list[Figure]:
        from bench import intake

        return intake.measure(self.server, self.folder, rounds=self.sizes.rounds, seconds=self.sizes.of(4, 1))


PARTS: dict[str, Callable[[Run], list[Figure]]] = {
    "intake": Run.intake,
}


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option(
    "--rounds", type=click.IntRange(1), default=5, show_default=True, help="Rounds of each comparison."
)
@click.option(
    "--quick", is_flag=True, help="One round of small sizes: shows that it runs, not how fast it is."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def bench(parts: tuple[str, ...], rounds: int, quick: bool, as_json: bool) -> None:
    """Measure every figure we claim, or only those of PARTS."""
    sizes = Sizes(1 if quick else rounds, quick)
    start = time.monotonic()
    head = {"commit": _commit(), "machine": machine(), "before": yardsticks(), "load": tool()}
    figures: list[Figure] = []
    try:
        with postgres() as server, tempfile.TemporaryDirectory(prefix="bulou-bench-") as folder:
            run = Run(sizes, Path(folder), server)
            for name in parts or PARTS:
                click.echo(f"{name} …", err=True)
                figures += PARTS[name](run)
    except NoPostgres as error:
        raise click.ClickException(f"no PostgreSQL can be started: {error}") from error
    head |= {"after": yardsticks(), "seconds": round(time.monotonic() - start)}
    click.echo(_document(head, figures) if as_json else _page(head, figures))
    if wrong := [figure.what for figure in figures if figure.must and not figure.holds]:
        raise click.ClickException("not correct: " + "; ".join(wrong))


def _document(head: dict[str, Any], figures: list[Figure]) -> str:
    found = {**head, "figures": [figure.to_json() for figure in figures]}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _page(head: dict[str, Any], figures: list[Figure]) -> str:
    lines = [f"{name}: {value}" for name, value in head.items()]
    return "\n".join([*lines, "", table(figures)])


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    bench()
