"""The inbox: views, searches, saved views, several cases at once; few queries."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World


@pytest.mark.parametrize("cases", [1, 30])
def test_the_inbox_takes_few_queries_at_any_size(
    world: "World", desk: Desk, django_assert_max_num_queries: Any, cases: int
) -> None:
    for _n in range(cases):
        world.submit()
    client = desk("lead")

    for query in ("", "?q=QY", "?view=new"):
        with django_assert_max_num_queries(15):
            page = client.get(f"/desk/{query}")
        assert len(page.context["lines"]) == cases


def test_the_nearest_limit_stands_first_with_its_clock(world: "World", desk: Desk) -> None:
    first, second = (world.submit().ids["number"] for _n in range(2))

    lines = desk("lead").get("/desk/").context["lines"]

    assert [line.row.case.number for line in lines] == [first, second]
    assert "RMSV-7-2" in {clock.norm_id for clock in lines[0].clocks}


def test_only_numbers_and_products_are_searched(world: "World", desk: Desk) -> None:
    number = world.submit().ids["number"]
    client = desk("lead")

    found = {
        query: client.get("/desk/", {"q": query}).context["page"].total
        for query in (number, "qy-4200", "命令", "secret")
    }

    assert found == {number: 1, "qy-4200": 1, "命令": 0, "secret": 0}


def test_a_view_is_saved_applied_and_deleted_by_its_owner_alone(world: "World", desk: Desk) -> None:
    from bulou.records.models import SavedView

    world.submit()
    client = desk("lead")
    client.post("/desk/views/", {"view": "new", "q": "QY", "name": "<b>新</b>"})

    page = client.get("/desk/", {"view": "new", "q": "QY"})
    assert page.context["chosen"].name == "<b>新</b>"
    assert "<b>新</b>" not in page.content.decode()
    view = SavedView.objects.get()
    desk("foreigner").post(f"/desk/views/{view.id}/drop/")
    assert SavedView.objects.count() == 1
    client.post(f"/desk/views/{view.id}/drop/")
    assert SavedView.objects.count() == 0


def test_several_cases_are_assigned_one_by_one_with_a_line_each(world: "World", desk: Desk) -> None:
    from bulou.records.models import Case

    numbers = [world.submit().ids["number"] for _n in range(2)]
    foreign = world.submit("other").ids["number"]
    handler = world.people["handler"].person_id

    answer = desk("lead").post("/desk/bulk/", {"case": [*numbers, foreign, "QY-0"], "person": str(handler)})

    results = answer.context["results"]
    assert [bool(result.outcome) for result in results] == [True, True, False, False]
    assert len({result.outcome.entry.hash for result in results[:2]}) == 2
    assert str(results[2].words) == str(results[3].words)
    assert set(Case.objects.filter(handler_id=handler).values_list("number", flat=True)) == set(numbers)


def test_someone_without_a_desk_office_is_led_to_their_own_pages(world: "World", desk: Desk) -> None:
    assert desk("admin").get("/desk/")["Location"] == "/desk/members/"
    assert desk("auditor").get("/desk/")["Location"] == "/desk/journal/"


@pytest.mark.parametrize(
    "view", ["new", "mine", "due_24h", "overdue", "waiting_reporter", "embargoed", "open", "closed"]
)
def test_an_empty_view_says_what_that_means(world: "World", desk: Desk, view: str) -> None:
    page = desk("lead").get("/desk/", {"view": view})

    assert str(page.context["empty_title"]) in page.content.decode()


@pytest.mark.parametrize(
    "query", ["?page=999999999999", "?page=²", "?page=-1", "?view=x", "?q=%00", "?before=x"]
)
def test_odd_addresses_are_answered(world: "World", desk: Desk, query: str) -> None:
    world.submit()

    assert desk("lead").get(f"/desk/{query}").status_code == 200
