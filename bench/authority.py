"""An authority's desk with very many notifications of very many vendors: register, inbox, who is overdue, figures (PostgreSQL).

The notifications are loaded in bulk and verify: counts, and a sample of which every entry, commitment and box is tried. A lead knows all of
them, a handler a few. `BENCH_PLANS` names a file for the plan of every statement of every page.
"""

import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.test import Client
from django.utils import timezone

from bench.copies import tidy
from bench.crowd import explain
from bench.figures import Figure
from bench.loader import done, faults, hurry
from bench.notifications import load, load_vendors, vendor, wrong
from bench.pages import measured
from bulou.acts import Actor
from bulou.acts.authority.summing import sum_up
from bulou.acts.membership import AppointPerson, FoundOrganisation
from bulou.records.models import Entry, Grant, Matter, Organisation, Person
from bulou.records.register import VIEWS

PART = "authority: a register of very many notifications, PostgreSQL"
LISTS, BOARD, SUMS = 600, 1_000, 2_000  # ms
SAMPLED = 200
KNOWN_ONE_IN = 500
WHOLE_AUDIT = 5_000  # up to so many, the whole journal is audited besides


def measure(*, count: int, vendors: int, requests: int) -> list[Figure]:
    """The figures of the part; each page is asked for `requests` times."""
    hurry()
    now = timezone.now()
    house, other = (_house(body, now) for body in ("miit", "cac"))
    begun = time.perf_counter()
    load_vendors(vendors, now)
    load(house, count, vendors, now)
    loaded = time.perf_counter()
    while sum_up():
        pass
    summed = time.perf_counter()
    tidy()
    figures = [
        Figure(PART, "loaded", [count / (loaded - begun)], "/s"),
        Figure(PART, "summed up by the worker", [count / (summed - loaded)], "/s"),
        *_checks(count, vendors),
    ]
    for who, office in (("lead", "lead"), ("granted", "handler")):
        figures += _pages(who, _client(house, office), requests)
    coordinating = _client(other, "lead", "cac")
    return figures + _asked(
        "cac", coordinating, {"coordination": ("/desk/authority/coordination/", BOARD)}, requests
    )


def _house(body: str, at: datetime) -> UUID:
    founded = FoundOrganisation(
        slug=body, prefix=body[:2].upper(), name_zh=f"主管部门（测试）{body}", name_en=f"Authority (test) {body}",
        roles=("authority",), bodies=(body,),
    )  # fmt: skip
    return UUID(done(founded, Actor.system(), at=at).ids["organisation_id"])


def _checks(count: int, vendors: int) -> list[Figure]:
    """That all is there, and that what was drawn from it verifies."""
    found = [
        Figure(PART, "notifications", [float(Matter.objects.count())], least=count, most=count, must=True),
        Figure(PART, "entries of them", [float(Entry.objects.filter(index=0, stream__startswith="case:").count())], least=count, must=True),
        Figure(PART, "organisations", [float(Organisation.objects.count())], least=vendors, must=True),
        Figure(PART, f"of {SAMPLED} drawn, not verifying", [float(wrong(SAMPLED))], most=0, must=True),
    ]  # fmt: skip
    if count <= WHOLE_AUDIT:
        found.append(Figure(PART, "faults in the whole journal", [float(faults())], most=0, must=True))
    return found


def _client(house: UUID, office: str, body: str = "miit") -> Client:
    """Someone of the authority; a handler is granted one case in so many."""
    made = done(
        AppointPerson(
            organisation_id=house, email=f"{office}@{body}.example", person=office, offices=(office,)
        ),
        Actor.system(),
    )
    person = UUID(made.ids["person_id"])
    if office == "handler":
        some = Matter.objects.filter(serial__isnull=False).values_list("case_id", "serial")
        grants = [
            Grant(case_id=case, person_id=person, granted_at=timezone.now())
            for case, serial in some
            if serial % KNOWN_ONE_IN == 0
        ]
        Grant.objects.bulk_create(grants)  # writes: grants of cases that nobody acts on
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
    client.force_login(Person.objects.get(id=person))
    return client


def _pages(who: str, client: Client, requests: int) -> list[Figure]:
    today = timezone.localdate()
    year = f"first={today - timedelta(days=365)}&last={today}"
    one = f"sender={vendor(0)}"
    paths = {
        **{f"register, {view}": (f"/desk/authority/?view={view}", LISTS) for view in VIEWS},
        "register, page 100 of all": ("/desk/authority/?view=all&page=100", LISTS),
        "register, all of one vendor": (f"/desk/authority/?view=all&{one}", LISTS),
        "register, late of one vendor": (f"/desk/authority/?view=late&{one}", LISTS),
        "inbox": ("/desk/", LISTS),
        "overdue board": ("/desk/authority/overdue/", BOARD),
        "overdue board, page 20": ("/desk/authority/overdue/?page=20", BOARD),
        "statistics, twelve weeks": ("/desk/authority/figures/", SUMS),
        "statistics, a year by month": (f"/desk/authority/figures/?{year}&step=month", SUMS),
        "statistics, a year by week": (f"/desk/authority/figures/?{year}", SUMS),
    }
    return _asked(who, client, paths, requests)


def _asked(who: str, client: Client, paths: Mapping[str, tuple[str, int]], requests: int) -> list[Figure]:
    figures = []
    for name, (path, within) in paths.items():
        if plans := os.environ.get("BENCH_PLANS"):
            explain(client, f"{who}: {name}", path, Path(plans))
        figures += measured(PART, client, f"{who}: {name}", path, requests, within=within)
    return figures
