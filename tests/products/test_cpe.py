"""CPE names: what is read is written back; quoting hides no colon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.products import Cpe, NameUnreadable

plain = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20).filter(
    lambda text: text not in "*-"
)


@given(st.sampled_from("aoh"), plain, plain, plain)
def test_what_is_bound_is_parsed_back(part, vendor, product, version):
    name = Cpe.named(part, vendor, product, version)

    assert Cpe.parse(str(name)) == name
    assert name.plain_version == version.lower()


def test_a_quoted_colon_parts_nothing():
    name = Cpe.parse(r"cpe:2.3:a:foo\:bar:baz\!:1.0:rc1:*:*:*:*:*:*")

    assert (name.vendor, name.product, name.plain_version) == (r"foo\:bar", r"baz\!", "1.0 rc1")


def test_the_older_uri_means_the_same_name():
    assert Cpe.parse("cpe:/a:foo%21:bar:8.0").key == Cpe.parse(r"cpe:2.3:a:foo\!:bar:*:*:*:*:*:*:*:*").key


@pytest.mark.parametrize(
    "text", ["", "cpe:2.3:x:a:b:*:*:*:*:*:*:*:*", "cpe:2.3:a:b", "cpe:2.3:a:a b:c:*:*:*:*:*:*:*:*"]
)
def test_what_is_no_name_is_refused(text):
    with pytest.raises(NameUnreadable):
        Cpe.parse(text)
