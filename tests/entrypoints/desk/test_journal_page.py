"""The auditor's page: every header of the organisation, covered or not, and no word of a case."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 15


def test_it_lists_headers_of_the_organisation_and_no_word_of_a_case(world: "World", desk: Desk) -> None:
    from bulou.records.models import Case, Entry

    case_id = world.accepted()
    foreign = UUID(world.submit("other").ids["case_id"])
    own = [f"org:{world.organisations['vendor']}", f"case:{case_id}"]

    page = desk("auditor").get("/desk/journal/").content.decode()

    shown = Entry.objects.filter(stream__in=own).values_list("hash", flat=True)
    assert len(shown) > 5
    assert [each for each in shown if each not in page] == []
    hidden = Entry.objects.exclude(stream__in=own).values_list("hash", flat=True)
    assert [each for each in hidden if each in page] == []
    secrets = ["命令注入", "QY-4200", "secret steps", "控制设备", Case.objects.get(id=case_id).number]
    assert [words for words in [*secrets, str(foreign)] if words in page] == []


def test_it_says_which_entries_the_latest_checkpoint_covers(world: "World", desk: Desk) -> None:
    from bulou.acts.sequencing import sequence
    from bulou.records.headers import headers

    world.submit()
    vendor = world.organisations["vendor"]
    assert {row.covered for row in headers(vendor).rows} == {False}

    sequence(world.now)
    world.submit()

    covered = [row.covered for row in headers(vendor).rows]
    assert covered == sorted(covered)
    assert set(covered) == {False, True}


def test_pages_lead_from_the_newest_to_the_oldest_without_gap_or_repeat(world: "World", monkeypatch) -> None:
    from bulou.records import headers as module
    from bulou.records.models import Entry

    case_id = world.accepted()
    vendor = world.organisations["vendor"]
    monkeypatch.setattr(module, "PAGE", 2)
    monkeypatch.setattr(module, "CHUNK", 3)
    found, before = [], None
    while True:
        page = module.headers(vendor, before=before)
        found.extend(row.hash for row in page.rows)
        if page.older is None:
            break
        before = page.older

    own = Entry.objects.filter(stream__in=[f"org:{vendor}", f"case:{case_id}"]).order_by("-id")
    assert found == list(own.values_list("hash", flat=True))


@pytest.mark.parametrize("name", ["lead", "handler", "admin"])
def test_for_everyone_else_it_is_not_there(world: "World", desk: Desk, name: str) -> None:
    assert desk(name).get("/desk/journal/").status_code == 404


def test_the_auditor_lands_there_and_it_takes_few_queries(
    world: "World", desk: Desk, django_assert_max_num_queries
) -> None:
    world.accepted()
    client = desk("auditor")

    assert client.get("/desk/")["Location"] == "/desk/journal/"
    with django_assert_max_num_queries(MOST):
        client.get("/desk/journal/")
