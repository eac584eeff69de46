"""A stranger's report becomes a public advisory, in a real browser, on a node of its own, in both languages.

Server and worker are real processes. Screenshots of every station are left under build/screens/.
"""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from tests.journeys.drafting import judge, publish, write
from tests.journeys.people import AUTHORITY, LANGUAGES, ROOT, VENDOR, Journey, new_journey, settle
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_strangers_report_becomes_a_lawful_advisory(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    settle(node, VENDOR, AUTHORITY)
    node.start()
    stranger = new_journey(browser, node, "advisory-stranger", locale, language)
    number, code = submit(stranger)
    desk = new_journey(browser, node, "advisory-desk", locale, language)

    case = take_up(desk, number)
    verify(desk, case)
    notify(desk, case)
    editor = refused_early(desk, case)
    mend(desk, case)
    advisory = complete(desk, editor)

    read_in_public(stranger, advisory)
    stranger.come_back(number, code)
    stranger.station("status")
    assert desk.wrong + stranger.wrong == []
    node.stop()
    proven(node)


def submit(stranger: Journey) -> tuple[str, str]:
    """Report without an account; the number and the return code of the receipt."""
    page = stranger.page
    page.goto("/report/vendor")
    page.fill("#id_product", "QY-4200")
    page.fill("#id_versions", "3.1.0–3.4.6")
    page.fill("#id_title", "管理服务命令注入")
    page.fill("#id_steps", "1. 恢复出厂设置。\n2. 访问诊断页，不登录。")
    page.fill("#id_impact", "同网段可控制设备。")
    page.check("input[value=pseudonym]")
    page.fill("#id_name", "苔原")
    page.set_input_files("#id_files", {"name": "报文.txt", "mimeType": "text/plain", "buffer": b"GET /"})
    stranger.station("report")
    return stranger.submit()


def take_up(desk: Journey, number: str) -> str:
    """Sign in, find the report in the inbox, open the case; its address."""
    desk.sign_in("lead@vendor.example")
    case = desk.open_case(number)
    assert "恢复出厂设置" in desk.page.inner_text("main")
    return case


def verify(desk: Journey, case: str) -> None:
    desk.act(case, "identify_product", product="QY-4200", model="QY-4200", versions="3.1.0–3.4.6",
             own_product=True, users_must_update=True)  # fmt: skip
    desk.act(case, "validate_report", method="三台设备复现。", harm="控制设备", scope="3.1.0 至 3.4.6")
    desk.act(case, "accept_case")
    desk.act(case, "grade_severity", gbt_vector="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
             cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")  # fmt: skip


def notify(desk: Journey, case: str) -> None:
    """The two-day packet goes to the authority's organisation on this node; its receipt comes back by itself."""
    page = desk.page
    page.goto(f"{case}packet/")
    page.fill("#f-model", "QY-4200")
    desk.station("packet")
    desk.press("button[name=send][value=node]")
    page.wait_for_url(f"**{case}*")
    desk.until("main:has-text('AU-')")
    desk.station("notified")


def refused_early(desk: Journey, case: str) -> str:
    """Ask to publish before there is a remedy: refused under Article 9(1). The address of the editor."""
    page = desk.page
    page.goto(f"{case}advisory/")
    write(desk, remediation="", precaution="升级前关闭诊断页。")
    desk.press("button[name=save]")
    page.wait_for_url("**/advisory/*-*/")
    editor = page.url
    judge(desk)
    desk.station("editor")
    desk.press("button[name=release][value=publish]")
    desk.station("refused")
    assert ("第九条(一)" if desk.language == "zh-CN" else "9(1)") in page.inner_text("main")
    assert page.locator("a[href*='record_remediation']").count() > 0
    return editor


def mend(desk: Journey, case: str) -> None:
    desk.act(case, "record_remediation", text="升级至 3.4.7。", location="https://vendor.example/3.4.7")
    desk.act(
        case, "notify_users", recipients="ops@operator.example", text="请升级至 3.4.7。", overseas="no", exploit_included="no"
    )  # fmt: skip


def complete(desk: Journey, editor: str) -> str:
    """Complete the draft, sign it anew, publish; the advisory's number."""
    desk.page.goto(editor)
    write(desk, remediation="升级至 3.4.7。", precaution="升级前关闭诊断页。")
    desk.press("button[name=save]")
    judge(desk)
    return publish(desk)


def read_in_public(stranger: Journey, advisory: str) -> None:
    page = stranger.page
    page.goto("/advisories")
    stranger.station("advisories")
    page.goto(f"/advisories/{advisory}")
    assert "升级至 3.4.7。" in page.inner_text("main")
    stranger.station("advisory")
    address = page.locator("a[href$='.json']").first.get_attribute("href")
    assert address is not None
    from bulou.formats import csaf

    assert csaf.validate(page.request.get(address).body()) == ()
    assert advisory in page.request.get("/feeds/advisories.atom").text()


def proven(node: Node) -> None:
    """The journal is whole, by our verifier and by the one that shares no code with it."""
    export = node.folder / "journal.jsonl"
    node.run("journal", "export", "-o", str(export))
    assert json.loads(node.run("journal", "verify", str(export), "--json").stdout)["faults"] == []
    second = [sys.executable, str(ROOT / "docs" / "verify_journal.py"), str(export)]
    subprocess.run(second, check=True, timeout=120)
