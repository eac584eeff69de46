"""A vulnerability across three nodes, in a real browser, in both languages: three processes, databases and sets of keys.

A finder reports to a listed platform, which tells the vendor; the vendor notifies the authorities inside two days, who
circulate. The finder's own house wants to publish before there is a remedy: refused, asked for under Article 9(1), assessed
jointly, permitted; then a major event begins, and the consent of Article 9(6) is waited for. What was decided elsewhere
arrives as signed facts, and the evidence verifies where no database is.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests import neighbours
from tests.acts.filed import CONTENT
from tests.journeys.drafting import judge, publish, write
from tests.journeys.people import LANGUAGES, Journey, new_journey
from tests.journeys.proving import downloaded, reads_offline, verifies
from tests.neighbours import Three
from tests.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

FLAW = {
    "product": "QY-4200",
    "title": "诊断页可执行命令",
    "steps": "在 /cgi-bin/diag/ping 的地址后加分号。",
}
WORDS = {
    "zh-CN": {"9-1": "第九条(一)", "9-6": "第九条(六)"},
    "en": {"9-1": "9(1)", "9-6": "9(6)"},
}


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_vulnerability_goes_its_lawful_way_across_three_nodes(
    three: Three, browser: Browser, tmp_path: Path, locale: str, language: str
) -> None:
    where = {"stranger": three.platform, "finder": three.platform, "platform": three.platform, "vendor": three.vendor,
             "miit": three.authorities, "mps": three.authorities}  # fmt: skip
    people = {
        who: new_journey(browser, node, f"three-{who}", locale, language) for who, node in where.items()
    }
    for who in ("platform", "vendor", "miit", "mps", "finder"):
        people[who].sign_in(f"lead@{who}.example")

    listed(people["platform"], people["miit"])
    told(people["platform"], report(people["stranger"]))
    notified(people["vendor"])
    circulated(people["miit"])
    case = found(people["finder"])
    editor = refused_early(people["finder"], case)
    asked(people["finder"], case)
    assessed(people["mps"], people["miit"])
    event_begins(people["finder"], case, editor)
    consented(people["mps"])
    advisory = goes_out(people["finder"], case, editor)
    people["stranger"].page.goto(f"/advisories/{advisory}")
    people["stranger"].station("advisory")
    pack = evidence(people["finder"], case, tmp_path)
    verifies(pack, tmp_path, "receive_decision")
    reads_offline(browser, pack, people["miit"])
    assert [fault for each in people.values() for fault in each.wrong] == []


def listed(platform: Journey, miit: Journey) -> None:
    """The platform files with the ministry at another node; once that lists it, its door opens."""
    page, form = platform.page, "form:has([value=prepare_filing])"
    page.goto("/desk/filing/")
    for name in ("grade3_proof", "commitment"):
        file = {"name": f"{name}.png", "mimeType": "image/png", "buffer": photo("PNG")}
        page.set_input_files(f"{form} [name={name}]", file)
    platform.fill(form, **CONTENT)
    platform.press(f"{form} button.button-primary")
    platform.fill_in("submit_filing", truthful=True)
    miit.page.goto("/desk/filings/")
    miit.until("tbody th a")
    miit.press("tbody th a")
    miit.fill_in("accept_filing")
    platform.until(".bar:has-text('MI-PF-')")
    platform.fill_in("open_reception")
    platform.station("listed")


def report(stranger: Journey) -> str:
    """A finder reports to the platform; the number of the receipt."""
    page = stranger.page
    page.goto("/report/platform")
    for name, text in FLAW.items():
        page.fill(f"#id_{name}", text)
    with page.expect_navigation():
        page.press("#id_title", "Enter")
    stranger.press("button[value=submit]")
    stranger.station("reported")
    return page.locator(".portal-large").first.inner_text()


def told(platform: Journey, number: str) -> None:
    """The platform tells the vendor, whose house is on another node: the provider of the product may be told (Article 9(7))."""
    case = opened(platform, number)
    vendor = str(neighbours.VENDOR["name_zh"])
    platform.page.goto(f"{case}acts/add_party/")
    platform.fill(party=vendor, role="vendor", organisation=vendor, overseas="no")
    platform.press("main form .button-primary")
    platform.page.goto(f"{case}acts/share_detail/")
    platform.fill(party_id=vendor, text=FLAW["steps"], exploit_included="no", for_verification="yes")
    platform.station("share")
    platform.press("main form .button-primary")
    assert platform.page.url.split("#")[0].endswith(case), platform.page.inner_text("main")
    platform.station("vendor-told")


def opened(desk: Journey, number: str) -> str:
    """Through the door of an undisclosed case; its address."""
    case = f"/desk/cases/{number}/"
    desk.page.goto(case)
    desk.press(f"form[action='{case}open/'] button")
    return case


def arrived(desk: Journey) -> str:
    """What has come from another node stands in the inbox; its number."""
    desk.page.goto("/desk/")
    desk.until("main a[href^='/desk/cases/']")
    address = desk.page.locator("main a[href^='/desk/cases/']").first.get_attribute("href")
    assert address is not None
    return address.split("/")[3]


def verified(desk: Journey, case: str, *, own: bool) -> None:
    """Product and flaw are confirmed and the case is accepted."""
    for name, fields in (
        ("identify_product", {"product": "QY-4200", "versions": "3.1–3.4", "own_product": own, "users_must_update": own}),
        ("validate_report", {"method": "复现。", "harm": "控制设备", "scope": "3.1 至 3.4"}),
        ("accept_case", {}),
    ):  # fmt: skip
        desk.page.goto(f"{case}acts/{name}/")
        desk.fill(**fields)
        desk.press("main form .button-primary")


def notified(vendor: Journey) -> None:
    """The vendor takes the case up, and notifies the ministry at its node inside two days; the receipt comes back by itself."""
    case = opened(vendor, arrived(vendor))
    vendor.station("arrived")
    verified(vendor, case, own=True)
    vendor.page.goto(f"{case}packet/")
    vendor.page.fill("#f-model", "QY-4200")
    vendor.press("button[name=send][value=node]")
    vendor.page.goto(case)
    vendor.until("main:has-text('MI-20')")
    vendor.station("notified")


def circulated(miit: Journey) -> None:
    """The notification is in the register and in time; the bodies of Article 7 were told at once, and each gave its receipt."""
    address = matter(miit, "new")
    miit.page.goto(f"{address}acts/register_matter/")
    miit.press("main form .button-primary")
    miit.page.goto(f"{address}matter/")
    miit.until("section[aria-labelledby=told]:not(:has(.lack-mark)) code")
    assert miit.page.locator(".case-head .pill[data-tone=bad]").count() == 0, "it is late"
    miit.station("circulated")


def matter(authority: Journey, view: str) -> str:
    """The first matter of a view of the register, opened; the address of its case."""
    page = authority.page
    page.goto(f"/desk/authority/?view={view}")
    authority.until("tbody th a")
    authority.station(f"register-{view}")
    address = (page.locator("tbody th a").first.get_attribute("href") or "").removesuffix("matter/")
    page.goto(address)
    door = f"form[action='{address}open/'] button"
    if page.locator(door).count():
        authority.press(door)
    return address


def found(finder: Journey) -> str:
    """The finder's house takes down what its researcher found, and confirms it; the address of the case."""
    page = finder.page
    page.goto("/desk/reception/enter/")
    came = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(minutes=2)
    finder.fill(channel="visit", came_at=f"{came:%Y-%m-%dT%H:%M}", heading=FLAW["title"], product=FLAW["product"],
             steps=FLAW["steps"], identity="anonymous")  # fmt: skip
    finder.page.click("main form .button-primary")
    page.wait_for_selector("text=/TU-[0-9]{4}-[A-Z0-9-]+/")
    number = re.search(r"TU-[0-9]{4}-[A-Z0-9-]+", page.inner_text("main"))
    assert number is not None
    case = opened(finder, number.group())
    verified(finder, case, own=False)
    return case


