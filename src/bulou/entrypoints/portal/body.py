"""Reading what a form posted without ever failing on it: whatever arrives is received, and what is odd is marked.

Django's own parser answers an over-long field, a broken header or a strange file name with an error page or drops the
part. A report may not be refused or lost (Article 5), so here every part is read to its end, as much of it is kept as
the published ceilings allow, and the rest is counted and hashed.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import unquote_to_bytes

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import BoundaryIter, ChunkIter, InputStreamExhausted, LazyStream

from bulou.acts.blobs import FILE_CEILING, FILES_CEILING, Blob

MOST_FILES = 50
MOST_UNKEPT = 200
TEXT_CEILING = 12 * 1024 * 1024  # all fields together; what is shown of one field has its own, lower ceiling
MOST_FIELDS = 200
_LONGEST_HEAD = 16 * 1024
_DRAINED = 1024 * 1024 * 1024  # read this far so that the browser gets its answer, then stop listening

_PARAMETER = re.compile(r';\s*(name|filename)(\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))', re.IGNORECASE)


Keep = Callable[[str, Iterator[bytes]], Blob | None]
Held = Callable[[Mapping[str, bytes]], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Unkept:
    """A file that was received and hashed to its end but not stored: `why` is file_too_large, over_total,
    too_many_files or not_stored."""

    name: str
    size: int
    sha256: str
    why: str


@dataclass(slots=True)
class Body:
    """What a request brought. `fields` are bytes as sent; `other` the body when it was no form at all.

    `marks` name what was odd: broken_form, text_cut, too_many_fields, too_many_files, body_cut, not_a_form.
    """

    fields: dict[str, bytes] = field(default_factory=dict)
    files: list[Blob] = field(default_factory=list)
    unkept: list[Unkept] = field(default_factory=list)
    other: bytes | None = None
    marks: list[str] = field(default_factory=list)

    def mark(self, what: str) -> None:
        """Note something odd, once."""
        if what not in self.marks:
            self.marks.append(what)


def read_body(request: HttpRequest, keep: Keep, held: Held = lambda fields: (0, 0)) -> Body:
    """Read the request's body to its end. Files go to `keep` one by one, chunk by chunk, never to the disk in clear.

    `held` says, of the fields that stand before the first file, how many files and how many bytes of them the report
    has already: they count toward its ceilings. A file input that was left empty is no file.
    """
    reader = _Reader(Body(), keep, held)
    match request.content_type:
        case "multipart/form-data" if boundary := _boundary(request.content_params or {}):
            reader.multipart(request, boundary)
        case "application/x-www-form-urlencoded":
            reader.urlencoded(request)
        case _:
            reader.anything(request)
    return reader.body


def _boundary(parameters: dict[str, str]) -> bytes:
    return parameters.get("boundary", "").encode("latin-1", "replace")


@dataclass(slots=True)
class _Reader:
    body: Body
    keep: Keep
    held: Held
    count: int = 0
    stored: int = 0
    text: int = 0
    counting: bool = False

    def multipart(self, request: HttpRequest, boundary: bytes) -> None:
        stream = LazyStream(self._watched(ChunkIter(request)))  # type: ignore[arg-type]  # any iterator will do
        try:
            for part in _parts(stream, b"--" + boundary):
                self._part(part)
        except SuspiciousOperation:
            # Django's reader calls off a body made to keep it turning in circles; what came before counts.
            self.body.mark("broken_form")
        self._drain(stream)

    def urlencoded(self, request: HttpRequest) -> None:
        for pair in self._whole(request).split(b"&"):
            name, _equals, value = pair.replace(b"+", b" ").partition(b"=")
            if name:
                self._field(unquote_to_bytes(name).decode("utf-8", "replace"), unquote_to_bytes(value))

    def anything(self, request: HttpRequest) -> None:
        self.body.other = self._whole(request)
        self.body.mark("not_a_form")

    def _whole(self, request: HttpRequest) -> bytes:
        """All of the body, or as much of it as may be text."""
        content = request.read(TEXT_CEILING + 1)
        if len(content) > TEXT_CEILING:
            self.body.mark("text_cut")
            self._drain(self._watched(ChunkIter(request)))
        return content[:TEXT_CEILING]

    def _part(self, part: LazyStream) -> None:
        head = part.read(_LONGEST_HEAD)
        end = head.find(b"\r\n\r\n")
        names = _names(head[: max(end, 0)])
        if "name" not in names:
            if head.strip(b"\r\n -"):
                self.body.mark("broken_form")
            return
        part.unget(head[end + 4 :])
        if "filename" in names:
            self._file(names["filename"], part)
        else:
            self._field(names["name"], self._read_text(part))

    def _read_text(self, part: LazyStream) -> bytes:
        value = part.read(max(TEXT_CEILING - self.text, 0))
        self._drain(part, mark="text_cut")
        return value

    def _field(self, name: str, value: bytes) -> None:
        if len(self.body.fields) >= MOST_FIELDS and name not in self.body.fields:
            self.body.mark("too_many_fields")
            return
        self.text += len(value)
        self.body.fields[name] = value

    def _file(self, name: str, part: LazyStream) -> None:
        if not self.counting:
            self.counting = True
            self.count, self.stored = self.held(self.body.fields)
        first = next((chunk for chunk in part if chunk), b"")
        if not name and not first:
            return
        coming = _Coming(part, first, min(FILE_CEILING, max(FILES_CEILING - self.stored, 0)))
        kept = None
        if self.count < MOST_FILES:
            with suppress(_TooMuch):
                kept = self.keep(name, coming.chunks())
        coming.drain()
        if kept is not None:
            self.body.files.append(kept)
            self.count, self.stored = self.count + 1, self.stored + coming.size
        elif len(self.body.unkept) < MOST_UNKEPT:
            why = self._refused(coming.size) or "not_stored"
            self.body.unkept.append(Unkept(name, coming.size, coming.digest.hexdigest(), why))
        else:
            self.body.mark("too_many_files")

    def _refused(self, size: int) -> str:
        if size > FILE_CEILING:
            return "file_too_large"
        if self.stored + size > FILES_CEILING:
            return "over_total"
        return "too_many_files" if self.count >= MOST_FILES else ""

    def _watched(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        seen = 0
        for chunk in chunks:
            seen += len(chunk)
            if seen > _DRAINED:
                self.body.mark("body_cut")
                return
            yield chunk

    def _drain(self, stream: Iterator[bytes], mark: str = "") -> None:
        for chunk in stream:
            if chunk and mark:
                self.body.mark(mark)


class _TooMuch(Exception):
    """A file went on beyond what is kept of it."""


class _Coming:
    """A file as it comes in: hashed to its end, handed on as far as `most` bytes."""

    def __init__(self, part: Iterator[bytes], first: bytes, most: int) -> None:
        self._rest, self._most = chain((first,), part), most
        self.digest, self.size = hashlib.sha256(), 0

    def chunks(self) -> Iterator[bytes]:
        for chunk in self._rest:
            self._count(chunk)
            if self.size > self._most:
                raise _TooMuch
            yield chunk

    def drain(self) -> None:
        for chunk in self._rest:
            self._count(chunk)

    def _count(self, chunk: bytes) -> None:
        self.digest.update(chunk)
        self.size += len(chunk)


def _parts(stream: LazyStream, separator: bytes) -> Iterator[LazyStream]:
    while True:
        try:
            part = LazyStream(BoundaryIter(stream, separator))
        except InputStreamExhausted:
            return
        yield part
        for _rest in part:
            pass


def _names(head: bytes) -> dict[str, str]:
    """`name` and `filename` of a part's head, in whatever encoding they came."""
    for line in head.split(b"\r\n"):
        label, _colon, value = line.partition(b":")
        if label.strip().lower() == b"content-disposition":
            found = _PARAMETER.findall(decoded(value)[0])
            return {name.lower(): _unquoted(quoted or bare, bool(star)) for name, star, quoted, bare in found}
    return {}


def _unquoted(text: str, extended: bool) -> str:
    if extended and text.count("'") >= 2:  # RFC 5987: charset'language'percent-encoded
        return decoded(unquote_to_bytes(text.split("'", 2)[2]))[0]
    text = re.sub(r'\\(["\\])', r"\1", text)
    return text.replace("%22", '"').replace("%0D%0A", " ").replace("%0d%0a", " ")


def decoded(value: bytes) -> tuple[str, bool]:
    """Text of bytes and whether they were UTF-8; else read as GB 18030, else with what cannot be read replaced."""
    try:
        return value.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        pass
    try:
        return value.decode("gb18030"), False
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace"), False
