"""A stranger's report becomes a public advisory, in a real browser, on a node of its own, in both languages.

Server and worker are real processes. Screenshots of every station are left under build/screens/.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.nodes import Node
from tests.programs import chromium

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
PASSWORD = "a long enough passphrase"
PEOPLE = f"""
import django; django.setup()
from uuid import UUID
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import AppointPerson, FoundOrganisation
at, system = timezone.now(), Actor.system()
for slug, prefix, zh, en, role in (("vendor", "QY", "青砚设备", "Qingyan Devices", "vendor"),
                                   ("authority", "AU", "示范主管部门", "Demo Authority", "authority")):
    made = perform(FoundOrganisation(slug=slug, prefix=prefix, name_zh=zh, name_en=en, roles=(role,)), by=system, at=at)
    assert perform(AppointPerson(organisation_id=UUID(made.ids["organisation_id"]), email=f"lead@{{slug}}.example",
                                 person="陈砚秋", offices=("lead",), password="{PASSWORD}"), by=system, at=at)
"""
# Three English words in a row, outside code, quotations and passages marked as English, were not translated.
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ][A-Za-z]{2,}){2,}")
TEXT = """() => {
  const skip = "[lang=en], code, pre, kbd, script, style, .hash, textarea, input, option";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(skip)) found.push(walker.currentNode.data);
  return found.join("\\n");
}"""

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@dataclass
class Journey:
    """One person's browser on a node; `station` looks at each page and keeps its picture."""

    page: Page
    language: str
    console: list[str] = field(default_factory=list)
    untranslated: list[tuple[str, list[str]]] = field(default_factory=list)
    stations: int = 0

    def hear(self, kind: str, text: str) -> None:
        """Keep what the browser complains of; that a refusal is answered with 409 is meant."""
        if kind == "error" and "409 (Conflict)" not in text:
            self.console.append(text)

    def station(self, name: str) -> None:
        self.stations += 1
        folder = SCREENS / self.language
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"{self.stations:02}-{name}.png"
        try:
            self.page.screenshot(path=picture, full_page=True)
        except Error:  # on a busy machine Chromium at times gives no frame; a second refusal is a fault
            self.page.screenshot(path=picture, full_page=True)
        assert self.page.locator("html").get_attribute("lang") == self.language
        if self.language == "zh-CN":
            left = ENGLISH.findall(self.page.evaluate(TEXT))
            if left:
                self.untranslated.append((name, left))

    def act(self, case: str, name: str, **fields: str | bool) -> None:
        """Fill in the form of an act and send it; it must be done."""
        self.page.goto(f"{case}acts/{name}/")
        for label, value in fields.items():
            if isinstance(value, bool):
                self.page.set_checked(f"#id_{label}", value)
            elif self.page.locator(f"input[type=radio][name={label}]").count():
                self.page.check(f"input[name={label}][value={value}]")
            else:
                self.page.fill(f"#id_{label}", value)
        self.station(name)
        self.page.click("main form .button-primary")
        assert urlsplit(self.page.url).path == case, self.page.inner_text("main")


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh-CN"), ("en-GB", "en")])
def test_a_strangers_report_becomes_a_lawful_advisory(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    environment = node.environment | {"DJANGO_SETTINGS_MODULE": "bulou.config.settings"}
    subprocess.run([sys.executable, "-c", PEOPLE], env=environment, check=True, timeout=60)
    node.start()
    stranger = new_journey(browser, node, locale, language)
    number, code = submit(stranger)
    desk = new_journey(browser, node, locale, language)

    case = take_up(desk, number)
    verify(desk, case)
    notify(desk, case)
    editor = refused_early(desk, case)
    mend(desk, case)
    advisory = publish(desk, editor)

    read_in_public(stranger, advisory)
    come_back(stranger, number, code)
    assert desk.untranslated + stranger.untranslated == []
    assert desk.console + stranger.console == []
    node.stop()
    proven(node)


def new_journey(browser: Browser, node: Node, locale: str, language: str) -> Journey:
    page = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale=locale, base_url=node.url
    ).new_page()
    page.set_default_timeout(20_000)
    journey = Journey(page, language)
    page.on("console", lambda message: journey.hear(message.type, message.text))
    return journey


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
    page.press("#id_name", "Enter")
    stranger.station("preview")
    page.click("button[value=submit]")
    stranger.station("receipt")
    number, code = page.locator(".portal-large").all_inner_texts()
    return number, code


