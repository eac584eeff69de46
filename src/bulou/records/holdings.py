"""What the entries vouch for by its hash, beside the journal: reports as received, files, packets, drafts, releases.

Each is opened, hashed and held against the entry that sealed it; what nobody sealed, or nobody kept, is named too.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from bulou.journal import Fault
from bulou.journal.fault import fault
from bulou.records.models import (
    Advisory,
    Attachment,
    AuthorityNotification,
    Case,
    Report,
    Revision,
    Submission,
)
from bulou.records.sealed import Key, SealBroken, case_key
from bulou.records.sealed_file import open_sealed, place

Thing = tuple[str, ...]  # what it is, then what tells it from others
_RECEIVED = ("report", "file")  # what a lawful purge takes away


@dataclass(slots=True)
class Holdings:
    """Feed it the opened fields of every entry with `seen`, then ask for `faults`."""

    sealed: dict[Thing, tuple[str, int, str]] = field(default_factory=dict)

    def seen(self, stream: str, index: int, act: str, values: Mapping[str, Any]) -> None:
        """What this entry says of bytes kept elsewhere; a later entry about the same thing replaces an earlier one."""
        if "refused" not in values:
            for thing, sha256 in _named(stream, act, values):
                self.sealed[thing] = (stream, index, sha256)

    def faults(self, purged: set[str]) -> Iterator[Fault]:
        """What is gone, was changed, or was never sealed. `purged` are the streams whose reception log was purged."""
        waiting = dict(self.sealed)
        for thing, stream, sha256 in _kept():
            at = waiting.pop(thing, None)
            if at is None:
                yield fault(stream, 0, "bytes", thing[0])
            elif at[2] != sha256:
                yield fault(at[0], at[1], "bytes", thing[0])
        for thing, (stream, index, _sha256) in waiting.items():
            if thing[0] not in _RECEIVED or stream not in purged:
                yield fault(stream, index, "bytes", thing[0])


def _named(stream: str, act: str, values: Mapping[str, Any]) -> Iterator[tuple[Thing, str]]:
    if act in ("submit_report", "enter_report", "receive_matter"):
        yield ("report", stream), str(values.get("raw_sha256"))
    files = values.get("files")
    for file in files if isinstance(files, list) else ():  # a purge says how many instead
        yield ("file", stream, file["sha256"]), file["sha256"]
    if "document" in values:
        yield ("file", stream, str(values["document"])), str(values["document"])
    if act == "prepare_packet":
        yield ("packet", str(values.get("notification"))), str(values.get("packet_sha256"))
    if act == "prepare_submission":
        yield ("submission", str(values.get("submission"))), str(values.get("packet_sha256"))
    if act == "save_draft":
        yield ("draft", str(values.get("advisory"))), str(values.get("draft_sha256"))
    if "csaf_sha256" in values:
        place = str(values.get("advisory")), str(values.get("revision"))
        yield ("release", *place), str(values["csaf_sha256"])


def _kept() -> Iterator[tuple[Thing, str, str]]:
    """Everything that is kept: what it is, the stream of its case, the hash of what opens ("" if nothing does)."""
    for row, key in _with_keys(Report.objects.filter(raw_sealed__isnull=False)):
        opened = _hash(key, row.raw_sealed, f"report:{row.case_id}:raw")
        yield ("report", row.case.stream), row.case.stream, opened
    for row, key in _with_keys(Attachment.objects.all()):
        yield ("file", row.case.stream, row.sha256), row.case.stream, _file_hash(key, row)
    for row, key in _with_keys(AuthorityNotification.objects.all()):
        opened = _hash(key, row.packet_sealed, f"packet:{row.id}")
        yield ("packet", str(row.id)), row.case.stream, opened
    for row, key in _with_keys(Submission.objects.all()):
        opened = _hash(key, row.packet_sealed, f"submission:{row.id}")
        yield ("submission", str(row.id)), row.case.stream, opened
    for row, key in _with_keys(Advisory.objects.all()):
        opened = _hash(key, row.draft_sealed, f"advisory:{row.id}:draft")
        yield ("draft", str(row.id)), row.case.stream, opened
    for release in Revision.objects.select_related("advisory__case").iterator(chunk_size=200):
        thing = ("release", str(release.advisory_id), str(release.number))
        yield thing, release.advisory.case.stream, hashlib.sha256(bytes(release.csaf)).hexdigest()


def _with_keys(rows: QuerySet[Any]) -> Iterator[tuple[Any, Key | None]]:
    for row in rows.select_related("case").iterator(chunk_size=200):
        yield row, _key(row.case)


def _key(case: Case) -> Key | None:
    try:
        return case_key(case.id, case.key_wrapped)
    except SealBroken:
        return None


def _hash(key: Key | None, box: bytes, about: str) -> str:
    try:
        return hashlib.sha256(key.open(box, about)).hexdigest() if key else ""
    except SealBroken:
        return ""


def _file_hash(key: Key | None, row: Attachment) -> str:
    try:
        if key is None:
            return ""
        raw = key.open(row.key_sealed, f"attachment:{row.id}:key")
        with open_sealed(place(row.blob), raw, f"blob:{row.sha256}") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except (SealBroken, OSError):
        return ""
