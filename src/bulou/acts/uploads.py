"""Files on their way in, piece by piece: an upload that was interrupted goes on where it stopped, even after a kill.

What has arrived is the sealed file itself (`records.sealed_file`): whole records count, a torn one is cut off. Beside it
stands who may go on with it, closed under the node's key. The name on the disk is a hash of the token, so that whoever
reads the folder cannot go on with an upload. What nobody finishes is swept a day after its last byte.
"""

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from bulou.acts.blobs import LOOKED_EVERY, Blob, Measure, NoRoom, demand_room, settle
from bulou.records.sealed import SealBroken, node_key
from bulou.records.sealed_file import CHUNK, Closing, end_of, new_head, open_sealed, walk


class NoUpload(Exception):
    """There is no such upload for whoever asks."""


class WrongOffset(Exception):
    """What was sent does not begin where what has arrived ends."""


class Busy(Exception):
    """Another request is writing to this upload."""


@dataclass(frozen=True, slots=True)
class Upload:
    """How far an upload has come; `length` and `offset` in bytes of the file. `place` is what it is bound to."""

    token: str
    place: str
    name: str
    length: int
    offset: int

    @property
    def complete(self) -> bool:
        return self.offset == self.length


def begin(place: str, name: str, length: int) -> Upload:
    """Open an upload of `length` bytes that only `place` may use. Raises NoRoom."""
    token = secrets.token_urlsafe(32)
    path = _path(place, token)
    path.parent.mkdir(parents=True, exist_ok=True)
    demand_room(path.parent, length)
    key, head = os.urandom(32), new_head()
    _write(_about(path), {"place": place, "name": name[:1000], "length": length, "key": key.hex()}, path)
    with path.open("xb") as out:
        out.write(head)
        if not length:
            Closing(key, out, head).finish()
        os.fsync(out.fileno())
    return Upload(token, place, name, length, 0)


def find(place: str, token: str) -> Upload:
    """The upload with this token. Raises NoUpload, the same for one that is not there and one of another place."""
    path = _path(place, token)
    about = _read(path)
    try:
        with path.open("rb") as file:
            offset = _arrived(walk(file))
    except FileNotFoundError:
        raise NoUpload from None
    return Upload(token, place, about["name"], about["length"], offset)


def append(place: str, token: str, offset: int, chunks: Iterator[bytes]) -> Upload:
    """Take what comes from `offset` on, as far as the announced length; what has arrived stays, whatever `chunks` raises.

    Raises NoUpload, WrongOffset, Busy; NoRoom when the disk is full.
    """
    path = _path(place, token)
    about = _read(path)
    with _locked(path) as file:
        records = walk(file)
        at = _arrived(records)
        if offset != at or at >= about["length"]:
            if offset != at:
                raise WrongOffset
            return Upload(token, place, about["name"], about["length"], at)
        file.truncate(end_of(records))
        os.utime(_about(path))  # its day begins anew
        file.seek(0)
        head = file.read(8)
        file.seek(end_of(records))
        closing = Closing(bytes.fromhex(about["key"]), file, head, index=len(records))
        try:
            looked_at = -LOOKED_EVERY
            for chunk in chunks:
                if at >= looked_at + LOOKED_EVERY:
                    looked_at = at
                    demand_room(path.parent)  # others have come meanwhile
                part = chunk[: about["length"] - at]
                _written(closing, part)
                at += len(part)
                if at == about["length"]:
                    break
        finally:
            closing.finish() if at == about["length"] else closing.pause()
            os.fsync(file.fileno())
    return Upload(token, place, about["name"], about["length"], at)


def take(place: str, token: str) -> Blob:
    """The finished file as a blob, whose every byte was read again. Taking it twice gives the same blob.

    Raises NoUpload when it is not there, not complete, or not what was written.
    """
    path = _path(place, token)
    about = _read(path)
    if "blob" in about:
        return Blob(**about["blob"] | {"key": bytes.fromhex(about["key"])})
    key, measure = bytes.fromhex(about["key"]), Measure()
    try:
        with open_sealed(path, key, "upload") as file:
            while chunk := file.read(CHUNK):
                measure.take(chunk)
    except (SealBroken, FileNotFoundError):
        raise NoUpload from None
    if measure.size != about["length"]:
        raise NoUpload
    blob = measure.blob(about["name"], settle(path), key)
    _write(_about(path), about | {"blob": asdict(blob) | {"key": ""}}, path)
    return blob


def held(place: str) -> tuple[int, int]:
    """How many uploads this place has begun, and how many bytes they announced together."""
    found = [_read(path.with_suffix("")) for path in _folder().glob(f"{_prefix(place)}-*.about")]
    return len(found), sum(each["length"] for each in found)


def drop(place: str, token: str) -> None:
    """Forget an upload. Raises NoUpload."""
    path = _path(place, token)
    _read(path)
    path.unlink(missing_ok=True)
    _about(path).unlink(missing_ok=True)


def _written(closing: Closing, part: bytes) -> None:
    """Raises NoRoom; a line that breaks is no such thing, and raises on its own."""
    try:
        closing.write(part)
    except OSError as error:
        raise NoRoom from error


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("r+b", buffering=0)
    except FileNotFoundError:
        raise NoUpload from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield file


def _arrived(records: list[tuple[int, int, int]]) -> int:
    return records[-1][0] + records[-1][2] - 16 if records else 0


def _folder() -> Path:
    return Path(settings.BULOU_FILES) / "uploads"


def _prefix(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()[:24]


def _path(place: str, token: str) -> Path:
    return _folder() / f"{_prefix(place)}-{hashlib.sha256(token.encode()).hexdigest()[:40]}"


def _about(path: Path) -> Path:
    return path.with_suffix(".about")


def _write(target: Path, about: dict[str, object], path: Path) -> None:
    draft = target.with_suffix(".new")
    draft.write_bytes(node_key().close(json.dumps(about).encode(), f"upload:{path.name}"))
    os.replace(draft, target)


def _read(path: Path) -> dict[str, Any]:
    try:
        box = _about(path).read_bytes()
        return dict(json.loads(node_key().open(box, f"upload:{path.name}")))
    except (FileNotFoundError, SealBroken):
        raise NoUpload from None
