"""Several cases at once: each judged and sealed by itself, what was stopped said line by line, what is lawful undone."""

import html
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World


def numbers(world: "World", count: int, **more: Any) -> list[str]:
    return [world.submit(**more).ids["number"] for _n in range(count)]


def states(*wanted: str) -> list[str]:
    from bulou.records.models import Case

    rows = dict(Case.objects.values_list("number", "rm"))
    return [rows[number] for number in wanted]


def test_several_cases_are_assigned_one_by_one_with_a_line_each(world: "World", desk: Desk) -> None:
    from bulou.records.models import Case

    mine = numbers(world, 2)
    foreign = world.submit("other").ids["number"]
    handler = world.people["handler"].person_id

    answer = desk("lead").post(
        "/desk/bulk/", {"bulk": "assign_handler", "case": [*mine, foreign, "QY-0"], "person": str(handler)}
    )

    results = answer.context["results"]
    assert [bool(result.outcome) for result in results] == [True, True, False, False]
    assert len({result.outcome.entry.hash for result in results[:2]}) == 2
    assert str(results[2].words) == str(results[3].words)
    assert set(Case.objects.filter(handler_id=handler).values_list("number", flat=True)) == set(mine)


def test_more_cases_than_a_page_has_are_told_and_none_is_done(world: "World", desk: Desk) -> None:
    picked = [*numbers(world, 1), *(f"QY-{n}" for n in range(30))]

    answer = desk("lead").post("/desk/bulk/", {"bulk": "accept_case", "case": picked}, follow=True)

    assert "30" in html.unescape(str(next(iter(answer.context["messages"]))))
    assert states(picked[0]) == ["received"]


def test_an_act_that_asks_for_more_asks_first_and_loses_nothing(world: "World", desk: Desk) -> None:
    mine = numbers(world, 2)
    client = desk("lead")
    asked = client.post("/desk/bulk/", {"bulk": "decline_report", "case": mine})
    empty = client.post(
        "/desk/bulk/",
        {"bulk": "decline_report", "case": mine, "step": "do", "reason": "", "text": "请补充细节。"},
    )

    assert (asked.status_code, empty.status_code) == (200, 422)
    assert all(number in empty.content.decode() for number in mine)
    assert "请补充细节。" in empty.content.decode()
    assert states(*mine) == ["received", "received"]


def test_what_the_turn_stops_is_told_with_its_remedy_and_the_others_are_done(
    world: "World", desk: Desk
) -> None:
    mine = numbers(world, 1)
    from bulou.records.models import Case

    accepted = Case.objects.get(id=world.accepted()).number

    answer = desk("lead").post(
        "/desk/bulk/",
        {
            "bulk": "decline_report",
            "case": [accepted, *mine],
            "step": "do",
            "reason": "not_a_vulnerability",
            "text": "无法复现。",
        },
    )

    first, second = answer.context["results"]
    assert (bool(first.outcome), bool(second.outcome)) == (False, True)
    assert str(first.words)
    assert str(first.words) in html.unescape(answer.content.decode())
    assert (
        "无法复现。" in answer.content.decode()
    )  # what was written stands there for the case where it was not done
    assert states(accepted, *mine) == ["accepted", "invalid"]


def test_ac17_a_template_fills_its_variables_case_by_case_and_nothing_else(
    world: "World", desk: Desk
) -> None:
    from bulou.acts.templates import AddTemplate
    from bulou.records.models import Case, Entry
    from bulou.records.sealed import case_key
    from bulou.records.streams import opened

    sly = "{status_page} {{ 7|add:7 }} {% debug %}"
    (number,) = numbers(world, 1, content={"title": "x", "product": sly, "steps": "y"})
    text = "{number}：{product} {{ settings.SECRET_KEY }} {organisation.secret} {0}"
    added = world.done(
        AddTemplate(organisation_id=world.organisations["vendor"], template="婉拒", text_zh=text), "lead"
    )
    client = desk("lead")
    asked = client.post(
        "/desk/bulk/",
        {"bulk": "decline_report", "case": [number], "step": "template", "template": added.ids["template_id"],
         "reason": "out_of_scope"},
    )  # fmt: skip
    put_in = asked.context["form"].initial
    client.post("/desk/bulk/", {"bulk": "decline_report", "case": [number], "step": "do", **put_in})

    case = Case.objects.get(number=number)
    last = Entry.objects.filter(stream=case.stream).latest("index")
    said = opened(last, case_key(case.id, case.key_wrapped))["text"]
    assert put_in["text"] == text
    assert put_in["reason"] == "out_of_scope"
    assert said == f"{number}：{sly} {{{{ settings.SECRET_KEY }}}} {{organisation.secret}} {{0}}"


