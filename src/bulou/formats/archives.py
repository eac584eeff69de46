"""What an archive says it holds, read without unpacking: names, sizes, ratio, whether it is encrypted.

Nothing is written and no member of a zip is decompressed. A compressed tar can only be read through its compression,
so it is followed for at most 64 MiB. Every count has a limit: an archive that lies, nests or bombs costs no more
than one that does not. What members say of themselves is a claim, and shown as one.
"""

import struct
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

LISTED = 500
MOST_MEMBERS = 100_000
FOLLOWED = 64 * 1024 * 1024
_LONGEST_NAME = 300
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive as the archive describes it; sizes in bytes, `packed` None where it is not told."""

    name: str
    size: int
    packed: int | None = None
    encrypted: bool = False

    @property
    def leads_out(self) -> bool:
        """Whether unpacking it blindly would write outside the folder: an absolute name or one that climbs."""
        name = self.name.replace("\\", "/")
        return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


@dataclass(frozen=True, slots=True)
class Listing:
    """The first 500 members and the sums over all that were counted.

    `remarks` are codes: broken, cut (not followed to its end), encrypted, leads_out, bomb (unpacks to over a hundred
    times its size, and over 100 MB), nested (holds archives).
    """

    members: tuple[Member, ...]
    count: int
    size: int
    packed: int
    remarks: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """How many times larger it says it becomes."""
        return self.size / self.packed if self.packed else 0.0


def listing(kind: str, file: BinaryIO, size: int) -> Listing | None:
    """The listing of a file of media type `kind` and of `size` bytes, None when it is no archive that is read here."""
    match kind:
        case "application/zip" | "application/vnd.openxmlformats-officedocument":
            return _summed(_zip(file, size), size)
        case "application/x-tar":
            return _summed(_tar(_Sparing(file), "r:"), size)
        case "application/gzip":
            return _summed(_gzip(file, size), size)
    return None


class _Broken(Exception):
    pass


class _Cut(Exception):
    pass


def _summed(members: Iterator[Member], packed: int) -> Listing:
    kept: list[Member] = []
    count = total = 0
    remarks: dict[str, None] = {}
    try:
        for member in members:
            if count >= MOST_MEMBERS:
                raise _Cut
            count, total = count + 1, total + member.size
            if len(kept) < LISTED:
                kept.append(member)
            for name, holds in (
                ("encrypted", member.encrypted),
                ("leads_out", member.leads_out),
                ("nested", member.name.lower().endswith((".zip", ".gz", ".tgz", ".7z", ".rar", ".xz"))),
            ):
                if holds:
                    remarks[name] = None
    except _Cut:
        remarks["cut"] = None
    except (
        _Broken,
        tarfile.TarError,
        zlib.error,
        EOFError,
        OverflowError,
        RecursionError,
        ValueError,
        struct.error,
    ):
        remarks["broken"] = None
    if total > 100 * max(packed, 1) and total > 100_000_000:
        remarks["bomb"] = None
    return Listing(tuple(kept), count, total, packed, tuple(remarks))


def _zip(file: BinaryIO, size: int) -> Iterator[Member]:
    """The central directory, entry by entry; it is never held whole."""
    start, length = _directory(file, size)
    file.seek(start)
    while length >= _ENTRY.size:
        head = file.read(_ENTRY.size)
        if len(head) < _ENTRY.size:
            raise _Broken
        (signature, _made, _needs, flags, _method, _time, _date, _crc, packed, full,
         name_length, extra_length, note_length, *_rest) = _ENTRY.unpack(head)  # fmt: skip
        if signature != b"PK\x01\x02":
            raise _Broken
        name = file.read(name_length)
        packed, full = _large(file.read(extra_length), packed, full)
        file.seek(note_length, 1)
        length -= _ENTRY.size + name_length + extra_length + note_length
        yield Member(_name(name, utf8=bool(flags & 0x800)), full, packed, bool(flags & 1))


def _directory(file: BinaryIO, size: int) -> tuple[int, int]:
    """Where the central directory stands and how long it is."""
    tail_at = max(size - 65557, 0)
    file.seek(tail_at)
    tail = file.read(65557)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size:
        raise _Broken
    _sig, _disk, _start_disk, _here, _count, length, start, _note = _END.unpack_from(tail, at)
    end = tail_at + at
    if 0xFFFFFFFF in (length, start) and tail[max(at - 20, 0) : at].startswith(b"PK\x06\x07"):
        (end,) = struct.unpack_from("<Q", tail, at - 12)
        file.seek(end)
        fields = _END64.unpack(file.read(_END64.size))
        length, start = fields[8], fields[9]
    if start + length > end:
        raise _Broken
    return end - length, length  # a zip behind something else counts its places from its own beginning


def _large(extra: bytes, packed: int, full: int) -> tuple[int, int]:
    """Sizes of a zip64 entry stand in its extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            values = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            full = next(values, full) if full == 0xFFFFFFFF else full
            packed = next(values, packed) if packed == 0xFFFFFFFF else packed
        at += 4 + length
    return packed, full


def _name(raw: bytes, *, utf8: bool) -> str:
    """A member's name: UTF-8 where it says so or is; else the GBK that Chinese Windows writes."""
    for encoding in ("utf-8", "gb18030") if not utf8 else ("utf-8",):
        try:
            return raw.decode(encoding)[:_LONGEST_NAME]
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")[:_LONGEST_NAME]


class _Sparing:
    """A file of which nobody may ask more than 1 MiB at once: tarfile reads an extended header whole, however long."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self._read = file.seek, file.tell, file.read

    def read(self, size: int) -> bytes:
        if size > 1024 * 1024:
            raise _Cut
        return self._read(size)


def _tar(file: Any, mode: Any) -> Iterator[Member]:
    with tarfile.open(fileobj=file, mode=mode, errorlevel=0) as archive:
        while (member := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # tarfile keeps every header it has read
            yield Member(member.name[:_LONGEST_NAME], max(member.size, 0))


def _gzip(file: BinaryIO, size: int) -> Iterator[Member]:
    """The members of a compressed tar; of anything else the one file, its name from the head, its size as it claims."""
    inside = _Inflated(file)
    if inside.peek(262)[257:262] == b"ustar":
        yield from _tar(inside, "r|")
        return
    file.seek(max(size - 4, 0))
    (claimed,) = struct.unpack("<L", file.read(4).ljust(4, b"\x00"))
    file.seek(0)
    yield Member(_gzip_name(file.read(1024)), claimed, size)


def _gzip_name(head: bytes) -> str:
    if len(head) > 10 and head[3] & 0x08 and not head[3] & 0x04:
        return _name(head[10:].split(b"\x00")[0], utf8=False)
    return ""


class _Inflated:
    """A gzip stream as it decompresses, followed no further than 64 MiB."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._inflate = file, zlib.decompressobj(wbits=31)
        self._ready, self._given = bytearray(), 0

    def peek(self, size: int) -> bytes:
        self._fill(size)
        return bytes(self._ready[:size])

    def read(self, size: int) -> bytes:
        self._fill(size)
        part = bytes(self._ready[:size])
        del self._ready[:size]
        return part

    def _fill(self, size: int) -> None:
        if size > FOLLOWED:
            raise _Cut
        while len(self._ready) < size and not self._inflate.eof:
            waiting = self._inflate.unconsumed_tail or self._file.read(64 * 1024)
            if not waiting:
                return
            part = self._inflate.decompress(waiting, 64 * 1024)
            self._given += len(part)
            if self._given > FOLLOWED:
                raise _Cut
            self._ready += part
