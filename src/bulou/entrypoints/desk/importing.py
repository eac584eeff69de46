"""File import at the desk: a file is looked at first, and received when someone has seen what was understood of it.

Between the two steps the file waits as an encrypted blob; its key travels in the form, closed under the node's key.
"""

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulou.acts.blobs import Blob, keep, opened_blob
from bulou.entrypoints.desk.forms import NOT_STORED
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.uploaded import UnstoredUpload, taken
from bulou.formats.foreign import LARGEST
from bulou.records.sealed import SealBroken, node_key
from bulou.transport.import_marks import REPAIRS
from bulou.transport.imported import KINDS, Import, Line, looked_at, receive
from bulou.transport.received import explained

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file between preview and reception, for one organisation."""

    blob: Blob

    def sealed(self, organisation_id: UUID) -> str:
        """What the form carries."""
        values = asdict(self.blob) | {"key": self.blob.key.hex()}
        return base64.urlsafe_b64encode(
            node_key().close(json.dumps(values).encode(), f"import:{organisation_id}")
        ).decode()

    @classmethod
    def reopened(cls, text: str, organisation_id: UUID) -> Self | None:
        """The file that a form brought back; None when it is not one of ours, or is for another organisation."""
        try:
            box = base64.urlsafe_b64decode(text.encode("ascii"))
            values = json.loads(node_key().open(box, f"import:{organisation_id}"))
        except (UnicodeEncodeError, binascii.Error, SealBroken):
            return None
        return cls(Blob(**values | {"key": bytes.fromhex(values["key"])}))


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def import_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose a file, see what it says, receive it."""
    if not seat.is_desk:
        raise Http404
    if request.method != "POST":
        return _choose(request, seat)
    if "waiting" in request.POST:
        return _received(request, seat)
    upload = request.FILES.get("file")
    if upload is None:
        return _choose(request, seat, _("Choose a file."))
    if (upload.size or 0) > LARGEST:
        return _choose(
            request, seat, _("A file may have at most 50 MB. Split it, or use `bulou import` for each part.")
        )
    if isinstance(upload, UnstoredUpload):
        return _choose(request, seat, NOT_STORED)
    raw = upload.read()
    blob = taken(upload) or keep(upload.name or "", raw)
    waiting = Waiting(blob).sealed(seat.current.organisation.id)
    return _shown(request, seat, looked_at(raw), upload.name or "", waiting=waiting)


def _received(request: HttpRequest, seat: Seat) -> HttpResponse:
    organisation_id = seat.current.organisation.id
    waiting = Waiting.reopened(request.POST.get("waiting", ""), organisation_id)
    raw = _bytes(waiting.blob) if waiting is not None else None
    if waiting is None or raw is None:
        return _choose(
            request, seat, _("This file is not here any more. Choose it again; nothing was received twice.")
        )
    found = receive(raw, organisation_id, by=seat.actor, at=seat.at)
    return _shown(request, seat, found, waiting.blob.name, waiting="")


def _bytes(blob: Blob) -> bytes | None:
    """The file that waited; None when it was swept meanwhile."""
    try:
        with opened_blob(blob) as file:
            content: bytes = file.read()
            return content
    except (OSError, SealBroken):
        return None


def _choose(request: HttpRequest, seat: Seat, trouble: Any = "") -> HttpResponse:
    context = furniture(
        seat, trouble=trouble, kinds=[words for name, words in KINDS.items() if name != "unread"]
    )
    return render(request, "desk/import.html", context, status=422 if trouble else 200)


def _shown(request: HttpRequest, seat: Seat, found: Import, name: str, *, waiting: str) -> HttpResponse:
    marks = [mark for line in found.lines for mark in line.marks]
    context: dict[str, Any] = {
        "found": found,
        "name": name,
        "kind": KINDS[found.file.kind],
        "lines": [_line(line) for line in found.lines[:SHOWN]],
        "more": max(len(found.lines) - SHOWN, 0),
        "marks": [
            {"text": explained(mark), "count": marks.count(mark), "repaired": mark in REPAIRS}
            for mark in dict.fromkeys(marks)
        ],
        "waiting": waiting,
    }
    return render(request, "desk/import_shown.html", furniture(seat, **context))


def _line(line: Line) -> dict[str, Any]:
    return {"line": line, "content": line.record.content, "marks": [explained(mark) for mark in line.marks]}
