"""The register of internal control on the desk: for its own desk and auditor, with what is lacking, as CSV and for print."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

PAGE = "/desk/controls/"
MEASURE = {
    "act": "put_measure_in_force",
    "kind": "training",
    "heading": "=保密<b>培训",
    "text": "每年一次。",
    "in_force_since": "2026-01-05",
}


@pytest.fixture
def kept(world: "World") -> str:
    """The address of a measure of the vendor."""
    from tests.acts.housed import in_force

    world.now = timezone.now() - timedelta(hours=2)
    world.appoint("inspector", "authority", "lead")
    return f"{PAGE}{in_force(world)}/"


def test_ac03_the_register_is_there_for_its_own_desk_and_auditor_alone(
    world: "World", desk: Desk, kept: str
) -> None:
    people = ("lead", "handler", "auditor", "admin", "foreigner", "inspector")
    pages = (PAGE, kept, f"{PAGE}print/", f"{PAGE}controls.csv")

    seen = {name: [desk(name).get(each).status_code for each in pages] for name in people}
    sent = {name: desk(name).post(PAGE, MEASURE).status_code for name in people}

    assert seen == {
        "lead": [200] * 4, "handler": [200] * 4, "auditor": [200] * 4, "admin": [404] * 4,
        "foreigner": [200, 404, 200, 200], "inspector": [404] * 4,
    }  # fmt: skip
    assert sent == {
        "lead": 422,
        "handler": 404,
        "auditor": 404,
        "admin": 404,
        "foreigner": 422,
        "inspector": 404,
    }


def test_a_measure_goes_from_the_page_to_the_register_and_is_no_formula_in_the_table(
    world: "World", desk: Desk, kept: str
) -> None:
    lead = desk("lead")
    due = str((timezone.localtime() + timedelta(days=90)).date())
    done = lead.post(PAGE, MEASURE | {"responsible_id": world.people["lead"].person_id, "review_due": due})
    suspicion = {"act": "enter_incident", "suspected": "leak", "text": "群<i>里"}
    entered = desk("handler").post(PAGE, suspicion)
    page, table = lead.get(PAGE).content.decode(), b"".join(lead.get(f"{PAGE}controls.csv")).decode()

    assert [done.status_code, entered.status_code] == [302, 302]
    assert "=保密&lt;b&gt;培训" in page
    assert "群&lt;i&gt;里" in page
    assert "'=保密<b>培训" in table
    assert page.count("no measure") == 4  # of six kinds that are asked for two have one


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk is looked at nine days from now."""
    clock = SimpleNamespace(now=lambda: timezone.now() + timedelta(days=9))
    monkeypatch.setattr("bulou.entrypoints.desk.seat.timezone", clock)


def test_ac03_a_count_over_all_cases_is_for_who_knows_of_all(
    world: "World", desk: Desk, kept: str, later: None
) -> None:
    from tests.acts.housed import adopted

    adopted(world, first_answer="2")
    world.submit()
    told = {
        who: [
            words in desk(who).get(page).content.decode()
            for page, words in ((PAGE, 'id="facts"'), (f"{PAGE}print/", 'id="facts"'), ("/desk/rules/", "longer than"))
        ]
        for who in ("lead", "handler", "auditor")
    }  # fmt: skip

    assert told == {"lead": [True] * 3, "handler": [False] * 3, "auditor": [True, True, False]}


def test_what_was_refused_is_not_counted_as_done(world: "World") -> None:
    from bulou.acts.membership import RevokeOffice
    from bulou.records.controls import enforced
    from bulou.records.models import Organisation
    from bulou.records.pages import DeskSeat

    house, handler = world.organisations["vendor"], world.people["handler"].person_id
    assert handler is not None
    act = RevokeOffice(organisation_id=house, person_id=handler, office="handler")
    world.act(act, "handler")
    world.done(act, "admin")
    found = enforced(DeskSeat(Organisation.objects.get(id=house), ["lead"]))

    assert found is not None
    assert (found.counts["offices"], found.counts["refusals"]) == (1, 1)


def test_what_is_due_stands_on_the_home_page_of_the_leads(world: "World", desk: Desk, kept: str) -> None:
    seen = {name: desk(name).get("/desk/").content.decode() for name in ("lead", "handler", "foreigner")}
    tones = re.findall(r'data-tone="(\w+)"><strong>Your own house waits for', "".join(seen.values()))

    assert {name: "Your own house waits for" in page for name, page in seen.items()} == {
        "lead": True, "handler": False, "foreigner": False,
    }  # fmt: skip
    assert tones == ["soon"]


def test_what_is_overdue_is_red_on_the_home_page(world: "World", desk: Desk, kept: str, later: None) -> None:
    assert 'data-tone="bad"><strong>Your own house waits for' in desk("lead").get("/desk/").content.decode()


def test_the_pages_ask_few_queries_whatever_there_is(world: "World", desk: Desk, kept: str) -> None:
    from tests.acts.housed import in_force, suspected

    client, counts = desk("lead"), []
    for more in (0, 5):
        for _unused in range(more):
            in_force(world)
            suspected(world)
            world.accepted()
        for each in (PAGE, kept, f"{PAGE}print/", "/desk/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(each).status_code == 200
            counts.append(len(asked))

    assert max(counts) <= 15, counts
