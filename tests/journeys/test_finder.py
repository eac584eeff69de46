"""A finder proves to have been first, talks with the desk, contests a grade, is thanked, rewarded and certified, in a real
browser, in both languages; and reads at each step what the law lets them say.
"""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import LANGUAGES, VENDOR, Journey, new_journey, settle, world_of
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

PROOF = "4f1c9e2ab07d83c65a1be0f4d2973c18\n诊断页未校验输入，提交分号即可执行命令。\n".encode()
SHA256 = hashlib.sha256(PROOF).hexdigest()
SECOND = 'world.appoint("second", "vendor", "lead")\n'
GRADED = """
from bulou.acts.verification import AcceptCase, GradeSeverity, IdentifyProduct, ValidateReport
from bulou.records.models import Case
case_id = Case.objects.get(number={number!r}).id
world.now = timezone.now() - timedelta(hours=1)  # whatever comes after the report is moved up to it
world.open(case_id, "lead")
for act in (
    IdentifyProduct(case_id=case_id, product="QY-4200", versions="3.1–3.4", own_product=True, users_must_update=True),
    ValidateReport(case_id=case_id, method="复现", harm="控制设备", scope="3.1 至 3.4"),
    AcceptCase(case_id=case_id),
    GradeSeverity(case_id=case_id, gbt_vector="AV:L/TR:L/PR:N/UI:N/C:L/I:L/A:N"),
):
    world.done(act, "lead")
"""
PUBLISHED = """
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.records.models import Case
case_id = Case.objects.get(number={number!r}).id
world.now = timezone.now() - timedelta(hours=1)  # whatever comes after the report is moved up to it
world.done(RecordRemediation(case_id=case_id, text="升级至 3.4.7。", location="https://vendor.example/3.4.7"), "lead")
world.done(PublishAdvisory(case_id=case_id, advisory_id=world.drafted(case_id, credits="苔原")), "lead")
"""


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_finder_is_first_is_heard_and_is_thanked(
    node: Node, browser: Browser, tmp_path: Path, locale: str, language: str
) -> None:
    settle(node, VENDOR)
    world = world_of("vendor")
    node.python(world + SECOND)
    node.start()
    finder = new_journey(browser, node, "finder", locale, language)
    desk = new_journey(browser, node, "finder-desk", locale, language)

    number, code = commit(finder)
    case = f"/desk/cases/{number}/"
    come_back(finder, number, code)
    reveal(finder)
    node.python(world + GRADED.format(number=number))
    contest(finder)
    desk.sign_in("second@vendor.example")
    answer(desk, case)
    choose_credit(finder)
    reward(desk, new_journey(browser, node, "finder-lead", locale, language), case)
    node.python(world + PUBLISHED.format(number=number))
    thank(desk, case)
    see_it_all(finder)
    certified(finder, new_journey(browser, node, "finder-anyone", locale, language), tmp_path)
    assert finder.wrong + desk.wrong == []


def commit(finder: Journey) -> tuple[str, str]:
    """Hand in the hash alone; it stands on the receipt with the server's time. The number and the return code."""
    page = finder.page
    page.goto("/report/vendor")
    page.fill("#id_product", "QY-4200")
    page.fill("#id_title", "诊断页存在漏洞，细节稍后提交")
    page.fill("#id_commitment", f"{SHA256}  proof.txt")
    page.check("input[value=pseudonym]")
    page.fill("#id_name", "苔原")
    finder.station("commitment")
    with page.expect_navigation():
        page.press("#id_title", "Enter")
    finder.press("button[value=submit]")
    assert SHA256 in page.inner_text("main")
    finder.station("receipt")
    number, code = page.locator(".portal-large").all_inner_texts()
    return number, code


def come_back(finder: Journey, number: str, code: str) -> None:
    """The own page of the report; while nothing is mended the law lets one publish nothing (Article 9(1))."""
    page = finder.page
    page.goto("/report/status")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    finder.press("button[value=open]")
    assert SHA256 in page.inner_text("section[aria-labelledby=finder]")
    assert ("第九条(一)" if finder.language == "zh-CN" else "9(1)") in page.inner_text(
        "section[aria-labelledby=saying]"
    )
    finder.station("own-report")


def reveal(finder: Journey) -> None:
    """Send the very file: it is held against the hash at once, and the match is sealed."""
    page = finder.page
    page.fill("#id_text", "现提交细节，见附件。")
    page.set_input_files("#id_files", {"name": "proof.txt", "mimeType": "text/plain", "buffer": PROOF})
    finder.press(".audience button[value=write]")
    assert page.locator("section[aria-labelledby=finder] .pill[data-tone=ok]").count() == 1
    finder.station("proven")


