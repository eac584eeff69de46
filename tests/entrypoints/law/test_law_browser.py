"""The law in a real browser: with a script and without, nothing over the edge, a silent console, and pictures to look at."""

import pytest

from tests.browsing import heard, looked_at
from tests.contracts.tree import ROOT

pytestmark = pytest.mark.browser
PICTURES = ROOT / "build" / "screens" / "law"
PICTURED = {
    "zh-CN": [(390, "light"), (1440, "light"), (1440, "dark")],
    "en-GB": [(390, "dark"), (1440, "light")],
}
PAGES = {
    "index": "/law",
    "search": "/law?q=9(7)",
    "edition": "/law/rmsv/v2021",
    "sentence": "/law/rmsv/v2021/R9.1a",
    "duty": "/law/rmsv/v2021/R7.2",
    "what-if": "/law/what-if?conduct=publish&f.remediation_provided=no&f.major_event=yes&f.mps_consent=no",
    "scenarios": "/law/scenarios",
    "open-points": "/law/open-points",
}


@pytest.mark.parametrize("language", PICTURED)
def test_nothing_runs_over_the_edge_and_the_console_is_silent(live_server, browser, language):
    page = browser.new_page(locale=language, base_url=live_server.url)
    said = heard(page)

    found = looked_at(page, PAGES, PICTURES, language, PICTURED[language])

    assert (found, said) == (dict.fromkeys(PAGES, ([], 1)), [])
    page.close()


ASKED = (
    "/law/what-if?conduct=publish&f.actor_role=finder&f.own_product=no&f.already_public=no&f.remediation_provided=no"
    "&f.mitigation_provided=no&f.assessed_jointly_with_vendor=no&f.operator_in_use_detail=no&f.exploit_included=no&f.unlawful_means_suspected=no"
    "&f.remedy_or_precaution_included=yes&f.major_event=no&f.recipient_overseas=no&f.exaggerates=no"
    "&f.hype_or_extortion=no&f.truthful_and_necessary=yes"
)


def test_a_change_shows_at_once_and_keeps_the_place_of_the_keyboard(live_server, browser):
    page = browser.new_page(locale="en-GB", base_url=live_server.url)
    page.set_default_timeout(15_000)
    page.goto(ASKED)
    answer = page.locator("#answer .verdict-large")
    assert answer.inner_text() == "Forbidden"

    page.locator("#remediation_provided-2").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#answer .verdict-large[data-outcome=not_prohibited]")

    assert "before: Forbidden" in page.locator("#answer").inner_text()
    assert page.evaluate("document.activeElement.id") == "remediation_provided-1"
    assert "f.remediation_provided=yes" in page.url

    page.select_option("#conduct", "share")
    page.wait_for_selector("#recipient_is_product_vendor-1")
    page.select_option("#conduct", "publish")
    page.wait_for_selector("#remediation_provided-1:checked")
    assert answer.inner_text() == "Not prohibited"
    page.close()


def test_without_a_script_the_form_does_the_same(live_server, browser):
    page = browser.new_page(locale="en-GB", base_url=live_server.url, java_script_enabled=False)
    page.set_default_timeout(15_000)
    page.goto(ASKED)

    page.check("#remediation_provided-1")
    page.click("button:text-is('See the answer')")
    changed = page.locator("#answer .verdict-large").inner_text()
    page.check("#remediation_provided-2")
    page.click("button:text-is('See the answer')")
    back = page.locator("#answer .verdict-large").inner_text()
    page.locator("#answer button[name=set]").first.click()
    cured = page.locator("#answer .verdict-large").inner_text()

    assert (changed, back, cured) == ("Not prohibited", "Forbidden", "Not prohibited")
    page.close()
