"""The inbox of an organisation with very many open cases, on PostgreSQL: every view and order, and a page far down.

The cases are copies of one that came through the gate, each under a key of its own; their streams are not copied, so
nothing here says anything about the journal. Limits, scores and moments are spread over them.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client

from bench.figures import Figure
from bench.loader import Desk, hurry
from bench.pages import measured
from bulou.records.models import Case, Person
from bulou.records.sealed import new_case_key

PART = "crowd: an inbox of very many cases, PostgreSQL"
CHUNK = 5_000
OWN = (
    "id",
    "number",
    "received_at",
    "due_at",
    "quality",
    "priority",
    "flood",
    "rm",
    "title_sealed",
    "key_wrapped",
)


def measure(*, count: int, requests: int) -> list[Figure]:
    """The figures of the part; each page is asked for `requests` times."""
    hurry()
    desk = Desk.with_cases(3)
    _copies(count)
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
    client.force_login(Person.objects.get(id=desk.lead.person_id))
    figures = [Figure(PART, "cases", [float(Case.objects.count())], least=count)]
    after = client.get("/desk/").context["page"].following
    paths = {
        "inbox": "/desk/",
        "second page": f"/desk/?after={after}",
        "new": "/desk/?view=new",
        "by quality": "/desk/?order=quality",
        "by priority": "/desk/?order=priority",
        "newest": "/desk/?order=newest",
        "mine": "/desk/?view=mine",
        "overdue": "/desk/?view=overdue",
        "search, found seldom": "/desk/?q=ZZ-199",
        "search, found often": "/desk/?q=QY",
    }
    for name, path in paths.items():
        figures += measured(PART, client, name, path, requests, within=300)
    return figures


def _copies(count: int) -> None:
    """So many more cases like one of those that came through the gate, each under a key of its own."""
    one = Case.objects.select_related("organisation").order_by("received_at").first()
    assert one is not None and one.due_at is not None
    shared = {
        field.attname: getattr(one, field.attname)
        for field in Case._meta.concrete_fields
        if field.name not in OWN
    }
    for first in range(0, count, CHUNK):
        rows = [_copy(one, shared, number) for number in range(first, min(count, first + CHUNK))]
        Case.objects.bulk_create(rows)  # writes: more rows than any gate could make in the time of a run
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE records_case")


def _copy(one: Case, shared: dict[str, Any], number: int) -> Case:
    identity = uuid4()
    key, wrapped = new_case_key(identity)
    assert one.due_at is not None
    return Case(
        **shared,
        id=identity,
        number=f"ZZ-{number}",
        received_at=one.received_at - timedelta(minutes=number),
        due_at=None if number % 3 == 0 else one.due_at + timedelta(minutes=number % 5000),
        quality=number % 100 - 20,
        priority=1 + number % 4 if number % 50 == 0 else 0,
        flood=number % 20 == 0,
        rm="received" if number % 2 == 0 else "accepted",
        title_sealed=key.close(f"诊断页命令注入 {number}".encode(), f"case:{identity}:title"),
        key_wrapped=wrapped,
    )
