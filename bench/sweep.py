"""What another reading of the law would change in many open cases: how many a second, and in how much memory.

One case comes through the gate; its rows are copied as often as asked, for no entry of a copy is read here.
"""

import resource
import time

from django.db import connection

from bench.figures import Figure
from bench.loader import Desk
from bulou.records import sweeping
from bulou.records.models import Case, Duty, Organisation

PART = "sweep: open cases looked at anew under another reading, PostgreSQL"
READING, VALUE = "clock_start", "confirmation"
MOST_MB = 2048


def measure(*, stored: int) -> list[Figure]:
    """The figures of the part, over so many open cases."""
    case_id = Desk.with_cases(1).cases[0]
    _copied(case_id, stored - 1)
    organisation = Organisation.objects.get()
    sweeping.preview(organisation, READING, VALUE, most=100)
    before, start = _peak(), time.process_time()
    found = sweeping.preview(organisation, READING, VALUE, most=stored)
    taken, after = time.process_time() - start, _peak()
    return [
        Figure(PART, "cases looked at", [float(found.looked)], least=stored, most=stored, must=True),
        Figure(PART, "cases whose duties would change", [float(found.changed)], least=stored, must=True),
        Figure(PART, f"rate over {stored:,} cases", [found.looked / taken], "/s of CPU"),
        Figure(PART, f"peak memory of the process at {stored:,} cases", [after], "MB", most=MOST_MB),
        Figure(PART, "of it more than for 100 cases", [after - before], "MB"),
    ]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _copied(case_id: object, count: int) -> None:
    """As many open cases like this one, with their duties: written by the server itself, in the order of their ids, and with
    no key looked up row by row, for what the copies point to is there.
    """
    fresh = {"id": "copies.id", "case_id": "copies.id", "number": "'COPY-' || copies.place"}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE copies AS SELECT (lpad(to_hex(place), 8, '0') || right(md5(place::text), 24))::uuid AS id, place"
            " FROM generate_series(1, %s) place",
            [count],
        )
        for model, key in ((Case, "id"), (Duty, "case_id")):
            columns = [
                field.column for field in model._meta.concrete_fields if model is Case or field.column != "id"
            ]
            chosen = ", ".join(fresh.get(column, f"one.{column}") for column in columns)
            cursor.execute(  # writes: copies that nobody acts on
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {chosen}"
                f" FROM {model._meta.db_table} one, copies WHERE one.{key} = %s",
                [case_id],
            )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
