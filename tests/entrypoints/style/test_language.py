"""Choosing the language of a page by its address."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.urls("tests.entrypoints.style.urls")


def test_a_link_shows_the_page_in_the_other_language_and_is_remembered():
    client = Client(headers={"accept-language": "zh-CN"})

    first = client.get("/desk/style")
    switched = client.get("/desk/style", {"lang": "en"})
    afterwards = client.get("/desk/style")
    assert [page.headers["Content-Language"] for page in (first, switched, afterwards)] == [
        "zh-hans",
        "en",
        "en",
    ]
    assert [b'<html lang="zh-CN">' in first.content, b'<html lang="en">' in afterwards.content] == [
        True,
        True,
    ]


@pytest.mark.parametrize("unknown", ["de", "", "en'", "../etc"])
def test_an_unknown_language_changes_nothing(unknown):
    client = Client(headers={"accept-language": "zh-CN"})

    page = client.get("/desk/style", {"lang": unknown})
    assert page.headers["Content-Language"] == "zh-hans"
    assert settings.LANGUAGE_COOKIE_NAME not in page.cookies


def test_the_switch_keeps_the_rest_of_the_address():
    page = Client().get("/desk/style", {"q": "QY-4200", "page": "2"})

    assert 'href="/desk/style?q=QY-4200&amp;page=2&amp;lang=en"' in page.content.decode()
