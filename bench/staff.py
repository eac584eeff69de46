"""Staff at work while reports come in: a lead reads the inbox in turns and assigns what is free; and reading back receipts.

Both run in processes of their own with Django up on the node (`bench.inside`).
"""

import hashlib
import json
import re
import time
from pathlib import Path
from uuid import UUID

from django.test import Client

from bench.figures import Figure, tail
from bench.loader import done, faults, the_organisation
from bulou.acts import Actor
from bulou.acts.membership import AppointPerson
from bulou.records.models import Case, Person
from bulou.records.public.reporter import case_of, raw_report

PATHS = ("/desk/", "/desk/?order=quality", "/desk/?view=slow", "/desk/?view=new&order=newest")
BETWEEN = 0.5  # seconds
_PICKED = re.compile(r'name="case" value="([^"]+)"')


def measure(*, part: str, seconds: float = 0, receipts: str = "") -> list[Figure]:
    """What a lead finds in so many seconds of work; or, where a file of receipts is named, whether each holds what it says."""
    return _read_back(part, Path(receipts)) if receipts else _work(part, seconds)


def _work(part: str, seconds: float) -> list[Figure]:
    person_id = _lead()
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
    client.force_login(Person.objects.get(id=person_id))
    for path in PATHS:  # a server has long done this
        client.get(path)
    took: list[float] = []
    acts = bad = 0
    end = time.monotonic() + seconds
    while not took or time.monotonic() < end:
        for path in PATHS:
            begun = time.perf_counter()
            page = client.get(path)
            took.append((time.perf_counter() - begun) * 1e3)
            bad += page.status_code != 200
        acts += _assign(client, _PICKED.findall(page.content.decode()), person_id)
        time.sleep(BETWEEN)
    return [
        Figure(part, "inbox, 95 of 100 pages within", [tail(took, 0.95)], "ms", most=300),
        Figure(part, "inbox pages read meanwhile", [float(len(took))]),
        Figure(part, "pages that were not answered", [float(bad)], most=0, must=True),
        Figure(part, "assignments made meanwhile", [float(acts)], least=1),
    ]


def _lead() -> UUID:
    known = {"email": "lead@vendor.example", "person": "Lead", "offices": ("lead",)}
    made = done(AppointPerson(organisation_id=the_organisation(), **known), Actor.system())
    return UUID(made.ids["person_id"])


def _assign(client: Client, numbers: list[str], person_id: UUID) -> int:
    """Take up to three free cases of those on the page; how many were taken."""
    free = Case.objects.filter(handler=None)
    picked = list(free.filter(number__in=numbers).values_list("number", flat=True)[:3])
    if not picked:
        return 0
    client.post("/desk/bulk/", {"bulk": "assign_handler", "case": picked, "person": str(person_id)})
    return len(picked) - free.filter(number__in=picked).count()


def _read_back(part: str, receipts: Path) -> list[Figure]:
    """Open each report with its number and return code, as its reporter would, and compare it byte for byte by its hash."""
    lost = 0
    known = json.loads(receipts.read_text())
    for number, code, sha256 in known:
        case_id = case_of(number, code)
        raw = raw_report(case_id) if case_id is not None else None
        lost += raw is None or hashlib.sha256(raw).hexdigest() != sha256
    return [
        Figure(part, "acknowledged reports read back", [float(len(known) - lost)], least=len(known)),
        Figure(part, "of them lost or altered", [float(lost)], most=0, must=True),
        Figure(part, "faults in the journal afterwards", [float(faults())], most=0, must=True),
    ]
