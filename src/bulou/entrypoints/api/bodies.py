"""Reading a request's body: whole, up to a ceiling, or not at all."""

from django.http import HttpRequest

DRAINED = 64 * 1024 * 1024  # read this much of what is too large, then stop listening
CHUNK = 256 * 1024


class CutShort(Exception):
    """The connection ended before the body did, so nobody has sent this and nobody waits for an answer."""


def read(request: HttpRequest, *, ceiling: int) -> tuple[bytes | None, int]:
    """The body and its size in bytes; without the body when that is above `ceiling`. Raises CutShort.

    A body of undeclared length is read from the stream itself, which Django would take for empty; where that was cut
    short the server does not say so, and what came is taken for all of it. A body that is too large is read to its end
    all the same, for most clients hear no answer while they are still sending.
    """
    stated = request.META.get("CONTENT_LENGTH") or ""
    chunked = not stated and "HTTP_TRANSFER_ENCODING" in request.META
    stream = request.META["wsgi.input"] if chunked else request
    raw: bytes = stream.read(ceiling + 1)
    size = len(raw)
    if size > ceiling:
        while size < DRAINED and (more := len(stream.read(CHUNK))):
            size += more
        return None, size
    if stated.isdecimal() and size < int(stated):
        raise CutShort
    return raw, size
