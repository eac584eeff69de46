"""An operator learns of a vulnerability and is safe again (Article 8), in a real browser, in both languages.

A vendor of the same node has published an advisory; the hospital holds it against what it runs, verifies, mends, tests again,
bears one risk for a while, and cannot publish where its systems stand.
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from tests.formats.bills import cyclonedx, library
from tests.journeys.people import LANGUAGES, VENDOR, Journey, new_journey, settle, world_of
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

HOSPITAL = ("hospital", "HO", "江州医院", "Jiangzhou Hospital", "operator")
PUBLISHED = """
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.records.models import Advisory
case_id = world.accepted()
world.done(RecordRemediation(case_id=case_id, text="升级至 3.4.7。", location="https://vendor.example/3.4.7"), "lead")
world.done(PublishAdvisory(case_id=case_id, advisory_id=world.drafted(case_id)), "lead")
print(Advisory.objects.get().number)
"""
LATER = """
from datetime import datetime
from bulou.entrypoints.worker.risks import reopen_expired
print(reopen_expired(at=datetime.fromisoformat({at!r})))
"""
ASSETS = (
    "厂商,型号,版本,资产,地址,备注\n"
    "青砚设备,QY-4200,3.1,一号楼汇聚网关,10.20.1.7,影像科楼层\n"
    "青砚设备,QY-4200,3.1.9,二号楼汇聚网关,10.20.2.7,停机须报备\n"
    "青砚设备,QY-4200,V3R1 专版,血库网关,10.20.3.7,厂商定制\n"
    "青砚设备,QY-4200,3.4.7,门诊网关,10.20.4.7,已升级\n"
)
BILL = cyclonedx(library("busybox", "1.36.1", "pkg:generic/busybox@1.36.1"), library("dropbear", "2022.83"))


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_an_operator_finds_mends_and_proves_what_touches_it(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    settle(node, VENDOR, HOSPITAL)
    number = node.python(world_of("vendor") + PUBLISHED).strip()
    node.start()
    desk = new_journey(browser, node, "operator", locale, language)
    desk.sign_in("lead@hospital.example")

    take_stock(desk)
    ask(desk, number)
    mend(desk)
    bear(desk, node)
    case = take_up(desk, report(new_journey(browser, node, "operator-stranger", locale, language)))
    keep_to_oneself(desk, case)
    assert desk.wrong == []


def take_stock(desk: Journey) -> None:
    """Import a table of assets and a bill of materials; both stand in the room, the details readable here alone."""
    page = desk.page
    page.goto("/desk/room/")
    desk.station("empty-room")
    for name, file, content in (
        ("办公网", "assets.csv", ASSETS.encode("gb18030")),
        ("影像系统", "sbom.cdx.json", BILL),
    ):
        file = {"name": file, "mimeType": "text/plain", "buffer": content}
        page.set_input_files("form:has([value=import_inventory]) input[type=file]", file)
        desk.fill_in("import_inventory", inventory=name)
    desk.station("stock")
    desk.press("text=办公网")
    assert "10.20.1.7" in page.inner_text("main")
    desk.station("inventory")


def ask(desk: Journey, number: str) -> None:
    """Hold the vendor's advisory against it all: two are affected, one cannot be decided, the updated one is left out."""
    page = desk.page
    page.goto("/desk/room/")
    desk.fill_in("ask_what_it_touches", advisory=number)
    rows = page.locator("tbody tr").all_inner_texts()
    assert [name for row in rows for name in ("一号楼", "二号楼", "血库", "门诊") if name in row] == [
        "一号楼",
        "二号楼",
        "血库",
    ]
    desk.station("touched")


