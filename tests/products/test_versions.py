"""Which version is the earlier: a preorder wherever it is defined, and undefined where nobody can know."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.products import Membership, read_versions
from bulou.products.versions import SCHEMES, compare

numbers = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))
tails = st.sampled_from(
    [
        "",
        "",
        " R1",
        " R5",
        "-rc1",
        "beta2",
        "a",
        "k",
        "p",
        "p2",
        " SP1",
        " build 7",
        " build 571848",
        " (TB1)",
        "-0",
    ]
)
firmware = st.one_of(
    st.builds(
        lambda lead, number, tail: lead + number + tail, st.sampled_from(["", "V", "v ", "R"]), numbers, tails
    ),
    st.sampled_from(
        ["2019-01-01", "20200131", "V500R006C10SPC600", "V500R006C10", "V500R006C20", "未知", "n/a"]
    ),
)
plain = st.lists(st.integers(0, 3), min_size=3, max_size=3).map(lambda parts: ".".join(map(str, parts)))
ecosystem = st.sampled_from([scheme for scheme in SCHEMES if scheme != "firmware"])


@given(firmware, firmware, firmware)
@settings(max_examples=400)
def test_firmware_is_preordered_wherever_it_is_defined(a, b, c):
    _preordered("firmware", a, b, c)


@given(ecosystem, plain, plain, plain)
def test_the_versions_of_ecosystems_are_preordered_wherever_it_is_defined(scheme, a, b, c):
    _preordered(scheme, a, b, c)


def _preordered(scheme, a, b, c):
    assert compare(scheme, a, a) == 0
    forth, back = compare(scheme, a, b), compare(scheme, b, a)
    assert forth == (None if back is None else -back)
    on = compare(scheme, b, c)
    if forth is not None and on is not None and forth <= 0 and on <= 0:
        through = compare(scheme, a, c)
        assert through is not None
        assert through <= 0
        assert through == 0 or (forth, on) != (0, 0)


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        ("3.40 R5", "V3.40 r6", -1),
        ("1.0", "1.0.0", 0),
        ("V500R006C10", "V500R006C10SPC600", -1),
        ("2.0rc1", "2.0", -1),
        ("1.0.2", "1.0.2k", -1),
        ("20190101", "2020-01-01", -1),
        ("2.3.1 build 571848", "2.3.2", -1),
        ("2.3.1", "2.3.1 build 571848", None),
        ("2019-01-01", "2.3", None),
        ("3.40 R5", "3.40 build 5", None),
        ("新版", "旧版", None),
        ("新版", "新版", 0),
    ],
)
def test_firmware_versions_are_ordered_as_their_makers_mean_them(left, right, answer):
    assert compare("firmware", left, right) == answer


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("V2.3.1 及以前版本", [[("introduced", "0"), ("last_affected", "V2.3.1")]]),
        ("<= 3.40 R5", [[("introduced", "0"), ("last_affected", "3.40 R5")]]),
        ("＜＝3.40 R5 build 571848", [[("introduced", "0"), ("last_affected", "3.40 R5 build 571848")]]),
        ("1.0 至 2.3", [[("introduced", "1.0"), ("last_affected", "2.3")]]),
        ("1.0 through 2.3", [[("introduced", "1.0"), ("last_affected", "2.3")]]),
        ("3.1–3.4", [[("introduced", "3.1"), ("last_affected", "3.4")]]),
        ("before 2.3", [[("introduced", "0"), ("fixed", "2.3")]]),
        ("低于 2.3 版本", [[("introduced", "0"), ("fixed", "2.3")]]),
        ("> 1.0, < 2.0", [[("introduced_after", "1.0"), ("fixed", "2.0")]]),
        ("1.2.x", [[("introduced", "1.2"), ("fixed", "1.3")]]),
        ("1.0、1.1", [[("introduced", "1.0"), ("last_affected", "1.0")], [("introduced", "1.1"), ("last_affected", "1.1")]]),
        ("vers:all/<V4.3.8", [[("introduced", "0"), ("fixed", "V4.3.8")]]),
        ("vers:npm/>=1.0.0|<1.2.3", [[("introduced", "1.0.0"), ("fixed", "1.2.3")]]),
        ("vers:all/*", [[("introduced", "0")]]),
        ("所有版本", [[("introduced", "0")]]),
        ("vers:all/>=2.3<V3.0", [[("introduced", "2.3"), ("fixed", "V3.0")]]),
        (">=5.3|<=6.4", [[("introduced", "5.3"), ("last_affected", "6.4")]]),
        ("All versions < V14 SP1", [[("introduced", "0"), ("fixed", "V14 SP1")]]),
    ],
)  # fmt: skip
def test_what_people_write_is_read_as_events(text, events):
    assert [list(span.events) for span in read_versions(text).spans] == events


@pytest.mark.parametrize(
    "text",
    ["n/a", "unspecified", "see the vendor's advisory", "not 2.3", "1.0 (all)", "2.0 < 1.0", "!= 2.0", "", "2.3 except 2.2"],
)  # fmt: skip
def test_what_cannot_be_read_says_so_and_holds_no_version_for_certain(text):
    read = read_versions(text)

    assert (read.raw, read.spans, read.holds("2.3")) == (text, None, Membership.UNKNOWN)


def test_before_in_chinese_leaves_the_version_itself_open():
    meant = read_versions("3.1 之前的所有版本")

    assert [meant.holds(version) for version in ("3.0", "3.1", "3.2")] == ["in", "unknown", "out"]


@given(st.text("v0123456789.<>=-至及以前 andtorbuildR()（）,、~xX*", max_size=60), firmware)
def test_any_text_is_read_or_not_read_and_never_raises(text, version):
    assert read_versions(text).holds(version) in Membership


@pytest.mark.parametrize(
    "text", ["1" * 999, "1." * 490, "v1-r" * 240, "1 -" * 320, "(((" * 300, "1_r1 " * 190]
)
def test_hostile_versions_are_answered_at_once(text):
    began = time.perf_counter()
    read_versions(text)

    assert time.perf_counter() - began < 0.5
