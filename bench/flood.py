"""A flood while people work: reports over HTTP at 1,700 in ten minutes, 95 of 100 of them noise from a few networks, while
a lead reads the inbox and assigns cases. Nothing may be lost, and neither may wait for the other.
"""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from bench.figures import Figure
from bench.load import MARK, report
from bench.node import Node
from bench.postgres import Postgres

PART = "flood: 1,700 reports in 10 minutes, 95 % noise, while staff work, PostgreSQL"
RATE = 1_700 / 600  # reports per second
NOISE = 0.95
STAFF = """
import json, re, sys, time
from bulou.entrypoints.cli.boot import boot
boot()
from django.test import Client
from django.utils import timezone
from bench.loader import done, the_organisation
from bulou.acts import Actor
from bulou.acts.membership import AppointPerson
from bulou.records.models import Case, Person
organisation, seconds = the_organisation(), float(sys.argv[1])
made = done(AppointPerson(organisation_id=organisation, email="lead@vendor.example", person="Lead", offices=("lead",)), Actor.system())
client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
client.force_login(Person.objects.get(id=made.ids["person_id"]))
took, acts, end, bad = [], 0, time.monotonic() + seconds, 0
while time.monotonic() < end:
    for path in ("/desk/?view=new", "/desk/?order=quality", "/desk/?view=slow", "/desk/"):
        start = time.perf_counter()
        page = client.get(path)
        took.append((time.perf_counter() - start) * 1e3)
        bad += page.status_code != 200
    free = Case.objects.filter(handler=None).values_list("number", flat=True)
    picked = list(free.filter(number__in=re.findall(r'name="case" value="([^"]+)"', page.content.decode()))[:3])
    if picked:
        client.post("/desk/bulk/", {"bulk": "assign_handler", "case": picked, "person": made.ids["person_id"]})
        acts += len(picked) - free.filter(number__in=picked).count()
    time.sleep(0.5)
print(json.dumps({"took": took[4:], "acts": acts, "bad": bad}))
"""


@dataclass
class Sent:
    """What came of the reports: latencies in milliseconds, numbers received, marks, and answers that were no receipt."""

    took: list[float] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    slow_noise: int = 0
    slow_good: int = 0
    bad: int = 0


def measure(server: Postgres, folder: Path, *, seconds: float) -> list[Figure]:
    """The figures of the part, over so many seconds at the given rate."""
    node = Node(folder / "flood", server.create("flood"))
    node.settings["BULOU_TRUSTED_PROXY"] = "1"
    sent = Sent()
    with node.served():
        staff: list[str] = []
        desk = threading.Thread(target=lambda: staff.append(node.run("-c", STAFF, str(seconds))))
        desk.start()
        _send(node, sent, seconds)
        desk.join()
    worked = json.loads(staff[0].splitlines()[-1])
    held = {row[0] for row in server.run("SELECT number FROM records_case", url=node.database_url)}
    return _figures(sent, worked, held)


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
    body = (
        f'{{"title": "test {number}", "steps": "please pay me a bounty"}}'
        if noise
        else report().replace(MARK, str(number))
    )
    begun = time.perf_counter()
    try:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        headers = {"Content-Type": "application/json", "X-Forwarded-For": network}
        connection.request("POST", place.path, body.encode(), headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
    except (OSError, ValueError, http.client.HTTPException):
        sent.bad += 1
        return
    sent.took.append((time.perf_counter() - begun) * 1e3)
    if answer.status != 201:
        sent.bad += 1
        return
    sent.numbers.append(said["number"])
    if any(mark["mark"] == "flood" for mark in said["marks"]):
        sent.slow_noise += noise
        sent.slow_good += not noise


def _figures(sent: Sent, worked: dict[str, object], held: set[str]) -> list[Figure]:
    took: list[float] = worked["took"]  # type: ignore[assignment]
    return [
        Figure(PART, "reports sent", [float(len(sent.took) + 0)]),
        Figure(PART, "answers other than a receipt", [float(sent.bad)], most=0, must=True),
        Figure(
            PART, "receipts whose case is missing", [float(len(set(sent.numbers) - held))], most=0, must=True
        ),
        Figure(PART, "intake, 99 of 100 answers within", [quantiles(sent.took, n=100)[-1]], "ms", most=500),
        Figure(PART, "inbox, 95 of 100 pages within", [quantiles(took, n=20)[-1]], "ms", most=300),
        Figure(PART, "inbox pages read meanwhile", [float(len(took))]),
        Figure(PART, "pages that were not answered", [float(worked["bad"])], most=0, must=True),  # type: ignore[arg-type]
        Figure(PART, "assignments made meanwhile", [float(worked["acts"])], least=1),  # type: ignore[arg-type]
        Figure(PART, "noise that went to the slow lane", [float(sent.slow_noise)]),
        Figure(PART, "good reports that went to the slow lane", [float(sent.slow_good)], most=0),
    ]
