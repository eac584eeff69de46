"""The way through an unfinished draft: what is still to be done, an answer before it is whole, no entry for nothing."""

import json

import pytest

from bulou.acts.remediation import RecordRemediation
from bulou.records.models import Advisory, Affected, Case, Entry
from tests.entrypoints.desk.conftest import Desk
from tests.entrypoints.desk.test_doing import DRAFT, case_id, judged
from tests.world import World

BARE = {
    "heading": "QY-4200 命令注入漏洞",
    "summary": "",
    "description": "",
    "remediation": "升级至 3.4.7。",
    "language": "zh-CN",
}


@pytest.fixture
def number(world: World, desk: Desk) -> str:
    """The number of an accepted case that the lead has open."""
    number = Case.objects.get(id=world.accepted()).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    return number


def entries(number: str) -> list[str]:
    """The acts that were sealed on the case, in order."""
    rows = Entry.objects.filter(stream=f"case:{case_id(number)}").order_by("index")
    return [json.loads(row.header)["act"] for row in rows]


def test_a_sealed_answer_is_given_to_a_draft_that_is_not_whole_yet(desk: Desk, number: str) -> None:
    page = desk("lead").post(f"/desk/cases/{number}/advisory/", BARE | {"release": "publish"})

    assert page.status_code == 409
    text = page.content.decode()
    assert "Art. 9(1)" in text
    assert entries(number)[-2:] == ["save_draft", "publish_advisory"]
    assert f"What you wrote was saved first, as entry {len(entries(number)) - 2}." in text
    assert page.context["saved"] == len(entries(number)) - 2


def test_a_text_that_is_saved_already_is_not_sealed_once_more(desk: Desk, number: str) -> None:
    client = desk("lead")
    url = judged(client, number, DRAFT)
    before = entries(number)

    saved = client.post(url, DRAFT | {"save": "1"}, follow=True)
    page = client.post(url, DRAFT | {"release": "publish"})

    assert before.count("save_draft") == 1
    assert entries(number) == [*before, "publish_advisory"]
    assert "This text is saved already" in saved.content.decode()
    assert "The case is as it was" in page.content.decode()
    assert page.context["saved"] is None


def test_a_draft_that_was_begun_is_the_one_that_is_opened(desk: Desk, number: str) -> None:
    client = desk("lead")
    url = client.post(f"/desk/cases/{number}/advisory/", BARE)["Location"]

    again = client.get(f"/desk/cases/{number}/advisory/")

    assert (again.status_code, again["Location"]) == (302, url)


def test_the_editor_lists_everything_that_is_still_to_be_done_and_where(desk: Desk, number: str) -> None:
    listed = Affected.objects.filter(case_id=case_id(number))
    listed.delete()  # writes: as before a product was identified
    client = desk("lead")
    client.post(f"/desk/cases/{number}/advisory/", BARE)

    page = client.get(f"/desk/cases/{number}/advisory/", follow=True)

    places = [step.url for step in page.context["steps"]]
    assert places[0] == f"/desk/cases/{number}/acts/record_remediation/"
    assert set(places[1:]) == {
        "#id_summary",
        "#id_description",
        f"/desk/cases/{number}/acts/identify_product/",
        "#id_operator_in_use_detail",
        "#id_exploit_included",
        "#judgement-truthful_and_necessary",
        "#judgement-exaggerates",
        "#judgement-hype_or_extortion",
    }
    text = page.content.decode()
    for place in places:
        assert place.startswith("/") or f'id="{place[1:]}"' in text
    assert "schema" not in text


def test_what_may_be_published_still_wants_its_summary(world: World, desk: Desk, number: str) -> None:
    client = desk("lead")
    world.done(RecordRemediation(case_id=case_id(number), text="升级", location="https://v.example/"), "lead")
    url = judged(client, number, DRAFT | {"summary": ""})

    page = client.post(url, DRAFT | {"summary": "", "release": "publish"})

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"summary"}
    assert page.context["releases"][0].stopped
    assert Advisory.objects.get().published_at is None


def test_a_way_out_names_the_judgements_and_the_points_it_counts(desk: Desk, number: str) -> None:
    page = desk("lead").post(f"/desk/cases/{number}/advisory/", BARE | {"release": "publish"})

    also = page.context["remedies"][0].also
    assert also == (
        "sign 3 judgements on the draft (“Necessary, truthful, objective”, “Deliberately exaggerates”, "
        "“Hype, fraud or extortion”); "
        "settle 2 points in the draft (“Details of a system in use: no”, “Holds an exploit: no”)"
    )
