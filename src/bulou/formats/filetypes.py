"""What a file is by its first bytes, never by its name: a table of signatures, then whether it is text.

Only what tells a reader something is named; everything else is `application/octet-stream`, which claims nothing.
"""

import re

HEAD = 4096  # bytes that suffice; the signature of a tar stands at 257
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
ARCHIVES = frozenset({"application/zip", "application/x-tar", "application/gzip"})

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"(\xb5/\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ", "application/x-dosexec"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm"),
    (0, b"\xd4\xc3\xb2\xa1", "application/vnd.tcpdump.pcap"),
    (0, b"\xa1\xb2\xc3\xd4", "application/vnd.tcpdump.pcap"),
    (0, b"\n\r\r\n", "application/x-pcapng"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "application/ogg"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_MARKUP = re.compile(rb"<\s*(svg|!doctype|html|head|body|script|iframe|\?xml)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def kind_of(head: bytes) -> str:
    """The media type of a file that begins with `head` (at least its first 4 KiB, if it has so many)."""
    for place, signature, kind in _SIGNATURES:
        if head.startswith(signature, place):
            if kind == "application/zip" and b"[Content_Types].xml" in head[:HEAD]:
                return "application/vnd.openxmlformats-officedocument"
            return kind
    return _text(head[:HEAD])


def _text(head: bytes) -> str:
    if not head or _CONTROL.search(head):
        return UNKNOWN
    if not _reads(head, "utf-8") and not _reads(head, "gb18030"):
        return UNKNOWN
    if found := _MARKUP.search(head):
        return {b"svg": "image/svg+xml", b"?xml": "text/xml"}.get(found[1].lower(), "text/html")
    return TEXT


def _reads(head: bytes, encoding: str) -> bool:
    """Whether this is text in `encoding`; the last character may have been cut."""
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