def take_up(desk: Journey, number: str) -> str:
    """Sign in, find the report in the inbox, open the case; its address."""
    page = desk.page
    page.goto("/desk/")
    desk.station("sign-in")
    page.fill("input[name=login]", "lead@vendor.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    desk.station("inbox")
    case = f"/desk/cases/{number}/"
    page.click(f"a[href='{case}']")
    desk.station("door")
    assert "恢复出厂设置" not in page.inner_text("main")
    page.click(f"form[action='{case}open/'] button")
    assert "恢复出厂设置" in page.inner_text("main")
    desk.station("case")
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
    page.click("button[name=send][value=node]")
    page.wait_for_url(f"**{case}*")
    deadline = time.monotonic() + 30
    while "AU-" not in page.inner_text("main") and time.monotonic() < deadline:
        time.sleep(0.5)
        page.goto(case)
    assert "AU-" in page.inner_text("main"), "the authority's receipt has not come back"
    desk.station("notified")


def refused_early(desk: Journey, case: str) -> str:
    """Ask to publish before there is a remedy: refused under Article 9(1). The address of the editor."""
    page = desk.page
    page.goto(f"{case}advisory/")
    write(desk, remediation="", precaution="升级前关闭诊断页。")
    page.click("button[name=save]")
    page.wait_for_url("**/advisory/*-*/")
    editor = page.url
    judge(desk)
    desk.station("editor")
    page.click("button[name=release][value=publish]")
    desk.station("refused")
    assert ("第九条(一)" if desk.language == "zh-CN" else "9(1)") in page.inner_text("main")
    assert page.locator("a[href*='record_remediation']").count() > 0
    return editor


def mend(desk: Journey, case: str) -> None:
    desk.act(case, "record_remediation", text="升级至 3.4.7。", location="https://vendor.example/3.4.7")
    desk.act(
        case, "notify_users", recipients="ops@operator.example", text="请升级至 3.4.7。", overseas="no", exploit_included="no"
    )  # fmt: skip


def publish(desk: Journey, editor: str) -> str:
    """Complete the draft, sign it anew, publish; the advisory's number."""
    page = desk.page
    page.goto(editor)
    write(desk, remediation="升级至 3.4.7。", precaution="升级前关闭诊断页。")
    page.click("button[name=save]")
    judge(desk)
    page.click("button[name=release][value=publish]")
    page.wait_for_url(re.compile(r"/desk/cases/[A-Z0-9-]+/(#.*)?$"))
    desk.station("published")
    found = re.search(r"QY-SA-[A-Z0-9-]+", page.inner_text("main"))
    assert found is not None
    return found.group()


def write(desk: Journey, *, remediation: str, precaution: str) -> None:
    page = desk.page
    page.fill("#id_heading", "QY-4200 管理服务命令注入漏洞")
    page.fill("#id_summary", "请升级。")
    page.fill("#id_description", "诊断页未校验输入。")
    page.fill("#id_remediation", remediation)
    page.fill("#id_precaution", precaution)
    page.fill("#id_cve", "CVE-2026-12345")
    page.fill("#id_cwe", "CWE-78")
    page.select_option("#id_operator_in_use_detail", "no")
    page.select_option("#id_exploit_included", "no")


def judge(desk: Journey) -> None:
    for question, answer in (
        ("truthful_and_necessary", "yes"),
        ("exaggerates", "no"),
        ("hype_or_extortion", "no"),
    ):
        page = desk.page
        page.check(f"input[name='answer-{question}'][value={answer}]")
        page.fill(f"#grounds-{question}", "对照测试记录。")
        page.click(f"button[name=judge][value={question}]")
        page.wait_for_load_state()


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


def come_back(stranger: Journey, number: str, code: str) -> None:
    page = stranger.page
    page.goto("/report/status")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    page.click("button[value=open]")
    stranger.station("status")
    assert number in page.inner_text("main")


def proven(node: Node) -> None:
    """The journal is whole, by our verifier and by the one that shares no code with it."""
    export = node.folder / "journal.jsonl"
    node.run("journal", "export", "-o", str(export))
    assert json.loads(node.run("journal", "verify", str(export), "--json").stdout)["faults"] == []
    second = [sys.executable, str(ROOT / "docs" / "verify_journal.py"), str(export)]
    subprocess.run(second, check=True, timeout=120)
