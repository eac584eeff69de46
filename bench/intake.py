"""Intake over HTTP beside bare Django views on the same PostgreSQL: all servers up at once, loaded in turns."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.cost import family
from bench.figures import Figure, in_turns, ratios
from bench.load import CONNECTIONS, MARK, Answers, drive, post, report
from bench.node import PROCESSES, Node, clean_environment, free_port, served
from bench.postgres import ROOT, Postgres

PART = "intake: POST of one report over HTTP, durable, 16 connections"
COUNTED = 20
SETTLED = 1.0  # seconds after which what was cut off in flight has come to rest
ORM, RAW, DRF = "Django ORM view", "Django raw-insert view", "DRF view, serializer and token"


@dataclass
class Target:
    """A server's address, and where what it accepted must be found.

    `processes` are the roots of those that work for it, `costs` their CPU milliseconds for each accepted report, by round.
    """

    url: str
    table: str
    database_url: str
    headers: dict[str, str] = field(default_factory=dict)
    processes: tuple[int, ...] = ()
    costs: list[float] = field(default_factory=list)
    rounds: list[Answers] = field(default_factory=list)

    def load(self, seconds: float) -> float:
        """Load it for so long; accepted reports per second."""
        before = family(*self.processes)
        self.rounds.append(drive(self.url, seconds, self.headers))
        self.costs.append((family(*self.processes) - before) / max(1, self.rounds[-1].good) * 1e3)
        return self.rounds[-1].rate


def ours(node: Node, *processes: int) -> Target:
    """A node's reception."""
    return Target(node.url, "records_report", node.database_url, processes=processes)


