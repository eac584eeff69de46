"""Every kind of page of the demo node, light and dark, as axe-core sees it: nothing serious stands in anyone's way."""

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from tests.browsing import axe_says
from tests.nodes import Node

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "bulou-demo-2026"
# Nothing below is a page: it answers with a file.
FILES = {
    "desk:reception_export", "desk:calendar_file", "desk:figure_file", "desk:parties_table", "desk:rewards_csv", "desk:picture",
    "desk:attachment", "desk:notice_file", "desk:packet_json", "desk:submission_file", "portal:csaf", "portal:feed",
    "portal:revision-file", "portal:security-txt", "portal:openpgp-key", "portal:certificate-pdf", "law:what-if-file", "desk:controls_csv",
    "desk:control_document", "desk:authority_figure_file",
}  # fmt: skip
# A crawl that lost its way would find nothing wrong: these it must have come past.
IN_PUBLIC = {
    "account_login", "law:edition", "law:index", "law:open-points", "law:scenarios", "law:sentence", "law:what-if",
    "portal:advisories", "portal:advisory", "portal:home", "portal:policy", "portal:precheck", "portal:report",
    "portal:report-form", "portal:severity", "portal:status",
}  # fmt: skip
AT_THE_DESK = {
    "desk:advisory_new", "desk:calendar", "desk:case", "desk:discussion", "desk:figures", "desk:files", "desk:grading",
    "desk:inbox", "desk:members", "desk:mine", "desk:notices", "desk:packet", "desk:parties", "desk:products",
    "desk:impact", "desk:readings", "desk:reception", "desk:remedy", "desk:rewards", "desk:room", "desk:signatures", "desk:submissions",
    "desk:support", "desk:verification",
}  # fmt: skip


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Node]:
    node = Node(tmp_path, f"sqlite:///{tmp_path / 'demo.sqlite3'}")
    node.settings |= {"BULOU_HOME": str(tmp_path / "demo"), "BULOU_NODE_NAME": "bulou-demo"}
    yield node.start(command="demo", seconds=200)
    if node.process is not None and node.process.poll() is None:
        node.kill()


def test_a_page_that_shuts_people_out_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><input><p style='color:#bbb'>pale")

    assert [line.split(":")[0] for line in axe_says(page)] == ["color-contrast", "label"]
    page.close()


@pytest.mark.timeout(900)
def test_every_kind_of_page_is_open_to_everyone(demo: Node, browser: Browser) -> None:
    page = browser.new_context(base_url=demo.url, locale="zh-CN").new_page()
    page.set_default_timeout(30_000)
    public, faults = walked(page, ["/", "/report", "/advisories", "/law", "/account/login/"])
    sign_in(page, "chen@qingyan.example")
    desk, more = walked(page, ["/desk/"])
    operator = browser.new_context(base_url=demo.url, locale="zh-CN").new_page()
    operator.set_default_timeout(30_000)
    sign_in(operator, "he@nanping.example")
    both, of_the_operator = walked(operator, ["/desk/room/"], past=desk)

    assert faults + more + of_the_operator == []
    assert (IN_PUBLIC - public, AT_THE_DESK - both) == (set(), set())


def sign_in(page: Page, address: str) -> None:
    page.goto("/desk/")
    page.fill("input[name=login]", address)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def walked(
    page: Page, todo: list[str], *, past: Collection[str] = ()
) -> tuple[set[str], list[tuple[str, str]]]:
    """Follow links within the first address's part of the site, one page of each kind that is not `past`; all kinds, and
    what was wrong.
    """
    inside = todo[0].startswith("/desk/")
    seen = set(past)
    faults = []
    while todo:
        address = todo.pop(0)
        kind = kind_of(address)
        if kind is None or kind in seen | FILES:
            continue
        seen.add(kind)
        answer = page.goto(address)
        assert answer is not None and answer.ok, address
        faults += [(address, fault) for fault in in_both_themes(page)]
        opening = page.locator("form[action$='/open/'] button")
        if opening.count():
            with page.expect_navigation():
                opening.first.click()
            faults += [(address, fault) for fault in in_both_themes(page)]
        links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
        todo += [link for link in links if link.startswith("/desk/") == inside]
    return seen, faults


def kind_of(address: str) -> str | None:
    """The name of the page behind an address, an act's form each by itself; None for what is not of this node."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return f"{found.view_name}/{found.kwargs['name']}" if found.view_name == "desk:act" else found.view_name


def in_both_themes(page: Page) -> list[str]:
    faults = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        faults += [f"{theme}: {fault}" for fault in axe_says(page)]
    return faults
