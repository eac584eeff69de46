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

    for query in ("", "?q=QY", "?view=new", "?order=quality", "?order=priority", "?order=newest"):
        with django_assert_max_num_queries(15):
            page = client.get(f"/desk/{query}")
        assert len(page.context["lines"]) == cases


def test_the_nearest_limit_stands_first_with_its_clock(world: "World", desk: Desk) -> None:
    first, second = (world.submit().ids["number"] for _n in range(2))

    lines = desk("lead").get("/desk/").context["lines"]

    assert [line.row.case.number for line in lines] == [first, second]
    assert "RMSV-7-2" in {clock.norm_id for clock in lines[0].clocks}


def registered(world: "World", *, owner: str = "") -> None:
    """A product of the vendor's that goes by three names."""
    from uuid import UUID

    from bulou.acts.products import AddAlias, AddProduct, DescribeProduct

    house = {"organisation_id": world.organisations["vendor"]}
    made = world.done(AddProduct(**house, product="边界网关", model="QY-4200"), "lead")
    product = {**house, "product_id": UUID(made.ids["product_id"])}
    world.done(AddAlias(**product, kind="english", text="Edge Gateway"), "lead")
    if owner:
        world.done(DescribeProduct(**product, owner_id=world.people[owner].person_id), "lead")


@pytest.mark.parametrize(
    ("said", "name"), [("qy-4200", "QY-4200"), ("the EDGE gateway v3", "Edge Gateway"), ("QY-42001", "")]
)
def test_a_line_says_which_product_is_meant_by_which_name_and_whose_it_is(
    world: "World", desk: Desk, said: str, name: str
) -> None:
    registered(world, owner="handler")
    world.submit(content={"title": "x", "product": said})

    [line] = desk("lead").get("/desk/").context["lines"]

    meant = line.row.suggestion
    assert (meant.alias.text, meant.product.owner.name) == (name, "handler") if name else meant is None


def test_one_press_takes_the_product_and_its_owner_and_leads_back(world: "World", desk: Desk) -> None:
    from bulou.records.models import Affected, Case

    registered(world, owner="handler")
    number = world.submit().ids["number"]
    client = desk("lead")
    [line] = client.get("/desk/").context["lines"]
    sent = {"take": f"{number} {line.row.suggestion.product.id}", "view": "new", "order": "newest"}

    answer = client.post("/desk/take/", sent)

    assert (answer.status_code, answer["Location"]) == (302, "/desk/?view=new&order=newest")
    case = Case.objects.get(number=number)
    assert case.handler is not None
    assert (case.product, case.handler.name) == ("边界网关", "handler")
    assert case.facts["own_product"]["value"] is True
    assert list(Affected.objects.values_list("name", "model", "status", "own")) == [
        ("边界网关", "QY-4200", "under_investigation", True)
    ]
    assert [row.suggestion for row in client.get("/desk/").context["page"].rows] == [None]
    assert desk("handler").get("/desk/?view=mine").context["page"].total == 1


def test_what_is_not_there_for_someone_is_not_taken(world: "World", desk: Desk) -> None:
    from bulou.records.models import Affected, RegisteredProduct

    registered(world)
    number = world.submit().ids["number"]
    product = RegisteredProduct.objects.get().id
    sent = [("foreigner", f"{number} {product}"), ("handler", f"{number} {product}"), ("lead", f"{number} x")]

    assert [desk(name).post("/desk/take/", {"take": what}).status_code for name, what in sent] == [404] * 3
    assert not Affected.objects.exists()


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


def test_someone_without_a_desk_office_is_led_to_their_own_pages(world: "World", desk: Desk) -> None:
    assert desk("admin").get("/desk/")["Location"] == "/desk/members/"
    assert desk("auditor").get("/desk/")["Location"] == "/desk/journal/"


@pytest.mark.parametrize(
    "view", ["new", "slow", "mine", "due_24h", "overdue", "waiting_reporter", "embargoed", "open", "closed"]
)
def test_an_empty_view_says_what_that_means(world: "World", desk: Desk, view: str) -> None:
    page = desk("lead").get("/desk/", {"view": view})

    assert str(page.context["empty_title"]) in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?after=999999999999",
        "?after=²",
        "?after=W10",
        "?after=WzEsMiwzLDRd",
        "?order=x&after=%00",
        "?view=x",
        "?q=%00",
        "?before=x",
    ],
)
def test_odd_addresses_are_answered(world: "World", desk: Desk, query: str) -> None:
    world.submit()

    assert desk("lead").get(f"/desk/{query}").status_code == 200


