"""Whether a node that holds many reports receives as quickly as an empty one: two nodes, loaded in turns."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, in_turns, ratios
from bench.intake import ours
from bench.load import drive
from bench.node import Node
from bench.postgres import Postgres

PART = "growth: intake of a node that holds many reports"
LOADERS = 2


def measure(server: Postgres, folder: Path, *, rounds: int, seconds: float, stored: int) -> list[Figure]:
    """The figures of the part."""
    empty, full = (Node(folder / name, server.create(name)) for name in ("empty", "full"))
    with ThreadPoolExecutor(LOADERS) as pool:
        list(pool.map(lambda _turn: full.figures("loader", count=stored // LOADERS), range(LOADERS)))
    server.run("VACUUM ANALYZE", url=full.database_url)
    held = server.count("records_report", full.database_url)
    with ExitStack() as stack:
        targets = {}
        for name, node in (("empty", empty), ("full", full)):
            stack.enter_context(node.served("--no-worker"))
            targets[name] = ours(node)
            drive(node.url, seconds / 2)
        rates = in_turns(
            {name: (lambda each=target: each.load(seconds)) for name, target in targets.items()}, rounds
        )
    bad = [float(sum(answers.bad for answers in target.rounds)) for target in targets.values()]
    return [
        ratios(
            PART,
            f"rate at {held:,} stored reports : rate of an empty node",
            rates["full"],
            rates["empty"],
            least=0.9,
        ),
        Figure(PART, "answers other than 201", bad, most=0, must=True),
    ]
