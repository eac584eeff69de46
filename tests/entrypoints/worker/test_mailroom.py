"""What becomes of a mail: a report, a message of its reporter, the note of a bounce; once, whoever writes it."""

import hashlib
import re
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest

from bulou.acts.correspondence import AnswerInPlainMail
from bulou.acts.receipt import PostMessage
from bulou.acts.remediation import NotifyUsers, RecordRemediation
from bulou.entrypoints.worker import mailroom
from bulou.entrypoints.worker.deliveries import deliver_due
from bulou.records import outbox, public, visible
from bulou.records.sealed import return_code
from tests import smtp
from tests.letters import letter
from tests.mailservers import REPORTER, SECURITY
from tests.world import World


@pytest.fixture(autouse=True)
def _addresses(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = f"Bulou <{SECURITY}>"
    settings.BULOU_EMAIL_REPLY_TO = SECURITY
    settings.BULOU_IMAP_ORGANISATION = "vendor"


def receive(world: World, mail: EmailMessage | bytes) -> str:
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    became = mailroom.receive(raw, at=world.now)
    world.now += timedelta(minutes=1)
    return became


def reports() -> list:
    from bulou.records.models import Report

    return list(Report.objects.select_related("case").order_by("received_at"))


def delivered(world: World, box: smtp.Mailbox, to: str = REPORTER) -> list[EmailMessage]:
    """What has reached this address once the outbox is empty."""
    while outbox.is_due(at=world.now):
        deliver_due("w", at=world.now)
    return [found for found in box.mails if found["To"] == to]


def status(case_id: UUID) -> public.StatusPage:
    page = public.status_page(case_id)
    assert page is not None
    return page


def page_of(world: World, case_id: UUID):
    world.open(case_id, "lead")
    number = status(case_id).number
    found = visible.case_page(world.people["lead"].person_id, number, at=world.now)
    assert found is not None
    return found


def reported(world: World, box: smtp.Mailbox, mail: EmailMessage | None = None) -> tuple[UUID, EmailMessage]:
    """A report by mail, and the receipt that its sender got."""
    assert receive(world, mail or letter()) == "report"
    [receipt] = delivered(world, box)
    return reports()[-1].case_id, receipt


def answer(to: EmailMessage, text: str, **headers: str) -> EmailMessage:
    given = {"In_Reply_To": str(to["Message-ID"]), "Message_ID": "<2@reporter.example>"} | headers
    return letter(text, subject="Re: receipt", **given)


def test_a_mail_becomes_a_report_whole_and_once(world: World, mailbox: smtp.Mailbox) -> None:
    raw = letter().as_bytes()

    assert [receive(world, raw) for _turn in range(3)] == ["report"] * 3

    [report] = reports()
    assert (report.channel, report.identity, report.language) == ("email", "self_declared", "zh-hans")
    assert public.raw_report(report.case_id) == raw
    assert report.raw_sha256 == hashlib.sha256(raw).hexdigest()
    said = status(report.case_id).report
    assert said["title"] == "QY-4200 命令注入"
    assert "可注入命令" in said["steps"]
    assert (said["name"], said["contact"]) == ("Alice", REPORTER)
    assert len(delivered(world, mailbox)) == 1


def test_the_receipt_tells_number_time_and_hash_and_no_code_to_whoever_may_read_it(
    world: World, mailbox: smtp.Mailbox
) -> None:
    case_id, receipt = reported(world, mailbox)

    [report] = reports()
    text = receipt.get_content()
    assert report.case.number in text
    assert report.raw_sha256 in text
    assert "2026-11-20T" in text
    assert return_code(case_id) not in text
    assert receipt["In-Reply-To"] == "<1@reporter.example>"
    assert receipt["Reply-To"] == SECURITY
    assert receipt["Auto-Submitted"] == "auto-generated"


def test_the_code_comes_readable_only_to_whoever_asked_for_readable_mail(
    world: World, mailbox: smtp.Mailbox
) -> None:
    case_id, receipt = reported(world, mailbox)

    assert receive(world, answer(receipt, "明文回复")) == "message"

    [_first, second] = delivered(world, mailbox)
    assert return_code(case_id) in second.get_content()


def test_who_answers_adds_to_the_case_and_nobody_else_joins_it(world: World, mailbox: smtp.Mailbox) -> None:
    case_id, receipt = reported(world, mailbox)
    mail = answer(receipt, "补充：3.2 也受影响", Cc="bystander@else.example")

    assert [receive(world, mail), receive(world, mail)] == ["message", "message"]

    [message] = status(case_id).messages
    assert (message.mine, message.text) == (True, "补充：3.2 也受影响")
    entry = page_of(world, case_id).timeline[0]
    assert entry.fields["marks"] == ["mail_same_sender"]
    delivered(world, mailbox)
    assert {found["To"] for found in mailbox.mails} == {REPORTER, "psirt@vendor.example"}


def test_ac28_who_only_writes_the_number_or_forges_an_id_opens_a_report_of_their_own(
    world: World, mailbox: smtp.Mailbox
) -> None:
    case_id, receipt = reported(world, mailbox)
    number = status(case_id).number
    token = str(receipt["Message-ID"])[1:43]
    forged = ("a" if token[0] != "a" else "b") + token[1:]

    became = [
        receive(world, letter("我来补充", subject=f"Re: {number}", Message_ID="<3@x.example>")),
        receive(world, letter("伪造", In_Reply_To=f"<{forged}@node.example>", Message_ID="<4@x.example>")),
        receive(world, letter("自造", In_Reply_To="<1@reporter.example>", Message_ID="<5@x.example>")),
    ]

    assert became == ["report"] * 3
    assert status(case_id).messages == []


def test_ac28_a_stolen_answering_address_reads_nothing_and_its_words_are_marked(
    world: World, mailbox: smtp.Mailbox
) -> None:
    case_id, receipt = reported(world, mailbox)
    thief = answer(receipt, "plain mail please", From="Eve <eve@evil.example>", Reply_To="eve@evil.example")

    assert receive(world, thief) == "message"
    world.open(case_id, "lead")
    world.done(PostMessage(case_id=case_id, thread="public", text="内部结论：属实"), "lead")
    delivered(world, mailbox)

    everything = b"".join(mailbox.raw).decode()
    assert {found["To"] for found in mailbox.mails} == {REPORTER, "psirt@vendor.example"}
    assert "eve@evil.example" not in everything
    assert all("内部结论" not in found.get_content() for found in mailbox.mails)
    assert all(return_code(case_id) not in found.get_content() for found in mailbox.mails)
    rows = [row for row in page_of(world, case_id).timeline if row.act == "write_by_mail"]
    assert rows[0].fields["marks"] == ["mail_other_sender"]


def test_ac28_one_address_is_not_flooded_with_receipts_in_its_name(
    world: World, mailbox: smtp.Mailbox
) -> None:
    for turn in range(6):
        assert receive(world, letter(f"report {turn}", Message_ID=f"<{turn}@x.example>")) == "report"

    assert len(delivered(world, mailbox)) == mailroom.MOST_RECEIPTS
    assert len(reports()) == 6
    assert "mail_receipts_many" in reports()[-1].marks


@pytest.mark.parametrize(
    ("headers", "mark"),
    [
        ({"Auto_Submitted": "auto-replied"}, "mail_automatic"),
        ({"List_Id": "<bugs.lists.example>"}, "mail_list"),
        ({"Precedence": "bulk"}, "mail_list"),
        ({"Return_Path": "<>"}, "mail_automatic"),
        ({"From": "MAILER-DAEMON@mx.example"}, "mail_automatic"),
        ({"From": SECURITY}, "mail_no_answer"),
        ({"From": ""}, "mail_sender_unclear"),
        ({"From": "a@x.example, b@x.example"}, "mail_sender_unclear"),
    ],
)
def test_programs_lists_and_the_node_itself_are_received_and_never_answered(
    world: World, mailbox: smtp.Mailbox, headers: dict[str, str], mark: str
) -> None:
    assert receive(world, letter(**headers)) == "report"

    delivered(world, mailbox)
    assert mark in reports()[0].marks
    assert [found["To"] for found in mailbox.mails] == ["psirt@vendor.example"]


def test_a_mail_of_this_node_in_its_own_mailbox_goes_round_no_further(
    world: World, mailbox: smtp.Mailbox
) -> None:
    world.submit()
    delivered(world, mailbox)
    [own] = mailbox.raw
    renamed = re.sub(rb"(?m)^Message-ID: .*$", b"Message-ID: <other@relay.example>", own)

    assert [receive(world, own), receive(world, renamed)] == ["own", "own"]
    assert [report.channel for report in reports()] == ["portal"]


def test_an_out_of_office_note_is_no_answer_to_a_question(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records.models import Case

    case_id, receipt = reported(world, mailbox)
    world.done(PostMessage(case_id=case_id, thread="public", text="哪个版本？", question=True), "lead")

    assert receive(world, answer(receipt, "我在休假", Auto_Submitted="auto-replied")) == "message"
    assert Case.objects.get(id=case_id).awaiting_reporter

    assert receive(world, answer(receipt, "3.1", Message_ID="<9@x.example>")) == "message"
    assert not Case.objects.get(id=case_id).awaiting_reporter


def bounce(about: EmailMessage, *, action: str = "failed") -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: security@node.example\r\nSubject: Undelivered\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {about['To']}\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {about['Message-ID']}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


def test_a_bounce_fails_the_delivery_and_its_notice_and_is_no_report(
    world: World, mailbox: smtp.Mailbox
) -> None:
    from bulou.records.models import Delivery, Notice

    case_id = world.accepted()
    world.done(
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7"), "lead"
    )
    told = {
        "exploit_included": False,
        "overseas": False,
        "text": "请升级",
        "recipients": "gone@users.example",
    }
    world.done(NotifyUsers(case_id=case_id, **told), "lead")
    [notice] = delivered(world, mailbox, "gone@users.example")

    became = [receive(world, bounce(notice, action=action)) for action in ("delayed", "failed", "failed")]

    assert became == ["bounce"] * 3
    assert Notice.objects.get().state == "failed"
    assert Delivery.objects.get(to="gone@users.example").error == "returned: 5.1.1 smtp; 550 no such user"
    assert [report.channel for report in reports()] == ["portal"]
    acts = [row.act for row in page_of(world, case_id).timeline]
    assert acts.count("note_bounce") == 1


def test_a_receipt_that_came_back_is_shown_on_the_case(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records.models import Correspondent

    case_id, receipt = reported(world, mailbox)

    assert receive(world, bounce(receipt)) == "bounce"
    assert Correspondent.objects.get(case_id=case_id).bounced_at is not None


def test_what_looks_like_a_bounce_of_someone_else_is_a_report_with_a_mark(world: World, mailbox) -> None:
    stranger = letter(To="x@y.example", Message_ID="<unknown@x.example>")

    assert receive(world, bounce(stranger)) == "report"
    assert "mail_bounce_unmatched" in reports()[0].marks


def test_an_answer_to_a_notice_is_a_report_of_its_own(world: World, mailbox: smtp.Mailbox) -> None:
    world.submit()
    delivered(world, mailbox)
    [notice] = mailbox.mails

    assert receive(world, answer(notice, "我是值班员", From="psirt@vendor.example")) == "report"
    assert "mail_answers_node" in reports()[-1].marks


def test_ac27_what_the_desk_writes_goes_out_without_its_content(world: World, mailbox: smtp.Mailbox) -> None:
    case_id, _receipt = reported(world, mailbox)

    world.done(PostMessage(case_id=case_id, thread="public", text="绝密：根因在 httpd"), "lead")
    world.done(PostMessage(case_id=case_id, thread="internal", text="内部备注"), "lead")

    [_first, notice] = delivered(world, mailbox)
    assert status(case_id).number in notice["Subject"]
    assert "绝密" not in notice.get_content()
    assert "/report/status" in notice.get_content()


def test_ac27_content_goes_readable_only_once_the_reporter_has_asked(
    world: World, mailbox: smtp.Mailbox
) -> None:
    case_id, _receipt = reported(world, mailbox)
    world.done(AnswerInPlainMail(case_id=case_id, plain=True, grounds="11 月 20 日电话"), "lead")
    world.done(PostMessage(case_id=case_id, thread="public", text="请问版本？"), "lead")
    world.done(AnswerInPlainMail(case_id=case_id, plain=False, grounds="对方撤回"), "lead")
    world.done(PostMessage(case_id=case_id, thread="public", text="不该外发"), "lead")

    texts = [found.get_content() for found in delivered(world, mailbox)]

    assert [("请问版本" in text, "不该外发" in text) for text in texts[-2:]] == [
        (True, False),
        (False, False),
    ]


def test_ac21_nothing_a_sender_writes_comes_back_in_a_mail_of_the_node(
    world: World, mailbox: smtp.Mailbox
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    mail = letter(f"{evil} 正文", subject=f"{evil} 主题", From=f'"{evil}" <{REPORTER}>')
    case_id, receipt = reported(world, mailbox, mail)
    receive(world, answer(receipt, f"{evil} 补充"))
    delivered(world, mailbox)

    assert status(case_id).report["title"] == f"{evil} 主题"
    assert all("onerror" not in raw.decode() for raw in mailbox.raw)
    assert {found.get_content_type() for found in mailbox.mails} == {"text/plain"}


@pytest.mark.parametrize(
    ("sender", "answered"),
    [
        ("Alice+bulou@Reporter.EXAMPLE", "Alice+bulou@reporter.example"),
        ("victim%0d%0aBcc%3aeve@evil.example@reporter.example", None),
        ("alice@reporter.example\x00.evil.example", None),
        ("аlice@reporter.example", None),
        ("<alice@reporter.example>, <eve@evil.example>", None),
    ],
)
def test_ac29_an_address_is_answered_as_it_is_or_not_at_all(
    world: World, mailbox: smtp.Mailbox, sender: str, answered: str | None
) -> None:
    raw = f"From: {sender}\r\nTo: {SECURITY}\r\nSubject: x\r\n\r\nbody\r\n".encode()

    assert receive(world, raw) == "report"
    delivered(world, mailbox)

    outside = [found["To"] for found in mailbox.mails if found["To"] != "psirt@vendor.example"]
    assert outside == ([answered] if answered else [])


def test_ac29_no_mail_changes_where_answers_go(world: World, mailbox: smtp.Mailbox) -> None:
    case_id, receipt = reported(world, mailbox)
    receive(world, answer(receipt, "请改用新地址", From="new@else.example", Reply_To="new@else.example"))
    world.done(PostMessage(case_id=case_id, thread="public", text="收到"), "lead")

    assert len(delivered(world, mailbox)) == 2
    assert delivered(world, mailbox, "new@else.example") == []


@pytest.mark.parametrize(
    ("to", "slug"),
    [
        ("psirt@vendor.example", "vendor"),
        ("up@stream.example", "upstream"),
        ("security+upstream@node.example", "upstream"),
        ("psirt+upstream@vendor.example", "upstream"),
        ("security+nobody@node.example", "vendor"),
        ("other@else.example", "vendor"),
    ],
)
def test_the_recipient_says_for_which_organisation_it_is(world: World, mailbox, to: str, slug: str) -> None:
    receive(world, letter(To=to))

    [report] = reports()
    assert report.organisation_id == world.organisations[slug]


def test_the_first_sight_of_a_sender_is_not_kept_in_clear(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records.models import Delivery, Entry

    reported(world, mailbox)

    rows = str(list(Delivery.objects.values())) + str(list(Entry.objects.values("header", "payload")))
    assert REPORTER not in rows
