"""A reporter who stays unknown and one who says who they are: from the form to answers, both ways, in a real browser."""

import hashlib

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.people import LANGUAGES, VENDOR, Journey, new_journey, settle
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
CAPTURE = bytes(range(256)) * 20 * 1024  # five megabytes: two pieces on the way


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_reporters_named_or_not_are_heard_and_answered(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    settle(node, VENDOR)
    node.start()
    unknown, named, desk = (
        new_journey(browser, node, f"reporter-{who}", locale, language)
        for who in ("unknown", "named", "desk")
    )
    desk.sign_in("lead@vendor.example")

    number, code = report_without_a_name(unknown)
    case = desk.open_case(number)
    desk.write(case, "public", "固件构建号是多少？", question=True)
    answer(unknown, number, code)
    read_the_answer(desk, case)

    number, code = report_by_name(named)
    graded = desk.open_case(number)
    grade(desk, graded)
    contest(named, number, code)
    desk.act(graded, "answer_appeal", result="kept", text="攻击须先登录，评级不变。")
    choose_the_name(named)

    assert unknown.wrong + named.wrong + desk.wrong == []
    node.stop()


def report_without_a_name(unknown: Journey) -> tuple[str, str]:
    """The file goes up while one writes; its line breaks once, and it goes on by itself."""
    page, cut = unknown.page, []

    def break_once(route: Route) -> None:
        if route.request.method == "PATCH" and not cut:
            cut.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.goto("/report/vendor")
    page.route("**/uploads/*", break_once)
    unknown.meant += ("net::ERR_FAILED",)
    page.set_input_files(
        "#id_files", {"name": "抓包.pcap", "mimeType": "application/octet-stream", "buffer": CAPTURE}
    )
    page.fill("#id_product", "QY-4200")
    page.fill("#id_steps", "1. 恢复出厂设置。\n2. 访问诊断页，不登录。")
    page.fill("#id_impact", "同网段可控制设备。")
    page.wait_for_selector("[data-uploading] .pill")
    assert cut
    unknown.station("form")
    receipt = unknown.submit()
    assert hashlib.sha256(CAPTURE).hexdigest() in page.inner_text(".portal-receipt")
    return receipt


def answer(unknown: Journey, number: str, code: str) -> None:
    """Not with a wrong code, and not without a word; then with a word and another file."""
    page = unknown.page
    unknown.meant += ("404 (Not Found)", "400 (Bad Request)")
    page.goto("/report/status")
    unknown.station("status-door")
    page.fill("#id_number", number)
    page.fill("#id_code", "AAAA-AAAA-AAAA-AAAA")
    unknown.press("button[value=open]")
    unknown.station("status-wrong-code")
    unknown.come_back(number, code)
    assert "固件构建号是多少？" in page.inner_text(".timeline")
    unknown.station("status-question")
    unknown.press(".audience button[value=write]")
    unknown.station("status-nothing-written")
    page.fill("#id_text", "构建号 20260318。")
    page.set_input_files(
        "#id_files", {"name": "关于页.txt", "mimeType": "text/plain", "buffer": b"build 20260318"}
    )
    unknown.press(".audience button[value=write]")
    assert "构建号 20260318。" in page.inner_text(".timeline")
    unknown.station("status-answered")


def read_the_answer(desk: Journey, case: str) -> None:
    desk.page.goto(case)
    assert "构建号 20260318。" in desk.page.inner_text("main")
    desk.station("answered")
    desk.page.goto(f"{case}files/")
    names = desk.page.inner_text("main")
    assert "抓包.pcap" in names and "关于页.txt" in names
    desk.station("files")


def report_by_name(named: Journey) -> tuple[str, str]:
    page = named.page
    page.goto("/report/vendor")
    page.fill("#id_product", "QY-4200")
    page.fill("#id_steps", "登录后在诊断页输入 ; reboot")
    page.check("input[value=self_declared]")
    page.fill("#id_name", "苔原")
    page.fill("#id_contact", "taiyuan@reporter.example")
    named.station("form")
    return named.submit()


def grade(desk: Journey, case: str) -> None:
    desk.act(case, "identify_product", product="QY-4200", model="QY-4200", versions="3.1", own_product=True)
    desk.act(case, "validate_report", method="三台设备复现。", harm="控制设备", scope="3.1")
    desk.act(case, "grade_severity", gbt_vector="AV:N/TR:L/PR:L/UI:N/C:L/I:L/A:L",
             cvss_vector="CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:L")  # fmt: skip


def contest(named: Journey, number: str, code: str) -> None:
    page = named.page
    named.come_back(number, code)
    named.station("graded")
    named.press("a[href='/report/status/grade']")
    named.station("contest")
    page.fill("#id_text", "诊断页不登录也能访问。")
    named.press("main form .button-primary")
    assert "诊断页不登录也能访问。" in page.inner_text(".timeline")
    named.station("contested")


def choose_the_name(named: Journey) -> None:
    page = named.page
    page.goto("/report/status")
    assert "攻击须先登录，评级不变。" in page.inner_text(".timeline")
    named.station("contest-answered")
    named.press("a[href='/report/status/credit']")
    page.check("input[name=shown_as][value=name]")
    page.fill("#id_credited", "苔原实验室")
    page.check("#id_in_advisory")
    page.check("#id_on_thanks")
    named.station("credit")
    named.press("main form .button-primary")
    assert "苔原实验室" in page.inner_text("section[aria-labelledby=finder]")
    named.station("credit-kept")
