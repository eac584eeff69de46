"""Files encrypted as they come, chunk by chunk, so that no file is ever whole in memory.

A sealed file is `suite byte | 7-byte prefix`, then records of `4-byte length | ciphertext and tag`: the STREAM construction
(Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM. The nonce of a chunk is prefix, index, and whether it is the last,
and the head is authenticated with each: a file that was cut, lengthened, reordered or mixed with another does not open.
Chunks hold at most 64 KiB and may be shorter, so that an upload that was interrupted goes on where it stopped.
Each file has a key of its own. What was closed in one piece, before this format, stays readable.
"""

import io
import os
import struct
from bisect import bisect_right
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from bulou.records.sealed import AES_256_GCM, Key, SealBroken

STREAM_AES_256_GCM = b"\x02"
CHUNK = 64 * 1024
HEAD = 8
_TAG = 16
_LENGTH = struct.Struct(">I")


def place(address: str) -> Path:
    """Where the sealed file with this address stands: the hash of its ciphertext."""
    return Path(settings.BULOU_FILES) / address[:2] / address


def new_head() -> bytes:
    """The beginning of a new sealed file."""
    return STREAM_AES_256_GCM + os.urandom(HEAD - 1)


def _nonce(head: bytes, index: int, last: bool) -> bytes:
    return head[1:] + _LENGTH.pack(index) + (b"\x01" if last else b"\x00")


class Closing:
    """Writes the chunks of a sealed file to `out`, from chunk `index` on; `head` is already written."""

    def __init__(self, raw: bytes, out: BinaryIO, head: bytes, *, index: int = 0) -> None:
        self._aead, self._out, self._head, self._index = AESGCM(raw), out, head, index
        self._held = bytearray()

    def write(self, content: bytes) -> None:
        """Take more of the file. The newest chunk waits in memory, because it may be the last."""
        for start in range(0, len(content), CHUNK):
            self._held += content[start : start + CHUNK]
            while len(self._held) > CHUNK:
                self._emit(bytes(self._held[:CHUNK]), last=False)
                del self._held[:CHUNK]

    def pause(self) -> None:
        """Write out what waits as a chunk that is not the last: the file goes on later."""
        if self._held:
            self._emit(bytes(self._held), last=False)
            self._held.clear()

    def finish(self) -> None:
        """Write out what waits, be it nothing, as the last chunk."""
        self._emit(bytes(self._held), last=True)
        self._held.clear()

    def _emit(self, plain: bytes, *, last: bool) -> None:
        box = self._aead.encrypt(_nonce(self._head, self._index, last), plain, self._head)
        self._out.write(_LENGTH.pack(len(box)) + box)
        self._index += 1


class _Chunks(io.RawIOBase):
    """The plaintext of a sealed file: any part of it can be read, one chunk in memory at a time."""

    def __init__(self, raw: bytes, file: BinaryIO, chunks: list[tuple[int, int, int]], head: bytes) -> None:
        super().__init__()
        self._aead, self._file, self._chunks, self._head = AESGCM(raw), file, chunks, head
        self._starts = [start for start, _place, _length in chunks]
        self._at = 0
        self._now: tuple[int, bytes] = (-1, b"")
        start, _place, length = chunks[-1]
        self.size = start + length - _TAG
        self._chunk(len(chunks) - 1)  # what was cut or lengthened is found before anything is read

    def _chunk(self, index: int) -> bytes:
        if self._now[0] != index:
            _start, place, length = self._chunks[index]
            self._file.seek(place)
            nonce = _nonce(self._head, index, index == len(self._chunks) - 1)
            try:
                self._now = index, self._aead.decrypt(nonce, self._file.read(length), self._head)
            except InvalidTag:
                raise SealBroken(f"chunk {index} of a sealed file does not open") from None
        return self._now[1]

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` from one chunk; 0 at the end. Raises SealBroken."""
        if self._at >= self.size:
            return 0
        index = bisect_right(self._starts, self._at) - 1
        plain = self._chunk(index)
        begin = self._at - self._starts[index]
        part = plain[begin : begin + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def close(self) -> None:
        self._file.close()
        super().close()


def open_sealed(path: Path, raw: bytes, about: str) -> BinaryIO:
    """The plaintext of the file at `path`, readable at any place; close it after use.

    `about` is what a file closed in one piece was bound to. Raises SealBroken if anything was edited, OSError if it is gone.
    """
    file = path.open("rb")
    try:
        suite = file.read(1)
        if suite == AES_256_GCM:
            with file:
                return io.BytesIO(Key(raw).open(suite + file.read(), about))
        head, chunks = suite + file.read(HEAD - 1), walk(file)
        if suite != STREAM_AES_256_GCM or not chunks or end_of(chunks) != os.fstat(file.fileno()).st_size:
            raise SealBroken(f"{about} is not a whole sealed file")
        return io.BufferedReader(_Chunks(raw, file, chunks, head), CHUNK)
    except BaseException:
        file.close()
        raise


def walk(file: BinaryIO) -> list[tuple[int, int, int]]:
    """The whole records of a sealed file, as (place in the plaintext, place in the file, length): up to the first torn one."""
    size = os.fstat(file.fileno()).st_size
    found: list[tuple[int, int, int]] = []
    at, place = 0, HEAD
    while True:
        file.seek(place)
        prefix = file.read(_LENGTH.size)
        if len(prefix) < _LENGTH.size:
            return found
        (length,) = _LENGTH.unpack(prefix)
        place += _LENGTH.size
        if not _TAG <= length <= CHUNK + _TAG or place + length > size:
            return found
        found.append((at, place, length))
        at, place = at + length - _TAG, place + length


def end_of(chunks: list[tuple[int, int, int]]) -> int:
    """Where the last of these records ends in the file."""
    return chunks[-1][1] + chunks[-1][2] if chunks else HEAD
