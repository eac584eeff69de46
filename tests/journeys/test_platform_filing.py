"""A collection platform files from its first draft to the public list, and off it again, in a real browser, in both languages.

Its door is shut until the list names it (Article 10); the authority asks for a supplement, accepts, circulates; an entry is
amended, and with the cancellation the door closes.
"""

import pytest
from playwright.sync_api import Browser

from tests.acts.filed import CONTENT
from tests.journeys.people import AUTHORITY, LANGUAGES, Journey, new_journey, settle
from tests.nodes import Node
from tests.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

PLATFORM = ("tide", "TD", "听潮（测试）有限公司", "Tide (test) Ltd", "platform")
NAME = CONTENT["platform_name"]
LACKING = "第九项请写明修补前不发布。"
DOOR = "a[href='/report/tide']"


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_a_platform_comes_onto_the_public_list_and_off_it_again(
    node: Node, browser: Browser, locale: str, language: str
) -> None:
    settle(node, PLATFORM, AUTHORITY)
    node.start()
    platform, authority, anyone = (
        new_journey(browser, node, f"filing-{who}", locale, language)
        for who in ("platform", "authority", "anyone")
    )
    platform.sign_in("lead@tide.example")
    authority.sign_in("lead@authority.example")

    shut(platform, anyone)
    draft(platform)
    submit(platform)
    examine(authority)
    supplement(platform)
    accept(authority)
    number = listed(anyone)
    open_up(platform, anyone, number)
    amend(platform, authority, anyone, number)
    end(platform, authority, anyone, number)
    assert platform.wrong + authority.wrong + anyone.wrong == []


def shut(platform: Journey, anyone: Journey) -> None:
    """Nobody can report to it: opening is forbidden, under its article and with the way that would open it."""
    anyone.page.goto("/platforms")
    anyone.station("no-platform")
    anyone.page.goto("/")
    assert anyone.page.locator(DOOR).count() == 0
    page = platform.page
    page.goto("/desk/filing/")
    platform.station("empty-form")
    platform.fill_in("open_reception", refused=True)
    refusal = page.locator(".refusal").inner_text()
    assert ("第十条" if platform.language == "zh-CN" else "Art. 10") in refusal
    assert page.locator(".cures li").count() >= 1
    platform.station("shut")
    platform.press("main .button-primary")


def draft(platform: Journey) -> None:
    """The form with its two documents; what is wrong is said at its field and nothing typed is lost; then it is saved."""
    page, form = platform.page, "form:has([value=prepare_filing])"
    scan = photo("PNG")
    for name in ("grade3_proof", "commitment"):
        file = {"name": f"{name}.png", "mimeType": "image/png", "buffer": scan}
        page.set_input_files(f"{form} [name={name}]", file)
    platform.fill(form, **CONTENT | {"home_page": "tide.example"})
    platform.meant += ("422 (",)
    platform.press(f"{form} button.button-primary")
    assert page.locator("#e-home_page").count() == 1
    assert page.input_value("[name=sponsor_name]") == CONTENT["sponsor_name"]
    platform.station("wrong-field")
    for name in ("grade3_proof", "commitment"):  # a browser does not send files twice
        file = {"name": f"{name}.png", "mimeType": "image/png", "buffer": scan}
        page.set_input_files(f"{form} [name={name}]", file)
    save(platform, home_page=CONTENT["home_page"])
    assert page.locator(".lack-mark").count() == 0
    platform.station("draft")


def save(platform: Journey, **fields: str) -> None:
    """Change fields of the form and save it, which submits nothing."""
    form = "form:has([value=prepare_filing])"
    platform.fill(form, **fields)
    platform.press(f"{form} button.button-primary")
    assert platform.page.locator("main .field-error").count() == 0, platform.page.inner_text("main")


def submit(platform: Journey) -> None:
    """A named person confirms that it is true and submits; from then on it can only be read."""
    platform.fill_in("submit_filing", truthful=True)
    assert platform.page.locator("fieldset[disabled] #f-platform_name").count() == 1
    platform.station("submitted")


def examine(authority: Journey) -> None:
    """It waits on the authority's shelf with the end of ten working days; what lacks is asked for at once."""
    page = authority.page
    page.goto("/desk/filings/")
    authority.until(f"tbody a:has-text('{NAME}')")
    authority.station("shelf")
    authority.press(f"tbody a:has-text('{NAME}')")
    assert page.locator("section[aria-labelledby=clock] time").count() == 1
    authority.station("examined")
    authority.fill_in("ask_filing_supplement", text=LACKING)


