"""An act whose turn has not come: said before it is pressed and after, in acts, with the button of the one that comes first."""

from typing import TYPE_CHECKING

import pytest

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def number(world: "World", desk: Desk) -> str:
    """A case that was confirmed and not yet taken on, which the lead has open."""
    from uuid import UUID

    from bulou.acts.verification import ValidateReport
    from bulou.records.models import Case

    case_id = UUID(world.submit().ids["case_id"])
    number = Case.objects.get(id=case_id).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    world.done(ValidateReport(case_id=case_id, method="复现", harm="控制", scope="全部"), "lead")
    return number


def test_a_refusal_out_of_turn_names_the_act_that_comes_first_and_leads_to_it(
    desk: Desk, number: str
) -> None:
    page = desk("lead").post(
        f"/desk/cases/{number}/acts/record_remediation/", {"text": "升级", "location": "https://v.example/"}
    )

    assert page.status_code == 409
    waiting = page.context["waiting"]
    assert [(button.url, str(button.label)) for button in waiting.buttons] == [
        (f"/desk/cases/{number}/acts/accept_case/", "Accept for remediation")
    ]
    text = page.content.decode()
    assert "Not done: Record the remediation" in text
    assert "The case stands at “Confirmed”." in text
    assert "“Close” is not possible" not in text
    assert f'href="/desk/cases/{number}/acts/accept_case/"' in text


def test_the_form_says_before_it_is_pressed_what_comes_first(desk: Desk, number: str) -> None:
    client = desk("lead")

    early = client.get(f"/desk/cases/{number}/acts/record_remediation/")
    in_turn = client.get(f"/desk/cases/{number}/acts/accept_case/")

    assert early.context["waiting"].remedy == "First: “Accept for remediation”."
    assert "has to wait until what comes before it is done" in early.content.decode()
    assert in_turn.context["waiting"] is None


def test_a_way_out_of_a_refusal_of_the_law_begins_with_the_act_that_comes_first(
    desk: Desk, number: str
) -> None:
    page = desk("lead").get(f"/desk/cases/{number}/advisory/")

    ways = {str(way): [button.url for button in way.buttons] for way in page.context["remedies"]}
    mended = next(urls for words, urls in ways.items() if "remediation" in words or "mend" in words)
    assert mended[0] == f"/desk/cases/{number}/acts/accept_case/"


def test_what_is_not_in_turn_is_folded_away_with_its_reason_and_stands_nowhere_else(
    desk: Desk, number: str
) -> None:
    page = desk("lead").get(f"/desk/cases/{number}/")

    folded = {str(each.title): each.reason for each in page.context["not_now"]}
    offered = {str(row.title) for _group, _heading, rows in page.context["panel"] for row in rows}
    linked = {str(title) for _heading, links in page.context["entries"] for title, _url, _next in links}
    assert folded["Decline the report"].endswith("“Decline the report” has no place there any more.")
    assert "Record the remediation" in folded
    assert not (offered | linked) & folded.keys()


def test_what_is_public_is_revised_and_not_published_once_more(world: "World", desk: Desk) -> None:
    from bulou.acts.release import PublishAdvisory
    from bulou.acts.remediation import RecordRemediation
    from bulou.records.models import Case

    case_id = world.accepted()
    number = Case.objects.get(id=case_id).number
    advisory = world.drafted(case_id)
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://v.example/"), "lead")
    world.judge(case_id, advisory)
    world.done(PublishAdvisory(case_id=case_id, advisory_id=advisory), "lead")

    page = desk("lead").get(f"/desk/cases/{number}/")

    acts = {row.act for _group, _heading, rows in page.context["panel"] for row in rows}
    assert "revise_advisory" in acts
    assert acts.isdisjoint({"publish_advisory", "decline_report"})
