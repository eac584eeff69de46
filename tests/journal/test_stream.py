"""A stream alone: what its chain shows, with and without recorded hashes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bulou.journal import Header
from bulou.journal.stream import verify_stream

from .conftest import Journal

LENGTH = 6


def stream() -> list[Header]:
    journal = Journal()
    return [journal.seal("case:1", {"n": number}) for number in range(LENGTH)]


def found(headers: list[Header], hashes: list[str] | None = None) -> set[tuple[int, str]]:
    return {(fault.index, fault.what) for fault in verify_stream(headers, hashes=hashes)}


def test_a_stream_as_it_was_sealed_is_whole():
    held = stream()

    assert verify_stream(held) == []
    assert verify_stream(held, hashes=[header.hash() for header in held]) == []
    assert verify_stream([]) == []


@given(st.integers(0, LENGTH - 1))
def test_an_edited_entry_is_named_by_its_recorded_hash(place):
    held = stream()
    hashes = [header.hash() for header in held]
    held[place] = replace(held[place], act="Forged")

    assert found(held, hashes) == {(place, "edited")}


@given(st.integers(0, LENGTH - 2))
def test_without_recorded_hashes_its_successor_names_it(place):
    held = stream()
    held[place] = replace(held[place], act="Forged")

    assert found(held) == {(place, "edited")}


def test_an_edit_with_a_hash_to_match_breaks_the_link_to_its_neighbour():
    held = stream()
    held[2] = replace(held[2], act="Forged")
    hashes = [header.hash() for header in held]

    assert found(held, hashes) == {(2, "link"), (3, "link")}


@given(st.integers(0, LENGTH - 2))
def test_a_dropped_entry_is_missing(place):
    held = stream()
    del held[place]

    assert found(held) == {(place, "missing")}


def test_several_dropped_entries_are_one_gap_each():
    held = stream()

    faults = verify_stream([held[0], held[3], held[5]])

    assert [(fault.index, fault.what) for fault in faults] == [(1, "missing"), (4, "missing")]
    assert "1–2" in faults[0].zh
    assert "1–2" in faults[0].en


@given(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_swapped_entries_are_both_named(one, other):
    held = stream()
    held[one], held[other] = held[other], held[one]

    assert one == other or {one, other} <= {index for index, what in found(held) if what == "moved"}


@given(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_a_copied_entry_is_repeated(place, to):
    held = stream()
    held.insert(to, held[place])

    assert (place, "repeated") in found(held)


def test_a_forged_entry_before_the_true_one_is_named():
    held = stream()
    held.insert(3, replace(held[3], act="Forged"))

    assert found(held) == {(3, "repeated")}


def test_an_entry_of_another_stream_does_not_belong():
    held = stream()
    held[2] = replace(held[2], stream="case:2")

    assert ("case:2", 2) in {(fault.stream, fault.index) for fault in verify_stream(held)}
    assert ("case:1", 2) in {(fault.stream, fault.index) for fault in verify_stream(held)}


def test_a_moment_that_goes_back_is_named():
    journal = Journal()
    early = journal.seal("case:1", {})
    late = replace(early, index=1, prev=early.hash(), at="2020-01-01T00:00:00.000000Z")

    faults = verify_stream([early, late])

    assert [(fault.index, fault.what) for fault in faults] == [(1, "time")]
    assert "2020-01-01" in faults[0].zh
