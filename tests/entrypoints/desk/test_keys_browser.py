"""Keys in a real browser: the palette leads where links lead, holds the focus, closes on Escape; keys can be turned off."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect

from tests.contracts.tree import ROOT
from tests.entrypoints.desk.conftest import Desk
from tests.entrypoints.desk.test_desk_browser import signed_in

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.browser
PICTURES = ROOT / "build" / "screens" / "desk"


def test_pages_and_acts_are_reached_by_keys_alone(
    browser: Browser, live_server: Any, world: "World", desk: Desk
) -> None:
    numbers = [world.submit().ids["number"] for _n in range(3)]
    client = desk("lead")
    client.post(f"/desk/cases/{numbers[0]}/open/")
    page = signed_in(browser, live_server, client, locale="en-GB", viewport={"width": 1280, "height": 900})
    PICTURES.mkdir(parents=True, exist_ok=True)

    page.goto("/desk/")
    page.keyboard.press("?")
    expect(page.locator("[data-keys-help]")).to_be_visible()
    page.screenshot(path=PICTURES / "keys-help.png")
    page.keyboard.press("Escape")
    expect(page.locator("[data-keys-help]")).to_be_hidden()

    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk]")).to_be_visible()
    page.screenshot(path=PICTURES / "bulk-bar.png")

    page.keyboard.press("Control+k")
    expect(page.locator("#palette-search")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
    )
    page.locator("#palette-search").fill("answer temp")
    page.screenshot(path=PICTURES / "palette.png")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/templates/")

    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"/desk/\?view=new$"), timeout=10_000)

    page.goto(f"/desk/cases/{numbers[0]}/")
    page.keyboard.press("Control+k")
    page.locator("#palette-search").fill("assign")
    page.keyboard.press("Enter")
    page.wait_for_url("**/acts/assign_handler/")
    assert page.said == []

    page.goto("/desk/")
    page.locator("[data-keys-toggle]").click()
    page.keyboard.press("?")
    expect(page.locator("[data-keys-help]")).to_be_hidden()
