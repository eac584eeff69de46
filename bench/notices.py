"""A notice to 200,000 recipients: how long until each is queued, while someone else works; and how the list came in.

The worker's own steps run here; who works meanwhile is a process of its own, on the case that is told of and on another.
"""

import io
import json
import resource
import subprocess
import sys
import time
from uuid import UUID

from django.utils import timezone

from bench.figures import Figure, tail
from bench.loader import Desk, done
from bulou.acts import Actor
from bulou.acts.blobs import keep_chunks
from bulou.acts.notice_list import ImportRecipients, take_in
from bulou.acts.queueing import queue_mailings
from bulou.acts.receipt import PostMessage
from bulou.acts.telling import DraftNotice, SendNotice
from bulou.records.mailings import to_queue
from bulou.records.models import Delivery, Listed, Mailing, Notice

PART = "notices: one notice to many, PostgreSQL"
MOST_SECONDS = 60
FEW = 1_000


def measure(*, count: int) -> list[Figure]:
    """The figures of the part, for so many recipients."""
    desk = Desk.with_cases(2)
    before = _peak()
    began = time.perf_counter()
    blob = keep_chunks("list.csv", _lines(count))
    done(ImportRecipients(organisation_id=desk.organisation, attachments=(blob,)), desk.lead)
    while take_in(timezone.now()):
        pass
    imported = time.perf_counter() - began
    with _someone(desk) as someone:
        began, worked = time.perf_counter(), time.process_time()
        sealed = _send(desk)
        while to_queue() is not None:
            queue_mailings(timezone.now())
        queued, worked = time.perf_counter() - began, time.process_time() - worked
        assert someone.stdin is not None and someone.stdout is not None
        someone.stdin.close()
        same, other = json.loads(someone.stdout.read())
    rows = Delivery.objects.filter(mailing=Mailing.objects.get())
    return [
        Figure(PART, f"{count:,} lines of CSV taken into the list", [imported], "s"),
        Figure(
            PART,
            "recipients on the list",
            [float(Listed.objects.count())],
            least=count,
            most=count,
            must=True,
        ),
        Figure(PART, "the act that sends the notice", [sealed * 1000], "ms"),
        Figure(PART, f"{count:,} recipients queued, from the act on", [queued], "s", most=MOST_SECONDS),
        Figure(PART, "of it CPU time of the worker", [worked], "s"),
        Figure(
            PART,
            "notices and mails queued, one each",
            [float(Notice.objects.count()), float(rows.count())],
            least=count,
            most=count,
            must=True,
        ),
        Figure(PART, "meanwhile, p95 of acts on the same case", [tail(same, 0.95)], "ms"),
        Figure(PART, "meanwhile, p95 of acts on another case", [tail(other, 0.95)], "ms"),
        Figure(PART, "acts done meanwhile", [float(len(same) + len(other))]),
        Figure(PART, "peak memory of the process", [_peak()], "MB"),
        Figure(PART, "of it more than before the list came in", [_peak() - before], "MB"),
    ]


def _send(desk: Desk) -> float:
    said = {"risk_zh": "设备可被控制。", "remedy_zh": "请升级至 3.4.7。"}
    mailing_id = UUID(done(DraftNotice(case_id=desk.cases[0], **said), desk.lead).ids["mailing_id"])
    began = time.perf_counter()
    done(SendNotice(case_id=desk.cases[0], mailing_id=mailing_id, exploit_included=False), desk.lead)
    return time.perf_counter() - began


def _lines(count: int):  # type: ignore[no-untyped-def]
    yield b"email,name,kind,tags,language,overseas,product\n"
    for start in range(0, count, FEW):
        text = io.StringIO()
        for number in range(start, min(start + FEW, count)):
            tongue = "en" if number % 5 == 0 else "zh"
            kind = "downstream" if number % 100 == 0 else "user"
            text.write(
                f"user{number}@customer{number % 997}.example,用户 {number},{kind},t{number % 7},{tongue},no,QY-4200\n"
            )
        yield text.getvalue().encode()


def _someone(desk: Desk) -> subprocess.Popen[bytes]:
    """A process that writes into both cases in turn until its input ends, then says how long each act took, in ms."""
    whom = json.dumps([str(desk.lead.person_id), str(desk.organisation), *map(str, desk.cases)])
    command = [
        sys.executable,
        "-c",
        "from bulou.entrypoints.cli.boot import boot; boot(); from bench.notices import work; work()",
        whom,
    ]
    someone = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert someone.stdout is not None
    assert someone.stdout.readline() == b"ready\n"
    return someone


def work() -> None:
    """What that process does."""
    import select

    person, house, *cases = map(UUID, json.loads(sys.argv[1]))
    lead = Actor.person(person, organisation_id=house, name="Lead")
    taken: list[list[float]] = [[], []]
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        for place, case_id in enumerate(cases):
            began = time.perf_counter()
            done(PostMessage(case_id=case_id, thread="internal", text="记录"), lead)
            taken[place].append((time.perf_counter() - began) * 1000)
    print(json.dumps(taken))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
