"""The page of figures: plots with their tables, files that no spreadsheet takes for formulas, the same over the API."""

import csv
import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

FIGURES = ("intake", "validity", "first-answer", "on-time", "ageing", "skill")


@pytest.fixture
def cases(world: "World") -> list[str]:
    """Three accepted cases of the last hours, the first of which was answered; their numbers."""
    from bulou.acts.receipt import PostMessage
    from bulou.records.models import Case

    world.now = timezone.now() - timedelta(hours=2)
    ids = [world.accepted() for _n in range(3)]
    world.done(PostMessage(case_id=ids[0], thread="public", text="谢谢"), "lead")
    return [Case.objects.get(id=each).number for each in ids]


def rows_of(answer: Any) -> list[list[str]]:
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_every_figure_is_a_named_picture_with_the_table_of_its_file_beside_it(
    world: "World", desk: Desk, cases: list[str]
) -> None:
    client = desk("lead")
    page = client.get("/desk/figures/")
    shown = page.content.decode()

    assert tuple(name for name, _figure in page.context["figures"]) == FIGURES
    for name, figure in page.context["figures"]:
        file = rows_of(client.get(f"/desk/figures/{name}.csv"))
        # the signs of a skill begin like formulas: in the file an apostrophe stands before them
        assert [[cell.removeprefix("'") for cell in row] for row in file[1:]] == [
            list(row.cells) for row in figure.rows
        ]
        assert file[0] == [str(each) for each in figure.columns]
        if figure.plot:
            assert f'aria-labelledby="{name}-title {name}-desc"' in shown
    assert len(re.findall(r'<svg class="plot[ a-z-]*" [^>]*role="img"', shown)) == sum(
        figure.plot is not None for _name, figure in page.context["figures"]
    )
    assert " style=" not in shown
    assert not [number for number in cases if number in shown]


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_takes_few_queries_at_any_size(
    world: "World", desk: Desk, django_assert_max_num_queries: Any, number: int
) -> None:
    world.now = timezone.now() - timedelta(hours=2)
    world.accepted()
    for _n in range(number - 1):
        world.submit()
    client = desk("lead")

    with django_assert_max_num_queries(15):
        page = client.get("/desk/figures/?step=day")
    assert sum(int(row.cells[-1]) for row in page.context["figures"][0][1].rows) == number


def test_ac09_neither_sums_nor_choices_tell_a_handler_of_cases_they_may_not_know(
    world: "World", desk: Desk, cases: list[str]
) -> None:
    page = desk("handler").get("/desk/figures/?channel=email")
    empty = page.content.decode()

    assert [list(figure.rows) for _name, figure in page.context["figures"]] == [[]] * 6
    assert page.context["channels"] == []
    assert "granted" in empty
    assert "No case came in within these days." in empty
    assert 'href="/desk/reception/enter/"' in empty
    for name in ("auditor", "admin"):
        assert desk(name).get("/desk/figures/").status_code == 404
        assert desk(name).get("/desk/figures/intake.csv").status_code == 404


def test_days_steps_and_channels_are_chosen_in_the_address(
    world: "World", desk: Desk, cases: list[str]
) -> None:
    client = desk("lead")
    elsewhere = client.get("/desk/figures/", {"channel": "letter"}).context["figures"][0][1]
    before = client.get("/desk/figures/", {"first": "2020-01-01", "last": "2020-01-31"}).context["figures"]
    nonsense = client.get(
        "/desk/figures/", {"first": "x", "last": "9999-99-99", "step": "=1", "channel": "<b>"}
    )
    coarse = client.get("/desk/figures/", {"first": "2020-01-01", "step": "day"})

    assert elsewhere.rows == []
    assert [name for name, figure in before if figure.rows] == ["ageing"]
    assert (nonsense.status_code, nonsense.context["asked"].step) == (200, "week")
    assert "more coarsely than you asked" in coarse.content.decode()
    assert client.get("/desk/figures/nothing.csv").status_code == 404


def test_the_api_has_the_same_sums_for_the_same_reader(world: "World", cases: list[str]) -> None:
    from django.test import Client

    from bulou.acts.tokens import CreateToken

    def told(name: str) -> Any:
        who = world.people[name]
        act = CreateToken(
            person_id=who.person_id, organisation_id=who.organisation_id, label="t", scope="read",
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
        token = world.done(act, who).ids["secret"]
        client = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token}"})
        return client.get("/api/v1/figures?step=month&channel=portal").json()

    lead, handler = told("lead"), told("handler")
    month = f"{timezone.localdate(timezone.now() - timedelta(hours=2)):%Y-%m}-01"

    assert lead["intake"] == [{"period": month, "channel": "portal", "count": 3}]
    assert lead["validity"] == [{"period": month, "verdict": "confirmed", "count": 3}]
    assert [each["answered"] for each in lead["first_answers"]] == [1]
    assert lead["ageing"] == [{"days": 0, "stage": "in_hand", "count": 3}]
    assert {each["duty"]: each["running"] for each in lead["duties"]}["RMSV-7-2"] == 3
    assert [(each["first"], each["then"], each["met"], each["decided"], each["skill"]) for each in lead["wishes"]][5] == (
        "vendor_aware", "public_aware", 3, 3, 1.0,
    )  # fmt: skip
    sums = ("intake", "validity", "first_answers", "duties", "ageing")
    assert [handler[name] for name in sums] == [[]] * 5
    assert {each["decided"] for each in handler["wishes"]} == {0}
