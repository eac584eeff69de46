"""Canonical bytes and instants: equal to a library that does nothing else, and strict about what has none."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bulou.journal import canonical, instant
from bulou.journal.encoding import parse
from bulou.journal.errors import NotCanonical

LARGEST = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=25)
moments = st.datetimes(timezones=st.timezones() | st.just(UTC)).filter(
    lambda moment: datetime(2, 1, 1, tzinfo=UTC) < moment < datetime(9998, 1, 1, tzinfo=UTC)
)


@given(values)
def test_canonical_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_a_canonical_line_parses_to_its_value_with_an_encoder_that_gives_it_back(value):
    found, encode = parse(canonical(value))

    assert (found, encode(found)) == (value, canonical(value))


def test_a_value_may_be_nested_deeper_than_the_quick_encoder_goes():
    value: object = {"b": 1, "a": "漏洞\u2028\x7f\x1f\n"}
    for _unused in range(300):
        value = [value]

    assert canonical(value) == rfc8785.dumps(value)
    assert parse(canonical(value))[1](value) == rfc8785.dumps(value)


def test_keys_are_ordered_by_utf_16_units():
    # U+1F600 is larger than U+FB33, but its first UTF-16 unit is smaller (the example of RFC 8785 §3.2.3).
    assert (
        canonical({"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3})
        == '{"\u20ac":3,"\U0001f600":2,"\ufb33":1}'.encode()
    )


def test_tuples_and_string_enums_are_written_as_what_they_hold():
    class Colour(StrEnum):
        RED = "red"

    assert canonical({Colour.RED: (Colour.RED, 1)}) == b'{"red":["red",1]}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        [0.5],
        {"a": {"b": 1.5}},
        {1: "a"},
        {"键": {None: 1}},
        LARGEST + 1,
        -LARGEST - 1,
        "\ud800",
        {"\ud800": 1},
        b"bytes",
        {"a": {1, 2}},
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
)
def test_what_has_no_canonical_form_is_refused_in_both_languages(value):
    with pytest.raises(NotCanonical) as caught:
        canonical(value)

    assert caught.value.zh
    assert str(caught.value) == caught.value.en


def test_what_is_nested_without_end_is_refused():
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(NotCanonical):
        canonical(endless)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"1.5",
        b"1e3",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b'"\xff"',
        b'"\\ud800"',
        b"[" * 10**5,
    ],
)
def test_what_is_no_canonical_json_is_not_parsed(line):
    with pytest.raises(NotCanonical):
        parse(line)


@pytest.mark.parametrize(
    "line", [b' {"a":1}', b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"-0", b'"\\u0061"', b'"\\/"']
)
def test_other_spellings_of_a_value_are_told_apart(line):
    value, encode = parse(line)

    assert encode(value) != line


@given(moments, moments)
def test_the_order_of_instants_is_the_order_of_moments(one, other):
    assert (instant(one) < instant(other)) == (one < other)


def test_an_instant_is_utc_with_six_digits():
    shanghai = timezone(timedelta(hours=8))

    assert instant(datetime(2026, 11, 22, 14, 5, tzinfo=shanghai)) == "2026-11-22T06:05:00.000000Z"
    assert instant(datetime(2026, 11, 22, 14, 5, 0, 1, tzinfo=shanghai)) == "2026-11-22T06:05:00.000001Z"
    with pytest.raises(NotCanonical):
        instant(datetime(2026, 11, 22, 14, 5))  # noqa: DTZ001  # naive on purpose
