"""From what a stranger sent to what a report says. Nothing is refused here: what cannot be read is marked.

The bytes themselves are kept beside (`SubmitReport.raw`), so a mark never means that something is lost.
"""

import base64
import binascii
import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou.acts.proofs import read_commitment
from bulou.transport.import_marks import NOTES, REPAIRS

FIELDS = (
    "title",
    "product",
    "versions",
    "weakness",
    "severity",
    "steps",
    "impact",
    "public_state",
    "commitment",
    "name",
    "contact",
    "note",
)
LONGEST = {
    "title": 300,
    "product": 200,
    "versions": 300,
    "weakness": 200,
    "severity": 200,
    "commitment": 200,
    "name": 200,
    "contact": 300,
}
LONGEST_PROSE = 200_000
MOST_FILES = 10
PUBLIC_STATES = ("no", "public", "exploited")
IDENTITIES = ("anonymous", "pseudonym", "self_declared")
LANGUAGES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-hans": "zh-hans", "en": "en"}

MARKS: dict[str, Any] = {
    "empty": _("Nothing was sent."),
    "unreadable_json": _("This is not JSON; it was kept as it came."),
    "not_an_object": _("This is JSON, but not an object with fields; it was kept as it came."),
    "not_utf8": _("The text is not UTF-8; it was read as well as it could be."),
    "nul_bytes": _("NUL characters were left out."),
    "unknown_fields": _("Fields we do not know were not read."),
    "field_cut": _("“%s” was too long to show; the whole was kept."),
    "field_converted": _("“%s” was not text; it was written out as text."),
    "field_unknown": _("“%s” is none of the values we know; it was put into the note."),
    "files_unreadable": _("The attachments are not a list of files with name and content."),
    "file_unreadable": _("Attachment %s is not base64; it was kept inside the report as it came."),
    "upload_missing": _(
        "Upload %s is not there or not complete; the report names it, its bytes did not come."
    ),
    "file_empty": _("Attachment %s is empty."),
    "files_cut": _("Only the first %s attachments were unpacked; the others were kept inside the report."),
    "not_a_form": _("This did not come from the form; it was kept as it came."),
    "broken_form": _("Parts of what was sent could not be read."),
    "text_cut": _("The text was longer than 12 MB altogether; what came after that was not kept."),
    "body_cut": _("What was sent was longer than 1 GB; what came after that was not read."),
    "too_many_fields": _("There were more than 200 fields; the others were not kept."),
    "too_many_files": _("There were more than 50 files; the others were not kept."),
    "file_too_large": _(
        "A file was larger than 50 MB; its name, size and SHA-256 are recorded, its bytes are not kept."
    ),
    "over_total": _(
        "The files were larger than 200 MB altogether; of the last ones only name, size and SHA-256 are kept."
    ),
    "not_stored": _("A file could not be stored; its name, size and SHA-256 are recorded."),
    "commitment_unread": _(
        "The proof of first finding is no SHA-256 of 64 hex digits; it was kept as it came."
    ),
    "flood": _(
        "Very many reports came in just then; this one is read after the others. Its time limits run all the same."
    ),
    "file_inside": _(
        "Attachment %s could not be stored beside the report; it was kept inside it as it came."
    ),
    "mail_unreadable": _("This mail could not be taken apart; it was kept as it came."),
    "mail_broken": _("Parts of this mail are broken; they were read as well as they could be."),
    "mail_parts_cut": _("This mail has more parts, or deeper ones, than are unpacked; it was kept whole."),
    "mail_header_cut": _("A header of this mail was too long to read whole; it was kept."),
    "mail_charset": _(
        "The text does not fit the character set it names; signs that could not be read are shown as �."
    ),
    "mail_html": _("Only the words of a formatted mail are shown; links stand behind their words."),
    "mail_inside": _(
        "A mail was enclosed in this mail; it is among the files, and its words are not the sender's."
    ),
    "mail_winmail": _("Files are packed into a winmail.dat, which is not unpacked here."),
    "mail_cut": _("This mail is larger than 50 MB; its first part is kept here, the whole in the mailbox."),
    "mail_sender_unclear": _("The mail does not name one sender that can be answered."),
    "mail_automatic": _("A program has written this mail; it is not answered."),
    "mail_list": _("This mail came by a mailing list; it is not answered."),
    "mail_bounce_unmatched": _(
        "This looks like a mail that came back, but none of this node's; it counts as a report until someone has looked."
    ),
    "mail_answers_node": _(
        "This answers a mail of this node that takes no answers; it counts as a report of its own."
    ),
    "mail_no_recipient": _(
        "The address it was sent to names no organisation; the settings have chosen this one."
    ),
    "mail_no_answer": _("No mail goes to the sender of this one."),
    "mail_receipts_many": _("No receipt was sent: this address was sent several within the hour."),
    "mail_proven": _(
        "Signed with the key that came with the report: the same person, or someone who holds their key."
    ),
    "mail_same_sender": _(
        "From the address of the report. Anyone can write any address there: this proves nothing."
    ),
    "mail_other_sender": _(
        "NOT from the address of the report. Someone has an answering address of this case; trust nothing and change nothing on it."
    ),
    "mail_key_differs": _("Another key came along. It is not used: answers stay with the key of the report."),
    "mail_encrypted": _("The mail came encrypted; as received it still is."),
    "mail_undecryptable": _(
        "The mail is encrypted and does not open with the key of this node; ask the reporter to send it again."
    ),
    "mail_no_key": _("The mail is encrypted, and this node has no key to open it with."),
    "mail_signature_good": _("Signed, and unchanged since, with a key that nobody has confirmed."),
    "mail_signature_bad": _(
        "The signature is broken: the mail was changed on its way, or it was never this key's."
    ),
    "mail_signature_unknown": _(
        "Signed with a key that did not come along; whether it is unchanged cannot be said."
    ),
    "mail_signature_unread": _(
        "Inside its encryption the mail is packed, and without GnuPG on this node any signature there stays unread; count it as unsigned."
    ),
    "mail_keys_many": _("Several keys came along and none is plainly the sender's; none is used."),
    "hidden_characters": _("Characters that cannot be seen were left out of what the desk shows."),
    **REPAIRS,
    **NOTES,
}
_JOINERS = "\u200c\u200d"  # they look like nothing, and some scripts cannot be written without them
# Numbers stay as written (version 3.10 is not 3.1); raw line breaks inside strings are let through.
_parsed = json.JSONDecoder(strict=False, parse_int=str, parse_float=str).decode
_SURROGATE = re.compile("[\ud800-\udfff]")
_UTF16_AND_32 = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Received:
    """What was understood of a report: fields, how the reporter names themselves, files, and what was not readable."""

    content: dict[str, str] = field(default_factory=dict)
    identity: str = "anonymous"
    language: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def mark(self, name: str, about: object = "") -> None:
        """Say once that something could not be read; `about` is one of our own field names or a number."""
        text = f"{name}:{about}" if about != "" else name
        if text not in self.marks:
            self.marks.append(text)