def contest(finder: Journey) -> None:
    page = finder.page
    page.reload()
    finder.press("a[href$='/grade']")
    page.fill("#id_text", "诊断页可从网络访问，无需登录，定级过低。")
    finder.station("contest")
    finder.press("form .button-primary")
    assert page.locator("a[href$='/grade']").count() == 0


def answer(desk: Journey, case: str) -> None:
    """Someone other than who graded grades anew and answers; and writes to the finder."""
    page = desk.page
    page.goto(case)
    desk.press(f"form[action='{case}open/'] button")
    desk.station("case")
    desk.act(case, "grade_severity", gbt_vector="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H", grounds="确可从网络访问。")
    desk.act(case, "answer_appeal", result="changed", text="您说得对，已改为按网络可达定级。")
    desk.act(case, "post_message", thread="public", text="修复版本预计下周提供。")


def choose_credit(finder: Journey) -> None:
    page = finder.page
    page.goto("/report/status")
    assert "已改为按网络可达定级" in page.inner_text("main")
    assert "修复版本预计下周提供" in page.inner_text("main")
    finder.station("answered")
    finder.press("a[href$='/credit']")
    page.check("input[name=shown_as][value=handle]")
    page.fill("#id_handle", "苔原")
    page.fill("#id_link", "https://moss.example/")
    for where in ("in_advisory", "on_thanks", "on_certificate"):
        page.check(f"#id_{where}")
    finder.station("credit")
    finder.press("form .button-primary")


def reward(desk: Journey, lead: Journey, case: str) -> None:
    """One proposes, another approves and records the payment: the ledger holds all three."""
    desk.act(case, "propose_reward", amount="3000", currency="CNY", text="报告完整，可直接复现。")
    desk.page.goto("/desk/rewards/")
    assert desk.page.locator("a[href*=approve_reward]").count() == 0, "nobody approves their own proposal"
    lead.sign_in("lead@vendor.example")
    for act, fields in (("approve_reward", {}), ("pay_reward", {"reference": "转账 2026-118"})):
        lead.page.goto("/desk/rewards/")
        lead.press(f"a[href*={act}]")
        for name, value in fields.items():
            lead.page.fill(f"#id_{name}", value)
        lead.press("main form .button-primary")
    lead.page.goto("/desk/rewards/")
    lead.station("ledger")
    assert lead.page.locator("tbody .pill[data-tone=ok]").count() == 1
    assert lead.wrong == []


def thank(desk: Journey, case: str) -> None:
    desk.act(case, "thank_reporter", words="感谢对 QY-4200 的研究。")
    desk.act(case, "issue_certificate", confirmed=True)


def see_it_all(finder: Journey) -> None:
    """Paid, named, certified; now that users have a remedy the law answers otherwise; the page of thanks names the finder."""
    page = finder.page
    page.goto("/report/status")
    finder.station("end")
    assert re.search(r"3,?000.00 CNY", page.inner_text("section[aria-labelledby=finder]"))
    page.goto("/thanks")
    assert page.locator("a[href='https://moss.example/']").inner_text() == "苔原"
    finder.station("thanks")


def certified(finder: Journey, anyone: Journey, folder: Path) -> None:
    """The PDF is fetched; whoever has its code, and no session, is told on the public page that it is genuine."""
    page = finder.page
    page.goto("/report/status")
    finder.press("section[aria-labelledby=finder] a[href*='/certificates/']")
    finder.station("certificate")
    code = page.url.rsplit("/", 1)[-1]
    with page.expect_download() as download:
        page.click("a[href$='certificate.pdf']")
    download.value.save_as(folder / "certificate.pdf")
    assert (folder / "certificate.pdf").read_bytes().startswith(b"%PDF-")
    page = anyone.page
    page.goto("/certificates")
    page.fill("#code", f" {code.lower().replace('-', ' ')}")
    anyone.press("form .button-primary")
    assert "苔原" in page.inner_text("main")
    assert "QY-4200" not in page.inner_text("main")
    anyone.station("genuine")
    anyone.meant = ("404 (Not Found)",)
    page.goto("/certificates")
    page.fill("#code", "AAAAA-AAAAA-AAAAA-AAAAA")
    anyone.press("form .button-primary")
    assert page.locator("[role=alert]").count() == 1
    assert anyone.wrong == []
