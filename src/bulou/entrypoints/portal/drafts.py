"""What a form carries from one step to the next besides its text: files already received, and a number of its own.

The files are blobs, encrypted under keys of their own; the list of them, with the keys, travels in the form as a box
closed under the node's key and bound to the place it is for. Nothing is kept on the server but the encrypted blobs,
so no cookie is needed, and what is never submitted is swept after a day.
"""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from bulou.acts import blobs, uploads
from bulou.acts.blobs import FILES_CEILING, Blob
from bulou.acts.uploads import NoUpload
from bulou.entrypoints.portal.body import MOST_FILES, Body, Unkept
from bulou.entrypoints.portal.intake import trimmed
from bulou.records.sealed import SealBroken, node_key


@dataclass(frozen=True, slots=True)
class Draft:
    """A form in work. `place` names what it is for; `nonce` makes submissions of one form recognisable."""

    place: str
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    files: tuple[Blob, ...] = ()
    unkept: tuple[Unkept, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def held(self) -> tuple[int, int]:
        """How many files were received so far, and how many bytes they are."""
        return len(self.files), sum(file.size for file in self.files)

    def sealed(self) -> str:
        """The text that the form carries."""
        values = {
            "nonce": self.nonce,
            "files": [asdict(file) | {"key": file.key.hex()} for file in self.files],
            "unkept": [asdict(file) for file in self.unkept],
            "marks": self.marks,
        }
        box = node_key().close(json.dumps(values).encode(), self._about())
        return base64.urlsafe_b64encode(box).decode()

    def _about(self) -> str:
        return f"draft:{self.place}"

    def with_body(self, body: Body) -> Self:
        """This draft with what `body` has brought of files and losses, its own files made fresh on the disk."""
        here = [file for file in self.files if _refreshed(file)]
        gone = [
            Unkept(file.name, file.size, file.sha256, "not_stored") for file in self.files if file not in here
        ]
        unkept = (*self.unkept, *gone, *(replace(file, name=file.name[:200]) for file in body.unkept))
        marks = tuple(dict.fromkeys([*self.marks, *body.marks]))
        return replace(self, files=(*here, *body.files), unkept=unkept, marks=marks)

    @property
    def upload_place(self) -> str:
        """What uploads of this form are bound to."""
        return f"draft:{self.place}:{self.nonce}"

    def with_uploads(self, tokens: Iterable[str]) -> Self:
        """This draft with the finished uploads of these tokens that belong to it, as far as the ceilings allow."""
        files, unkept = list(self.files), list(self.unkept)
        for token in list(tokens)[:MOST_FILES]:
            try:
                file = uploads.take(self.upload_place, token)
            except (NoUpload, OSError):
                continue  # what did not arrive whole is not in the list that the preview shows
            if file.blob in {each.blob for each in files}:
                continue
            if len(files) >= MOST_FILES or sum(each.size for each in files) + file.size > FILES_CEILING:
                unkept.append(Unkept(file.name, file.size, file.sha256, "over_total"))
            else:
                files.append(replace(file, name=trimmed(file.name)))
        return replace(self, files=tuple(files), unkept=tuple(unkept))

    def without(self, position: int) -> Self:
        """This draft without one of its files (counted from 0); the same draft when there is none such."""
        return replace(self, files=tuple(file for at, file in enumerate(self.files) if at != position))


def reopened(text: str, place: str) -> Draft | None:
    """The draft that a form brought back; None when it is not one of ours, or is for another place."""
    draft = Draft(place, nonce="")
    try:
        box = base64.urlsafe_b64decode(text.encode("ascii"))
        values = json.loads(node_key().open(box, draft._about()))
    except (UnicodeEncodeError, binascii.Error, SealBroken):
        return None
    return replace(
        draft,
        nonce=values["nonce"],
        files=tuple(Blob(**file | {"key": bytes.fromhex(file["key"])}) for file in values["files"]),
        unkept=tuple(Unkept(**file) for file in values["unkept"]),
        marks=tuple(values["marks"]),
    )


def keep(name: str, chunks: Iterable[bytes]) -> Blob | None:
    """Store one file of a body, encrypted and durable; None when the disk cannot take it."""
    try:
        return blobs.keep_chunks(trimmed(name), chunks)
    except OSError:
        return None


def _refreshed(file: Blob) -> bool:
    """Whether the blob is still there; its age starts anew, so that it is not swept while the form is being read."""
    try:
        os.utime(blobs.place(file.blob))
    except OSError:
        return False
    return True
