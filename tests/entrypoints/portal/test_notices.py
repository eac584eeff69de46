"""The page behind a recipient's link: theirs alone, in their language, and nobody is named on it."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from bulou.acts.answering import RevokeNotice
from bulou.records.models import Notice, Support
from bulou.records.sealed import notice_of, notice_token
from tests.acts.listing import listed, told

if TYPE_CHECKING:
    from tests.world import World

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def world(db: None) -> "World":
    from tests.acts.conftest import populated

    return populated()


@pytest.fixture
def notices(world: "World") -> dict[str, Notice]:
    case_id = world.accepted()
    listed(world)
    told(world, case_id, risk_zh=HOSTILE)
    return {notice.kind: notice for notice in Notice.objects.all()}


def address(notice: Notice) -> str:
    return f"/notices/{notice_token(notice.id)}"


def test_each_recipient_reads_the_notice_in_their_language_without_an_account(
    notices: dict[str, Notice],
) -> None:
    chinese = Client().get(address(notices["user"])).content.decode()
    english = Client().get(address(notices["downstream"])).content.decode()

    assert ("请升级至 3.4.7。" in chinese, "Update to 3.4.7." in chinese) == (True, False)
    assert ("Update to 3.4.7." in english, "请升级至 3.4.7。" in english) == (True, False)


def test_ac21_what_was_written_is_shown_as_written_and_never_as_markup(notices: dict[str, Notice]) -> None:
    page = Client().get(address(notices["user"])).content.decode()

    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_a_passed_on_link_shows_neither_whose_it_is_nor_who_else_was_told(notices: dict[str, Notice]) -> None:
    page = Client().get(address(notices["user"])).content.decode()

    assert not [
        word for word in ("customer.example", "maker.example", "李", "某医院", "Maker") if word in page
    ]


def test_receipt_is_confirmed_and_the_answer_can_change(notices: dict[str, Notice]) -> None:
    client, seen = Client(), []
    client.get(address(notices["user"]))
    seen.append(Notice.objects.get(kind="user").confirmed_at)
    for answer in ("acknowledged", "affected", "patched"):
        client.post(address(notices["user"]), {"act": "answer", "answer": answer})
        seen.append(Notice.objects.get(kind="user").status)
    row = Notice.objects.get(kind="user")

    assert seen == [None, "acknowledged", "affected", "patched"]
    assert (row.state, row.seen_at is not None) == ("confirmed", True)


def test_a_question_opens_a_thread_and_nothing_typed_is_lost(notices: dict[str, Notice]) -> None:
    client = Client()
    blank = client.post(address(notices["user"]), {"act": "ask", "text": "  "})
    client.post(address(notices["user"]), {"act": "ask", "text": "升级失败"})
    page = client.get(address(notices["user"])).content.decode()

    assert (blank.status_code, Support.objects.get().state) == (422, "open")
    assert "升级失败" in page


def test_ac28_a_link_cannot_be_made_from_another_nor_guessed(notices: dict[str, Notice]) -> None:
    token, other = notice_token(notices["user"].id), notice_token(notices["downstream"].id)
    forged = [
        token[:20] + other[20:],
        other[:20] + token[20:],
        token[:-2],
        token + "AA",
        "x" * 44,
        "%00",
        "-",
    ]

    assert [notice_of(each) for each in forged] == [None] * len(forged)
    assert {Client().get(f"/notices/{each}").status_code for each in forged} == {404}


def test_ac05_a_revoked_link_is_answered_like_one_that_never_was(
    world: "World", notices: dict[str, Notice]
) -> None:
    notice = notices["user"]
    world.done(RevokeNotice(case_id=notice.case_id, notice_id=notice.id), "lead")
    answers = [Client().get(path) for path in (address(notice), "/notices/" + "A" * 44)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "QY-4200" not in answers[0].content.decode()


def test_the_page_costs_few_queries(notices: dict[str, Notice], django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.get(address(notices["user"]))

    with django_assert_max_num_queries(15):
        client.get(address(notices["user"]))