def test_an_assignment_is_undone_by_new_entries_and_only_by_whoever_made_it(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Case, Entry, Grant

    mine = numbers(world, 2)
    handler = world.people["handler"].person_id
    client = desk("lead")
    answer = client.post("/desk/bulk/", {"bulk": "assign_handler", "case": mine, "person": str(handler)})
    token = answer.context["undo"]
    entries = Entry.objects.count()

    forged = client.post("/desk/undo/", {"undo": token[:-2] + "xx"}).status_code
    others = desk("foreigner").post("/desk/undo/", {"undo": token}).status_code
    client.post("/desk/undo/", {"undo": token})
    after = (Case.objects.filter(handler=None).count(), Grant.objects.filter(revoked_at=None).count())
    twice = client.post("/desk/undo/", {"undo": token}, follow=True)

    assert (forged, others) == (404, 404)
    assert after == (2, 0)
    assert Entry.objects.count() == entries + 2
    assert Case.objects.filter(handler=None).count() == 2
    assert twice.status_code == 200


def test_undoing_gives_the_case_back_to_whoever_had_it(world: "World", desk: Desk) -> None:
    from bulou.acts.verification import AssignHandler
    from bulou.records.models import Case

    case = Case.objects.get(number=numbers(world, 1)[0])
    lead, handler = (world.people[name].person_id for name in ("lead", "handler"))
    assert lead is not None
    world.done(AssignHandler(case_id=case.id, person_id=lead), "lead")
    client = desk("lead")
    client.post(f"/desk/cases/{case.number}/open/")
    page = client.post(
        f"/desk/cases/{case.number}/acts/assign_handler/", {"person_id": str(handler)}, follow=True
    ).content.decode()
    token = re.search(r'name="undo" value="([^"]+)"', page)
    assert token is not None

    client.post("/desk/undo/", {"undo": token[1]})

    case.refresh_from_db()
    assert case.handler_id == lead


@pytest.mark.parametrize("form", [{}, {"bulk": "decline_report"}, {"bulk": "x", "case": "QY-1"}, {"bulk": "assign_handler", "case": "QY-1"}])  # fmt: skip
def test_nothing_picked_does_nothing(world: "World", desk: Desk, form: dict[str, str]) -> None:
    from bulou.records.models import Entry

    before = Entry.objects.count()

    assert desk("lead").post("/desk/bulk/", form)["Location"] == "/desk/"
    assert Entry.objects.count() == before


def test_ac37_nothing_is_done_by_a_get(world: "World", desk: Desk) -> None:
    assert [desk("lead").get(path).status_code for path in ("/desk/bulk/", "/desk/undo/")] == [405, 405]


def test_a_handler_works_in_bulk_only_on_what_they_may_know(world: "World", desk: Desk) -> None:
    """AC01."""
    mine = numbers(world, 2)
    world_id = UUID(world.submit().ids["case_id"])
    from bulou.acts.membership import GrantCase
    from bulou.records.models import Case

    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(GrantCase(case_id=world_id, person_id=handler), "lead")
    known = Case.objects.get(id=world_id).number

    answer = desk("handler").post(
        "/desk/bulk/", {"bulk": "assign_handler", "case": [*mine, known], "person": str(handler)}
    )

    assert [bool(result.outcome) for result in answer.context["results"]] == [False, False, True]
