"""Acts from their pages: errors at the field, nothing lost, refusals with their ways out, packets and advisories."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.test import Client

from tests.acts.test_spine import PACKET
from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

DRAFT = {
    "heading": "QY-4200 命令注入漏洞",
    "summary": "请升级。",
    "description": "诊断页未校验输入。",
    "remediation": "升级至 3.4.7。",
    "language": "zh-CN",
    "operator_in_use_detail": "no",
    "exploit_included": "no",
}


@pytest.fixture
def number(world: "World", desk: Desk) -> str:
    """The number of an accepted case that the lead has open."""
    from bulou.records.models import Case

    number = Case.objects.get(id=world.accepted()).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    return number


def case_id(number: str) -> UUID:
    from bulou.records.models import Case

    return Case.objects.get(number=number).id


def judged(client: Client, number: str, draft: dict[str, str]) -> str:
    """Save the draft and sign the three judgements; the address of its editor."""
    url = client.post(f"/desk/cases/{number}/advisory/", draft)["Location"]
    for name, answer in (
        ("truthful_and_necessary", "yes"),
        ("exaggerates", "no"),
        ("hype_or_extortion", "no"),
    ):
        client.post(url, draft | {"judge": name, f"answer-{name}": answer, f"grounds-{name}": "对照记录。"})
    return url


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(
    world: "World", desk: Desk, number: str
) -> None:
    page = desk("lead").post(
        f"/desk/cases/{number}/acts/record_remediation/", {"text": "升级至 3.4.7", "location": ""}
    )

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"location"}
    assert "升级至 3.4.7" in page.content.decode()


def test_an_early_publication_is_refused_with_buttons_that_lead_to_its_cures(
    world: "World", desk: Desk, number: str
) -> None:
    from bulou.records.models import Advisory, Entry

    client = desk("lead")
    url = judged(client, number, DRAFT)

    page = client.post(url, DRAFT | {"release": "publish"})

    assert page.status_code == 409
    text = page.content.decode()
    assert "The advisory was not published" in text
    assert 'data-outcome="forbidden"' in text
    assert "Art. 9(1)" in text
    for act in (
        "record_remediation",
        "record_joint_assessment",
        "report_to_ministry",
        "request_assessment",
        "record_official_decision",
    ):
        assert f"/desk/cases/{number}/acts/{act}/" in text
    assert {row.name for row in page.context["facts"]} >= {"remediation_provided"}
    entry = Entry.objects.filter(stream=f"case:{case_id(number)}").latest("index")
    assert entry.hash in text
    assert Advisory.objects.get().published_at is None
    again = client.get(f"/desk/cases/{number}/refusals/{entry.index}/")
    assert again.status_code == 200
    assert again.context["remedies"]


def test_what_the_editor_says_beforehand_is_what_pressing_the_button_comes_to(
    world: "World", desk: Desk, number: str
) -> None:
    from bulou.acts.remediation import RecordRemediation
    from bulou.records.models import Advisory

    client = desk("lead")
    url = judged(client, number, DRAFT)
    assert client.get(url).context["releases"][0].stopped
    world.done(
        RecordRemediation(case_id=case_id(number), text="升级", location="https://vendor.example/"), "lead"
    )

    page = client.get(url)

    assert (page.context["trial"].ready, page.context["releases"][0].stopped) == (True, False)
    assert client.post(url, DRAFT | {"release": "publish"}).status_code == 302
    assert Advisory.objects.get().published_at is not None


def test_judgements_do_not_count_for_another_text(world: "World", desk: Desk, number: str) -> None:
    client = desk("lead")
    url = judged(client, number, DRAFT)
    assert len(client.get(url).context["trial"].signed) == 3
    browser = {name: value.replace("\n", "\r\n") for name, value in DRAFT.items()}
    advisory_id = url.rstrip("/").rsplit("/", 1)[1]

    same = client.post(f"/desk/cases/{number}/advisory/check/", browser | {"advisory_id": advisory_id})
    other = client.post(
        f"/desk/cases/{number}/advisory/check/",
        browser | {"advisory_id": advisory_id, "summary": "请尽快升级。"},
    )

    assert (len(same.context["trial"].signed), same.context["trial"].lapsed) == (3, False)
    assert (len(other.context["trial"].signed), other.context["trial"].lapsed) == (0, True)


def test_a_handler_writes_but_neither_signs_nor_publishes(world: "World", desk: Desk, number: str) -> None:
    from bulou.acts.membership import GrantCase
    from bulou.records.models import Advisory

    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(GrantCase(case_id=case_id(number), person_id=handler), "lead")
    client = desk("handler")
    client.post(f"/desk/cases/{number}/open/")
    url = client.post(f"/desk/cases/{number}/advisory/", DRAFT)["Location"]

    signed = client.post(
        url, DRAFT | {"judge": "exaggerates", "answer-exaggerates": "no", "grounds-exaggerates": "x"}
    )
    published = client.post(url, DRAFT | {"release": "publish"})

    assert (signed.status_code, published.status_code) == (409, 409)
    assert (Advisory.objects.get().judgements, Advisory.objects.get().published_at) == ({}, None)


def test_checking_a_text_keeps_nothing(world: "World", desk: Desk, number: str) -> None:
    from bulou.records.models import Advisory, Entry

    before = Entry.objects.count()

    page = desk("lead").post(
        f"/desk/cases/{number}/advisory/", DRAFT | {"check": "1", "summary": "<b>改</b>"}
    )

    assert page.status_code == 200
    assert "&lt;b&gt;改&lt;/b&gt;" in page.content.decode()
    assert (Advisory.objects.count(), Entry.objects.count()) == (0, before)


def test_a_packet_is_saved_filed_by_hand_and_supplemented(world: "World", desk: Desk, number: str) -> None:
    from bulou.records.models import AuthorityNotification, Duty

    client = desk("lead")
    url = f"/desk/cases/{number}/packet/"
    assert (client.get(url).context["total"], client.get(url).context["filled"]) == (6, 5)

    client.post(url, PACKET | {"library": "CNVDB", "save": "1"})
    draft = AuthorityNotification.objects.get()
    assert draft.submitted_at is None
    assert client.get(url).context["filled"] == 6
    assert client.get(f"{url}{draft.id}/json/").headers["Content-Disposition"].startswith("attachment")
    assert "网络产品安全漏洞信息报送材料" in client.get(f"{url}{draft.id}/print/").content.decode()

    assert client.post(url, PACKET | {"send": "by_hand", "receipt_number": "N-1"}).status_code == 302
    sent = AuthorityNotification.objects.get()
    assert (sent.state, sent.receipt_number) == ("submitted", "N-1")
    assert not Duty.objects.get(case_id=case_id(number), duty_id="RMSV-7-2").live

    client.post(url, PACKET | {"harm": "更正：控制设备并持久化", "save": "1"})
    later = AuthorityNotification.objects.exclude(id=sent.id).get()
    assert later.supplements_id == sent.id


def test_a_wrong_field_of_the_packet_is_told_at_the_field_and_nothing_is_sent(
    world: "World", desk: Desk, number: str
) -> None:
    from bulou.records.models import AuthorityNotification

    page = desk("lead").post(
        f"/desk/cases/{number}/packet/",
        PACKET | {"cvss": "nonsense", "contact": "值班 010", "send": "by_hand"},
    )

    assert page.status_code == 422
    assert set(page.context["errors"]) == {"cvss"}
    assert "值班 010" in page.content.decode()
    assert AuthorityNotification.objects.count() == 0


@pytest.mark.parametrize("path", ["open/", "advisory/check/"])
def test_nothing_changes_by_get(world: "World", desk: Desk, number: str, path: str) -> None:
    assert desk("lead").get(f"/desk/cases/{number}/{path}").status_code == 405


def test_without_the_token_of_the_page_nothing_is_done(world: "World", number: str) -> None:
    from bulou.records.models import Entry, Person

    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(id=world.people["lead"].person_id))
    before = Entry.objects.count()

    answers = [
        client.post(f"/desk/cases/{number}/{path}", {"thread": "internal", "text": "x"})
        for path in ("open/", "acts/post_message/", "packet/", "advisory/")
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert Entry.objects.count() == before
