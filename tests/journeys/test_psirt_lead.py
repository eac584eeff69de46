"""The lead of a vendor's PSIRT takes a case from the inbox to the published advisory, by keyboard and page, in a real browser."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic, sleep
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.drafting import judge, publish, write
from tests.journeys.people import LANGUAGES, PATIENCE, VENDOR, Journey, new_journey, settle
from tests.nodes import Node
from tests.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
MAKER = ("maker", "SJ", "松涧设备", "Songjian Devices", "vendor")
STEPS = "1. 恢复出厂设置。\n2. 不登录访问 /cgi-bin/diag，在 host 参数中填入 ;reboot。"
LIST = "email,name,kind,overseas\nops@hospital.example,李工,user,no\noem@brand.example,贴牌商,downstream,no\n"
NOTICE = {
    "zh-CN": ("zh", "设备可被控制。", "请升级至 3.4.7。"),
    "en": ("en", "The device can be taken over.", "Update to 3.4.7."),
}
GBT = "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"
CVSS = "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_lead_takes_a_case_from_the_inbox_to_the_advisory(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    settle(node, VENDOR, MAKER)
    node.start()
    stranger, desk, maker = (
        new_journey(browser, node, f"psirt-{who}", locale, language) for who in ("stranger", "lead", "maker")
    )
    first, second = report(stranger, "诊断页命令注入"), report(stranger, "诊断页面存在命令注入")
    desk.sign_in("lead@vendor.example")

    assign_by_keyboard(desk)
    case = open_by_keyboard(desk, first)
    put_the_duplicate_aside(desk, first, second)
    verify(desk, case)
    grade(desk, case)
    name_the_product(desk, case)
    invite(desk, case)
    agree(maker, first)
    hold_silence(desk, case)
    file_by_hand(desk, case)
    mend(desk, case)
    tell(desk, case)
    advisory = release(desk, case)

    page = stranger.page
    page.goto(f"/advisories/{advisory}")
    assert "升级至 3.4.7。" in page.inner_text("main")
    stranger.station("advisory")
    assert desk.wrong + maker.wrong + stranger.wrong == []
    node.stop()


def report(stranger: Journey, title: str) -> str:
    """A stranger's report; its number."""
    page = stranger.page
    page.goto("/report/vendor")
    page.fill("#id_product", "QY-4200")
    page.fill("#id_versions", "3.1.0–3.4.6")
    page.fill("#id_title", title)
    page.fill("#id_steps", STEPS)
    page.fill("#id_impact", "同网段可控制设备。")
    return stranger.submit()[0]


def assign_by_keyboard(desk: Journey) -> None:
    """Move through the list, pick both, take them."""
    page = desk.page
    page.goto("/desk/?view=new")
    for key in "jxjx":
        page.keyboard.press(key)
    assert page.locator("tr[data-picked]").count() == 2
    desk.station("picked")
    desk.press("button[name=bulk][value=assign_handler]")
    desk.station("assigned")


def open_by_keyboard(desk: Journey, number: str) -> str:
    """Move to the case, open it with Enter, and pass its door; its address."""
    page = desk.page
    page.goto("/desk/?view=mine")
    page.keyboard.press("j")
    while number not in page.inner_text("tr[data-cursor]"):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/cases/{number}/")
    page.keyboard.press("?")
    desk.station("keys")
    page.keyboard.press("Escape")
    desk.press("form[action$='/open/'] button")
    until(page, lambda: page.locator("section[aria-labelledby=order] details").count() > 0)
    desk.station("case")
    return f"/desk/cases/{number}/"


def put_the_duplicate_aside(desk: Journey, first: str, second: str) -> None:
    """The later report looks like the earlier one, with reasons; a person says that it is the same."""
    case = desk.open_case(second)
    page = desk.page
    page.goto(f"{case}alike/")
    until(page, lambda: first in page.inner_text("main"))
    desk.station("alike")
    desk.press(f".mini:has-text('{first}') button[value=duplicate]")
    page.goto(f"{case}alike/")
    assert page.locator(f".note a[href='/desk/cases/{first}/']").count() == 1
    desk.station("duplicate")


def verify(desk: Journey, case: str) -> None:
    """An attempt that another can repeat, and the confirmation by it."""
    page = desk.page
    page.goto(f"{case}verification/")
    desk.fill(
        result="reproduced",
        product="QY-4200",
        version="3.4.6",
        environment="三台设备，出厂设置，隔离网段。",
        steps=STEPS,
        expected="拒绝请求。",
        observed="设备重启。",
        impact="3.1.0 至 3.4.6。",
    )
    desk.station("attempt")
    desk.press("form.panel-body .button-primary")
    desk.station("attempted")
    desk.press("a[href*='validate_report']")
    desk.send(case, "confirm", method="三台设备复现。", harm="控制设备", scope="3.1.0 至 3.4.6")


def grade(desk: Journey, case: str) -> None:
    """The weakness by a word of the catalogue, then both scales metric by metric."""
    page = desk.page
    page.goto(f"{case}grading/?q=CWE-78")
    page.check("input[name=cwe][value=CWE-78]")
    desk.station("weakness")
    desk.press("#classes button")
    for side, vector in (("gbt", GBT), ("cvss", CVSS)):
        for part in vector.split("/"):
            metric, _colon, value = part.partition(":")
            page.check(f"input[name='{side}-{metric}'][value='{value}']")
    page.wait_for_selector("#result-cvss:has-text('9.8')")
    desk.station("graded")
    desk.press("button[name=step][value=grade]")
    desk.station("grade-sealed")
    assert "9.8" in page.inner_text(".facts-line")


