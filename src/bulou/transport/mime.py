"""From the bytes of a mail to its text and files. Any bytes may be given; what cannot be read is marked, nothing raises.

What a mail holds is bounded here, whatever it claims: depth, parts, files, text. The bytes themselves are kept beside.
"""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from html import unescape

from bulou.transport import headers
from bulou.transport.received import LONGEST_PROSE, visible

DEEPEST = 20
MOST_PARTS = 300
DEEPEST_READ = 1_000  # beyond it the library gives up by itself
MANY_LINES = 10_000
A_LINE = 3  # what reading a line costs by itself, in comparisons
MOST_COMPARED = 36_000_000  # seconds
MOST_FILES = 50
LONGEST_HTML = 2_000_000
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_BREAKS = {
    "br",
    "p",
    "div",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "hr",
}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript"}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})\b([^<>]{0,4096})>")
_BOUNDARY = re.compile(rb"boundary[\s*0-9]*=", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?\s*(https?://[^"'\s<>]{1,2000})""", re.IGNORECASE)


@dataclass(slots=True)
class Content:
    """The text and the files (name, bytes) of a mail, and marks for what was cut or could not be read."""

    text: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def mark(self, name: str, about: object = "") -> None:
        """Note something odd, once."""
        found = f"{name}:{about}" if about != "" else name
        if found not in self.marks:
            self.marks.append(found)


def parse(raw: bytes) -> Message | None:
    """The structure of a mail, or None when it is nested deeper than any mail is, or made to be read for hours.

    The library holds each line against the boundary of every part that it stands in.
    """
    boundaries = len(_BOUNDARY.findall(raw)) if raw.count(b"\n") > MANY_LINES else 0
    if raw.count(b"\n") * (A_LINE + min(boundaries, DEEPEST_READ)) > MOST_COMPARED:
        return None
    try:
        return message_from_bytes(raw, policy=policy.compat32)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError, IndexError, AttributeError):
        return None


def content_of(message: Message | None, raw: bytes) -> Content:
    """What a mail says. One that cannot be taken apart is shown as the text of its bytes."""
    walk = _Walk()
    try:
        if message is None:
            raise RecursionError
        if headers.is_cut(message):
            walk.content.mark("mail_header_cut")
        walk.visit(message, 0)
    except Exception:  # whatever a hostile part does to the library, the report is received
        walk.content.mark("mail_unreadable")
        walk.say(headers.decoded(raw[: LONGEST_PROSE * 4], None))
    content = walk.content
    content.text = "\n\n".join(piece for piece in walk.pieces if piece).strip()
    if len(content.text) > LONGEST_PROSE:
        content.mark("field_cut", "steps")
        content.text = content.text[:LONGEST_PROSE]
    return content


class _Walk:
    def __init__(self) -> None:
        self.content = Content()
        self.pieces: list[str] = []
        self.parts = 0

    def visit(self, part: Message, depth: int) -> None:
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            self.content.mark("mail_parts_cut")
            return
        if part.defects:
            self.content.mark("mail_broken")
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self.enclosed(part)
        elif part.is_multipart() and part.get_content_maintype() == "multipart":
            self.several(part, kind, depth)
        elif kind in ("text/plain", "text/html") and not _is_file(part):
            self.text(part, kind)
        else:
            self.file(part, kind)

    def several(self, part: Message, kind: str, depth: int) -> None:
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind == "multipart/alternative" and any(_is_plain(child) for child in children):
            children = [child for child in children if child.get_content_type() != "text/html"]
        for child in children:
            self.visit(child, depth + 1)

    def text(self, part: Message, kind: str) -> None:
        content = payload(part)
        charset = str(part.get_param("charset", "") or "")
        text = headers.decoded(content, charset)
        if charset and "\ufffd" in text:
            self.content.mark("mail_charset")
        if kind == "text/html":
            self.content.mark("mail_html")
            text = text_of_html(text)
        self.say(text)

    def say(self, text: str) -> None:
        """Text as the desk shows it."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\x00" in text:
            self.content.mark("nul_bytes")
            text = text.replace("\x00", "")
        shown = visible(text)
        if shown != text:
            self.content.mark("hidden_characters")
        self.pieces.append(shown.strip("\n"))

    def enclosed(self, part: Message) -> None:
        """A mail inside the mail stays a file: whose words are whose must not blur."""
        self.content.mark("mail_inside")
        parts = part.get_payload()
        inner = parts[0] if isinstance(parts, list) and parts else None
        content = inner.as_bytes() if isinstance(inner, Message) else payload(part)
        self.keep(_name(part) or "enclosed.eml", content)

    def file(self, part: Message, kind: str) -> None:
        name = _name(part)
        if kind in _TNEF or name.lower() == "winmail.dat":
            self.content.mark("mail_winmail")
        content = payload(part)
        if not content and part.is_multipart():
            content = part.as_bytes()
        self.keep(name or f"part-{self.parts}.{kind.partition('/')[2][:20]}", content)

    def keep(self, name: str, content: bytes) -> None:
        if len(self.content.files) >= MOST_FILES:
            self.content.mark("files_cut", MOST_FILES)
            return
        self.content.files.append((name, content))


def shown(text: str) -> str:
    """Text as the desk shows it, no longer than it shows."""
    return visible(text.replace("\r\n", "\n").replace("\x00", ""))[:LONGEST_PROSE]


def text_of_html(html: str) -> str:
    """The words of a page without its tags; addresses of links stand behind their words. Time is linear in its length.

    The result is text, to be escaped like any other where it is shown.
    """
    html = _without_comments(html[:LONGEST_HTML])
    said: list[str] = []
    unseen, at, link = "", 0, ""
    for tag in _TAG.finditer(html):
        closing, name = bool(tag[1]), tag[2].lower()
        if not unseen:
            said.append(html[at : tag.start()].replace("\n", " "))
        at = tag.end()
        if unseen:
            unseen = "" if closing and name == unseen else unseen
        elif name in _UNSEEN and not closing:
            unseen = name
        elif name in _BREAKS:
            said.append("\n")
        elif name == "a" and not closing:
            found = _HREF.search(tag[3])
            link = found[1] if found else ""
        elif name == "a" and link:
            said.append(f" <{link}>")
            link = ""
    if not unseen:
        said.append(html[at:].replace("\n", " "))
    lines = [" ".join(line.split()) for line in unescape("".join(said)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_comments(html: str) -> str:
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start)
        at = end + 3 if end >= 0 else len(html)  # one that never ends hides the rest, as in a browser
    return "".join(kept) + html[at:]


def payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it can be."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _is_plain(part: Message) -> bool:
    return part.get_content_type() == "text/plain" and bool(payload(part).strip())


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _name(part: Message) -> str:
    """The file's name as one line of visible characters, without any path; only ever shown."""
    found = part.get_filename()
    return re.split(r"[\\/]", headers.text(found[: headers.LONGEST]))[-1][:200] if found else ""