def mend(desk: Journey) -> None:
    """Verify, mend, find that it does not hold, mend again, test again: done, and every date stands there."""
    page = desk.page
    desk.press("tr:has-text('一号楼') a")
    desk.station("impact")
    assert "3.1" in page.inner_text("section[aria-labelledby=why]")
    desk.fill_in("verify_impact", note="登录设备核对版本为 3.1。")
    pressing = {
        "exploitation": "active",
        "system_exposure": "open",
        "automatable": "yes",
        "human_impact": "high",
    }
    desk.fill_in("prioritise_impact", **pressing)
    desk.station("ordered")
    desk.fill_in("mend_impact", note="已升级至 3.4.7。")
    desk.fill_in("retest_impact", holds="no", note="备用分区仍为旧版。")
    desk.fill_in("mend_impact", note="两个分区均已升级。")
    desk.fill_in("retest_impact", holds="yes")
    assert page.locator("section[aria-labelledby=dates] dd time").count() == 5
    desk.station("done")


def bear(desk: Journey, node: Node) -> None:
    """Bear a risk for ten days by name and with grounds; when the days are over it is open again by itself."""
    page = desk.page
    page.goto("/desk/room/")
    desk.press("tr:has-text('二号楼') a")
    until = datetime.now(UTC) + timedelta(days=10)
    desk.fill_in("verify_impact")
    desk.fill_in(
        "accept_risk", until=until.strftime("%Y-%m-%dT%H:%M"), note="月底停机窗口前不能升级，已隔离管理口。"
    )
    desk.station("borne")
    page.goto("/desk/room/?view=accepted")
    assert page.locator("tbody tr").count() == 1
    desk.station("accepted")
    assert node.python(LATER.format(at=(until + timedelta(minutes=1)).isoformat())).strip() == "1"
    page.goto("/desk/room/")
    assert "二号楼" in page.inner_text("main")
    desk.press("tr:has-text('血库') a")
    desk.fill_in("dismiss_impact", note="专版不含该管理服务，厂商书面确认。")
    page.goto("/desk/room/?view=untouched")
    desk.station("untouched")


def report(stranger: Journey) -> str:
    """Someone tells the hospital of a flaw in its own system; the number of the receipt."""
    page = stranger.page
    page.goto("/report/hospital")
    page.fill("#id_product", "挂号系统")
    page.fill("#id_title", "挂号系统可越权读取他人预约")
    page.fill("#id_steps", "改动预约编号即可读到他人姓名。")
    with page.expect_navigation():
        page.press("#id_title", "Enter")
    stranger.press("button[value=submit]")
    return page.locator(".portal-large").first.inner_text()


def take_up(desk: Journey, number: str) -> str:
    """Open the case and confirm that its own system is affected: now the room says what Article 8 demands."""
    page = desk.page
    case = f"/desk/cases/{number}/"
    page.goto(case)
    desk.press(f"form[action='{case}open/'] button")
    desk.act(case, "identify_product", product="挂号系统", versions="2026.9", own_product=True)
    desk.act(case, "validate_report", method="测试账号复现。", harm="读取他人预约", scope="挂号系统")
    page.goto("/desk/room/")
    assert number in page.inner_text("section[aria-labelledby=owed]")
    desk.station("owed")
    return case


def keep_to_oneself(desk: Journey, case: str) -> None:
    """Details of a system in use enter no publication: pointed out in the draft, refused under Article 9(2)."""
    page = desk.page
    page.goto(f"{case}advisory/")
    page.fill("#id_heading", "挂号系统越权读取漏洞")
    page.fill("#id_summary", "已修复，无需操作。")
    page.fill("#id_description", "江州医院一号楼挂号服务器 10.20.9.7 未核对预约归属。")
    page.fill("#id_remediation", "已在服务端修复。")
    page.select_option("#id_operator_in_use_detail", "no")
    page.select_option("#id_exploit_included", "no")
    desk.press("button[name=save]")
    desk.station("draft")
    assert "10.20.9.7" in page.inner_text("main")
    page.select_option("#id_operator_in_use_detail", "yes")
    desk.press("button[name=save]")
    desk.press("button[name=release][value=publish]")
    desk.station("refused")
    assert ("第九条(二)" if desk.language == "zh-CN" else "9(2)") in page.inner_text("main")
    page.goto("/advisories")
    assert "挂号系统" not in page.inner_text("main")