@contextmanager
def peers(server: Postgres, folder: Path, threads: int) -> Iterator[dict[str, Target]]:
    """The peers, served as we are: granian, as many processes, threads of the number that suits them."""
    database_url = server.create("peers")
    environment = {**clean_environment(), "BENCH_PEERS_URL": database_url}
    made = subprocess.run(
        [sys.executable, "-m", "bench.peers"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(made.stderr[-3000:])
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--port", str(port)]
    command += [
        "--workers",
        str(PROCESSES),
        "--blocking-threads",
        str(threads),
        "--blocking-threads-idle-timeout",
        "600",
    ]
    command += ["--no-access-log", "--log-level", "error", "bench.peers:application"]
    address = f"http://127.0.0.1:{port}"
    token = {"Authorization": f"Token {made.stdout.strip()}"}
    with served(command, environment, port, folder / "peers.log") as pid:
        both = (pid, server.pid)
        yield {
            ORM: Target(f"{address}/orm", "peers_report", database_url, {}, both),
            RAW: Target(f"{address}/raw", "peers_report", database_url, {}, both),
            DRF: Target(f"{address}/drf", "peers_report", database_url, token, both),
        }


def measure(server: Postgres, folder: Path, *, rounds: int, seconds: float, threads: int = 4) -> list[Figure]:
    """The figures of the part."""
    node = Node(folder / "intake", server.create("intake"))
    with node.served("--no-worker") as pid, peers(server, folder, threads) as targets:
        targets = {"Bulou": ours(node, pid, server.pid), **targets}
        for target in targets.values():
            drive(target.url, seconds / 2, target.headers)  # warm
        time.sleep(SETTLED)
        before = {name: server.count(each.table, each.database_url) for name, each in targets.items()}
        work = {name: (lambda each=target: each.load(seconds)) for name, target in targets.items()}
        rates = in_turns(work, rounds)
        time.sleep(SETTLED)
        figures = _rates(targets, rates)
        figures += [_kept(server, name, targets, before) for name in ("Bulou", ORM)]
        figures += _counted(server, node)
    with node.served():
        beside = ours(node)
        drive(beside.url, seconds / 2)
        rate = beside.load(seconds)
    figures.append(Figure(PART, "Bulou with the worker busy beside it, rate", [rate], "/s"))
    return figures


def _rates(targets: dict[str, Target], rates: dict[str, list[float]]) -> list[Figure]:
    mine = targets["Bulou"].rounds
    bad = [float(sum(answers.bad for answers in target.rounds)) for target in targets.values()]
    return [
        ratios(PART, f"Bulou : {DRF}", rates["Bulou"], rates[DRF], least=2),
        ratios(PART, f"Bulou : {ORM} (aim)", rates["Bulou"], rates[ORM], least=0.7),
        ratios(PART, f"Bulou : {RAW} (aim)", rates["Bulou"], rates[RAW], least=0.5),
        *[
            ratios(
                PART,
                f"CPU time of server and database, Bulou : {name}",
                targets["Bulou"].costs,
                targets[name].costs,
            )
            for name in (DRF, ORM, RAW)
        ],
        Figure(PART, "Bulou, CPU time of server and database each", targets["Bulou"].costs, "ms"),
        *[Figure(PART, f"{name}, rate", values, "/s") for name, values in rates.items()],
        Figure(PART, "Bulou, median answer", [answers.p50 for answers in mine], "ms"),
        Figure(PART, "Bulou, 99 of 100 answers within", [answers.p99 for answers in mine], "ms", most=250),
        Figure(
            PART, f"{ORM}, 99 of 100 answers within", [answers.p99 for answers in targets[ORM].rounds], "ms"
        ),
        Figure(PART, "answers other than 201, all servers", bad, most=0, must=True),
    ]


def _kept(server: Postgres, name: str, targets: dict[str, Target], before: dict[str, int]) -> Figure:
    """Rows beyond the answers of success: never fewer; more only by what was in flight when a round was cut off."""
    target = targets[name]
    shared = [each for each in targets.values() if each.table == target.table]
    answered = sum(answers.good for each in shared for answers in each.rounds)
    cut = CONNECTIONS * sum(len(each.rounds) for each in shared)
    more = server.count(target.table, target.database_url) - before[name] - answered
    what = "Bulou" if len(shared) == 1 else "the peers"
    return Figure(
        PART, f"{what}: rows beyond 201s (cut off in flight)", [float(more)], least=0, most=cut, must=True
    )


def _counted(server: Postgres, node: Node) -> list[Figure]:
    """Reports one by one: what the server hears for each, and whether each answer is true."""
    post(node.url, 0)
    rows = server.count("records_report", node.database_url)
    with server.left_alone(), server.overheard("intake") as said:
        writes = server.writing_transactions()
        answers = [post(node.url, number) for number in range(1, COUNTED + 1)]
        writes = server.writing_transactions() - writes
    stored = server.count("records_report", node.database_url) - rows
    true = sum(_is_true(server, node, number, *answer) for number, answer in enumerate(answers, start=1))
    return [
        Figure(PART, "SQL statements each", [len(said) / COUNTED], most=15),
        Figure(
            PART,
            "durable commits (transactions that write) each",
            [writes / COUNTED],
            least=1,
            most=1,
            must=True,
        ),
        Figure(PART, "rows for each 201, one by one", [stored / COUNTED], least=1, most=1, must=True),
        Figure(
            PART, "receipts whose entry and hash are in the database", [true / COUNTED], least=1, must=True
        ),
    ]


def _is_true(server: Postgres, node: Node, number: int, status: int, answer: bytes) -> bool:
    receipt = json.loads(answer)
    entry = receipt["entry"]
    sent = hashlib.sha256(report().replace(MARK, str(number)).encode()).hexdigest()
    header = server.run(
        f"SELECT header FROM records_entry WHERE stream = '{entry['stream']}' AND hash = '{entry['hash']}'",
        url=node.database_url,
    )
    held = hashlib.sha256(header[0][0].encode()).hexdigest() if header else ""
    return status == 201 and held == entry["hash"] and receipt["raw_sha256"] == sent
