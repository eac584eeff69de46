"""The inbox of an organisation with very many cases, on either database: every view and order, a page far down, searches.

A lead sees every case; a handler knows one in ninety-seven. `BENCH_PLANS` names a file for the plan of every statement of
every page (PostgreSQL).
"""

import os
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.copies import RARE, copy_cases, grant, tidy
from bench.figures import Figure
from bench.loader import Desk, done, hurry
from bench.pages import measured
from bulou.acts import Actor
from bulou.acts.membership import AppointPerson
from bulou.records.inbox import ORDERS, VIEWS, Cursor, known_cases
from bulou.records.models import Case, Person

PART = "crowd: an inbox of very many cases"
WITHIN = 300  # ms
KNOWN_ONE_IN = 97


def measure(*, count: int, requests: int) -> list[Figure]:
    """The figures of the part; each page is asked for `requests` times."""
    hurry()
    desk = Desk.with_cases(3)
    assert desk.lead.person_id is not None
    handler = _handler(desk.organisation)
    copy_cases(Case.objects.order_by("received_at")[0], count, desk.lead.person_id)
    grant(handler, KNOWN_ONE_IN)
    tidy()
    held = Figure(_part(), "cases", [float(Case.objects.count())], least=count, must=True)
    return [held, *pages(desk.organisation, desk.lead.person_id, handler, requests)]


def pages(organisation: UUID, lead: UUID, handler: UUID, requests: int) -> list[Figure]:
    """How long the pages take of someone who sees every case, and of someone who knows a few thousand of them."""
    figures = []
    for who, person in (("all", lead), ("granted", handler)):
        client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
        client.force_login(Person.objects.get(id=person))
        for name, path in _paths(organisation, person).items():
            said = f"{who}: {name}"
            if (plans := os.environ.get("BENCH_PLANS")) and connection.vendor == "postgresql":
                explain(client, said, path, Path(plans))
            figures += measured(_part(), client, said, path, requests, within=WITHIN)
    return figures


def _paths(organisation: UUID, person: UUID) -> dict[str, str]:
    known = known_cases(person, organisation)
    one = known.order_by("received_at")[0].number
    searches = {
        "often": "QY",
        "seldom": RARE.lower(),
        "once": one,
        "by a part of numbers": one[:10],
        "nothing": "no such thing",
    }
    return {
        **{f"view {name}": f"/desk/?view={name}" for name in VIEWS},
        **{f"order {name}": f"/desk/?order={name}" for name in ORDERS if name != "due"},
        "slow lane by quality": "/desk/?view=slow&order=quality",
        **{f"far down, order {name}": f"/desk/?order={name}&after={_far(known, name)}" for name in ORDERS},
        **{f"search, {name}": f"/desk/?q={text.replace(' ', '+')}" for name, text in searches.items()},
        "search, nothing, by quality": "/desk/?q=no+such+thing&order=quality",
        "search page, seldom": f"/desk/search/?q={RARE.lower()}",
        "search page, nothing": "/desk/search/?q=no+such+thing",
    }


def _far(known: object, order: str) -> Cursor | str:
    """Where the middle of the open cases lies in an order; "" where none has what is ordered by."""
    by = ORDERS[order]
    rows = known.filter(by.present, closed_at=None).order_by(  # type: ignore[attr-defined]
        f"{'-' if by.falling else ''}{by.column}", "-received_at", "id"
    )
    count = rows.count()
    if not count:
        return ""
    case = rows[count // 2]
    return Cursor(True, getattr(case, by.column), case.received_at, case.id)


def _part() -> str:
    return f"{PART}, {'PostgreSQL' if connection.vendor == 'postgresql' else 'SQLite'}"


def _handler(organisation: UUID) -> UUID:
    """A handler who knows no case yet."""
    known = {"email": "handler@vendor.example", "person": "Handler", "offices": ("handler",)}
    made = done(AppointPerson(organisation_id=organisation, **known), Actor.system())
    return UUID(made.ids["person_id"])


def explain(client: Client, name: str, path: str, plans: Path) -> None:
    """Write down how the server answers each statement of a page."""
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    with plans.open("a") as file, connection.cursor() as cursor:
        for query in seen.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query['sql']}")
                plan = "\n".join(row[0] for row in cursor.fetchall())
                file.write(f"== {name}: {path}\n{query['sql']}\n{plan}\n\n")
