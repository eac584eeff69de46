"""From a finding to the answer of a correction order, in a real browser, in both languages.

A vendor has let the two days of Article 7(2) go by; the authority that supervises it sees what follows from the journal,
confirms, orders, and is answered; the file that it refers verifies where no database is.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import AUTHORITY, LANGUAGES, VENDOR, Journey, new_journey, settle, world_of
from tests.journeys.proving import downloaded, reads_offline, verifies
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

LATE = """
from bulou.records.models import Case
world.now -= timedelta(days=5)
print(Case.objects.get(id=world.accepted()).number)
"""
ORDER, OTHER = "责改〔2026〕1号", "移送〔2026〕2号"
TEXT = "五日内补报，并说明今后如何在两日内报送。"
ANSWER = "已补报；值班表已改，每日两次核对时限。"
CLOSING = "已核对登记记录，整改完成。"


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_finding_leads_to_an_order_and_the_order_to_an_answer(
    node: Node, browser: Browser, tmp_path: Path, locale: str, language: str
) -> None:
    settle(node, VENDOR, AUTHORITY)
    number = node.python(world_of("vendor") + LATE).strip()
    node.start()
    authority = new_journey(browser, node, "correction-authority", locale, language)
    vendor = new_journey(browser, node, "correction-vendor", locale, language)
    authority.sign_in("lead@authority.example")
    vendor.sign_in("lead@vendor.example")

    supervise(authority)
    confirm(authority, number)
    expose(authority)
    order(authority)
    make_good(vendor, f"/desk/cases/{number}/")
    answer(vendor)
    close(authority)
    pack = refer(authority, tmp_path)
    verifies(pack, tmp_path, "confirm_finding")
    reads_offline(browser, pack, authority)
    assert authority.wrong + vendor.wrong == []


def supervise(authority: Journey) -> None:
    """Supervision begins on a named basis; what the authority sees is how duties were kept, and nothing of a case."""
    page = authority.page
    page.goto("/desk/supervision/")
    authority.station("nobody-yet")
    authority.fill_in("begin_supervision", subject_id=f"{VENDOR[2]} · {VENDOR[3]}", basis="《规定》第三条")
    authority.press("tbody th a")
    assert page.locator("section[aria-labelledby=duties] tbody tr").count() >= 1
    assert "QY-4200" not in page.inner_text("main")
    authority.station("duties")


def confirm(authority: Journey, number: str) -> None:
    """The finding follows from the journal, with its article and the entries it rests on; a named person confirms it."""
    page = authority.page
    authority.press("a[href$='/findings/']")
    row = page.locator(f"tbody tr:has-text('{number}')")
    assert ("第七条" if authority.language == "zh-CN" else "Art. 7(2)") in row.inner_text()
    assert row.locator(".hash").count() >= 1
    authority.station("findings")
    authority.press("form:has([value=confirm_finding]) button")
    assert page.locator("tbody .ok-mark").count() == 1
    authority.station("confirmed")


def expose(authority: Journey) -> None:
    """What may follow, by the day of the act and with what lightens it: an exposure, never a verdict."""
    page = authority.page
    authority.press("nav.breadcrumb li:nth-child(2) a")
    exposed = page.locator("section[aria-labelledby^='f-']")
    never = "仅为风险提示，不是结论" if authority.language == "zh-CN" else "an exposure, never a verdict"
    assert never in exposed.inner_text()
    assert exposed.locator("tbody tr").count() >= 1
    authority.station("exposure")


def order(authority: Journey) -> None:
    """A correction with a deadline, resting on the confirmed finding."""
    until = datetime.now(UTC) + timedelta(days=10)
    form = authority.page.locator("form:has([value=issue_correction]) [name=finding_id] option").nth(1)
    authority.fill_in(
        "issue_correction",
        finding_id=form.get_attribute("value") or "",
        number=ORDER,
        text=TEXT,
        due_at=until.strftime("%Y-%m-%dT%H:%M"),
    )
    assert TEXT in authority.page.inner_text("section[aria-labelledby=orders]")
    authority.station("ordered")


def make_good(vendor: Journey, case: str) -> None:
    """The vendor reads the order, and sends the packet that it owed."""
    page = vendor.page
    page.goto("/desk/corrections/")
    vendor.until(f"section[aria-labelledby=orders] :text('{ORDER}')")
    assert TEXT in page.inner_text("main")
    vendor.station("order-arrived")
    page.goto(case)
    vendor.press(f"form[action='{case}open/'] button")
    page.goto(f"{case}packet/")
    page.fill("#f-model", "QY-4200")
    vendor.press("button[name=send][value=node]")


def answer(vendor: Journey) -> None:
    """What was done, for the authority to check."""
    vendor.page.goto("/desk/corrections/")
    vendor.fill_in("answer_correction", order=ORDER, text=ANSWER)
    assert ANSWER in vendor.page.inner_text("section[aria-labelledby=orders]")
    vendor.station("answered")


def close(authority: Journey) -> None:
    """The supervisor finds the answer beside the order, sees the duty done late, and ends the order."""
    page = authority.page
    authority.until(f"section[aria-labelledby=orders] :text('{ANSWER}')")
    authority.station("answer-arrived")
    authority.fill_in("close_correction", order=ORDER, text=CLOSING)
    assert CLOSING in page.inner_text("section[aria-labelledby=orders]")
    authority.station("closed")


def refer(authority: Journey, folder: Path) -> Path:
    """The finding with its order goes to whoever decides on it, as one file."""
    page = authority.page
    finding = page.locator("form:has([value=refer_finding]) [name=finding_id] option").nth(1)
    authority.fill_in(
        "refer_finding", finding_id=finding.get_attribute("value") or "", addressee=f"处罚机构（{OTHER}）"
    )
    authority.station("referred")
    return downloaded(page, "section[aria-labelledby=referrals] a.button", folder / "referral.zip")
