"""A downstream vendor is told by mail, confirms, asks for support and is helped to the end (Article 7(3)), in a real browser.

The mail travels through a real SMTP server; the recipient has no account, only the link. In both languages.
"""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from tests import smtp
from tests.journeys.people import LANGUAGES, PATIENCE, VENDOR, Journey, new_journey, settle, world_of
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

MENDED = """
from bulou.acts.remediation import RecordRemediation
from bulou.records.models import Case
case_id = world.accepted()
world.done(RecordRemediation(case_id=case_id, text="升级至 3.4.7。", location="https://vendor.example/3.4.7"), "lead")
print(Case.objects.get(id=case_id).number)
"""
LATER = """
from datetime import datetime
from bulou.entrypoints.worker.support import escalate_overdue
print(escalate_overdue(at=datetime.fromisoformat({at!r})))
"""
LIST = """email,name,kind,organisation,tags,language,overseas,product
psirt@maker.example,林素,downstream,某网关厂商,oem,{tongue},no,QY-4200
quiet@silent.example,周默,downstream,某集成商,oem,{tongue},no,QY-4200
ops@clinic.example,李安,user,某医院,华东,{tongue},no,QY-4200
not-an-address,谁,user,,,zh,no,
"""
LINK = r"https?://\S+/notices/\S+"
SECRET = "贵司补丁在双分区设备上回滚"


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_downstream_vendor_is_told_and_helped_to_the_end(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    settle(node, VENDOR)
    number = node.python(world_of("vendor") + MENDED).strip()
    with smtp.running() as post:
        node.settings |= {"BULOU_EMAIL_URL": f"smtp://127.0.0.1:{post.port}", "BULOU_MAIL_RATE": "600000"}
        node.start()
        desk = new_journey(browser, node, "downstream-desk", locale, language)
        maker = new_journey(browser, node, "downstream-maker", locale, language)
        desk.sign_in("lead@vendor.example")
        case = f"/desk/cases/{number}/"

        bring_the_list(desk)
        notice = tell(desk, case)
        confirm(maker, mail_to(post, "psirt@maker.example"))
        ask(maker)
        answer(desk, case, "请先关闭备用分区的自动回滚，再升级。")
        read_and_ask_again(maker, post)
        answer(desk, case, "请改用 3.4.7-2，已修正。", solves=True)
        close(maker)
        look_back(desk, notice)
        escalate(desk, notice, post)
        overdue(desk, new_journey(browser, node, "downstream-clinic", locale, language), node, post)
        assert desk.wrong + maker.wrong == []
    assert [mail["Subject"] for mail in post.mails if SECRET in mail.get_content()] == []


def bring_the_list(desk: Journey) -> None:
    """Take in the list from a CSV file; the line that cannot be read is named, the others are in."""
    page = desk.page
    page.goto("/desk/recipients/")
    tongue = "zh" if desk.language == "zh-CN" else "en"
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": LIST.format(tongue=tongue).encode()}
    page.set_input_files("form:has([value=import_recipients]) input[type=file]", file)
    desk.fill_in("import_recipients")
    desk.until("th:has-text('ops@clinic.example')")
    assert "not-an-address" not in page.inner_text("section[aria-labelledby=who]")
    page.click("section[aria-labelledby=files] summary")
    desk.station("list")
    page.goto("/desk/recipients/")
    desk.fill_in("set_support_target", hours="1", person_id="陈砚秋")


def tell(desk: Journey, case: str) -> str:
    """Write the notice in both languages, look at who gets it and what the law says, send it; its address."""
    page = desk.page
    page.goto(f"{case}notices/")
    page.fill("#id_risk_zh", "同网段者可控制设备。")
    page.fill("#id_remedy_zh", "升级至 3.4.7；升级前关闭诊断页。")
    page.fill("#id_risk_en", "Whoever is on the same network can take the device over.")
    page.fill("#id_remedy_en", "Update to 3.4.7; close the diagnosis page until then.")
    desk.station("draft")
    desk.press("form[aria-labelledby=new] .button-primary")
    desk.station("preview")
    desk.fill_in("send", exploit_included="no")
    desk.until(".bar .pill[data-tone=ok]")
    desk.station("sent")
    return page.url


def confirm(maker: Journey, mail: str) -> None:
    """Open the link of the mail, confirm receipt, say where one stands; no account, no name on the page."""
    page = maker.page
    assert "3.4.7" not in mail, "a mail that is to hold a link alone holds the notice"
    page.goto(re.search(LINK, mail).group())
    assert "3.4.7" in page.inner_text("main")
    assert "psirt@maker.example" not in page.content()
    maker.station("notice")
    maker.press("button[name=answer][value=acknowledged]")
    maker.press("button[name=answer][value=affected]")
    assert page.locator("button[value=affected][aria-pressed=true]").count() == 1
    maker.station("confirmed")


def ask(maker: Journey) -> None:
    maker.page.fill("#ask", f"{SECRET}，怎么办？")
    maker.press("form:has([name=act][value=ask]) button")
    maker.station("asked")


def answer(desk: Journey, case: str, text: str, *, solves: bool = False) -> None:
    """Find the question in the queue, answer it on its thread."""
    page = desk.page
    page.goto("/desk/support/")
    desk.station("queue")
    desk.press("tbody th a")
    if page.locator(f"form[action='{case}open/'] button").count():
        desk.press(f"form[action='{case}open/'] button")
        page.goto("/desk/support/")
        desk.press("tbody th a")
    assert SECRET in page.inner_text("main")
    desk.fill_in("answer_support", text=text, solves=solves)
    desk.station("thread")


def read_and_ask_again(maker: Journey, post: smtp.Mailbox) -> None:
    """The mail says that there is an answer and not which; the page has it, and one may go on."""
    mail = mail_to(post, "psirt@maker.example", count=2)
    assert "自动回滚" not in mail
    page = maker.page
    page.goto(re.search(LINK, mail).group())
    assert "自动回滚" in page.inner_text("section[aria-labelledby=support]")
    page.fill("#ask", "照做后仍回滚。")
    maker.press("form:has([name=act][value=ask]) button")


def close(maker: Journey) -> None:
    page = maker.page
    page.reload()
    assert "3.4.7-2" in page.inner_text("section[aria-labelledby=support]")
    maker.station("solved")
    page.check("input[name=satisfaction][value='3']")
    maker.press("form:has([name=act][value=close]) button")
    maker.press("button[name=answer][value=patched]")
    maker.station("closed")


def look_back(desk: Journey, notice: str) -> None:
    """The sender sees where each recipient stands, and the thread that has ended."""
    page = desk.page
    page.goto(notice)
    row = page.locator("tr:has-text('psirt@maker.example')").inner_text()
    assert ("已更新" if desk.language == "zh-CN" else "Updated") in row
    desk.station("standing")
    page.goto("/desk/support/?ended=1")
    assert page.locator("tbody tr").count() == 1
    desk.station("ended")


def escalate(desk: Journey, notice: str, post: smtp.Mailbox) -> None:
    """A silent downstream vendor is taken up by a named person, who gets a mail."""
    desk.page.goto(notice)
    desk.fill_in("escalate", person_id="陈砚秋")
    row = desk.page.locator("tr:has-text('quiet@silent.example')").inner_text()
    assert ("已升级" if desk.language == "zh-CN" else "scalated") in row
    desk.station("escalated")
    assert "/notices/" in mail_to(post, "lead@vendor.example")


def overdue(desk: Journey, clinic: Journey, node: Node, post: smtp.Mailbox) -> None:
    """A question that waits longer than the target is escalated by the worker, to the person who was named (its mail leaves at that hour)."""
    clinic.page.goto(re.search(LINK, mail_to(post, "ops@clinic.example")).group())
    clinic.page.fill("#ask", "能否远程协助？")
    clinic.press("form:has([name=act][value=ask]) button")
    late = datetime.now(UTC) + timedelta(minutes=61)
    assert node.python(LATER.format(at=late.isoformat())).strip() == "1"
    desk.page.goto("/desk/support/")
    assert "陈砚秋" in desk.page.inner_text("tbody")
    desk.station("overdue")
    assert clinic.wrong == []


def mails_to(post: smtp.Mailbox, address: str) -> list[str]:
    return [mail.get_content() for mail in list(post.mails) if address in str(mail["To"])]


def mail_to(post: smtp.Mailbox, address: str, *, count: int = 1) -> str:
    """The `count`-th mail to an address, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while len(found := mails_to(post, address)) < count:
        assert time.monotonic() < deadline, [str(mail["To"]) for mail in post.mails]
        time.sleep(0.2)
    return found[count - 1]