def refused_early(finder: Journey, case: str) -> str:
    """Publishing before there is a remedy is refused, with the article and with the way through the authorities."""
    finder.page.goto(f"{case}advisory/")
    write(finder, remediation="", precaution="升级前关闭诊断页。")
    finder.press("button[name=save]")
    finder.page.wait_for_url("**/advisory/*-*/")
    editor = finder.page.url
    judge(finder)
    finder.press("button[name=release][value=publish]")
    assert WORDS[finder.language]["9-1"] in finder.page.inner_text(".refusal")
    assert finder.page.locator(".cures li").count() >= 1
    finder.station("refused-early")
    return editor


def asked(finder: Journey, case: str) -> None:
    """Assessed with the vendor first; then both ministries are asked, at their node."""
    finder.act(case, "record_joint_assessment", text="与青砚设备电话会商，厂商无异议。")
    finder.act(case, "request_assessment", text="漏洞正被利用，用户须及早防范。")
    finder.page.goto(f"{case}authority/")
    finder.until("section[aria-labelledby=requests] li:nth-child(2)")
    finder.station("both-know")


def assessed(mps: Journey, miit: Journey) -> None:
    """Each ministry speaks; the one that leads decides when both have, and signs."""
    address = matter(mps, "requests")
    mps.act(address, "give_opinion", result="no_objection", text="公开防范措施利大于弊。")
    address = matter(miit, "requests")
    page = miit.page
    page.goto(f"{address}matter/")
    miit.until("section[aria-labelledby=opinions] .mini")
    miit.station("opinions")
    miit.act(address, "decide_request", result="no_objection", text="两部门均无异议。")
    page.goto(f"{address}matter/")
    assert page.locator("section[aria-labelledby=decision] code").count() >= 1
    miit.station("decided")