def _numbers(client: Any, url: str) -> list[list[str]]:
    """The numbers on every page from `url` on, following the cursor."""
    pages = []
    while url:
        page = client.get(url)
        pages.append([line.row.case.number for line in page.context["lines"]])
        following = page.context["page"].following
        url = url.split("&after")[0] + f"&after={following}" if following else ""
    return pages


@pytest.mark.parametrize("order", ["due", "quality", "priority", "newest"])
def test_the_cursor_leads_through_every_case_once_in_any_order(
    world: "World", desk: Desk, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    from bulou.acts.scoring import score
    from bulou.records import inbox
    from bulou.records.models import Case

    monkeypatch.setattr(inbox, "PAGE", 2)
    made = [
        world.submit(content={"title": str(n), "product": "QY" * n, "steps": "1. POST /x"}) for n in range(7)
    ]
    score(batch=4)
    third, fifth = made[3].ids["number"], made[5].ids["number"]
    Case.objects.filter(number=third).update(priority=3)  # writes: stands for an act on the case
    Case.objects.filter(number=fifth).update(due_at=None)  # writes: a case without a limit

    pages = _numbers(desk("lead"), f"/desk/?order={order}")

    flat = [number for page in pages for number in page]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert sorted(flat) == sorted(each.ids["number"] for each in made)
    last = {"due": made[5], "newest": made[0]}
    first = {"priority": made[3], "newest": made[6]}
    assert order not in last or flat[-1] == last[order].ids["number"]
    assert order not in first or flat[0] == first[order].ids["number"]


def test_what_comes_in_meanwhile_shifts_no_page(
    world: "World", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.records import inbox

    monkeypatch.setattr(inbox, "PAGE", 2)
    for _n in range(4):
        world.submit()
    client = desk("lead")
    first = client.get("/desk/?order=newest").context
    seen = [line.row.case.number for line in first["lines"]]
    world.now = world.now.replace(hour=23)
    world.submit()

    rest = _numbers(
        client, f"/desk/?order=newest&after={first['page'].following}".replace("&after", "&x=1&after", 1)
    )

    assert len({*seen, *rest[0]}) == 4


def test_counts_end_where_they_help_nobody(
    world: "World", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.records import inbox

    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _n in range(4):
        world.submit()

    page = desk("lead").get("/desk/")

    assert (page.context["page"].total, page.context["total"]) == (3, "2+")


def test_the_slow_lane_hides_nothing_and_is_left_by_an_act(world: "World", desk: Desk) -> None:
    from uuid import UUID

    from bulou.acts.triage import EnterSlowLane, LeaveSlowLane

    flood = world.submit(marks=("flood",)).ids
    world.submit()
    client = desk("lead")

    def counts() -> list[int]:
        found = client.get("/desk/").context["page"].counts
        return [found[name] for name in ("new", "slow", "open")]

    before = counts()
    world.done(LeaveSlowLane(case_id=UUID(flood["case_id"])), "lead")
    after = counts()
    again = world.act(LeaveSlowLane(case_id=UUID(flood["case_id"])), "lead")
    world.done(EnterSlowLane(case_id=UUID(flood["case_id"])), "lead")

    assert (before, after, counts()) == ([1, 1, 2], [2, 0, 2], [1, 1, 2])
    assert again.errors


def test_a_shared_view_is_offered_at_the_desk_and_shows_each_only_their_own(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import SavedView

    world.submit()
    lead, handler, foreigner = desk("lead"), desk("handler"), desk("foreigner")
    lead.post("/desk/views/", {"view": "new", "q": "QY", "order": "newest", "name": "急件"})
    view = SavedView.objects.get()

    offered = ["急件" in handler.get("/desk/").content.decode()]
    for client in (handler, foreigner, desk("admin")):
        client.post(f"/desk/views/{view.id}/share/")
    offered.append("急件" in handler.get("/desk/").content.decode())
    lead.post(f"/desk/views/{view.id}/share/")
    page = handler.get("/desk/?view=new&q=QY&order=newest")
    elsewhere = "急件" in foreigner.get("/desk/").content.decode()
    handler.post(f"/desk/views/{view.id}/drop/")
    lead.post(f"/desk/views/{view.id}/share/", {"shared": "1"})

    assert offered == [False, False]
    assert page.context["chosen"].name == "急件"
    assert (page.context["chosen_is_own"], len(page.context["lines"]), elsewhere) == (False, 0, False)
    assert not SavedView.objects.get().shared
