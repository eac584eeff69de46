"""File import as a channel: every record of a file is received as one report, once, however often it is imported."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts import Actor, Outcome, perform
from bulou.acts.receipt import SubmitReport
from bulou.formats.foreign import ForeignFile, ForeignRecord, read
from bulou.transport.received import from_fields

CHANNEL = "file"
KINDS: Mapping[str, Any] = {
    "csaf-2.0": "CSAF 2.0",
    "csaf-2.1": "CSAF 2.1",
    "cve-5": "CVE JSON 5",
    "cnvd-xml": "CNVD XML",
    "cnvd-json": "CNVD JSON",
    "cnnvd-xml": "CNNVD XML",
    "csv": "CSV",
    "unread": _("Not read: none of the formats we know"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record and what became of it: its outcome, None while it is only looked at; `new` unless it was here before."""

    record: ForeignRecord
    marks: tuple[str, ...]
    outcome: Outcome | None = None

    @property
    def new(self) -> bool:
        return self.outcome is not None and self.outcome.entry is not None

    @property
    def number(self) -> str:
        return self.outcome.ids["number"] if self.outcome else ""

    @property
    def title(self) -> str:
        content = self.record.content
        return content.get("title") or content.get("cve") or content.get("product") or "—"


@dataclass(frozen=True, slots=True)
class Import:
    """A file as it was understood, and received where that was asked for."""

    sha256: str
    file: ForeignFile
    lines: tuple[Line, ...]

    @property
    def new(self) -> int:
        return sum(line.new for line in self.lines)

    @property
    def known(self) -> int:
        return sum(bool(line.outcome) and not line.new for line in self.lines)


def looked_at(raw: bytes) -> Import:
    """What the file would bring; nothing is received."""
    file = read(raw)
    lines = tuple(Line(record, (*file.marks, *record.marks)) for record in file.records)
    return Import(hashlib.sha256(raw).hexdigest(), file, lines)


def receive(raw: bytes, organisation_id: UUID, *, by: Actor, at: datetime) -> Import:
    """Receive every record of the file; a record whose bytes were imported before stays the report it was.

    Each is durable by itself: whatever stops an import, importing the file again goes on where it was stopped. Raises
    LookupError when there is no such organisation.
    """
    found, lines = looked_at(raw), []
    for line in found.lines:
        outcome = perform(report(line, organisation_id), by=by, at=at)
        if not outcome:
            raise LookupError("no such organisation receives reports here")
        lines.append(Line(line.record, line.marks, outcome))
    return Import(found.sha256, found.file, tuple(lines))


def report(line: Line, organisation_id: UUID) -> SubmitReport:
    """The report that a record makes, under a key made of its bytes."""
    said = from_fields(line.record.content)
    content = said.content | (
        {"cve": line.record.content["cve"][:300]} if "cve" in line.record.content else {}
    )
    return SubmitReport(
        organisation_id=organisation_id,
        channel=CHANNEL,
        raw=line.record.raw,
        content=content,
        identity=said.identity,
        marks=tuple(dict.fromkeys([*line.marks, *(mark for mark in said.marks if mark != "unknown_fields")])),
        key=f"{CHANNEL}:{hashlib.sha256(line.record.raw).hexdigest()}",
    )
