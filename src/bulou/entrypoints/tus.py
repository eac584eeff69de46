"""The tus 1.0 protocol for files that come in pieces: core, creation, expiration and termination.

`place` is what an upload is bound to; whoever does not come from there gets the one not-found. The token in the address is
256 random bits. This module speaks the protocol; `acts.uploads` keeps the bytes.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.http import http_date

from bulou.acts import uploads
from bulou.acts.blobs import FILE_CEILING, FILES_CEILING, NoRoom
from bulou.acts.uploads import Busy, NoUpload, Upload, WrongOffset

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
KEPT = timedelta(days=1)
MOST_FILES = 50
PIECE = 64 * 1024


def options() -> HttpResponse:
    """What this server speaks."""
    headers = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(FILE_CEILING)}
    return _answer(204, **headers)


def metadata(request: HttpRequest) -> dict[str, str]:
    """Upload-Metadata as text by name; what cannot be read is left out."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _blank, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            continue
    return found


def create(
    request: HttpRequest,
    place: str,
    address: Callable[[str], str],
    *,
    at: datetime,
    over: Callable[[int], HttpResponse],
    shared: bool = False,
) -> HttpResponse:
    """Open an upload for `place`; 201 with its address. `over` answers a file over the ceiling with another way in.

    What many strangers `shared` has no ceiling for all its files: one of them could use it up for the others.
    """
    if (wrong := _version(request)) is not None:
        return wrong
    length = request.headers.get("Upload-Length", "")
    if not length.isascii() or not length.isdecimal() or len(length) > 15:
        return _answer(400)
    count, announced = (0, 0) if shared else uploads.held(place)
    if int(length) > FILE_CEILING or announced + int(length) > FILES_CEILING or count >= MOST_FILES:
        return _stamped(over(int(length)))
    try:
        made = uploads.begin(place, metadata(request).get("filename", ""), int(length))
    except OSError:
        return _answer(507)
    return _answer(201, Location=address(made.token), **_progress(made, at))


def resource(request: HttpRequest, place: str, token: str, *, at: datetime) -> HttpResponse:
    """HEAD says how far it has come, PATCH goes on, DELETE forgets it."""
    method = request.headers.get("X-HTTP-Method-Override", request.method or "").upper()
    if method == "OPTIONS":
        return options()
    if (wrong := _version(request)) is not None:
        return wrong
    try:
        match method:
            case "HEAD":
                found = uploads.find(place, token)
                return _answer(200, **_progress(found, at), **{"Upload-Length": str(found.length)})
            case "PATCH":
                return _patch(request, place, token, at)
            case "DELETE":
                uploads.drop(place, token)
                return _answer(204)
    except NoUpload:
        return _answer(404)
    return _answer(405, Allow="OPTIONS, HEAD, PATCH, DELETE")


def _patch(request: HttpRequest, place: str, token: str, at: datetime) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        return _answer(415)
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isascii() or not offset.isdecimal() or len(offset) > 15:
        return _answer(400)
    try:
        return _answer(204, **_progress(uploads.append(place, token, int(offset), _pieces(request)), at))
    except WrongOffset:
        return _answer(409)
    except Busy:
        return _answer(423)
    except NoRoom:
        return _answer(507)
    except UnreadablePostError:
        return _answer(400)  # the line broke; what has arrived is kept


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(PIECE):
        yield piece


def _progress(found: Upload, at: datetime) -> dict[str, str]:
    return {"Upload-Offset": str(found.offset), "Upload-Expires": http_date((at + KEPT).timestamp())}


def _version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, **{"Tus-Version": VERSION})


def _answer(status: int, **headers: str) -> HttpResponse:
    return _stamped(HttpResponse(status=status, headers=headers))


def _stamped(response: HttpResponse) -> HttpResponse:
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response
