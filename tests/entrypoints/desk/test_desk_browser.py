"""The desk in a real browser: nothing over the edge, a silent console, work by keyboard, and pictures to look at."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browsing import WIDTHS, heard, looked_at, runs_over, too_wide
from tests.contracts.tree import ROOT

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.browser
PICTURES = ROOT / "build" / "screens" / "desk"
PICTURED = {
    "zh-CN": [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")],
    "en-GB": [(390, "dark"), (1440, "light")],
}


def signed_in(browser: Browser, live_server: Any, client: Client, **options: Any) -> Page:
    """A page of whoever `client` is signed in as; what its console and its scripts say is in `page.said`."""
    context = browser.new_context(base_url=live_server.url, **options)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.said = heard(page)
    return page


def pages_of(world: "World", client: Client) -> dict[str, str]:
    """Every page of the desk by name, on a case with long words in it."""
    from bulou.acts.coordination import AddParty
    from bulou.acts.release import PublishAdvisory
    from bulou.records.models import Case

    case_id = world.accepted()
    world.done(AddParty(case_id=case_id, party="一个名称很长的上游组织" * 6, role="upstream"), "lead")
    refused = world.act(
        PublishAdvisory(case_id=case_id, advisory_id=(draft := world.drafted(case_id, judged=False))), "lead"
    )
    assert refused.entry is not None
    case = f"/desk/cases/{Case.objects.get(id=case_id).number}/"
    client.post(f"{case}open/")  # the world's opening is older than twelve hours by the clock of the server
    world.submit(content={"title": "x" * 160, "product": "一个很长的产品名" * 12, "versions": "1." * 80})
    return {
        "inbox": "/desk/",
        "empty": "/desk/?view=closed",
        "case": case,
        "packet": f"{case}packet/",
        "advisory": f"{case}advisory/{draft}/",
        "upstream": f"{case}acts/identify_upstream/",
        "users": f"{case}acts/notify_users/",
        "refusal": f"{case}refusals/{refused.entry.index}/",
        "calendar": "/desk/calendar/",
        "month": "/desk/calendar/?view=month",
        "mine": "/desk/mine/",
        "readings": "/desk/readings/",
        "members": "/desk/members/",
    }


@pytest.mark.parametrize("language", PICTURED)
def test_nothing_runs_over_the_edge_and_the_console_is_silent(
    live_server, world, desk, browser, language
) -> None:
    client = desk("lead")
    page = signed_in(browser, live_server, client, locale=language)
    addresses = pages_of(world, client)

    found = looked_at(page, addresses, PICTURES, language, PICTURED[language])

    assert (found, page.said) == (dict.fromkeys(addresses, ([], 1)), [])
    page.context.close()


def test_an_inbox_is_worked_by_keyboard(live_server, world, desk, browser) -> None:
    from bulou.records.models import Case

    numbers = [world.submit().ids["number"] for _each in range(3)]
    page = signed_in(browser, live_server, desk("lead"), locale="en-GB")
    page.goto("/desk/")
    rows = page.locator("[data-worklist] tbody tr")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    picked = rows.locator("input[name=case]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert picked == [rows.nth(0).locator("input[name=case]").get_attribute("value")]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("jkx")
    assert page.input_value("#search") == "jkx"
    assert rows.locator("input[name=case]:checked").count() == 1

    page.goto("/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/*/")
    assert Case.objects.filter(number__in=numbers, number=page.url.rstrip("/").split("/")[-1]).exists()
    page.context.close()


def test_the_first_stop_of_the_tab_key_leads_past_the_bars(live_server, world, desk, browser) -> None:
    page = signed_in(browser, live_server, desk("lead"), locale="en-GB")
    page.goto("/desk/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_the_auditors_journal_fits_every_width(live_server, world, desk, browser) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    world.accepted()
    page = signed_in(browser, live_server, desk("auditor"), locale="zh-CN")
    page.goto("/desk/journal/")
    wide = []

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if runs_over(page):
            wide.append(width)
        page.screenshot(path=PICTURES / f"journal.zh.{width}.light.png", animations="disabled")

    assert (wide, page.said) == ([], [])
    page.context.close()


def test_on_a_phone_cases_are_picked_and_what_may_be_done_with_them_stays_in_sight(
    live_server, world, desk, browser
) -> None:
    numbers = [world.submit().ids["number"] for _each in range(3)]
    page = signed_in(
        browser, live_server, desk("lead"), locale="zh-CN", viewport={"width": 390, "height": 800}
    )
    page.goto("/desk/")
    assert not page.locator("[data-bulk]").is_visible()

    page.get_by_label(numbers[0]).check()

    bar = page.locator("[data-bulk]").bounding_box()
    assert bar is not None
    assert (bar["y"] >= 0, bar["y"] + bar["height"] <= 800, runs_over(page)) == (True, True, False)
    page.context.close()


def test_the_rooms_of_reception_and_casework_fit_every_width(live_server, world, desk, browser) -> None:
    from bulou.records.models import Case

    content = {"title": "x" * 160, "product": "一个很长的产品名" * 12, "versions": "1." * 80}
    case_id = world.accepted(content=content)
    world.joined(case_id, party="一个名称很长的下游组织" * 6)
    number = Case.objects.get(id=case_id).number
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")
    page = signed_in(browser, live_server, client, locale="zh-CN")
    case = f"/desk/cases/{number}/"
    rooms = (f"{case}parties/", f"{case}discussion/", f"{case}notices/", "/desk/reception/", "/desk/recipients/",
             "/desk/room/", "/desk/products/", "/desk/rewards/")  # fmt: skip

    found = {}
    for address in rooms:
        page.goto(address)
        found[address] = (too_wide(page), page.locator("h1").count())

    assert (found, page.said) == (dict.fromkeys(rooms, ([], 1)), [])
    page.context.close()
