"""Files in pieces over HTTP (tus 1.0), for the holders of a token and for the reporter of a report.

An act names a finished upload instead of carrying the file: `{"upload": "…"}`, the last part of the upload's address.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from bulou.acts.blobs import FILE_CEILING
from bulou.entrypoints import tus
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import place_of, speaker
from bulou.entrypoints.api.keys import ReturnCode, held
from bulou.entrypoints.api.problems import problem

router = Router(tags=["uploads"])
by_code = Router(tags=["uploads"], auth=ReturnCode())
BEGIN = problems(400, 401, 403, 409, 412, 413, 429, 507)
GO_ON = problems(400, 401, 403, 404, 409, 412, 415, 423, 429, 507)


def _header(name: str, *, required: bool, about: str, **schema: Any) -> dict[str, Any]:
    text = {"type": "string"} | schema
    return {"in": "header", "name": name, "required": required, "description": about, "schema": text}


VERSION = _header("Tus-Resumable", required=True, about="The version of tus", enum=[tus.VERSION])
NUMBER = "^[0-9]{1,15}$"
OPENING: dict[str, Any] = {
    "parameters": [
        VERSION,
        _header("Upload-Length", required=True, about="Bytes of the file, at most 50 MB", pattern=NUMBER),
        _header("Upload-Metadata", required=False, about="`filename` and its value in base64"),
    ]
}
PATCHING: dict[str, Any] = {
    "parameters": [
        VERSION,
        _header("Upload-Offset", required=True, about="Where this piece begins", pattern=NUMBER),
    ],
    "requestBody": {
        "required": True,
        "content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
}
ASKING: dict[str, Any] = {"parameters": [VERSION]}


@router.post("/uploads", response={201: None, **BEGIN}, openapi_extra=OPENING)
def begin(request: HttpRequest) -> HttpResponse:
    """Open an upload for an act of yours; `Location` is its address. What is not finished is forgotten after a day."""
    by = speaker(request)
    if by.scope != "act":
        return problem("scope")
    return _begun(request, place_of(by), lambda token: reverse("api:upload_piece", args=[token]))


@router.patch(
    "/uploads/{upload}", response={204: None, **GO_ON}, openapi_extra=PATCHING, url_name="upload_piece"
)
def go_on(request: HttpRequest, upload: str) -> HttpResponse:
    """Send the next piece."""
    return _of_token(request, upload)


@router.api_operation(["HEAD"], "/uploads/{upload}", response={200: None, **GO_ON}, openapi_extra=ASKING)
def how_far(request: HttpRequest, upload: str) -> HttpResponse:
    """How far the upload has come: `Upload-Offset`."""
    return _of_token(request, upload)


@router.delete("/uploads/{upload}", response={204: None, **GO_ON}, openapi_extra=ASKING)
def drop(request: HttpRequest, upload: str) -> HttpResponse:
    """Forget the upload."""
    return _of_token(request, upload)


@by_code.post("/report/uploads", response={201: None, **BEGIN}, openapi_extra=OPENING)
def begin_own(request: HttpRequest) -> HttpResponse:
    """Open an upload for a message about your report."""
    place = held(request).place
    return _begun(request, place, lambda token: reverse("api:own_upload_piece", args=[token]))


@by_code.patch(
    "/report/uploads/{upload}",
    response={204: None, **GO_ON},
    openapi_extra=PATCHING,
    url_name="own_upload_piece",
)
def go_on_own(request: HttpRequest, upload: str) -> HttpResponse:
    """Send the next piece."""
    return _resource(request, held(request).place, upload)


@by_code.api_operation(
    ["HEAD"], "/report/uploads/{upload}", response={200: None, **GO_ON}, openapi_extra=ASKING
)
def how_far_own(request: HttpRequest, upload: str) -> HttpResponse:
    """How far the upload has come: `Upload-Offset`."""
    return _resource(request, held(request).place, upload)


@by_code.delete("/report/uploads/{upload}", response={204: None, **GO_ON}, openapi_extra=ASKING)
def drop_own(request: HttpRequest, upload: str) -> HttpResponse:
    """Forget the upload."""
    return _resource(request, held(request).place, upload)


def _begun(request: HttpRequest, place: str, address: Callable[[str], str]) -> HttpResponse:
    def over(size: int) -> HttpResponse:
        return problem("too-large", ceiling=FILE_CEILING, ways=[])

    return tus.create(request, place, address, at=timezone.now(), over=over)


def _of_token(request: HttpRequest, upload: str) -> HttpResponse:
    by = speaker(request)
    if by.scope != "act":
        return problem("scope")
    return _resource(request, place_of(by), upload)


def _resource(request: HttpRequest, place: str, upload: str) -> HttpResponse:
    return tus.resource(request, place, upload, at=timezone.now())
