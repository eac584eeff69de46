"""A flood is received whole; what is beyond fair is read later, and the first of a network never is beyond it."""

import hashlib
import itertools
import json
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from bulou.entrypoints import lanes
from bulou.entrypoints.lanes import Counts, Window, source

if TYPE_CHECKING:
    from tests.world import World

AT = datetime(2026, 11, 20, 10, 0, 5, tzinfo=UTC)
REPORTS = "/api/v1/organisations/vendor/reports"


@pytest.fixture(autouse=True)
def _from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "counts", Counts())


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World

    world = World()
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.appoint("lead", "vendor", "lead")
    return world


def few(monkeypatch: pytest.MonkeyPatch, network: int, organisation: int) -> None:
    monkeypatch.setattr(lanes, "NETWORK", Window(network, 1))
    monkeypatch.setattr(lanes, "ORGANISATION", Window(organisation, 1))


def send(address: str, content: Any = None, **headers: str) -> Any:
    client = Client(REMOTE_ADDR=address, headers={"host": "127.0.0.1", **headers})
    body = (
        content
        if isinstance(content, bytes)
        else json.dumps(content or {"title": "x", "product": "QY-4200"}).encode()
    )
    return client.generic("POST", REPORTS, body, content_type="application/json")


def flooded(*answers: Any) -> list[bool]:
    assert [answer.status_code for answer in answers] == [201] * len(answers)
    return ["flood" in {mark["mark"] for mark in answer.json()["marks"]} for answer in answers]


def test_ac47_beyond_the_limit_a_report_is_received_and_read_later(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.records.models import Case, Delivery, Report

    few(monkeypatch, 3, 100)

    answers = [send("203.0.113.7") for _turn in range(5)] + [send("203.0.113.8")]

    assert flooded(*answers) == [False, False, False, True, True, False]
    assert Report.objects.count() == 6
    assert Case.objects.filter(flood=True).count() == 2
    assert Delivery.objects.count() == 4  # nobody is mailed for each report of a flood


def test_a_flood_of_many_networks_leaves_the_first_of_each_alone(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, 100, 5)
    noise = [send(f"198.51.100.{number}") for number in range(5)]

    late = [send("203.0.113.9") for _turn in range(3)]

    assert flooded(*noise, *late) == [False] * 5 + [False, False, True]


def test_ac49_the_limit_is_shared_between_processes(world: "World", monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, 4, 100)
    organisation = world.organisations["vendor"]
    processes = [Counts() for _process in range(3)]

    found = []
    for _turn in range(2):
        for counts in processes:
            monkeypatch.setattr(lanes, "counts", counts)
            found.append(lanes.is_flood("203.0.113.7", organisation, at=AT))

    assert found == [False, False, False, False, True, True]


def test_a_quiet_node_writes_nothing_for_it(world: "World", django_assert_num_queries: Any) -> None:
    organisation = world.organisations["vendor"]

    with django_assert_num_queries(0):
        for _turn in range(3):
            assert not lanes.is_flood("203.0.113.7", organisation, at=AT)
            assert not lanes.is_flood("", organisation, at=AT)


def test_a_new_window_begins_from_nothing(world: "World", monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, 1, 100)
    organisation = world.organisations["vendor"]

    found = [lanes.is_flood("a", organisation, at=AT + timedelta(minutes=each)) for each in (0, 1, 10)]

    assert found == [False, True, False]


def test_a_database_that_cannot_count_costs_nobody_a_report(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, 1, 100)

    def broken(*_arguments: Any, **_options: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("bulou.records.tallies.add", broken)

    assert flooded(send("203.0.113.7"), send("203.0.113.7")) == [False, True]
    assert lanes.first_use("x", at=AT)


def proof_of(subject: str) -> str:
    return next(str(each) for each in itertools.count() if lanes.worked(subject, str(each)))


def test_work_opens_the_ordinary_lane_once(world: "World", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "BITS", 8)
    few(monkeypatch, 0, 0)
    body = b'{"title": "x"}'
    proof = proof_of(hashlib.sha256(body).hexdigest())

    answers = [send("203.0.113.7", body, **{"bulou-proof": proof}) for _turn in range(2)]
    answers.append(send("203.0.113.7", b'{"title": "y"}', **{"bulou-proof": proof}))

    assert flooded(*answers) == [False, True, True]


@pytest.mark.parametrize("proof", ["", "x" * 65, "0"])
def test_no_work_is_no_work(proof: str) -> None:
    assert not lanes.worked("subject", proof)


def test_ac30_the_form_asks_a_sum_and_receives_without_it(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.entrypoints.portal import asking
    from bulou.entrypoints.portal.drafts import reopened
    from bulou.records.models import Case

    few(monkeypatch, 0, 0)
    client = Client(REMOTE_ADDR="203.0.113.7", headers={"accept-language": "en"})

    def preview() -> tuple[Any, str]:
        page = client.post("/report/vendor", {"step": "preview", "title": "x", "steps": "y"})
        return page, page.context["draft"].sealed()

    page, box = preview()
    draft = reopened(box, "vendor")
    assert draft is not None
    assert asking.question(page.context["draft"]).en in page.content.decode()
    right = str(sum(asking._terms(draft)))
    for title, answer in enumerate((right, right, "", "no idea")):
        done = client.post(
            "/report/vendor", {"step": "submit", "title": title, "steps": "y", "draft": box, "sum": answer}
        )
        assert done.status_code == 200, done.content

    assert list(Case.objects.order_by("received_at").values_list("flood", flat=True)) == [
        False,
        True,
        True,
        True,
    ]


def test_numbers_are_read_in_figures_and_in_words() -> None:
    from bulou.entrypoints.portal.asking import _number

    said = {
        "12": 12,
        "１２": 12,
        "十二": 12,
        "十": 10,
        " Twelve. ": 12,
        "九": 9,
        "": None,
        "xii": None,
        "十十十": None,
    }

    assert {text: _number(text) for text in said} == said


def test_ac47_one_huge_field_is_received_and_its_score_is_quick(world: "World") -> None:
    started = time.process_time()

    answer = send("203.0.113.7", {"title": "x", "steps": "a" * 1_900_000})

    assert answer.status_code == 201
    assert time.process_time() - started < 5


def test_past_tallies_are_swept(world: "World") -> None:
    from bulou.records import tallies

    assert tallies.add({"a": 2, "b": 1}, ends_at=AT) == {"a": 2, "b": 1}
    assert tallies.add({"a": 3}, ends_at=AT) == {"a": 5}
    assert (tallies.read("a"), tallies.read("c")) == (5, 0)
    assert not tallies.over(at=AT)
    assert tallies.sweep(at=AT + timedelta(seconds=1)) == 2


def test_nobody_shares_an_undeclared_proxys_count(world: "World", monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, 0, 0)

    assert flooded(send("127.0.0.1")) == [False]
    assert not lanes.is_coming("", UUID(int=0), at=AT)


def test_whom_a_request_is_counted_to(settings) -> None:
    make = RequestFactory().get
    settings.BULOU_TRUSTED_PROXY = False
    direct = {
        address: source(make("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR="198.51.100.9"))
        for address in ("203.0.113.7", "127.0.0.1", "::1", "2001:db8:1:2:3::4", "")
    }
    settings.BULOU_TRUSTED_PROXY = True
    proxied = source(make("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.9"))

    assert direct == {
        "203.0.113.7": "203.0.113.7",
        "127.0.0.1": "",
        "::1": "",
        "2001:db8:1:2:3::4": "2001:0db8:0001:0002",
        "": "",
    }
    assert proxied == "198.51.100.9"
