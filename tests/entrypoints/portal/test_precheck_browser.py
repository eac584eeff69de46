"""The pre-check in a real browser, without scripts: answers recompute, and nothing runs over the edge."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("db")]

DRAFT = """# QY-4200 路由器漏洞说明
QY-4200 固件 3.4.6 及以前存在未授权命令注入，厂商尚未修补。
南屏水务二号泵站现在就用这一版，入口是 http://240.18.77.5:8443/diag/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa。
附：qy_check.py，可判断设备是否受影响。
"""


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_draft_is_checked_and_answered_again_without_a_script(live_server, browser, width, locale):
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=locale,
        java_script_enabled=False,
        base_url=live_server.url,
    )
    page = context.new_page()
    wide = []

    def look():
        wide.append(page.locator("main").evaluate("e => document.documentElement.scrollWidth > innerWidth"))

    page.goto("/precheck")
    look()
    page.fill("#id_text", DRAFT)
    page.select_option("#id_role", "finder")
    page.click("form .button-primary")
    look()
    asked = page.locator(".verdict-large").get_attribute("data-outcome")
    page.check("input[name=answer-operator_in_use_detail][value=yes]")
    page.click("form .button-primary >> nth=0")
    look()

    assert (asked, page.locator(".verdict-large").get_attribute("data-outcome")) == (
        "needs_facts",
        "forbidden",
    )
    assert page.locator("#line-3[data-hit=forbidden]").count() == 1
    assert page.locator("input[name=answer-operator_in_use_detail][value=yes]").is_checked()
    assert wide == [False, False, False]
    assert context.cookies() == []
    context.close()
