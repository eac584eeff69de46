import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.formats.security_txt import BadSecurityTxt, SecurityTxt, problems, render
from tests.formats.advisories import addresses

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=8)))
FILE = SecurityTxt(
    contact=("https://psirt.qingyan.example/report", "mailto:psirt@qingyan.example", "tel:+86-10-5550-0100"),
    expires=NOW + timedelta(days=180),
    encryption=("https://psirt.qingyan.example/key.asc",),
    acknowledgments=("https://psirt.qingyan.example/thanks",),
    canonical=("https://psirt.qingyan.example/.well-known/security.txt",),
    policy=("https://psirt.qingyan.example/policy",),
    csaf=("https://psirt.qingyan.example/.well-known/csaf/provider-metadata.json",),
    preferred_languages=("zh-CN", "en"),
)

# RFC 9116 section 4, written as one expression per rule.
URI = r"[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,/0-9:;=?@A-Z\[\]_a-z~.-]*"
DATE_TIME = r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)"
LANG_TAG = r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"
FIELDS = {
    "Acknowledgments": URI,
    "Canonical": URI,
    "Contact": URI,
    "Encryption": URI,
    "Hiring": URI,
    "Policy": URI,
    "Expires": DATE_TIME,
    "Preferred-Languages": rf"{LANG_TAG}(?:[ \t]*,[ \t]*{LANG_TAG})*",
    "CSAF": URI,  # ext-field; registered with IANA by CSAF 2.0
}
LINE = re.compile("|".join(f"{name}: (?:{value})" for name, value in FIELDS.items()))


def test_a_full_file_is_written_in_order():
    assert render(FILE) == (
        "Contact: https://psirt.qingyan.example/report\n"
        "Contact: mailto:psirt@qingyan.example\n"
        "Contact: tel:+86-10-5550-0100\n"
        "Encryption: https://psirt.qingyan.example/key.asc\n"
        "Acknowledgments: https://psirt.qingyan.example/thanks\n"
        "Canonical: https://psirt.qingyan.example/.well-known/security.txt\n"
        "Policy: https://psirt.qingyan.example/policy\n"
        "CSAF: https://psirt.qingyan.example/.well-known/csaf/provider-metadata.json\n"
        "Expires: 2026-08-29T02:00:00Z\n"
        "Preferred-Languages: zh-CN, en\n"
    )
    assert problems(FILE, at=NOW) == ()


uris = st.lists(addresses, max_size=2).map(tuple)


@given(
    st.builds(
        SecurityTxt,
        contact=st.lists(addresses, min_size=1, max_size=3).map(tuple),
        expires=st.datetimes(timezones=st.just(UTC)),
        encryption=uris,
        acknowledgments=uris,
        canonical=uris,
        policy=uris,
        hiring=uris,
        csaf=st.just(()),
        preferred_languages=st.lists(st.sampled_from(["zh-CN", "en", "zh-Hans-CN"])).map(tuple),
    )
)
def test_every_file_follows_the_grammar_of_the_rfc(txt):
    written = render(txt)

    lines = written.removesuffix("\n").split("\n")
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    names = [line.partition(":")[0] for line in lines]
    assert names.count("Contact") == len(txt.contact) > 0
    assert names.count("Expires") == 1
    assert names.count("Preferred-Languages") == bool(txt.preferred_languages)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"contact": ()}, "contact"),
        ({"contact": ("psirt@qingyan.example",)}, "contact[0]"),
        ({"contact": ("https://a", "http://psirt.qingyan.example")}, "contact[1]"),
        ({"policy": ("HTTP://psirt.qingyan.example",)}, "policy[0]"),
        ({"encryption": ("https://a\nContact: https://evil.example",)}, "encryption[0]"),
        ({"acknowledgments": ("https://青砚.example",)}, "acknowledgments[0]"),
        ({"csaf": ("mailto:psirt@qingyan.example",)}, "csaf[0]"),
        ({"expires": datetime(2026, 9, 1)}, "expires"),  # noqa: DTZ001 naive is the point
        ({"preferred_languages": ("en", "中文")}, "preferred_languages[1]"),
        ({"preferred_languages": ("zh_CN",)}, "preferred_languages[0]"),
    ],
)
def test_what_the_rfc_forbids_is_not_written(change, field):
    with pytest.raises(BadSecurityTxt) as raised:
        render(replace(FILE, **change))

    assert [(problem.field, problem.blocking) for problem in raised.value.problems] == [(field, True)]
    assert problems(replace(FILE, **change), at=NOW) == raised.value.problems


@pytest.mark.parametrize(
    ("expires", "english"),
    [
        (NOW, ["The file has expired; renew it."]),
        (NOW + timedelta(seconds=1), []),
        (NOW + timedelta(days=365, seconds=-1), []),
        (NOW + timedelta(days=365), ["It should expire within less than a year (RFC 9116 section 2.5.5)."]),
    ],
)
def test_expiry_is_advised_to_lie_ahead_by_less_than_a_year(expires, english):
    txt = replace(FILE, expires=expires)

    assert [problem.en for problem in problems(txt, at=NOW)] == english
    assert "Expires: " in render(txt)
