"""The lists of the inbox: counts say what lists show, whichever way a list is read; no list goes through every case."""

import itertools
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.copies import copy_cases, grant
from bulou.acts.membership import GrantCase
from bulou.records import inbox as listing
from bulou.records.models import Case
from bulou.records.searching import search
from tests.acts.conftest import populated
from tests.world import World

MANY = 3_000
KNOWN_ONE_IN = 30
COMBINED = list(itertools.product(listing.VIEWS, listing.ORDERS))


@pytest.fixture
def world(db: None) -> World:
    """Sixteen cases in every state, of which the handler knows every third; and one of another organisation."""
    world = populated()
    handler = _person(world, "handler")
    for number in range(16):
        case_id = UUID(world.submit().ids["case_id"])
        if number % 3 == 0:
            world.done(GrantCase(case_id=case_id, person_id=handler), "lead")
        state = _spread(number, world.now, _person(world, "lead"), handler)
        Case.objects.filter(id=case_id).update(**state)  # writes: stands for many acts
    world.submit("other")
    return world


def _person(world: World, who: str) -> UUID:
    person_id = world.people[who].person_id
    assert person_id is not None
    return person_id


def _spread(number: int, at: datetime, lead: UUID, handler: UUID) -> dict[str, Any]:
    return {
        "flood": number % 4 == 1,
        "rm": "received" if number % 2 else "accepted",
        "closed_at": at if number % 5 == 4 else None,
        "due_at": at + timedelta(hours=10 * (number - 8)) if number % 3 < 2 else None,
        "awaiting_reporter": number % 3 == 0,
        "em": ("none", "active", "revise", "exited")[number // 2 % 4],
        "quality": number % 7 if number % 6 else None,
        "priority": number % 3,
        "handler_id": (lead, handler)[number // 2 % 2],
        "product": ("QY-4200", "rx-77", "路由器")[number % 3],
    }


def _listed(world: World, who: str, **asked: Any) -> list[str]:
    """The numbers on every page of a list, page by page."""
    after, numbers = "", []
    while True:
        page = listing.inbox(
            _person(world, who), world.organisations["vendor"], at=world.now, after=after, **asked
        )
        numbers += [row.case.number for row in page.rows]
        after = page.following
        if not after:
            return numbers


@pytest.mark.parametrize("who", ["lead", "handler"])
def test_a_count_is_what_its_list_shows(world: World, monkeypatch: Any, who: str) -> None:
    monkeypatch.setattr(listing, "PAGE", 7)
    counts = listing.inbox(_person(world, who), world.organisations["vendor"], at=world.now).counts

    for order in listing.ORDERS:
        lists = {view: _listed(world, who, view=view, order=order) for view in listing.VIEWS}
        assert {view: len(numbers) for view, numbers in lists.items()} == counts
        assert all(len(set(numbers)) == len(numbers) for numbers in lists.values())
    assert sum(map(bool, counts.values())) > 6


def test_how_a_list_is_read_changes_nothing_of_what_it_shows(world: World, monkeypatch: Any) -> None:
    """Short lists are read whole and long ones along their order; few hits are looked up, many are met on the way."""
    monkeypatch.setattr(listing, "PAGE", 7)
    asked: list[dict[str, str]] = [{"view": view, "order": order} for view, order in COMBINED]
    asked += [
        {"search": text, "order": order}
        for text in ("rx-7", "QY", "路由", "-2026-", "no")
        for order in listing.ORDERS
    ]
    as_short = [_listed(world, "lead", **each) for each in asked]
    monkeypatch.setattr(listing, "MOST_COUNTED", 0)
    monkeypatch.setattr(listing, "MOST_NAMED", 0)

    assert [_listed(world, "lead", **each) for each in asked] == as_short


def test_a_search_finds_for_each_what_they_may_know(world: World) -> None:
    """AC03: a handler's search is over their own grants, whatever else bears the name."""
    held = {
        who: set(
            listing.known_cases(_person(world, who), world.organisations["vendor"]).values_list(
                "number", flat=True
            )
        )
        for who in ("lead", "handler", "foreigner")
    }
    found = {who: set(_listed(world, who, search="rx-77")) for who in held}
    page = search(_person(world, "handler"), world.organisations["vendor"], "RX-77", at=world.now)
    bearing = set(Case.objects.filter(product="rx-77", closed_at=None).values_list("number", flat=True))

    assert found == {who: bearing & held[who] for who in held}
    assert found["lead"] > found["handler"] == {hit.number for hit in page.cases} - _closed()
    assert found["foreigner"] == set()


def _closed() -> set[str]:
    return set(Case.objects.exclude(closed_at=None).values_list("number", flat=True))


@pytest.fixture
def crowd(db: None) -> World:
    """Three thousand cases, of which the handler knows a hundred; PostgreSQL knows how many there are."""
    world = populated()
    made = world.submit().ids
    copy_cases(Case.objects.get(id=made["case_id"]), MANY, _person(world, "lead"))
    grant(_person(world, "handler"), KNOWN_ONE_IN)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL seq_page_cost = 100")  # as if there were a hundred times as many
    return world


def _plans(world: World, who: str) -> list[tuple[str, str]]:
    """Each statement that reads cases for any list or search, and how the database answers it."""
    person, house = _person(world, who), world.organisations["vendor"]
    with CaptureQueriesContext(connection) as seen:
        for view, order in COMBINED:
            listing.inbox(person, house, at=world.now, view=view, order=order)
        for text in ("no such thing", "rx-77"):
            listing.inbox(person, house, at=world.now, search=text)
            search(person, house, text, at=world.now)
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    plans = []
    with connection.cursor() as cursor:
        for sql in (query["sql"] for query in seen.captured_queries if '"records_case"' in query["sql"]):
            cursor.execute(f"{explain} {sql}")
            plans.append((sql, "\n".join(str(row) for row in cursor.fetchall())))
    return plans


@pytest.mark.parametrize("who", ["lead", "handler"])
def test_no_list_goes_through_every_case(crowd: World, who: str) -> None:
    """And whoever knows a few cases has them counted from their grants outward, by their ids."""
    plans = _plans(crowd, who)
    by_id = ("records_case_pkey", "sqlite_autoindex_records_case_1")

    assert len(plans) > len(COMBINED)
    for sql, plan in plans:
        assert "Seq Scan on records_case" not in plan and "SCAN records_case" not in plan, (sql, plan)
        if who == "handler" and sql.startswith("SELECT COUNT("):
            assert any(index in plan for index in by_id), (sql, plan)


@pytest.mark.only("sqlite")
def test_a_search_of_every_case_reads_names_alone(crowd: World) -> None:
    """What it does not find it looks for in an index, and not in the cases. (PostgreSQL says so once it has vacuumed.)"""
    plans = [plan for sql, plan in _plans(crowd, "lead") if "LIKE" in sql and "LIMIT 4001" in sql]

    assert plans
    assert all("COVERING INDEX cases_newest_first" in plan for plan in plans), plans


def test_the_longest_names_a_report_may_have_are_received(world: World) -> None:
    """AC47: names stand in an index whose entries have a longest size; signs of four bytes are within it."""
    content = {"title": "t", "product": "𠮷" * 4_000, "versions": "𠮷" * 4_000, "steps": "s"}
    number = world.submit(content=content).ids["number"]

    case = Case.objects.get(number=number)
    assert (len(case.product), len(case.versions)) == (200, 300)
