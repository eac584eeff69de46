"""Files, encrypted before they touch the disk, written before the transaction that will name them (DECISIONS 14).

A blob stands under the hash of its ciphertext; one that no attachment, no document of a filing or of the register and no waiting import names after a day
is an orphan and is swept.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from bulou.formats.filetypes import HEAD, kind_of
from bulou.records.models import Attachment, ControlDocument, FilingDocument, ListImport
from bulou.records.sealed import Key
from bulou.records.sealed_file import CHUNK as CHUNK
from bulou.records.sealed_file import Closing, new_head, open_sealed
from bulou.records.sealed_file import place as place

LONGEST_NAME = 200
FILE_CEILING = 50 * 1024 * 1024  # bytes of one file
FILES_CEILING = 200 * 1024 * 1024  # of all files of a report
RESERVE = 512 * 1024 * 1024  # of the disk is left to the database
SWEPT_AT_ONCE = 500
LOOKED_EVERY = 4 * 1024 * 1024  # bytes of a file after which the disk is looked at again


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as it was received: its name, size, SHA-256 and SM3 (hex), where its ciphertext stands, and its own key.

    `kind` is its media type by content.
    """

    name: str
    size: int
    sha256: str
    blob: str
    key: bytes
    sm3: str = ""
    kind: str = ""


class Measure:
    """Size, SHA-256, SM3 and kind of bytes as they pass."""

    def __init__(self) -> None:
        self.size = 0
        self._sha256, self._sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
        self._head = b""

    def take(self, content: bytes) -> None:
        self.size += len(content)
        self._sha256.update(content)
        self._sm3.update(content)
        if len(self._head) < HEAD:
            self._head += content[: HEAD - len(self._head)]

    def blob(self, name: str, address: str, key: bytes) -> Blob:
        """The file that has passed; asked once."""
        sm3 = self._sm3.finalize().hex()
        return Blob(_shown(name), self.size, self._sha256.hexdigest(), address, key, sm3, kind_of(self._head))


class NoRoom(OSError):
    """The last of the disk is left to the database: a flood of files must not stop reports from being received."""


def demand_room(folder: Path, size: int = 0) -> None:
    """Raise NoRoom where `size` more bytes would take what is left to the database."""
    if shutil.disk_usage(folder).free < RESERVE + size:
        raise NoRoom(errno.ENOSPC, "the disk is nearly full")


class Writing:
    """A file on its way to the disk, encrypted chunk by chunk. End it with `finish` or `abandon`."""

    def __init__(self) -> None:
        self._key, self._measure = os.urandom(32), Measure()
        folder = Path(settings.BULOU_FILES)
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._looked_at = folder, 0
        demand_room(folder)
        self._draft = NamedTemporaryFile(dir=folder, prefix="draft-", delete=False)  # noqa: SIM115  # closed below
        head = new_head()
        self._draft.write(head)
        self._closing = Closing(self._key, self._draft, head)  # type: ignore[arg-type]

    def write(self, content: bytes) -> None:
        """Take more of the file. Raises OSError when the disk cannot."""
        self._measure.take(content)
        if self._measure.size >= self._looked_at + LOOKED_EVERY:
            self._looked_at = self._measure.size
            demand_room(self._folder)
        self._closing.write(content)

    def finish(self, name: str) -> Blob:
        """Make it durable under the hash of its ciphertext. The name is kept as text, never as a path."""
        with self._draft as draft:
            self._closing.finish()
            draft.flush()
            os.fsync(draft.fileno())
        return self._measure.blob(name, settle(Path(draft.name)), self._key)

    def abandon(self) -> None:
        """Leave nothing of it behind."""
        self._draft.close()
        Path(self._draft.name).unlink(missing_ok=True)


def keep(name: str, content: bytes) -> Blob:
    """Encrypt `content` under a key of its own and write it durably."""
    return keep_chunks(name, (content,))


def keep_chunks(name: str, chunks: Iterable[bytes]) -> Blob:
    """The same for a file that comes in chunks. What `chunks` raises is raised, and nothing stays on the disk."""
    writing = Writing()
    try:
        for chunk in chunks:
            writing.write(chunk)
        return writing.finish(name)
    except BaseException:
        writing.abandon()
        raise


def settle(draft: Path) -> str:
    """Move a complete sealed file to its place, durably; its address is the hash of its ciphertext."""
    with draft.open("rb") as file:
        address = hashlib.file_digest(file, "sha256").hexdigest()
    target = place(address)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(draft, target)
    _sync_folder(target.parent)
    return address


def read(attachment: Attachment, case_key: Key) -> bytes:
    """The bytes of an attachment as they were received, whole. Raises SealBroken if anything was edited."""
    with opened(attachment, case_key) as file:
        return file.read()


def opened(attachment: Attachment, case_key: Key) -> BinaryIO:
    """An attachment to be read piece by piece, at any place. Raises SealBroken if anything was edited."""
    raw = case_key.open(attachment.key_sealed, f"attachment:{attachment.id}:key")
    return open_sealed(place(attachment.blob), raw, f"blob:{attachment.sha256}")


def opened_blob(blob: Blob) -> Any:
    """The same of a blob that no case has yet."""
    return open_sealed(place(blob.blob), blob.key, f"blob:{blob.sha256}")


def _shown(name: str) -> str:
    return (
        "".join(ch for ch in name.replace("\x00", "") if ch.isprintable())[:LONGEST_NAME].strip() or "unnamed"
    )


def sweep(at: datetime, *, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove blobs that no attachment names and that are older than a day; returns how many."""
    root = Path(settings.BULOU_FILES)
    before = (at - older_than).timestamp()
    for draft in root.glob("draft-*"):
        if draft.stat().st_mtime < before:
            draft.unlink(missing_ok=True)
    old = [path for path in root.glob("*/*") if path.stat().st_mtime < before]
    waiting = set(ListImport.objects.filter(finished_at=None).values_list("blob", flat=True))
    return sum(
        _swept(old[at : at + SWEPT_AT_ONCE], waiting, before) for at in range(0, len(old), SWEPT_AT_ONCE)
    )


def _swept(old: list[Path], waiting: set[str], before: float) -> int:
    """Remove those of these that nothing names; two queries, for no database takes any number of names at once."""
    names = [path.name for path in old]
    named = set(waiting)
    for kept in (Attachment, FilingDocument, ControlDocument):
        named |= set(kept.objects.filter(blob__in=names).values_list("blob", flat=True))
    orphans = [path for path in old if path.name not in named and path.stat().st_mtime < before]
    for path in orphans:  # one that a form brought back meanwhile is young again
        path.unlink(missing_ok=True)
    return len(orphans)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
