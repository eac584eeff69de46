"""A flood while people work: reports over HTTP at 1,700 in ten minutes, 95 of 100 of them noise from a few networks, while
a lead reads the inbox and assigns cases. Nothing may be lost, and neither may wait for the other: afterwards every report
that was acknowledged is read back with its number and return code.
"""

import hashlib
import http.client
import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench.figures import Figure, tail
from bench.load import MARK, report
from bench.node import Node
from bench.postgres import Postgres

PART = "flood: 1,700 reports in 10 minutes, 95 % noise, while staff work, PostgreSQL"
RATE = 1_700 / 600  # reports per second
NOISE = 0.95


@dataclass
class Sent:
    """What came of the reports: latencies in milliseconds, receipts (number, return code, hash of what was sent), marks,
    and answers that were no receipt.
    """

    took: list[float] = field(default_factory=list)
    receipts: list[tuple[str, str, str]] = field(default_factory=list)
    slow: list[bool] = field(default_factory=list)  # of each report of the slow lane whether it was noise
    bad: int = 0


def measure(server: Postgres, folder: Path, *, seconds: float) -> list[Figure]:
    """The figures of the part, over so many seconds at the given rate."""
    node = Node(folder / "flood", server.create("flood"))
    node.settings["BULOU_TRUSTED_PROXY"] = "1"
    sent = Sent()
    with node.served(), ThreadPoolExecutor(1) as desk:
        work = desk.submit(node.figures, "staff", part=PART, seconds=seconds)
        _send(node, sent, seconds)
        worked = work.result()
    receipts = node.folder / "receipts.json"
    receipts.write_text(json.dumps(sent.receipts))
    return [*_figures(sent), *worked, *node.figures("staff", part=PART, receipts=str(receipts))]


def _send(node: Node, sent: Sent, seconds: float) -> None:
    """Reports at the given rate, evenly, each on a thread of its own, so that a slow answer delays no other."""
    chance = random.Random(1)  # the same flood each time
    threads, start = [], time.monotonic()
    for number in range(round(seconds * RATE)):
        noise = chance.random() < NOISE
        network = f"198.51.100.{number % 3}" if noise else f"203.0.113.{number % 250}"
        time.sleep(max(0.0, start + number / RATE - time.monotonic()))
        threads.append(threading.Thread(target=_one, args=(node, sent, number, network, noise)))
        threads[-1].start()
    for thread in threads:
        thread.join()


def _one(node: Node, sent: Sent, number: int, network: str, noise: bool) -> None:
    place = urlsplit(node.url)
    said = (
        f'{{"title": "test {number}", "steps": "please pay me a bounty"}}'
        if noise
        else report().replace(MARK, str(number))
    )
    body = said.encode()
    begun = time.perf_counter()
    try:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        headers = {"Content-Type": "application/json", "X-Forwarded-For": network}
        connection.request("POST", place.path, body, headers)
        answer = connection.getresponse()
        found = json.loads(answer.read())
    except (OSError, ValueError, http.client.HTTPException):
        sent.bad += 1
        return
    sent.took.append((time.perf_counter() - begun) * 1e3)
    if answer.status != 201:
        sent.bad += 1
        return
    sent.receipts.append((found["number"], found["code"], hashlib.sha256(body).hexdigest()))
    if any(mark["mark"] == "flood" for mark in found["marks"]):
        sent.slow.append(noise)


def _figures(sent: Sent) -> list[Figure]:
    return [
        Figure(PART, "reports answered", [float(len(sent.took))], least=1, must=True),
        Figure(PART, "answers other than a receipt", [float(sent.bad)], most=0, must=True),
        Figure(PART, "intake, 99 of 100 answers within", [tail(sent.took, 0.99)], "ms", most=500),
        Figure(PART, "noise that went to the slow lane", [float(sum(sent.slow))]),
        Figure(PART, "good reports that went to the slow lane", [float(sent.slow.count(False))], most=0),
    ]
