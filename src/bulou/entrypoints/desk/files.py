"""The files of a case: what they are by content, what they hold, and how they are looked at without harm.

Nothing of a file reaches the browser as what its sender made it. A download is always `application/octet-stream` in a
sandbox, in quarantine even its name opens no program; a text is shown as text, a picture is decoded and written anew.
"""

import mimetypes
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from bulou.acts.blobs import opened
from bulou.entrypoints.desk.case import the_page, to_the_door
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.formats import archives, filetypes, pictures
from bulou.records import visible
from bulou.records.pages import FileRow

SHOWN = 64 * 1024  # bytes of a text that the page shows
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
KINDS = {
    "text/plain": _("Text"),
    "image/jpeg": _("Picture (JPEG)"),
    "image/png": _("Picture (PNG)"),
    "image/gif": _("Picture (GIF)"),
    "image/webp": _("Picture (WebP)"),
    "text/html": _("Web page"),
    "text/xml": "XML",
    "image/svg+xml": _("Drawing that may hold programs (SVG)"),
    "application/zip": _("Archive (zip)"),
    "application/gzip": _("Archive (gzip)"),
    "application/x-tar": _("Archive (tar)"),
    "application/x-7z-compressed": _("Archive (7z)"),
    "application/vnd.rar": _("Archive (rar)"),
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument": _("Office document"),
    "application/x-ole-storage": _("Office document (old form)"),
    "application/x-dosexec": _("Program (Windows)"),
    "application/x-executable": _("Program (Linux)"),
    "application/vnd.tcpdump.pcap": _("Network recording"),
    "application/x-pcapng": _("Network recording"),
    "application/octet-stream": _("Unknown kind"),
}
REMARKS = {
    "broken": _("The list of its members is damaged or forged."),
    "cut": _("Not followed to its end: it is longer than what is read here."),
    "encrypted": _("Members are encrypted."),
    "leads_out": _("Names lead out of the folder: unpacked carelessly, files land elsewhere."),
    "bomb": _("It says it becomes more than a hundred times larger: do not unpack it on a machine you need."),
    "nested": _("It holds further archives."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One file as the list shows it."""

    id: UUID
    name: str
    kind: Any
    size: int
    row: Any
    state: Any
    tone: str
    odd_name: bool


@require_safe
@seated
def files(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Every file of the case with kind, size, hashes and where it stands."""
    page = the_page(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    lines = [line(file) for file in page.files]
    total = sum(each.size for each in lines)
    return render(request, "desk/files.html", furniture(seat, page=page, lines=lines, total=total))


@require_safe
@seated
def file(request: HttpRequest, seat: Seat, number: str, attachment_id: UUID) -> HttpResponse:
    """One file: what it is, what it holds if it is an archive, and once it has left quarantine what can be shown of it."""
    page = the_page(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    found = visible.attachment(seat.person_id, attachment_id, at=seat.at)
    if found is None or found[0].case_id != page.case.id:
        raise Http404
    row, key, name = found
    released = row.released_at is not None
    with opened(row, key) as content:
        listing = archives.listing(row.kind, content, row.size)
        text = _text(content) if released and row.kind in ("text/plain", "text/xml", "text/html") else None
    context = furniture(
        seat,
        page=page,
        line=line(FileRow(row, name)),
        listing=listing,
        remarks=[REMARKS[code] for code in listing.remarks] if listing else [],
        text=text,
        cut=text is not None and row.size > SHOWN,
        picture=released and row.kind in filetypes.PICTURES,
    )
    return render(request, "desk/file.html", context)


def _text(content: BinaryIO) -> str:
    content.seek(0)
    raw = content.read(SHOWN)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(raw) - 4:  # the last character was cut
                return raw[: error.start].decode(encoding)
    return raw.decode("utf-8", "replace")


def line(file: FileRow) -> Line:
    """A file with its words."""
    row = file.attachment
    said = mimetypes.guess_type(file.name)[0]
    state, tone = _state(row)
    return Line(
        row.id, file.name, KINDS.get(row.kind, row.kind), row.size, row, state, tone, _odd(said, row.kind)
    )


def _odd(said: str | None, kind: str) -> bool:
    """Whether the name claims another sort of thing than the bytes are."""
    if said is None or not kind or kind == filetypes.UNKNOWN:
        return False
    if kind.startswith("application/vnd.openxmlformats"):
        return not said.startswith("application/vnd.openxmlformats")
    if kind == filetypes.TEXT:
        return said.split("/")[0] in ("image", "video", "audio") or said in (
            "application/pdf",
            "application/zip",
        )
    return (
        said.split("/")[0] != kind.split("/")[0] or (said != kind and kind.startswith("image/"))
    ) and kind != "text/xml"


def _state(row: Any) -> tuple[Any, str]:
    if row.scan == "infected":
        return (
            (_("Infected, released by a person"), "soon")
            if row.released_at
            else (_("Infected, in quarantine"), "over")
        )
    if row.released_at is not None:
        return (
            (_("Scanned: nothing found"), "ok")
            if row.scan == "clean"
            else (pgettext_lazy("file", "Looked at"), "ok")
        )
    if row.scan == "failed":
        return _("In quarantine, the scanner gave no answer"), "soon"
    return _("In quarantine, not scanned"), "run"


@require_safe
@seated
def attachment(request: HttpRequest, seat: Seat, attachment_id: UUID) -> HttpResponseBase:
    """A file as it was received, always as a download; in quarantine under a name that no program opens."""
    row, key, name = _found(seat, attachment_id)
    response = FileResponse(opened(row, key), content_type=filetypes.UNKNOWN)
    response.block_size = SHOWN
    if row.released_at is None:
        name += ".quarantined"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Length"] = str(row.size)
    return caged(response)


@require_safe
@seated
def picture(request: HttpRequest, seat: Seat, attachment_id: UUID) -> HttpResponseBase:
    """A picture that has left quarantine, decoded and written anew; not found for everything else."""
    row, key, _name = _found(seat, attachment_id)
    if row.released_at is None or row.kind not in filetypes.PICTURES:
        raise Http404
    with opened(row, key) as content:
        try:
            made = pictures.made_anew(content, row.size)
        except pictures.NoPicture:
            raise Http404 from None
    return caged(HttpResponse(made.content, content_type=made.kind))


def _found(seat: Seat, attachment_id: UUID) -> tuple[Any, Any, str]:
    found = visible.attachment(seat.person_id, attachment_id, at=seat.at)
    if found is None:
        raise Http404
    return found


def caged(response: HttpResponseBase) -> HttpResponseBase:
    """The response in a sandbox: whatever its bytes are, they can do nothing."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
