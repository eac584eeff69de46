"""The zip of a pack: stored, never compressed, every byte of it determined by its parts, so that one changed byte shows.

A pack that is read may be hostile: nothing is unpacked to disk, no name is a path, and nothing grows beyond the file itself.
"""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from bulou.journal.errors import UnreadablePack
from bulou.journal.fault import Fault, fault

LARGEST = 256 * 1024 * 1024
MOST_PARTS = 32
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9]+){1,3}")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OverflowError, LookupError, OSError,
    struct.error, zlib.error,
)  # fmt: skip  # what the standard library raises for a zip that somebody has edited


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The one zip of these parts: in the order of their names, stored, with no moment and no owner."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):
            about = zipfile.ZipInfo(name, _EPOCH)
            about.create_system, about.external_attr = 3, 0o644 << 16
            archive.writestr(about, parts[name])
    return out.getvalue()


def unpacked(path: str | os.PathLike[str]) -> tuple[dict[str, bytes], list[Fault]]:
    """The parts that can be read, and what is wrong with the zip itself. Raises UnreadablePack where this is no zip at all."""
    raw = _bytes(path)
    parts: dict[str, bytes] = {}
    faults: list[Fault] = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for about in _listed(archive, len(raw), faults):
                try:
                    parts[about.filename] = archive.read(about)
                except _BROKEN:
                    faults.append(fault(about.filename, 0, "part", about.filename))
    except _BROKEN as error:
        if not raw.startswith(b"PK\x03\x04"):
            raise UnreadablePack(zh="这不是证据包。", en="This is no evidence pack.") from error
        return {}, [fault("file", 0, "zip", f"{len(raw)} bytes")]
    if not faults and packed(parts) != raw:
        faults.append(fault("file", 0, "zip", f"{len(raw)} bytes"))
    return parts, faults


def _bytes(path: str | os.PathLike[str]) -> bytes:
    try:
        with open(path, "rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadablePack(
            zh=f"无法读取文件：{error.strerror}。", en=f"The file cannot be read: {error.strerror}."
        ) from error
    if len(raw) > LARGEST:
        raise UnreadablePack(zh="文件过大，不是证据包。", en="The file is too large to be an evidence pack.")
    return raw


def _listed(archive: zipfile.ZipFile, size: int, faults: list[Fault]) -> list[zipfile.ZipInfo]:
    """The members that may be read: of a plain name, once, uncompressed, and all together no larger than the file."""
    found: dict[str, zipfile.ZipInfo] = {}
    room = size
    for about in archive.infolist():
        name = about.filename
        plain = NAME.fullmatch(name) and about.compress_type == zipfile.ZIP_STORED and not about.flag_bits & 1
        room -= max(about.file_size, about.compress_size)
        if not plain or name in found or room < 0 or len(found) >= MOST_PARTS:
            faults.append(fault("file", 0, "zip", name[:60]))
        else:
            found[name] = about
    return list(found.values())