def name_the_product(desk: Journey, case: str) -> None:
    """The product enters the registry, and the case says which of its versions are affected."""
    page = desk.page
    page.goto("/desk/products/")
    new = "details.panel:has(input[value=add_product])"
    page.fill(f"{new} [name=product]", "QY-4200")
    page.fill(f"{new} [name=model]", "QY-4200")
    desk.station("products")
    desk.press(f"{new} button")
    desk.station("product-added")
    desk.act(case, "identify_product", product="QY-4200", model="QY-4200", versions="3.1.0–3.4.6",
             own_product=True, users_must_update=True)  # fmt: skip
    desk.act(case, "accept_case")


def invite(desk: Journey, case: str) -> None:
    """Another maker builds on the same part: it is added, invited, and asked to keep silence until a definite hour."""
    page = desk.page
    desk.act(case, "add_party", party="松涧设备", role="vendor", organisation="maker", overseas="no")
    page.goto(f"{case}parties/")
    page.click("details summary >> nth=-1")
    desk.station("parties")
    desk.press("a[href*='invite_party/?about=']")
    desk.send(
        case,
        "invite",
        shown=True,
        lawful="yes",
        for_verification="yes",
        grounds="同一部件的设备厂商，协同处置。",
        exploit_included="no",
    )
    until_hour = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=20)
    desk.act(case, "propose_embargo", until=f"{until_hour:%Y-%m-%dT18:00}")
    desk.station("embargo-proposed")


def agree(maker: Journey, number: str) -> None:
    """The invited maker comes in by its own desk, reads, answers, and consents."""
    page = maker.page
    maker.sign_in("lead@maker.example")
    page.goto("/desk/shared/")
    maker.station("shared")
    maker.press(f"main table a:has-text('{number}')")
    maker.station("party-door")
    maker.press("button.button-large")
    maker.station("party-room")
    maker.press("button[name=step][value=agree]")
    page.select_option("#answer", "affected")
    maker.press("form:has(#answer) button")
    maker.station("party-agreed")


def hold_silence(desk: Journey, case: str) -> None:
    """By the consent the embargo is in force, and the desk sees how the maker stands."""
    page = desk.page
    page.goto(f"{case}parties/")
    assert page.locator(".embargo-line strong").count() > 0
    assert page.locator("table .answer strong").count() == 1
    desk.station("embargo-in-force")


def file_by_hand(desk: Journey, case: str) -> None:
    """The two-day packet: prefilled, completed, filed on the platform by a person, with number, time and screenshot."""
    page = desk.page
    page.goto(f"{case}packet/")
    desk.station("packet")
    for field in page.locator(".packet-field:has(.lack-mark)").all():
        control = field.locator("input, textarea, select").first
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(index=1)
        else:
            control.fill("见附件。")
    desk.press("button[name=save]")
    desk.station("packet-saved")
    assert page.locator(".packet-field .lack-mark").count() == 0
    page.fill("#f-filed_at", f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%dT%H:%M}")
    page.fill("#f-receipt_number", "NVDB-2026-0417")
    page.set_input_files(
        "#f-attachments", {"name": "回执.png", "mimeType": "image/png", "buffer": photo("PNG")}
    )
    desk.press("button[name=send][value=by_hand]")
    page.goto(f"{case}packet/")
    assert "NVDB-2026-0417" in page.inner_text("main")
    desk.station("packet-filed")


def mend(desk: Journey, case: str) -> None:
    """Plan, precaution and fix, each from the room of the remedy."""
    page = desk.page
    expected = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=5)
    for name, fields in (
        ("plan_remediation", {"expected_at": f"{expected:%Y-%m-%dT12:00}", "text": "固件组修补诊断页。"}),
        ("record_mitigation", {"text": "升级前关闭诊断页。"}),
        ("record_remediation", {"text": "升级至 3.4.7。", "location": "https://vendor.example/3.4.7"}),
    ):
        page.goto(f"{case}remedy/")
        desk.press(f"a[href='{case}acts/{name}/']")
        desk.send(case, name, **fields)
    page.goto(f"{case}remedy/")
    desk.station("remedy")


def tell(desk: Journey, case: str) -> None:
    """The notice list is imported; a notice is drafted, looked at, and sent to everyone on it."""
    page = desk.page
    page.goto("/desk/recipients/")
    page.set_input_files(
        "input[name=attachments]", {"name": "名单.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    desk.press("section:has(input[name=attachments]) button")
    until(page, lambda: "oem@brand.example" in page.inner_text("main"))
    desk.station("recipients")
    page.goto(f"{case}notices/")
    tongue, risk, remedy = NOTICE[desk.language]
    desk.fill(versions="QY-4200 3.1.0–3.4.6", **{f"risk_{tongue}": risk, f"remedy_{tongue}": remedy})
    desk.station("notice")
    desk.press("main form .button-primary")
    desk.fill(exploit_included="no")
    desk.station("notice-preview")
    desk.press("main form .button-primary")
    until(page, lambda: "oem@brand.example" in page.inner_text("main"))
    desk.station("notice-sent")


def release(desk: Journey, case: str) -> str:
    """The advisory; its number."""
    page = desk.page
    page.goto(f"{case}advisory/")
    write(desk, remediation="升级至 3.4.7。", precaution="升级前关闭诊断页。")
    desk.press("button[name=save]")
    page.wait_for_url("**/advisory/*-*/")
    judge(desk)
    desk.station("editor")
    return publish(desk)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Load the page again until what the worker does by itself is there."""
    deadline = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < deadline, page.inner_text("main")
        sleep(0.5)
        page.reload()
