"""Entries: what is hashed, what is committed to, and what may be taken away without harm."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.journal import GENESIS, Header, canonical, commit, opens, seal
from bulou.journal.entry import misshapen, open_payload
from bulou.journal.errors import JournalError, MalformedHeader, NotCanonical, WentBack

AT = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
SALT = bytes(range(16))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=8,
)


def sealed(fields: dict[str, object] | None = None, **given: object):
    settled = {
        "act": "SubmitReport",
        "actor": "reporter",
        "at": AT,
        "event_at": None,
        "verdict": "permitted",
        "stamp": {"pack": "p1"},
    } | given
    return seal("case:1", 0, GENESIS, fields=fields if fields is not None else {"title": "漏洞"}, **settled)


def test_an_entry_is_the_bytes_that_the_specification_gives():
    header, payload = sealed({"title": "漏洞"}, salts={"title": SALT})

    commitment = hashlib.sha256(b"bulou:field:v1\0" + SALT + '"漏洞"'.encode()).hexdigest()
    expected = (
        '{"act":"SubmitReport","actor":"reporter","at":"2026-11-22T06:05:00.000000Z",'
        f'"commit":{{"title":"{commitment}"}},"event_at":null,"index":0,"prev":"{"0" * 64}",'
        '"stamp":{"pack":"p1"},"stream":"case:1","v":1,"verdict":"permitted"}'
    ).encode()
    assert header.bytes() == expected
    assert header.hash() == hashlib.sha256(expected).hexdigest()
    assert payload == {"title": {"salt": SALT.hex(), "value": "漏洞"}}
    assert Header.read(json.loads(expected)) == header


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), values, max_size=4))
def test_every_field_opens_its_commitment_and_no_other_value_does(fields):
    header, payload = sealed(fields)

    assert open_payload(header.commit, payload) == ([], canonical(payload))
    for name, held in payload.items():
        assert opens(header.commit[name], held)
        assert not opens(header.commit[name], held | {"value": [held["value"]]})
        assert not opens(header.commit[name], held | {"salt": "00" * 16})


def test_equal_values_get_different_commitments():
    header, payload = sealed({"one": "same", "other": "same"})
    again, _ = sealed({"one": "same", "other": "same"})

    assert (
        len({header.commit["one"], header.commit["other"], again.commit["one"], again.commit["other"]}) == 4
    )
    assert payload["one"]["salt"] != payload["other"]["salt"]


def test_taking_a_field_away_leaves_the_rest_provable():
    header, payload = sealed({"title": "漏洞", "reporter": "张三"})

    del payload["reporter"]

    assert open_payload(header.commit, payload)[0] == []
    assert set(header.commit) == {"title", "reporter"}


@pytest.mark.parametrize(
    "held",
    [None, "x", {}, {"salt": "00" * 16}, {"salt": "zz" * 16, "value": 1}, {"salt": 5, "value": 1},
     {"salt": "00" * 15, "value": 1}, {"salt": "00" * 16, "value": 1.5}, {"salt": "00" * 16, "value": 1, "more": 1}],
)  # fmt: skip
def test_a_misshapen_field_opens_nothing(held):
    assert not opens(commit(b"\0" * 16, 1), held)


def test_a_salt_of_another_length_is_refused():
    # Otherwise salt + "1" with value 1 and salt with value 11 would have one hash.
    for salt in (b"", b"\0" * 15, b"\0" * 17):
        with pytest.raises(JournalError):
            commit(salt, 1)


def test_an_entry_never_precedes_the_head_of_its_stream():
    head_at = sealed()[0].at

    assert sealed(head_at=head_at)[0].at == head_at
    with pytest.raises(WentBack) as caught:
        sealed(at=AT - timedelta(microseconds=1), head_at=head_at)
    assert caught.value.zh


def test_what_cannot_be_sealed_is_refused():
    for wrong, error in (
        ({"fields": {"score": 9.8}}, NotCanonical),
        ({"at": datetime(2026, 11, 22)}, NotCanonical),  # noqa: DTZ001  # naive on purpose
        ({"act": ""}, MalformedHeader),
        ({"actor": ""}, MalformedHeader),
        ({"verdict": ""}, MalformedHeader),
        ({"fields": {"": 1}}, MalformedHeader),
    ):
        with pytest.raises(error):
            sealed(**wrong)
    for stream in ("", "tree", "file"):
        with pytest.raises(MalformedHeader):
            seal(
                stream,
                0,
                GENESIS,
                act="a",
                actor="b",
                at=AT,
                event_at=None,
                verdict=None,
                stamp=None,
                fields={},
            )


def test_a_sealed_header_does_not_change_with_what_it_was_made_of():
    stamp = {"pack": "p1"}
    header, _ = sealed(stamp=stamp)
    before = header.bytes()

    stamp["pack"] = "p2"

    assert header.bytes() == before


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("v", 2), ("v", True), ("index", -1), ("index", True), ("index", "0"), ("prev", "0" * 63), ("prev", "G" * 64),
        ("prev", "A" * 64), ("at", "2026-11-22T06:05:00Z"), ("at", None), ("event_at", "today"), ("verdict", ""),
        ("stamp", []), ("commit", []), ("commit", {"a": "x"}), ("commit", {"": "0" * 64}), ("commit", {"a": 1}),
        ("stream", "tree"), ("stream", ""), ("act", None), ("actor", 3),
    ],
)  # fmt: skip
def test_a_misshapen_header_names_the_field(name, wrong):
    header = sealed()[0].to_json()

    assert misshapen(header) is None
    assert misshapen(header | {name: wrong}) == name
    with pytest.raises(MalformedHeader, match=name):
        Header.read(header | {name: wrong})


def test_a_header_has_its_eleven_fields_and_no_other():
    header = sealed()[0].to_json()

    assert misshapen(header | {"more": 1}) == "more"
    assert misshapen({key: value for key, value in header.items() if key != "at"}) == "at"
    assert misshapen([]) == "object"
