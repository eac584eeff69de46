"""Answer templates: kept by leads, used by the desk, offered where an answer is written."""

from typing import TYPE_CHECKING, Any

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

NEW = {
    "act": "add_template",
    "template": " 致谢 ",
    "text_zh": "感谢您报告 {number}。",
    "text_en": "Thank you for {number}.",
}


def texts(client: Any) -> list[tuple[str, str, str]]:
    return [(row.name, row.text_zh, row.text_en) for row in client.get("/desk/templates/").context["rows"]]


def test_a_lead_adds_changes_and_retires_a_template(world: "World", desk: Desk) -> None:
    from bulou.records.models import AnswerTemplate

    client = desk("lead")
    client.post("/desk/templates/", NEW)
    added = texts(client)
    row = AnswerTemplate.objects.get()
    client.post(
        f"/desk/templates/?edit={row.id}",
        {**NEW, "act": "edit_template", "template_id": str(row.id), "text_zh": "谢谢。"},
    )
    changed = texts(client)
    client.post("/desk/templates/", {"act": "retire_template", "template_id": str(row.id)})

    assert added == [("致谢", NEW["text_zh"], NEW["text_en"])]
    assert changed == [("致谢", "谢谢。", NEW["text_en"])]
    assert texts(client) == []
    assert "致谢" in client.get("/desk/templates/").content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(world: "World", desk: Desk) -> None:
    client = desk("lead")
    client.post("/desk/templates/", NEW)

    answers = [
        client.post("/desk/templates/", {**NEW, **change})
        for change in ({"template": ""}, {}, {"template": "x", "text_zh": "", "text_en": " "})
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("感谢" in answer.content.decode() for answer in answers[:2])


def test_only_a_lead_of_the_organisation_changes_its_templates(world: "World", desk: Desk) -> None:
    from bulou.records.models import AnswerTemplate

    desk("lead").post("/desk/templates/", NEW)
    row = AnswerTemplate.objects.get()

    refused = [desk("handler").post("/desk/templates/", {**NEW, "template": "二"}).status_code]
    foreign = desk("foreigner")
    refused.append(
        foreign.post("/desk/templates/", {"act": "retire_template", "template_id": str(row.id)}).status_code
    )

    assert refused == [409, 422]
    assert texts(foreign) == []
    assert desk("admin").get("/desk/templates/").status_code == 404
    assert AnswerTemplate.objects.get().retired_at is None


def test_a_message_begins_with_the_template_in_the_reporters_language(world: "World", desk: Desk) -> None:
    from bulou.records.models import AnswerTemplate

    client = desk("lead")
    client.post("/desk/templates/", NEW)
    number = world.submit(language="en").ids["number"]
    client.post(f"/desk/cases/{number}/open/")
    row = AnswerTemplate.objects.get()

    begun = client.get(f"/desk/cases/{number}/acts/post_message/?template={row.id}").context["form"]
    odd = [
        client.get(f"/desk/cases/{number}/acts/post_message/?template={each}").status_code
        for each in ("x", number)
    ]

    assert begun.initial["text"] == f"Thank you for {number}."
    assert odd == [200, 200]
