"""The portal in a real browser: without scripts from form to answer, and nothing over the edge at any width."""

import pytest
from playwright.sync_api import Page, Route

from tests.browsing import runs_over
from tests.entrypoints.portal.publishing import published

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh-CN"), ("en-GB", "en")])
def test_a_report_goes_from_form_to_receipt_to_answer_without_a_script(
    live_server, world, browser, width, locale, language
):
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        locale=locale,
        java_script_enabled=False,
        base_url=live_server.url,
    )
    page.set_default_timeout(15_000)
    seen = []

    def look():
        seen.append((page.locator("html").get_attribute("lang"), page.locator("h1").count()))

    page.goto("/report/vendor")
    look()
    page.fill("#id_product", "QY-4200")
    page.fill("#id_steps", "1. 恢复出厂设置。\n2. 访问诊断页。")
    page.check("input[value=pseudonym]")
    page.fill("#id_name", "苔原")
    page.set_input_files(
        "#id_files", {"name": "复现.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04"}
    )
    page.press("#id_name", "Enter")
    look()
    page.click("button[value=submit]")
    look()
    number, code = page.locator(".portal-large").all_inner_texts()
    page.goto("/report/status")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    page.click("button[value=open]")
    look()
    page.fill("#id_text", "3.4.5 也受影响。")
    page.click(".audience button[value=write]")
    look()

    assert seen == [(language, 1)] * 5
    assert "3.4.5 也受影响。" in page.locator(".timeline").inner_text()
    assert "复现.zip" in page.locator("aside").inner_text()
    page.close()


@pytest.mark.parametrize("width", [320, 390, 720, 1440])
def test_nothing_runs_over_the_edge(live_server, world, browser, width):
    made = published(world, heading="一个很长的标题" * 12, cve="CVE-2026-12345")
    page = browser.new_page(
        viewport={"width": width, "height": 900}, locale="zh-CN", base_url=live_server.url
    )
    said = []
    page.on("console", lambda message: said.append(message.text))
    wide = []

    for address in (
        "/",
        "/report/vendor",
        "/report/status",
        "/report/policy",
        "/advisories",
        f"/advisories/{made.number}",
        "/thanks",
        "/platforms",
    ):
        page.goto(address)
        if runs_over(page):
            wide.append(address)

    assert (wide, said) == ([], [])
    page.close()


@pytest.mark.parametrize("early", [False, True], ids=["script-first", "file-first"])
def test_a_file_of_an_opened_report_goes_up_by_itself_and_with_its_message(
    live_server, world, browser, early
):
    ids = world.submit().ids
    page = browser.new_page(viewport={"width": 390, "height": 900}, locale="en-GB", base_url=live_server.url)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/report/status")
    page.fill("#id_number", ids["number"])
    page.fill("#id_code", ids["code"])
    held: list[Route] = []
    page.route("**/uploads*.js", lambda route: held.append(route))
    page.click("button[value=open]", no_wait_after=True)
    page.fill("#id_text", "See the file.")

    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.status == 204):
        if not early:
            let_in(page, held)
            page.wait_for_load_state()
        page.set_input_files(
            "#id_files", {"name": "poc.txt", "mimeType": "text/plain", "buffer": b"x" * 100_000}
        )
        if early:  # on a slow line someone has chosen before the script is there
            let_in(page, held)
    page.wait_for_function("document.querySelector('input[name=uploads]').value !== ''")
    emptied = page.evaluate("document.querySelector('#id_files').files.length")
    wide = runs_over(page)
    page.click(".audience button[value=write]")

    assert "poc.txt" in page.locator(".timeline").inner_text()
    assert (emptied, wide, said) == (0, False, [])
    page.close()


def let_in(page: Page, held: list[Route]) -> None:
    """Let the request through that was held back, once it is made."""
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
