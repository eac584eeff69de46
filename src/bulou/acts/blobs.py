"""Files, encrypted before they touch the disk, written before the transaction that will name them (DECISIONS 14).

A blob stands under the hash of its ciphertext; one that no attachment names after a day is an orphan and is swept.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from bulou.records.models import Attachment
from bulou.records.sealed import Key

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as it was received: its name, size, SHA-256 (hex), where its ciphertext stands, and its own key."""

    name: str
    size: int
    sha256: str
    blob: str
    key: bytes


def keep(name: str, content: bytes) -> Blob:
    """Encrypt `content` under a key of its own and write it durably. The name is kept as text, never as a path."""
    raw = os.urandom(32)
    sha256 = hashlib.sha256(content).hexdigest()
    box = Key(raw).close(content, f"blob:{sha256}")
    address = hashlib.sha256(box).hexdigest()
    target = place(address)
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        draft.write(box)
        draft.flush()
        os.fsync(draft.fileno())
    os.replace(draft.name, target)
    _sync_folder(target.parent)
    shown = "".join(ch for ch in name.replace("\x00", "") if ch.isprintable())[:LONGEST_NAME]
    return Blob(shown or "unnamed", len(content), sha256, address, raw)


def read(attachment: Attachment, case_key: Key) -> bytes:
    """The bytes of an attachment as they were received. Raises SealBroken if anything was edited."""
    raw = case_key.open(attachment.key_sealed, f"attachment:{attachment.id}:key")
    return Key(raw).open(place(attachment.blob).read_bytes(), f"blob:{attachment.sha256}")


def place(address: str) -> Path:
    return Path(settings.BULOU_FILES) / address[:2] / address


def sweep(at: datetime, *, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove blobs that no attachment names and that are older than a day; returns how many."""
    root = Path(settings.BULOU_FILES)
    before = (at - older_than).timestamp()
    old = [path for path in root.glob("*/*") if path.stat().st_mtime < before]
    named = set(
        Attachment.objects.filter(blob__in=[path.name for path in old]).values_list("blob", flat=True)
    )
    orphans = [path for path in old if path.name not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
