"""What axe-core says of the pages: nothing serious, for anyone, in light and dark."""

import pytest
from playwright.sync_api import Browser

from tests.browsing import axe_says

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_page_that_shuts_people_out_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<html lang=en><title>x</title><main><h1>x</h1><input type=text><p style='color:#bbb'>pale"
    )

    assert [line.split(":")[0] for line in axe_says(page)] == ["color-contrast", "label"]
    page.close()
