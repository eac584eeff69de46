"""A sealed file opens to exactly what was closed, at any size, and not at all once anything about it was changed."""

import io
import os
import tracemalloc
from pathlib import Path

import pytest

from bulou.records.sealed import Key, SealBroken
from bulou.records.sealed_file import CHUNK, HEAD, Closing, end_of, new_head, open_sealed, walk

KEY = bytes(range(32))
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK + 17]


def sealed(path: Path, content: bytes, *, step: int = 10_000, pauses: tuple[int, ...] = ()) -> Path:
    with path.open("wb") as out:
        head = new_head()
        out.write(head)
        closing = Closing(KEY, out, head)
        for start in range(0, len(content), step):
            closing.write(content[start : start + step])
            if start in pauses:
                closing.pause()
        closing.finish()
    return path


def records(content: bytes) -> list[bytes]:
    found, at = [], HEAD
    while at < len(content):
        length = 4 + int.from_bytes(content[at : at + 4], "big")
        found.append(content[at : at + length])
        at += length
    return found


def opens(path: Path) -> bytes:
    with open_sealed(path, KEY, "blob:x") as file:
        return file.read()


@pytest.mark.parametrize("size", SIZES)
def test_a_file_opens_to_what_was_closed_around_every_border(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    assert opens(sealed(tmp_path / "f", content)) == content
    assert opens(sealed(tmp_path / "g", content, step=CHUNK, pauses=(0, CHUNK))) == content


def test_any_part_can_be_read_alone(tmp_path: Path) -> None:
    content = os.urandom(3 * CHUNK + 5)
    with open_sealed(sealed(tmp_path / "f", content), KEY, "blob:x") as file:
        for place, length in ((CHUNK - 3, 6), (0, 1), (3 * CHUNK, 9), (2 * CHUNK - 1, CHUNK), (10**9, 4)):
            file.seek(place)
            assert file.read(length) == content[place : place + length]
        assert file.seek(-2, io.SEEK_END) == len(content) - 2


@pytest.mark.parametrize("size", SIZES)
def test_a_file_cut_anywhere_does_not_open(tmp_path: Path, size: int) -> None:
    path = sealed(tmp_path / "f", os.urandom(size))
    whole = path.read_bytes()
    borders = {HEAD + sum(map(len, records(whole)[:n])) for n in range(len(records(whole)))}
    for at in {0, 1, HEAD - 1, len(whole) - 1, *borders, *(place + 5 for place in borders)} - {len(whole)}:
        path.write_bytes(whole[: min(at, len(whole) - 1)])
        with pytest.raises(SealBroken):
            opens(path)


def test_chunks_that_were_reordered_dropped_repeated_or_swapped_between_files_are_found(
    tmp_path: Path,
) -> None:
    first = sealed(tmp_path / "f", os.urandom(4 * CHUNK)).read_bytes()
    second = sealed(tmp_path / "g", os.urandom(4 * CHUNK)).read_bytes()
    a, b = records(first), records(second)
    forged = [
        [a[1], a[0], *a[2:]],
        [a[0], a[2], a[3]],
        [a[0], a[0], *a[1:]],
        [*a[:2], b[2], a[3]],
        [*a[:3], b[3]],
        [*a, a[3]],
        [*a[:3], a[2]],
        b,
    ]
    for pieces in forged:
        path = tmp_path / "forged"
        path.write_bytes(first[:HEAD] + b"".join(pieces))
        with pytest.raises(SealBroken):
            opens(path)


def test_a_changed_bit_anywhere_is_found(tmp_path: Path) -> None:
    path = sealed(tmp_path / "f", os.urandom(CHUNK + 50))
    whole = path.read_bytes()
    for at in (0, 3, HEAD, HEAD + 2, HEAD + 4, CHUNK, len(whole) - 70, len(whole) - 60, len(whole) - 1):
        changed = bytearray(whole)
        changed[at] ^= 1
        path.write_bytes(bytes(changed))
        with pytest.raises(SealBroken):
            opens(path)


def test_what_was_closed_in_one_piece_before_stays_readable(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(Key(KEY).close(b"an old file", "blob:x"))

    assert opens(path) == b"an old file"


def test_a_torn_tail_is_told_from_what_was_written(tmp_path: Path) -> None:
    path = sealed(tmp_path / "f", os.urandom(2 * CHUNK + 9))
    whole = path.read_bytes()
    with path.open("rb") as file:
        chunks = walk(file)
    assert end_of(chunks) == len(whole)
    path.write_bytes(whole[:-3])
    with path.open("rb") as file:
        assert walk(file) == chunks[:-1]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    tracemalloc.start()
    with (tmp_path / "f").open("wb") as out:
        head = new_head()
        out.write(head)
        closing = Closing(KEY, out, head)
        piece = bytes(100_000)
        for _each in range(300):
            closing.write(piece)
        closing.finish()
    total = 0
    with open_sealed(tmp_path / "f", KEY, "blob:x") as file:
        while part := file.read(CHUNK):
            total += len(part)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert total == 30_000_000
    assert peak < 3_000_000