def supplement(platform: Journey) -> None:
    """The authority's words stand above the form; what they ask for is written and submitted again."""
    page = platform.page
    page.goto("/desk/filing/")
    platform.until(f".note:has-text('{LACKING}')")
    platform.station("supplement")
    save(platform, publication_rules="修补方案发布后发布，修补前不发布。")
    platform.fill_in("submit_filing", truthful=True)


def accept(authority: Journey) -> None:
    """Examined anew, accepted with a number; the MPS and the CAC are told, each with its receipt."""
    page = authority.page
    authority.until("form:has([value=accept_filing])")
    assert "修补前不发布" in page.inner_text("section[aria-labelledby=filed]")
    authority.fill_in("accept_filing")
    authority.station("accepted")
    for body in ("mps", "cac"):
        authority.fill_in(
            "record_filing_circulation", body=body, reference=f"通报〔2026〕{body}", receipt=f"收-{body}"
        )
    told = page.locator("section[aria-labelledby=told] tbody").inner_text()
    assert [word for word in ("收-mps", "收-cac") if word not in told] == []
    authority.station("circulated")


def listed(anyone: Journey) -> str:
    """The public list and its feed name the platform; its number."""
    page = anyone.page
    page.goto("/platforms")
    anyone.station("public-list")
    row = page.locator("section[aria-labelledby=listed] tbody tr")
    assert NAME in row.inner_text()
    assert CONTENT["sponsor_id"] not in page.content()
    number: str = row.locator("td").first.inner_text().strip()
    feed = page.request.get("/feeds/platforms.atom").text()
    assert (feed.count("<entry>"), number in feed) == (1, True)
    return number


def open_up(platform: Journey, anyone: Journey, number: str) -> None:
    """Now the reception opens; the home page leads to it and shows the number, and a stranger reports."""
    platform.page.goto("/desk/filing/")
    platform.until(f".bar:has-text('{number}')")
    platform.fill_in("open_reception")
    platform.station("open")
    page = anyone.page
    page.goto("/")
    assert number in page.inner_text("footer")
    anyone.station("home")
    anyone.press(DOOR)
    page.fill("#id_product", "某网关 3.1")
    page.fill("#id_title", "诊断页可执行命令")
    page.fill("#id_steps", "地址后加分号。")
    with page.expect_navigation():
        page.press("#id_title", "Enter")
    anyone.press("button[value=submit]")
    assert page.locator(".portal-large").first.inner_text().startswith("TD")
    anyone.station("reported")


def amend(platform: Journey, authority: Journey, anyone: Journey, number: str) -> None:
    """What was filed has changed: thirty days run; what changed stands beside what was listed; the number stays."""
    platform.fill_in("note_filing_change")
    assert platform.page.locator("section[aria-labelledby=stands] time").count() == 1
    platform.station("changed")
    save(platform, platform_name="听潮平台")
    platform.fill_in("submit_filing", truthful=True)
    authority.until("form:has([value=accept_filing])")
    assert (authority.page.inner_text("del"), authority.page.inner_text("ins")) == (NAME, "听潮平台")
    authority.station("amendment")
    authority.fill_in("accept_filing")
    anyone.page.goto("/platforms")
    row = anyone.page.inner_text("section[aria-labelledby=listed] tbody tr")
    assert (number in row, "听潮平台" in row) == (True, True)


def end(platform: Journey, authority: Journey, anyone: Journey, number: str) -> None:
    """The service stops: the door closes at once; the list no longer names it, its history keeps it."""
    platform.page.goto("/desk/filing/")
    platform.until("form:has([value=cancel_filing])")
    platform.fill_in("cancel_filing", text="平台停止服务。")
    platform.station("stopped")
    page = anyone.page
    page.goto("/")
    assert page.locator(DOOR).count() == 0
    authority.until("form:has([value=accept_filing])")
    authority.fill_in("accept_filing")
    page.goto("/platforms")
    assert page.locator("section[aria-labelledby=listed]").count() == 0
    assert page.locator("section[aria-labelledby=history] li").count() == 3
    anyone.station("off-the-list")
    feed = page.request.get("/feeds/platforms.atom").text()
    assert feed.count("<entry>") == 3
    platform.until(
        "main .pill:has-text('" + ("已注销" if platform.language == "zh-CN" else "Cancelled") + "')"
    )
    page.goto("/")
    assert number not in page.inner_text("footer")