def event_begins(finder: Journey, case: str, editor: str) -> None:
    """The signed decision is a fact of the case; but a major event has begun, and publication waits (Article 9(6))."""
    page = finder.page
    page.goto(f"{case}authority/")
    finder.until("section[aria-labelledby=requests] .pill[data-tone=ok]")
    finder.station("permitted")
    page.goto("/desk/readings/")
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    finder.fill_in(
        "record_major_event",
        event="示范大会",
        starts_at=f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        ends_at=f"{now + timedelta(days=3):%Y-%m-%dT%H:%M}",
        source="公安部（示范）通知",
    )
    page.goto(editor)
    finder.press("button[name=release][value=publish]")
    refusal = page.inner_text(".refusal")
    assert (WORDS[finder.language]["9-6"] in refusal, WORDS[finder.language]["9-1"] in refusal) == (
        True,
        False,
    )
    finder.station("waits-for-consent")
    finder.act(case, "request_consent", text="措施须在大会期间到达用户。")


def consented(mps: Journey) -> None:
    """The Ministry of Public Security consents, until a day."""
    until = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)
    page = mps.page
    page.goto("/desk/authority/?view=requests")
    kind = "同意申请" if mps.language == "zh-CN" else "Request for consent"
    link = f"tbody tr:has-text('{kind}') th a"
    mps.until(link)
    address = (page.locator(link).get_attribute("href") or "").removesuffix("matter/")
    page.goto(address)
    mps.press(f"form[action='{address}open/'] button")
    valid = f"{until:%Y-%m-%dT%H:%M}"
    mps.act(address, "decide_request", result="granted", text="同意发布防范措施。", valid_until=valid)


def goes_out(finder: Journey, case: str, editor: str) -> str:
    """Consent has arrived: the advisory goes out; its number."""
    page = finder.page
    page.goto(f"{case}authority/")
    finder.until("section[aria-labelledby=requests]:not(:has(.pill[data-tone=run])) .pill")
    finder.station("consent-arrived")
    page.goto(editor)
    return publish(finder)


def evidence(finder: Journey, case: str, folder: Path) -> Path:
    """The pack of the case, for the authority that supervises: nothing that was written, all that was decided."""
    finder.page.goto(f"{case}evidence/")
    finder.fill_in("export_evidence", role="authority", recipient="工业和信息化部（示范）")
    finder.station("evidence")
    return downloaded(finder.page, "section[aria-labelledby=taken] a.button", folder / "evidence.zip")
