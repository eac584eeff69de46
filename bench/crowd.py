"""The inbox of an organisation with very many open cases, on PostgreSQL: every view and order, and a page far down.

The cases are copies of one that came through the gate, with its report and its duties, each under a key and a title of
its own; their streams are not copied, so nothing here says anything about the journal. Limits, scores, states and moments
are spread over them. `BENCH_PLANS` names a file for the plan of every statement of every page.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.figures import Figure
from bench.loader import Desk, done, hurry
from bench.pages import measured
from bulou.acts import Actor
from bulou.acts.membership import AppointPerson
from bulou.records import inbox as listing
from bulou.records.models import Case, Duty, Grant, Person, Report
from bulou.records.sealed import new_case_key

PART = "crowd: an inbox of very many cases, PostgreSQL"
SPREAD = {
    "id": "made.id",
    "case_id": "made.id",
    "key_wrapped": "made.key",
    "title_sealed": "made.title",
    "number": "'ZZ-' || place",
    "received_at": "one.received_at - place * interval '1 minute'",
    "updated_at": "one.updated_at - place * interval '1 minute'",
    "quality": "mod(place, 100) - 20",
    "priority": "CASE WHEN mod(place, 50) = 0 THEN 1 + mod(place / 50, 4) ELSE 0 END",
    "flood": "mod(place, 100) = 1",
    "rm": "CASE WHEN mod(place, 100) < 2 THEN 'received' ELSE 'accepted' END",
    "awaiting_reporter": "mod(place, 40) = 1",
    "em": "CASE WHEN mod(place, 30) = 1 THEN 'active' ELSE one.em END",
    "closed_at": "CASE WHEN mod(place, 10) = 3 THEN one.received_at + place * interval '1 second' END",
    "due_at": "CASE WHEN mod(place, 3) > 0 THEN one.due_at + (mod(place, 20000) - 10000) * interval '1 minute' END",
    "handler_id": "CASE WHEN mod(place, 100) = 7 THEN %s::uuid END",
}


def measure(*, count: int, requests: int) -> list[Figure]:
    """The figures of the part; each page is asked for `requests` times."""
    hurry()
    desk = Desk.with_cases(3)
    _copies(count, desk.lead.person_id)
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
    client.force_login(Person.objects.get(id=desk.lead.person_id))
    handler = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
    handler.force_login(Person.objects.get(id=_handler(desk, one_in=97)))
    figures = [Figure(PART, "cases", [float(Case.objects.count())], least=count)]
    assert desk.lead.person_id is not None
    after = listing.inbox(desk.lead.person_id, desk.organisation, at=timezone.now()).following
    paths = {
        "inbox": "/desk/",
        "second page": f"/desk/?after={after}",
        "new": "/desk/?view=new",
        "by quality": "/desk/?order=quality",
        "by priority": "/desk/?order=priority",
        "newest": "/desk/?order=newest",
        "mine": "/desk/?view=mine",
        "slow lane": "/desk/?view=slow",
        "slow lane by quality": "/desk/?view=slow&order=quality",
        "due within a day": "/desk/?view=due_24h",
        "waiting for the reporter": "/desk/?view=waiting_reporter",
        "under embargo": "/desk/?view=embargoed",
        "closed": "/desk/?view=closed",
        "overdue": "/desk/?view=overdue",
        "search, found seldom": "/desk/?q=ZZ-199",
        "search, found often": "/desk/?q=QY",
    }
    plans = os.environ.get("BENCH_PLANS")
    for name, path in paths.items():
        if plans:
            _explain(client, name, path, Path(plans))
        figures += measured(PART, client, name, path, requests, within=300)
    for name in ("inbox", "new", "by quality", "search, found seldom"):
        said = f"who knows 2,000 of the cases, {name}"
        if plans:
            _explain(handler, said, paths[name], Path(plans))
        figures += measured(PART, handler, said, paths[name], requests, within=300)
    return figures


def _handler(desk: Desk, one_in: int) -> UUID:
    """A handler who knows one in so many of the cases."""
    made = done(
        AppointPerson(
            organisation_id=desk.organisation,
            email="handler@vendor.example",
            person="Handler",
            offices=("handler",),
        ),
        Actor.system(),
    )
    person_id = UUID(made.ids["person_id"])
    with connection.cursor() as cursor:
        cursor.execute(  # writes: grants of copies that nobody acts on
            f"INSERT INTO {Grant._meta.db_table} (case_id, person_id, granted_at)"
            " SELECT id, %s, now() FROM made WHERE mod(place, %s) = 0",
            [person_id, one_in],
        )
        cursor.execute("ANALYZE")
    return person_id


def _copies(count: int, handler: object) -> None:
    """So many more cases like the first that came through the gate, each with a key of its own, set by set."""
    one = Case.objects.order_by("received_at").first()
    assert one is not None and one.due_at is not None
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE made (id uuid PRIMARY KEY, place int, key bytea, title bytea)")
        with cursor.copy("COPY made (id, place, key, title) FROM STDIN") as copy:
            for row in _sealed(count):
                copy.write_row(row)
        cursor.execute("ANALYZE made")
        for model, own in ((Case, "id"), (Report, "case_id"), (Duty, "case_id")):
            _copied(cursor, model, own, one.id, handler)
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself some minutes after so many rows


def _sealed(count: int) -> Iterable[tuple[object, int, bytes, bytes]]:
    for place in range(1, count + 1):
        identity = uuid4()
        key, wrapped = new_case_key(identity)
        yield (
            identity,
            place,
            wrapped,
            key.close(f"诊断页命令注入 {place}".encode(), f"case:{identity}:title"),
        )


def _copied(cursor: Any, model: Any, own: str, case_id: object, handler: object) -> None:
    """The rows of a case in one table, for every copy of the case."""
    said = SPREAD if model is Case else {**SPREAD, "id": "gen_random_uuid()"}
    columns = [
        field.column for field in model._meta.concrete_fields if model is not Duty or field.column != "id"
    ]
    chosen = ", ".join(said.get(column, f"one.{column}") for column in columns)
    table, parameters = model._meta.db_table, [case_id]
    if "handler_id" in columns:
        parameters = [handler, case_id]
    cursor.execute(  # writes: copies that nobody acts on
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen}"
        f" FROM {table} one, made WHERE one.{own} = %s",
        parameters,
    )


def _explain(client: Client, name: str, path: str, plans: Path) -> None:
    """Write down how the server answers each statement of a page."""
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    with plans.open("a") as file, connection.cursor() as cursor:
        for query in seen.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query['sql']}")
                plan = "\n".join(row[0] for row in cursor.fetchall())
                file.write(f"== {name}: {path}\n{query['sql']}\n{plan}\n\n")
