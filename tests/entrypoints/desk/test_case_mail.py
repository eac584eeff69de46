"""The mail side of a case at the desk: where answers go, what a sender's name is worth, and nothing of it unescaped."""

from typing import TYPE_CHECKING
from uuid import UUID

from bulou.acts import Actor
from bulou.acts.blobs import keep
from bulou.acts.correspondence import KeepCorrespondent, NoteBounce, WriteByMail
from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 15


def reported(world: "World", desk: Desk, **known) -> tuple[UUID, str]:
    from bulou.records.correspondents import MailReporter

    made = world.submit(marks=("mail_signature_good",)).ids
    case_id = UUID(made["case_id"])
    act = KeepCorrespondent(
        case_id=case_id, reporter=MailReporter("a@reporter.example", **known), receipt=True
    )
    world.done(act, Actor.system())
    desk("lead").post(f"/desk/cases/{made['number']}/open/")
    return case_id, made["number"]


def test_the_case_says_where_answers_go_and_that_nobody_has_confirmed_the_key(
    world: "World", desk: Desk, django_assert_max_num_queries
) -> None:
    names = ("<b>Alice</b> <a@reporter.example>",)
    _case, number = reported(world, desk, openpgp=b"key", fingerprint="ab" * 20, user_ids=names)
    client = desk("lead")

    with django_assert_max_num_queries(MOST):
        page = client.get(f"/desk/cases/{number}/?lang=en").content.decode()

    assert "ab" * 20 in page
    assert "&lt;b&gt;Alice&lt;/b&gt;" in page
    assert "<b>Alice" not in page


def test_a_mail_that_came_back_and_a_sender_who_is_not_the_reporter_are_shown(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Delivery

    case_id, number = reported(world, desk)
    receipt = Delivery.objects.get(case_id=case_id, to="")
    world.done(
        NoteBounce(case_id=case_id, delivery_id=receipt.id, detail="5.1.1", to_reporter=True), Actor.system()
    )
    world.done(
        WriteByMail(
            case_id=case_id,
            text="<i>改地址</i>",
            raw=keep("message.eml", b"raw"),
            marks=("mail_other_sender",),
        ),
        Actor.reporter(case_id),
    )

    page = desk("lead").get(f"/desk/cases/{number}/", headers={"accept-language": "zh-CN"}).content.decode()

    assert "寄给报告人的邮件被退回" in page
    assert "发件地址与报告不同" in page
    assert "&lt;i&gt;改地址&lt;/i&gt;" in page
    assert "仅告知有消息等待阅读" in page