def visible(text: str) -> str:
    """Without control characters (line breaks and tabs stay) and without marks that turn or hide text."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        ch
        for ch in text
        if ch in "\n\t" or ch in _JOINERS or unicodedata.category(ch) not in ("Cc", "Cf", "Cs")
    )


def explained(mark: str) -> str:
    """A mark in the reader's language; a mark of another kind is returned as it is."""
    name, _sep, about = mark.partition(":")
    text = MARKS.get(name)
    if text is None:
        return mark
    words = str(text)
    return words % about if about and "%s" in words else words


def from_json(raw: bytes) -> Received:
    """What a body that should be a JSON object says. Any bytes at all may be given; this never raises."""
    received = Received()
    text = _text(raw, received)
    if not text.strip():
        received.mark("empty")
        return received
    try:
        found = _parsed(text)
        if not isinstance(found, dict):
            received.mark("not_an_object")
            found = {"note": text}
        _take(found, received)
    except (ValueError, RecursionError):  # not JSON, or nested deeper than anyone writes
        received.mark("unreadable_json")
        _take({"note": text}, received)
    return received


def from_fields(fields: Mapping[str, Any]) -> Received:
    """What a form or a peer's message says, by field name."""
    received = Received()
    _take(fields, received)
    return received


def _text(raw: bytes, received: Received) -> str:
    for mark, name in _UTF16_AND_32:
        if raw.startswith(mark):
            received.mark("not_utf8")
            return raw.decode(name, "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        received.mark("not_utf8")
    try:
        return raw.decode("gb18030")  # what Chinese systems write when it is not UTF-8
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _take(found: Mapping[str, Any], received: Received) -> None:
    content = received.content
    for name in FIELDS:
        if (value := found.get(name)) is not None and (text := _field(name, value, received)):
            content[name] = text
    if content.get("public_state", "no") not in PUBLIC_STATES:
        received.mark("field_unknown", "public_state")
        said = content.pop("public_state")
        content["note"] = "\n".join(filter(None, [content.get("note"), f"public_state: {said}"]))
    if "commitment" in content and not read_commitment(content["commitment"]):
        received.mark("commitment_unread")
    received.language = LANGUAGES.get(str(found.get("language")).lower(), "")
    received.identity = _identity(found.get("identity"), content)
    if "attachments" in found:
        _files(found["attachments"], received)
    if found.keys() - _KNOWN:
        received.mark("unknown_fields")


_KNOWN = frozenset({*FIELDS, "identity", "language", "attachments"})


def _identity(said: Any, content: dict[str, str]) -> str:
    """How the reporter wants to be known: as they say, else self-declared under a name, else anonymous."""
    identity = said if said in IDENTITIES else "self_declared" if content.get("name") else "anonymous"
    if identity == "anonymous":
        content.pop("name", None)  # asked not to be named; the bytes as sent are closed under the case's key
    return identity


def _field(name: str, value: Any, received: Received) -> str:
    if not isinstance(value, str):
        value = _written_out(value)
        received.mark("field_converted", name)
    if "\x00" in value:
        value = value.replace("\x00", "")
        received.mark("nul_bytes")
    if not value.isascii() and _SURROGATE.search(value):
        value = _SURROGATE.sub("\ufffd", value)
        received.mark("not_utf8")
    longest = LONGEST.get(name, LONGEST_PROSE)
    if len(value) > longest:
        value = value[:longest]
        received.mark("field_cut", name)
    return value


def _written_out(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _files(given: Any, received: Received) -> None:
    if not isinstance(given, list):
        received.mark("files_unreadable")
        return
    if len(given) > MOST_FILES:
        received.mark("files_cut", MOST_FILES)
    for position, item in enumerate(given[:MOST_FILES], start=1):
        if isinstance(item, dict) and isinstance(item.get("upload"), str):
            received.uploads.append(item["upload"])
            continue
        if not isinstance(item, dict) or not isinstance(item.get("content"), str):
            received.mark("files_unreadable")
            continue
        content = unpacked(item["content"])
        if content is None:
            received.mark("file_unreadable", position)
            continue
        if not content:
            received.mark("file_empty", position)
        name = item.get("name")
        received.files.append((name if isinstance(name, str) else "", content))


def unpacked(text: str) -> bytes | None:
    """The bytes behind base64 of either alphabet, with or without line breaks and padding; None if it is not that."""
    compact = "".join(text.split()).translate({ord("-"): "+", ord("_"): "/"}).rstrip("=")
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def explain(marks: Iterable[str]) -> list[str]:
    """Each mark as a sentence in the reader's language."""
    return [explained(mark) for mark in marks]


def describe(marks: Iterable[str]) -> list[dict[str, str]]:
    """Marks with their explanation in the reader's language, as the receipt shows them."""
    return [{"mark": mark, "text": explained(mark)} for mark in marks]
