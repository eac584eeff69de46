"""The style page in a real browser: nothing overflows, targets are large enough, and the conveniences work."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.programs import chromium

pytestmark = [pytest.mark.urls("tests.entrypoints.style.urls"), pytest.mark.browser]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def answer(route: Route) -> None:
    """Serve the page and the static files without a socket, headers (and so the CSP) included."""
    url = urlsplit(route.request.url)
    if url.path.startswith("/static/"):
        path = Path(str(finders.find(url.path.removeprefix("/static/"))))
        route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])
        return
    response = Client().get(f"{url.path}?{url.query}")
    route.fulfill(status=response.status_code, body=response.content, headers=dict(response.headers))


def opened(browser: Browser, *, width: int, language: str = "zh-hans", **options) -> Page:
    """The style page at a width, with everything the console says in `page.said`."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.route("**/*", answer)
    page.goto(f"http://localhost/desk/style?lang={language}")
    return page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 390, 720, 860, 920, 1024, 1200, 1440])
def test_nothing_runs_over_the_edge_at_any_width(browser, width, language):
    page = opened(browser, width=width, language=language)

    assert (page.evaluate("document.documentElement.scrollWidth"), page.said) == (width, [])
    page.close()


def test_on_a_phone_every_button_and_field_is_44_pixels_high(browser):
    page = opened(browser, width=390)

    small = page.evaluate(
        """[...document.querySelectorAll('.button:not(.button-text), select, textarea, input, .composer label, .views a')]
        .filter((e) => e.offsetParent && !e.matches('.sr-only, [type=radio], [type=checkbox]'))
        .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)"""
    )
    assert small == []
    page.close()


def test_at_a_desk_every_target_is_24_pixels_high(browser):
    page = opened(browser, width=1440)

    small = page.evaluate(
        """[...document.querySelectorAll('.button, select, textarea, .language > *, .views a, .filter, .label-line, .steps a')]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 24).map((e) => e.outerHTML)"""
    )
    assert small == []
    page.close()


def test_who_can_read_changes_with_the_thread_and_without_a_script(browser):
    page = opened(browser, width=1440, language="en", java_script_enabled=False)

    def audiences() -> list[str]:
        return [line.inner_text() for line in page.locator(".composer .audience").all() if line.is_visible()]

    first = audiences()
    page.get_by_text("Public thread", exact=True).first.click()
    assert [len(first), "Not the reporter" in first[0], len(audiences()), "The reporter and all parties" in audiences()[0]] == [
        1, True, 1, True,
    ]  # fmt: skip
    page.close()


def test_the_keys_walk_the_list_pick_and_can_be_turned_off(browser):
    page = opened(browser, width=1440, language="en")
    cursor = page.locator("[data-worklist] tr[data-cursor]")

    def here() -> tuple[str, bool]:
        return cursor.locator("code").inner_text(), cursor.locator("input").is_checked()

    seen = [here()]
    for key in ("j", "x", "k", "x"):
        page.keyboard.press(key)
        seen.append(here())
    page.keyboard.press("/")
    searching = page.evaluate("document.activeElement.id")
    page.keyboard.press("Escape")
    page.locator("[data-keys-toggle]").click()
    page.keyboard.press("j")
    assert seen == [
        ("QY-2026-0187", False),
        ("QY-2026-0188", True),
        ("QY-2026-0188", False),
        ("QY-2026-0187", False),
        ("QY-2026-0187", True),
    ]
    assert (searching, here()) == ("search", ("QY-2026-0187", True))
    page.close()


def test_the_bulk_bar_shows_with_the_first_pick_and_goes_with_the_last(browser):
    page = opened(browser, width=1440, language="en")
    bar = page.locator("[data-bulk]")

    page.locator("[data-bulk-clear]").click()
    hidden = bar.is_visible()
    page.locator("[data-pick-all]").check()
    assert (hidden, bar.is_visible(), page.locator("[data-bulk-count]").inner_text()) == (
        False,
        True,
        "6 picked",
    )
    page.close()


def test_the_theme_is_the_systems_until_the_reader_chooses_and_then_is_kept(browser):
    page = opened(browser, width=1440, color_scheme="dark")

    def paper() -> str:
        return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")

    seen = [paper()]
    page.locator("[data-theme-toggle]").click()
    seen.append(paper())
    page.reload()
    seen.append(paper())
    page.locator("[data-theme-toggle]").click()
    seen.append(paper())
    assert seen == ["#131517", "#f7f7f4", "#f7f7f4", "#131517"]
    assert page.evaluate("localStorage.getItem('bulou-theme')") is None
    page.close()


def test_a_click_on_a_short_hash_selects_all_of_it(browser):
    page = opened(browser, width=1440)

    page.locator(".hash-value").first.click()
    assert page.evaluate("getSelection().toString()") == page.locator(".hash").first.get_attribute("title")
    page.close()


def test_paper_is_light_shows_whole_hashes_and_nothing_to_press(browser):
    page = opened(browser, width=1440, color_scheme="dark")
    page.emulate_media(media="print")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    buttons = page.evaluate("[...document.querySelectorAll('.button')].filter((e) => e.offsetParent).length")
    folded = page.evaluate("getComputedStyle(document.querySelector('.hash-middle')).fontSize")
    assert (ground, buttons, folded != "0px") == ("rgb(255, 255, 255)", 0, True)
    page.close()


def test_nothing_is_smaller_than_12_pixels(browser):
    page = opened(browser, width=1440)

    small = page.evaluate(
        """[...document.querySelectorAll('body *')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .filter((e) => !e.matches('.hash-middle') && parseFloat(getComputedStyle(e).fontSize) < 12).map((e) => e.outerHTML)"""
    )
    assert small == []
    page.close()
