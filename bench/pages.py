"""Pages of the desk at several sizes: SQL queries, and the CPU time of Python, each page asked for many times."""

import time
from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.figures import Figure, tail
from bench.loader import Desk, faults, hurry
from bulou.records.models import Case, Person

PART = "pages: inbox and the rooms of a case, PostgreSQL"
MOST = 15
WITHIN = 1_500  # ms, for the rooms of a large case
ROOMS = {"case page": "", "parties": "parties/", "discussion": "discussion/"}


def measure(*, requests: int, cases: int, parties: int, posts: int) -> list[Figure]:
    """The figures of the part; each page is asked for `requests` times."""
    hurry()
    desk = Desk.with_cases(cases)
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-hans"})
    client.force_login(Person.objects.get(id=desk.lead.person_id))
    small = f"at {cases} cases"
    pages = [
        *_page(client, f"inbox {small}", "/desk/", requests),
        *_page(client, f"case page {small}", _address(desk.cases[0]), requests),
    ]
    crowded = desk.crowd(parties, posts)
    large = f"at {parties + 1} parties, {posts} posts"
    pages += _page(client, f"inbox {large}", "/desk/", requests)
    for name, room in ROOMS.items():
        path = _address(crowded) + room
        pages += measured(PART, client, f"{name} {large}", path, min(requests, 20), within=WITHIN)
    pages.append(Figure(PART, "faults in the journal that was loaded", [float(faults())], most=0, must=True))
    return pages


def _address(case_id: object) -> str:
    return f"/desk/cases/{Case.objects.get(id=case_id).number}/"


def _page(client: Client, name: str, path: str, requests: int) -> list[Figure]:
    return measured(PART, client, name, path, requests)


def measured(
    part: str, client: Client, name: str, path: str, requests: int, within: float | None = None
) -> list[Figure]:
    """A page asked for so many times: its SQL queries, its CPU time, and how long 95 of 100 take."""

    def ask() -> None:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)

    ask()
    with CaptureQueriesContext(connection) as seen:
        ask()
    queries = float(len(seen))  # the next request empties what was seen
    cpu, wall = zip(*[_timed(ask) for _turn in range(requests)], strict=True)
    return [
        Figure(part, f"{name}: SQL queries", [queries], most=MOST),
        Figure(part, f"{name}: CPU time", [min(cpu), median(cpu), max(cpu)], "ms"),
        Figure(part, f"{name}: 95 of 100 within", [tail(wall, 0.95)], "ms", most=within),
    ]


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3
