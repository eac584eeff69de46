"""Marked copies: a leak names its reader or nobody, whatever was done to it on the way."""

import csv
import io
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.formats import marks
from bulou.formats.marks import Copy, Finding, trace

SECRET = b"s" * 32
READERS = ("陈", "马", "林", "何", "许")
HEADING = ["number", "channel", "received_at", "identity"]


def rows(count: int) -> list[list[str]]:
    return [
        [f"QY-2026-{index:04}", "portal", f"2026-11-{index % 28 + 1:02}T08:00Z", "匿名"]
        for index in range(count)
    ]


def named(row: list[str]) -> bytes:
    return marks.fingerprint(SECRET, row[0])


def copy_of(reader: str, count: int, salt: int = 0) -> Copy:
    key = f"{reader}{salt}".encode().ljust(32, b"-")
    return Copy(reader, f"{reader}/{salt}", key, tuple(named(row) for row in rows(count)))


def taken(copy: Copy) -> list[list[str]]:
    """The table as this copy's reader got it, with the column of references last."""
    return [
        [*row, marks.code(copy.key, named(row))]
        for row in marks.in_order(copy.key, rows(len(copy.rows)), named)
    ]


def text(lines: list[list[str]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(lines)
    return out.getvalue()


def retyped(leak: str) -> str:
    """As someone types it off a screen: other widths, cases and dashes, letters for digits in the references."""
    wide = leak.replace("QY-", "ＱＹ–").replace("T08:00Z", " 8:00").lower()
    return re.sub(
        r"\b([0-9a-z]{5})-([0-9a-z]{5})\b", lambda found: found[0].replace("0", "o").replace("1", "l"), wide
    )


COPIES = [copy_of(reader, 120, salt) for reader in READERS for salt in (0, 1)]


def test_a_copy_says_what_the_table_says_and_only_neighbours_change_places() -> None:
    lines = taken(COPIES[0])

    assert sorted(line[:-1] for line in lines) == rows(120)
    assert all(abs(place - int(line[0][-4:])) < marks.BLOCK for place, line in enumerate(lines))
    assert len({line[-1] for line in lines}) == 120


@pytest.mark.parametrize("copy", COPIES[::3], ids=lambda copy: copy.name)
def test_a_plain_and_a_retyped_copy_name_their_reader(copy: Copy) -> None:
    leak = text([[*HEADING, "copy_reference"], *taken(copy)])
    found = [trace(each, COPIES, SECRET) for each in (leak, retyped(leak), leak.replace(",", "\t"))]

    assert [(each.reader, each.by, each.copies) for each in found] == [
        (copy.reader, "codes", (copy.name,))
    ] * 3
    assert all(each.bound < marks.WRONG for each in found)


def test_one_row_with_its_reference_is_enough_wherever_it_stands() -> None:
    line = taken(COPIES[4])[77]

    assert trace(f"看这个：{line[-1]}", COPIES, SECRET).reader == COPIES[4].reader
    assert trace(f"{line[2]} {line[-1].lower()} {line[0]}", COPIES, SECRET).reader == COPIES[4].reader


def test_without_the_references_the_order_still_names_the_reader() -> None:
    lines = [[line[2], line[0]] for line in taken(COPIES[2])]  # two columns left, exchanged
    found = trace(text(lines), COPIES, SECRET)

    assert (found.reader, found.by) == (COPIES[2].reader, "order")


def test_copies_come_one_by_one_and_wide_rows_cost_no_more_than_twelve_cells() -> None:
    leak = text(taken(COPIES[4]))
    wide = ",".join(map(str, range(900)))

    assert trace(leak, iter(COPIES), SECRET) == trace(leak, COPIES, SECRET) != Finding()
    assert len(marks._lines(f"{wide}\n{wide}", SECRET)) == 12 + 66


def test_sorted_and_without_references_nobody_is_named() -> None:
    lines = sorted(line[:-1] for line in taken(COPIES[2]))

    assert trace(text(lines), COPIES, SECRET) == Finding()


def test_two_readers_who_mix_their_copies_are_not_told_apart() -> None:
    first, second = taken(COPIES[0]), taken(COPIES[4])
    halves = [first[:60] + second[60:], [*first, *second], first[:119] + second[119:]]
    bare = [[line[:-1] for line in half] for half in halves[:1]]

    assert [trace(text(each), COPIES, SECRET) for each in (*halves, *bare)] == [Finding()] * 4


def test_two_copies_of_one_reader_name_the_one_reader() -> None:
    found = trace(text([*taken(COPIES[0])[:60], *taken(COPIES[1])[60:]]), COPIES, SECRET)

    assert (found.reader, found.copies) == (COPIES[0].reader, (COPIES[0].name, COPIES[1].name))


@pytest.mark.parametrize("leak", ["", "\ufeff", ",,,", "无关的文字", '"', "\0", "0" * 5000, "\r\r,\r"])
def test_what_is_no_copy_of_ours_names_nobody(leak: str) -> None:
    assert trace(leak, COPIES, SECRET) == Finding()


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_copy_no_other_reader_is_named(data: st.DataObject) -> None:
    only_the_guilty(data)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_copy_no_other_reader_is_named_many_times(data: st.DataObject) -> None:
    only_the_guilty(data)


def only_the_guilty(data: st.DataObject) -> None:
    """Rows dropped and shuffled, columns dropped and exchanged, cells edited, copies mixed."""
    guilty = data.draw(st.lists(st.sampled_from(COPIES), min_size=1, max_size=3, unique=True))
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    lines = [line for copy in guilty for line in taken(copy) if chance.random() < 0.7]
    if data.draw(st.booleans()):
        chance.shuffle(lines)
    columns = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=5, unique=True))
    lines = [[line[place] for place in columns] for line in lines]
    for line in chance.sample(lines, min(len(lines), data.draw(st.integers(0, 30)))):
        line[chance.randrange(len(line))] = data.draw(st.text(max_size=12))
    found = trace(retyped(text(lines)), COPIES, SECRET)

    assert found.reader in {"", *(copy.reader for copy in guilty)}


def test_the_stated_bound_is_above_how_often_innocent_orders_fit() -> None:
    """Small tables, where chance is large enough to be counted: what is claimed is never less than what happens."""
    chance = random.Random(7)
    for size in (2, 3, 4, 6):
        counts: dict[int, int] = {}
        for _each in range(4000):
            order = chance.sample(range(size), size)
            inverted = sum(order[a] > order[b] for a in range(size) for b in range(a + 1, size))
            counts[inverted] = counts.get(inverted, 0) + 1
        happened = 0
        for inverted in range(size):
            happened += counts.get(inverted, 0)
            assert happened / 4000 <= marks._as_ordered(inverted, [size]) + 0.03


def test_innocent_readers_are_named_by_no_leak_of_many() -> None:
    """Twenty orders drawn at random against every copy: the bound promises 20 / 1,000,000."""
    chance = random.Random(11)
    found = set()
    for _each in range(20):
        lines = chance.sample(rows(120), 60)
        found.add(trace(text(lines), COPIES, SECRET))

    assert found == {Finding()}
