"""The pages of supervision: for the leads of an authority, and for those of who was ordered; for nobody else."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

LIST = "/desk/supervision/"


@pytest.fixture
def found(world: "World") -> str:
    """A dead channel of the vendor, which an authority supervises; the key of the finding."""
    from tests.acts.supervised import silent, supervised

    world.now = timezone.now() - timedelta(hours=2)
    world.appoint("inspector", "authority", "lead")
    world.found("second", "SE", "authority")
    world.appoint("colleague", "second", "lead")
    key = silent(world)
    supervised(world)
    return key


def test_ac03_nobody_but_the_supervising_authority_finds_the_page(
    world: "World", desk: Desk, found: str
) -> None:
    page = f"{LIST}{world.organisations['vendor']}/"

    seen = {name: [desk(name).get(each).status_code for each in (LIST, page)]
            for name in ("inspector", "colleague", "lead", "handler", "foreigner", "auditor")}  # fmt: skip

    assert seen == {
        "inspector": [200, 200], "colleague": [200, 404], "lead": [404, 404], "handler": [404, 404],
        "foreigner": [404, 404], "auditor": [404, 404],
    }  # fmt: skip
    assert (
        str(world.organisations["vendor"])
        not in desk("colleague").get(LIST).content.decode().split("<select")[0]
    )


def test_a_finding_is_confirmed_ordered_answered_and_closed_on_the_pages(
    world: "World", desk: Desk, found: str
) -> None:
    from bulou.records.supervision import confirmed, orders
    from tests.acts.test_supervision import deliver

    page = f"{LIST}{world.organisations['vendor']}/"
    inspector, lead = desk("inspector"), desk("lead")
    sent = [inspector.post(f"{page}findings/", {"act": "confirm_finding", "key": found}).status_code]
    finding = confirmed(world.organisations["authority"], world.organisations["vendor"])[0].id
    until = (timezone.localtime() + timedelta(days=10)).strftime("%Y-%m-%dT%H:%M")
    ordering = {
        "act": "issue_correction",
        "finding_id": finding,
        "number": "责改1号",
        "text": "改<b>正",
        "due_at": until,
    }
    sent.append(inspector.post(page, {**ordering, "text": " "}).status_code)
    sent.append(inspector.post(page, ordering).status_code)
    world.now = timezone.now()
    deliver(world)
    order = orders(world.organisations["vendor"], issued=False)[0].row.order
    sent.append(
        lead.post(
            "/desk/corrections/", {"act": "answer_correction", "order": order, "text": "已改"}
        ).status_code
    )
    world.now = timezone.now()
    deliver(world)
    sent.append(inspector.post(page, {"act": "close_correction", "order": order, "text": "核实"}).status_code)
    own, theirs = inspector.get(page).content.decode(), lead.get("/desk/corrections/").content.decode()

    assert sent == [302, 422, 302, 302, 302]
    assert all("改&lt;b&gt;正" in each and "已改" in each for each in (own, theirs))
    assert "an exposure, never a verdict" in own


def test_the_pages_ask_few_queries_whatever_there_is(world: "World", desk: Desk, found: str) -> None:
    page, counts = f"{LIST}{world.organisations['vendor']}/", []
    client = desk("inspector")
    for more in (0, 5):
        for _unused in range(more):
            world.now -= timedelta(days=9)
            world.accepted()
            world.now += timedelta(days=9)
        for each in (page, f"{page}findings/", LIST):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(each).status_code == 200
            counts.append(len(asked))

    assert max(counts) <= 15, counts


def test_a_log_is_inspected_by_who_opened_it_and_shows_no_report(
    world: "World", desk: Desk, found: str
) -> None:
    number = world.submit().ids["number"]
    page = f"{LIST}{world.organisations['vendor']}/"
    day = (timezone.localtime()).date()
    client = desk("inspector")
    asked = {"act": "inspect_supervised", "grounds": "检查3号", "first": day - timedelta(days=1), "last": day}
    done = client.post(page, asked)
    from bulou.records.models import Entry

    index = Entry.objects.filter(header__contains='"inspect_supervised"').latest("id").index
    log = client.get(f"{LIST}inspections/{index}/")

    assert done.status_code == 302
    assert number in log.content.decode()
    assert "命令注入" not in log.content.decode()
    assert desk("colleague").get(f"{LIST}inspections/{index}/").status_code == 404
    assert client.get(f"{LIST}inspections/0/").status_code == 404
