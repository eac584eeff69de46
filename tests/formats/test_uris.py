import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.formats.csaf.validation import quietly_imported
from bulou.formats.uris import is_https, is_uri


@pytest.mark.parametrize(
    "text",
    [
        "https://qingyan.example/a?b#c",
        "mailto:psirt@qingyan.example",
        "tel:+86-10-0000-0000",
        "urn:uuid:1",
        "https://[2001:db8::1]:8443/x",
        "HTTPS://QINGYAN.EXAMPLE",
        "https://qingyan.example/%E8%A1%A5",
        "a:",
    ],
)
def test_uris_are_recognised(text):
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "qingyan.example",
        "//qingyan.example",
        "https://青砚.example",
        "https://a b",
        "https://[::1%25eth0]/",
        "https://[::g]/",
        "https://a/%zz",
        "1a:b",
        "psirt@qingyan.example",
        "https://a\n",
    ],
)
def test_other_text_is_not_a_uri(text):
    assert not is_uri(text)


@given(st.text("aA1:/?#[]@%2f-.+,;=! \n青", max_size=20))
def test_the_csaf_schema_agrees_on_what_a_uri_is(text):
    assert is_uri(text) == quietly_imported("csaf._jsonschema").is_uri(text)


@pytest.mark.parametrize(
    ("text", "https"),
    [
        ("https://a", True),
        ("HTTPS://a", True),
        ("http://a", False),
        ("https:/a", False),
        ("https:///a", False),
    ],
)
def test_https_needs_its_scheme_and_a_host(text, https):
    assert is_https(text) == https
