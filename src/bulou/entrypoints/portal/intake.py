"""From the fields of the form to what a report says: nothing is refused, what is odd is marked and said at its field.

`Understood.problems` is for the person who can still mend them, on the preview; the final submission receives the
report all the same.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from bulou import journal
from bulou.acts.blobs import Blob
from bulou.entrypoints.portal.body import Body, Unkept, decoded
from bulou.transport.received import FIELDS, LONGEST, PUBLIC_STATES, from_fields, visible

CONTROLS = frozenset({"draft", "uploads", "step", "remove", "csrfmiddlewaretoken", "lang", "sum", "proof"})
KNOWN = (*FIELDS, "identity")
PROSE = ("steps", "impact", "note")
PERSONAL = ("name", "contact")
SEVERITIES = ("critical", "high", "medium", "low")
SHOWN = 64 * 1024  # of one field, in bytes of UTF-8; a longer one is kept whole in the report as received


@dataclass(slots=True)
class Understood:
    """What was understood of the fields.

    `typed` is what stood in each field, to be shown again; `content` what the report says; `marks` codes in the order
    found; `problems` messages by field, "files" included, in the active language.
    """

    typed: dict[str, str] = field(default_factory=dict)
    content: dict[str, str] = field(default_factory=dict)
    identity: str = "anonymous"
    marks: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, what: str) -> None:
        """Note something odd, once."""
        if what not in self.marks:
            self.marks.append(what)

    def problem(self, name: str, message: str) -> None:
        """Say at a field what is odd about it."""
        self.problems.setdefault(name, []).append(message)


def understand(
    body: Body, *, files: Sequence[Blob] = (), unkept: Sequence[Unkept] = (), marks: Iterable[str] = ()
) -> Understood:
    """What the fields of `body` say, and what is odd about it and its files; `marks` are what earlier steps lost."""
    found = Understood(marks=list(dict.fromkeys([*marks, *body.marks])))
    _read(body, found)
    said = from_fields({name: _shown(name, text, found) for name, text in found.typed.items()})
    found.content, found.identity = dict(said.content), said.identity
    for mark in said.marks:
        found.mark(mark)
    _judge(found, len(files))
    _judge_files(found, files, unkept)
    return found


def raw_report(
    body: Body, *, identity: str, place: str, language: str, files: Iterable[Blob], unkept: Iterable[Unkept]
) -> bytes:
    """The report as received, in one canonical JSON document (RFC 8785), so that its hash can be checked by anyone.

    Every field stands there as it was sent, whole; one that is not UTF-8 as {"base64": …}. A reporter who chose to
    stay anonymous has sent no name and no contact. What was no form is its own bytes.
    """
    if body.other is not None:
        return body.other
    hidden = CONTROLS | (frozenset(PERSONAL) if identity == "anonymous" else frozenset())
    sent = {name: _as_sent(value) for name, value in body.fields.items() if name not in hidden}
    document: dict[str, Any] = {
        "bulou_report": 1,
        "organisation": place,
        "language": language,
        "fields": sent,
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in files],
        "files_not_kept": [
            {"name": file.name, "size": file.size, "sha256": file.sha256, "why": file.why} for file in unkept
        ],
    }
    return journal.canonical(document)


def _as_sent(value: bytes) -> Any:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}


def _read(body: Body, found: Understood) -> None:
    """Bytes to text; fields that the form does not have become lines of the note, so that the desk sees them."""
    strange = []
    for name, value in body.fields.items():
        if name in CONTROLS:
            continue
        text, is_utf8 = decoded(value)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not is_utf8:
            found.mark("not_utf8")
            found.problem(name, _("This did not arrive as UTF-8. Check that it reads as you meant it."))
        if "\x00" in text:
            found.mark("nul_bytes")
            found.problem(name, _("NUL characters are left out here. Put binary content into a file."))
            text = text.replace("\x00", "")
        if name in KNOWN:
            found.typed[name] = text
        elif text.strip():
            strange.append(f"{name}: {text}")
    if body.other is not None:
        text, is_utf8 = decoded(body.other)
        strange.append(text.replace("\x00", ""))
        if not is_utf8:
            found.mark("not_utf8")
    if strange:
        found.typed["note"] = "\n".join(filter(None, [found.typed.get("note", ""), *strange]))


def _shown(name: str, text: str, found: Understood) -> str:
    """What the desk will see of a field: cut where it is too long, without what cannot be seen."""
    shown = visible(text) if name in PROSE else " ".join(visible(text).split())
    if shown != (text if name in PROSE else " ".join(text.split())):
        found.mark("hidden_characters")
    encoded = shown.encode()
    if len(encoded) > SHOWN:
        found.mark(f"field_cut:{name}")
        found.problem(
            name,
            _(
                "This is longer than 64 kB. All of it is kept as sent, but the desk's page shows only the first 64 kB. "
                "Put long logs into a file."
            ),
        )
        shown = encoded[:SHOWN].decode("utf-8", "ignore")
    longest = LONGEST.get(name)
    if longest is not None and len(shown) > longest:
        found.problem(
            name,
            _(
                "This is longer than %(count)d characters; the desk's page shows only so much. Put the rest under “steps”."
            )
            % {"count": longest},
        )
    return shown


def _judge(found: Understood, files: int) -> None:
    typed = found.typed
    told = [name for name in ("product", "title", "commitment", *PROSE) if typed.get(name, "").strip()]
    if not told:
        if not files:
            found.mark("empty")
        found.problem("steps", _("Nothing is written yet. One sentence is enough to begin with."))
    for name, known in (("severity", ("", *SEVERITIES)), ("public_state", ("", *PUBLIC_STATES))):
        if typed.get(name, "") not in known:
            found.mark(f"field_unknown:{name}")
            found.problem(name, _("This is not one of the choices; it will be kept as you sent it."))
    if "commitment_unread" in found.marks:
        found.problem("commitment", _("A SHA-256 has 64 hex digits; paste the line that sha256sum prints."))
    if found.identity == "anonymous":
        if any(typed.get(name, "").strip() for name in PERSONAL):
            found.problem(
                "identity", _("You stay anonymous: the name and the contact below will not be sent.")
            )
        for name in PERSONAL:
            found.content.pop(name, None)
    elif not typed.get("name", "").strip():
        found.problem("name", _("Give the name you want to go by, or choose to stay anonymous."))


def _judge_files(found: Understood, files: Sequence[Blob], unkept: Sequence[Unkept]) -> None:
    for position, file in enumerate(files, start=1):
        if not file.size:
            found.mark(f"file_empty:{position}")
            found.problem("files", _("%(name)s is empty. Was it the right file?") % {"name": file.name})
    for lost in unkept:
        found.mark(lost.why)
        said = {"name": trimmed(lost.name) or "–", "why": _why(lost.why)}
        found.problem("files", _("%(name)s: %(why)s") % said)


def _why(why: str) -> str:
    if why == "file_too_large":
        return _(
            "larger than 50 MB, so only its SHA-256 is recorded. Split it, or send it another way (see below)."
        )
    if why == "over_total":
        return _("the files are larger than 200 MB altogether; this one can follow on the status page.")
    if why == "too_many_files":
        return _("more than 50 files; put several into one archive, or send the rest on the status page.")
    return _("it could not be stored just now; please add it again, or later on the status page.")


def trimmed(name: str, longest: int = 200) -> str:
    """A file's name as one line of visible characters: the last part of a path, shortened."""
    last = re.split(r"[\\/]", visible(name).replace("\n", " "))[-1]
    return last.strip()[:longest]
