"""The case page: a closed door first, then everything, escaped, in few queries."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 15


def opened(world: "World", desk: Desk, **more: Any) -> tuple[UUID, str]:
    submitted = world.submit(**more)
    case_id, number = UUID(submitted.ids["case_id"]), submitted.ids["number"]
    desk("lead").post(f"/desk/cases/{number}/open/")
    return case_id, number


def test_an_undisclosed_case_is_a_closed_door_until_its_opening_is_sealed(world: "World", desk: Desk) -> None:
    """AC10."""
    from bulou.records.models import Entry

    number = world.submit().ids["number"]
    client = desk("lead")
    own = f"person:{world.people['lead'].person_id}"

    door = client.get(f"/desk/cases/{number}/").content.decode()
    assert not [words for words in ("命令注入", "QY-4200", "secret steps") if words in door]
    assert client.get(f"/desk/cases/{number}/open/").status_code == 405
    assert not Entry.objects.filter(stream=own).exists()

    client.post(f"/desk/cases/{number}/open/")

    page = client.get(f"/desk/cases/{number}/").content.decode()
    assert [words for words in ("命令注入", "QY-4200", "secret steps") if words in page]
    assert Entry.objects.filter(stream=own).count() == 1


def test_the_title_of_the_page_holds_the_number_and_no_word_of_the_case(world: "World", desk: Desk) -> None:
    _case_id, number = opened(world, desk)
    client = desk("lead")

    for page in ("", "packet/", "advisory/", "acts/record_remediation/"):
        title = (
            client.get(f"/desk/cases/{number}/{page}")
            .content.decode()
            .split("<title>")[1]
            .split("</title>")[0]
        )
        assert number in title
        assert "命令" not in title
        assert "QY-4200" not in title


def test_whatever_a_reporter_writes_is_shown_as_text(world: "World", desk: Desk) -> None:
    from bulou.acts.blobs import keep

    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
    content = {"title": evil, "product": evil, "versions": evil, "steps": evil, "impact": evil, "name": evil}
    _case_id, number = opened(
        world, desk, content=content, identity="pseudonym", attachments=(keep(f"{evil}.svg", b"<svg/>"),)
    )
    client = desk("lead")

    for path in (
        "/desk/",
        f"/desk/cases/{number}/",
        f"/desk/cases/{number}/packet/",
        f"/desk/cases/{number}/advisory/",
    ):
        page = client.get(path).content.decode()
        assert not [tag for tag in ("<script>alert", "<img src=x", "<svg/onload") if tag in page], path


def test_a_file_is_only_ever_a_download(world: "World", desk: Desk) -> None:
    from bulou.acts.blobs import keep
    from bulou.records.models import Attachment

    case_id, _number = opened(world, desk, attachments=(keep("../../x.html", b"<script>1</script>"),))

    answer = desk("lead").get(f"/desk/files/{Attachment.objects.get(case_id=case_id).id}/")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_message_is_sealed_in_the_thread_that_was_chosen(world: "World", desk: Desk) -> None:
    _case_id, number = opened(world, desk)
    client = desk("lead")

    answer = client.post(
        f"/desk/cases/{number}/acts/post_message/",
        {"thread": "public", "text": "谢谢，正在核实。", "question": "on"},
    )

    assert answer.status_code == 302
    page = client.get(f"/desk/cases/{number}/")
    assert next((item.kind, item.text) for item in page.context["timeline"]) == ("public", "谢谢，正在核实。")
    assert page.context["page"].case.awaiting_reporter


@pytest.mark.parametrize(("parties", "posts"), [(3, 3), (121, 100)])
def test_the_page_takes_few_queries_at_any_size(
    world: "World", desk: Desk, django_assert_max_num_queries: Any, parties: int, posts: int
) -> None:
    from bulou.acts.coordination import AddParty
    from bulou.acts.receipt import PostMessage

    case_id, number = opened(world, desk)
    world.drafted(case_id, judged=False)
    for n in range(parties):
        world.done(
            AddParty(case_id=case_id, party=f"下游 {n}", role="upstream" if n == 1 else "downstream"), "lead"
        )
    for n in range(posts):
        world.done(PostMessage(case_id=case_id, thread="internal", text=f"第 {n} 条"), "lead")
    client = desk("lead")
    client.get("/desk/")

    with django_assert_max_num_queries(MOST):
        page = client.get(f"/desk/cases/{number}/")
    assert page.status_code == 200
    assert page.context["parties"].count == parties + 1
    with django_assert_max_num_queries(MOST):
        client.get(f"/desk/cases/{number}/?before=5")
    draft = client.get(f"/desk/cases/{number}/advisory/")["Location"].split("/advisory/")[1]
    for rest in ("packet/", f"advisory/{draft}", "acts/share_detail/", "acts/record_remediation/"):
        with django_assert_max_num_queries(MOST):
            assert client.get(f"/desk/cases/{number}/{rest}").status_code == 200
    with django_assert_max_num_queries(MOST):
        client.post(f"/desk/cases/{number}/advisory/check/", {"heading": "x"})


def test_the_panel_answers_as_the_gate_would(world: "World", desk: Desk) -> None:
    from bulou.acts import ACTS, foresee
    from bulou.acts.permissions import standing
    from bulou.acts.prospects import blank, prospects
    from bulou.records import visible
    from bulou.records.models import Case

    case_id = world.accepted()
    world.drafted(case_id)
    lead = world.people["lead"]
    page = visible.case_page(lead.person_id, Case.objects.get(id=case_id).number, at=world.now)  # type: ignore[arg-type]
    assert page is not None
    found = prospects(
        page.case, by=lead, at=world.now, standing=standing(lead, page.case.organisation, page.case),
        parties=page.parties, advisories=page.advisories, known=page.known, duties=page.duties,
    )  # fmt: skip

    for prospect in found:
        known = {"advisory_id": prospect.about_id} if prospect.name == "publish_advisory" else {}
        foreseen = foresee(blank(ACTS[prospect.name], case_id=case_id, **known), by=lead, at=world.now)  # type: ignore[arg-type]
        assert (prospect.name, prospect.outcome.status) == (prospect.name, foreseen.status)
        assert getattr(foreseen.verdict, "outcome", None) == getattr(
            prospect.outcome.verdict, "outcome", None
        ), prospect.name


def test_what_was_noted_on_receipt_is_explained_whichever_way_the_report_came(
    world: "World", desk: Desk
) -> None:
    _case_id, number = opened(world, desk, marks=("field_cut:steps", "hidden_characters", "not_utf8"))

    page = desk("lead").get(f"/desk/cases/{number}/").content.decode()

    assert "“steps” was too long to show; the whole was kept." in page
    assert "Characters that cannot be seen were left out of what the desk shows." in page
    assert "The text is not UTF-8; it was read as well as it could be." in page


def test_a_party_that_was_added_stands_in_the_timeline_by_name(world: "World", desk: Desk) -> None:
    from bulou.acts.coordination import AddParty
    from bulou.records.models import Party

    case_id, number = opened(world, desk)
    world.open(case_id, "lead")
    world.done(AddParty(case_id=case_id, party="Plainheart", role="upstream", overseas=True), "lead")

    timeline = desk("lead").get(f"/desk/cases/{number}/").content.decode().split('id="entry-')[1]

    assert "Plainheart" in timeline
    assert str(Party.objects.get(name="Plainheart").id) not in timeline
    assert "True" not in timeline


def test_a_run_of_entries_that_say_no_word_more_is_folded_behind_the_newest(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Case

    case_id = world.accepted()
    number = Case.objects.get(id=case_id).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    for n in range(3):
        world.drafted(case_id, judged=False, description=f"第 {n} 稿")

    items = desk("lead").get(f"/desk/cases/{number}/").context["timeline"]

    saves = [item for item in items if str(item.act_title) == "Save the draft"]
    assert [len(item.earlier) for item in saves] == [2]
    shown = sorted(each.entry_index for item in items for each in (item, *item.earlier))
    assert shown == list(range(len(shown)))
    assert not any(item.earlier for item in items if item.text or item.details)


def test_acts_that_were_not_in_turn_are_folded_away_and_stay_in_the_journal(
    world: "World", desk: Desk
) -> None:
    """What bulk acts leave in many cases: one line, however many, with every entry and its hash inside."""
    from bulou.acts.verification import AcceptCase
    from bulou.records.models import Case, Entry

    case_id = UUID(world.submit().ids["case_id"])
    number = Case.objects.get(id=case_id).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    refused = [world.act(AcceptCase(case_id=case_id), "lead") for _each in range(3)]
    assert not any(refused)

    page = desk("lead").get(f"/desk/cases/{number}/")

    [folded] = [item for item in page.context["timeline"] if item.kind == "refused"]
    assert (folded.aside, len(folded.earlier)) == (True, 2)
    html = page.content.decode()
    assert "3 acts stopped by office or by turn" in html
    indexes = [each.entry.index for each in refused if each.entry]
    assert [f'id="entry-{index}"' in html for index in indexes] == [True] * 3
    assert Entry.objects.filter(stream=f"case:{case_id}", index__in=indexes).count() == 3


def test_a_product_that_the_report_names_is_offered_until_one_is_recorded(world: "World", desk: Desk) -> None:
    from bulou.acts.products import AddProduct
    from bulou.records.models import Case

    house = {"organisation_id": world.organisations["vendor"]}
    world.done(AddProduct(**house, product="边界网关", model="QY-4200"), "lead")
    content = {"title": "x", "product": "路由器", "steps": "在边界网关的诊断页"}
    number = world.submit(content=content).ids["number"]
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")

    page = client.get(f"/desk/cases/{number}/")
    [meant] = page.context["suggestions"]
    assert "The report names “边界网关”" in page.content.decode()
    taken = f"/desk/cases/{number}/acts/take_suggestion/"
    client.post(taken, {"registered_id": str(meant.product.id)})

    assert Case.objects.get(number=number).product == "边界网关"
    assert client.get(f"/desk/cases/{number}/").context["suggestions"] == []


def test_what_nobody_has_answered_is_asked_for_and_never_ordered_away(world: "World", desk: Desk) -> None:
    """An owed notice that hangs on whether a tool goes with it: the way on is to answer, in the form that asks."""
    from bulou.acts.remediation import RecordRemediation
    from bulou.records.models import Case

    case_id = world.accepted()
    number = Case.objects.get(id=case_id).number
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://v.example/"), "lead")
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")

    page = client.get(f"/desk/cases/{number}/")

    rows = {row.act: row for _group, _heading, some in page.context["panel"] for row in some}
    cures = rows["notify_users"].cures
    assert (cures[0].kind, cures[0].buttons[0].url) == (
        "answer",
        f"/desk/cases/{number}/acts/notify_users/#id_exploit_included",
    )
    assert all("— “no”" in str(way) for way in cures)


def test_what_one_party_is_told_is_shown_as_read_by_that_party_alone(world: "World", desk: Desk) -> None:
    from bulou.acts.coordination import AddParty, NotifyUpstream
    from bulou.entrypoints.desk.timeline import timeline
    from bulou.records import visible
    from bulou.records.models import Case

    case_id = world.accepted()
    for name in ("上游甲", "上游乙"):
        added = world.done(AddParty(case_id=case_id, party=name, role="upstream", overseas=False), "lead")
        told = NotifyUpstream(
            case_id=case_id, party_id=UUID(added.ids["party_id"]), text=f"告知{name}", exploit_included=False
        )
        world.done(told, "lead")
    lead = world.people["lead"].person_id
    assert lead is not None
    page = visible.case_page(lead, Case.objects.get(id=case_id).number, at=world.now)
    assert page is not None

    said = {item.text: item.visible_to for item in timeline(page) if item.text.startswith("告知")}
    assert {
        text: [name for name in ("上游甲", "上游乙") if name in readers] for text, readers in said.items()
    } == {
        "告知上游甲": ["上游甲"],
        "告知上游乙": ["上游乙"],
    }
