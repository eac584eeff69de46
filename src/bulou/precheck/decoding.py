"""Bytes into text: UTF-8, UTF-16 and GB 18030 are read; what is no text is refused with the reason and a way out."""

import re
from typing import Final

from bulou.law import Text

CEILING: Final = 10 * 1024 * 1024
_MOST_ODD: Final = (
    0.02  # of the characters; a text has hardly any control characters, a program or a picture has many
)
_SAMPLE: Final = 65_536

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC: Final = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
_ODD: Final = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffe\uffff]")


class BadDraft(Exception):
    """A draft that cannot be read; `zh` and `en` say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en
        self.text = Text(zh, en)


def decoded(raw: bytes) -> str:
    """The text of a draft; NUL becomes a blank, so that places stay where they were. Raises BadDraft."""
    if len(raw) > CEILING:
        raise too_large(len(raw))
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise BadDraft(
            "草稿是空的。请提供要发布的文字。", "The draft is empty. Give the text that is to be published."
        )
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise _binary(kind)
    text = _text(raw)
    if len(_ODD.findall(text[:_SAMPLE])) > _MOST_ODD * len(text[:_SAMPLE]):
        raise _binary("")
    return text.replace("\x00", " ").replace("\r\n", " \n").replace("\r", "\n")


def too_large(size: int) -> BadDraft:
    """A draft of so many bytes is not read."""
    return BadDraft(
        f"文件有 {size / 1048576:.1f} MB，超过 10 MB 的上限，未予读取。请只留下要发布的正文再试。",
        f"The draft has {size / 1048576:.1f} MB, more than the 10 MB that are read. Keep only what is to be published.",
    )


def _text(raw: bytes) -> str:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(encoding, "replace")
    if wide := _without_bom(raw):
        return raw.decode(wide, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = raw.decode("utf-8", "replace")
    if text.count("\ufffd") > _MOST_ODD * len(text):
        raise _binary("")
    return text


def _without_bom(raw: bytes) -> str | None:
    """UTF-16 that does not say so: in text of any language, one byte of two keeps to few values."""
    head = raw[:4096]
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high.count(0) > 0.3 * len(high) and low.count(0) < 0.02 * len(low) + 1:
            return encoding
    return None


def _binary(kind: str) -> BadDraft:
    which = f" ({kind})" if kind else ""
    return BadDraft(
        f"这不是文本文件{which}。请另存为 Markdown、纯文本或者 JSON（CSAF 2.0、CVE JSON 5、OSV）。",
        f"This is no text{which}. Save it as Markdown, plain text or JSON (CSAF 2.0, CVE JSON 5, OSV).",
    )
