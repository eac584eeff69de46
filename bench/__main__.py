"""`python -m bench [PART…]`: measure, print the table, exit 0; 1 only when a check of correctness failed."""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bench.figures import Figure, table
from bench.load import tool
from bench.machine import machine, yardsticks
from bench.node import Node
from bench.postgres import ROOT, NoPostgres, Postgres, postgres


@dataclass
class Sizes:
    """How much is measured; `--quick` is enough to see that everything runs."""

    rounds: int
    quick: bool
    stored: int
    full: bool = False
    notifications: int = 1_000_000

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

        return intake.measure(
            self.server, self.folder, rounds=2 * self.sizes.rounds + 1, seconds=self.sizes.of(2, 1)
        )

    def law(self) -> list[Figure]:
        from bench import law

        return law.measure(rounds=self.sizes.rounds, count=self.sizes.of(5_000, 500))

    def precheck(self) -> list[Figure]:
        from bench import precheck

        return precheck.measure()

    def triage(self) -> list[Figure]:
        from bench import triage

        return triage.measure()

    def journal(self) -> list[Figure]:
        node = Node(self.folder / "journal", self.server.create("journal"))
        appended, verified = self.sizes.of(500, 20), self.sizes.of(100_000, 500)
        return node.figures("journal", rounds=self.sizes.rounds, appended=appended, verified=verified)

    def pages(self) -> list[Figure]:
        node = Node(self.folder / "pages", self.server.create("pages"))
        requests, posts = self.sizes.of(100, 2), self.sizes.of(2_000, 6)
        parties = self.sizes.of(300, 3)  # and the reporter
        return node.figures(
            "pages", requests=requests, cases=self.sizes.of(30, 3), parties=parties, posts=posts
        )

    def sweep(self) -> list[Figure]:
        node = Node(self.folder / "sweep", self.server.create("sweep"))
        return node.figures("sweep", stored=self.sizes.of(self.sizes.stored, 40))

    def alike(self) -> list[Figure]:
        node = Node(self.folder / "alike", self.server.create("alike"))
        return node.figures("alike", texts=self.sizes.of(300_000, 640), every=self.sizes.of(1, 17))

    def match(self) -> list[Figure]:
        from bench import match

        components, documents = self.sizes.of(50_000, 500), self.sizes.of(1_000, 20)
        return match.measure(components=components, documents=documents, rounds=self.sizes.rounds)

    def notices(self) -> list[Figure]:
        node = Node(self.folder / "notices", self.server.create("notices"))
        return node.figures("notices", count=self.sizes.of(200_000, 3_000))

    def growth(self) -> list[Figure]:
        from bench import growth

        rounds, seconds = self.sizes.rounds, self.sizes.of(4, 1)
        stored = self.sizes.of(self.sizes.stored, 40)
        return growth.measure(self.server, self.folder, rounds=rounds, seconds=seconds, stored=stored)

    def flood(self) -> list[Figure]:
        from bench import flood

        seconds = 600 if self.sizes.full else self.sizes.of(60, 8)
        return flood.measure(self.server, self.folder, seconds=seconds)

    def authority(self) -> list[Figure]:
        node = Node(self.folder / "authority", self.server.create("authority"))
        count, vendors = self.sizes.of(self.sizes.notifications, 600), self.sizes.of(50_000, 60)
        return node.figures("authority", count=count, vendors=vendors, requests=self.sizes.of(20, 2))

    def imports(self) -> list[Figure]:
        node = Node(self.folder / "imports", self.server.create("imports"))
        return node.figures("imports", count=self.sizes.of(112_000, 900))

    def crowd(self) -> list[Figure]:
        found = []
        file = f"sqlite:///{self.folder / 'crowd-lite' / 'bulou.sqlite3'}"
        for name, url in (("crowd", self.server.create("crowd")), ("crowd-lite", file)):
            node = Node(self.folder / name, url)
            count = self.sizes.of(200_000, 200)
            found += node.figures("crowd", count=count, requests=self.sizes.of(20, 3))
        return found


PARTS: dict[str, Callable[[Run], list[Figure]]] = {
    "intake": Run.intake,
    "law": Run.law,
    "precheck": Run.precheck,
    "triage": Run.triage,
    "journal": Run.journal,
    "pages": Run.pages,
    "sweep": Run.sweep,
    "alike": Run.alike,
    "match": Run.match,
    "notices": Run.notices,
    "growth": Run.growth,
    "flood": Run.flood,
    "crowd": Run.crowd,
    "authority": Run.authority,
    "imports": Run.imports,
}
WITHOUT_DATABASE = {"law", "match", "precheck", "triage"}


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option(
    "--rounds", type=click.IntRange(1), default=5, show_default=True, help="Rounds of each comparison."
)
@click.option(
    "--quick", is_flag=True, help="One round of small sizes: shows that it runs, not how fast it is."
)
@click.option(
    "--stored", type=click.IntRange(0), default=20_000, show_default=True, help="Reports held, for growth."
)
@click.option(
    "--notifications",
    type=click.IntRange(1_000),
    default=1_000_000,
    show_default=True,
    help="Of the authority.",
)
@click.option("--full", is_flag=True, help="The flood for ten minutes instead of one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def bench(
    parts: tuple[str, ...],
    rounds: int,
    quick: bool,
    stored: int,
    notifications: int,
    full: bool,
    as_json: bool,
) -> None:
    """Measure every figure we claim, or only those of PARTS."""
    sizes = Sizes(1 if quick else rounds, quick, stored, full, notifications)
    start = time.monotonic()
    head = {"commit": _commit(), "machine": machine(), "before": yardsticks(), "load": tool()}
    figures: list[Figure] = []
    try:
        # Some parts need no database, and then none is started.
        server_of = postgres if set(parts or PARTS) - WITHOUT_DATABASE else nullcontext
        with server_of() as server, tempfile.TemporaryDirectory(prefix="bulou-bench-") as folder:
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
