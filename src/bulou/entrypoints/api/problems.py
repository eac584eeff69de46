"""What went wrong, as RFC 9457 says it: `application/problem+json`, in the reader's language, never a stack trace."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

TYPE = "application/problem+json"
URN = "urn:bulou:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status and what a reader is told when nothing more is known."""

    status: int
    title: Any
    detail: Any


KINDS: dict[str, Kind] = {
    "unreadable": Kind(400, _("This cannot be read"), _("The body must be one JSON object, in UTF-8.")),
    "malformed": Kind(
        400, _("This request cannot be understood"), _("A header or the address is not as it must be.")
    ),
    "cut-short": Kind(400, _("The body was cut short"), _("Nothing was kept. Send it again.")),
    "no-token": Kind(
        401,
        _("A token is needed"),
        _("Send a valid token as “Authorization: Bearer …”; a session cookie is not looked at."),
    ),
    "no-key": Kind(
        401,
        _("A key is needed"),
        _("Send number and return code as HTTP Basic, or the code of a link as “Authorization: Bearer …”."),
    ),
    "not-yours": Kind(403, _("You may not do this"), _("Your office does not allow this.")),
    "scope": Kind(403, _("The token only reads"), _("Acting needs a token whose scope is “act”.")),
    "not-found": Kind(
        404, _("Nothing is here"), _("There is nothing under this address that you may know of.")
    ),
    "method": Kind(405, _("Not this way"), _("The header Allow names the methods of this address.")),
    "out-of-turn": Kind(
        409, _("It is not its turn"), _("The case is in a state in which this cannot be done.")
    ),
    "offset": Kind(
        409,
        _("This is not where the upload ends"),
        _("Ask with HEAD how far it has come and go on from there."),
    ),
    "version": Kind(
        412, _("Another version of tus"), _("Send the header Tus-Resumable; Tus-Version names the versions.")
    ),
    "too-large": Kind(413, _("This is too large"), _("The ceiling is in “ceiling”, in bytes.")),
    "media-type": Kind(415, _("Not in this form"), _("A piece is sent as application/offset+octet-stream.")),
    "invalid": Kind(422, _("Some fields need correcting"), _("The messages stand in “errors”, by field.")),
    "busy": Kind(
        423,
        _("Somebody is sending this just now"),
        _("Another request writes to this upload; ask again soon."),
    ),
    "too-many": Kind(429, _("Too much at once"), _("Send it again after the seconds in Retry-After.")),
    "law": Kind(
        451,
        _("The law stops this for now"),
        _("“citations” names the articles, “cures” what would change it."),
    ),
    "fault": Kind(500, _("Something broke here"), _("The fault has been logged; nothing was half-written.")),
    "unavailable": Kind(
        503,
        _("Nothing can be stored just now"),
        _("Nothing was kept. Send it again, with the same Idempotency-Key."),
    ),
    "no-room": Kind(
        507, _("There is no room for this"), _("The disk cannot take it now; what came is kept.")
    ),
}
BY_STATUS = {
    KINDS[name].status: name
    for name in (
        "malformed", "no-token", "not-found", "method", "offset", "version", "media-type", "busy", "fault",
        "unavailable", "no-room",
    )
}  # fmt: skip
KEPT = ("Allow", "Retry-After", "WWW-Authenticate", "Tus-Resumable", "Tus-Version")


def problem(
    name: str, *, detail: Any = None, headers: Mapping[str, str] | None = None, **members: Any
) -> HttpResponse:
    """The answer of this kind; `members` are its own fields beside type, title, status and detail."""
    kind = KINDS[name]
    document = {
        "type": URN + name,
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(kind.detail if detail is None else detail),
        **members,
    }
    return HttpResponse(
        json.dumps(document, ensure_ascii=False, default=str),
        status=kind.status,
        content_type=TYPE,
        headers={**HEADERS, "Content-Language": translation.get_language() or "en", **(headers or {})},
    )


HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def not_found() -> HttpResponse:
    """The one answer for what is not there and for what the asker may not know of, byte for byte (DECISIONS 15)."""
    return problem("not-found")


def invalid(errors: Mapping[str, Any], **members: Any) -> HttpResponse:
    """Messages by field, as the reader will understand them."""
    return problem("invalid", errors={field: str(message) for field, message in errors.items()}, **members)


def of_status(response: HttpResponse) -> HttpResponse:
    """Another's error page as a problem of the same status; the headers that say what to do are kept."""
    kept = {name: response[name] for name in KEPT if name in response}
    name = BY_STATUS.get(response.status_code)
    if name is not None:
        return problem(name, headers=kept)
    status = HTTPStatus(response.status_code)
    document = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": status.description,
    }
    return HttpResponse(json.dumps(document), status=status, content_type=TYPE, headers={**HEADERS, **kept})
