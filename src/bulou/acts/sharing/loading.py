"""Records of other databases come into the library: each version once, with what it says of others.

Public text in bulk, so an act holds many; what is sealed is which file they came from, by its SHA-256, and how many were new.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import NodeAct
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.sharing.reckoning import reckon
from bulou.acts.work import Work
from bulou.formats.databases import Found, Record, node, parts_of
from bulou.formats.databases.record import day_of
from bulou.records.models import LibraryEntry, RecordClaim, SourceRecord

BATCH = 1_000
LONGEST_NODE = 200
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class LoadRecords(NodeAct, title=_("Load records of other databases"), right=Right.SYSTEM):
    """Records of one file, or of a part of it. A text that the library has held before, in any version, is not new."""

    source: str
    file_sha256: str
    records: tuple[Found, ...]

    def do(self, work: Work) -> None:
        if not SHA256.fullmatch(self.file_sha256):
            raise InvalidAct(
                {"file_sha256": _("A SHA-256 has 64 hex digits; paste the line that sha256sum prints.")}
            )
        readable = [
            (found.record, found.raw)
            for found in self.records
            if found.record and len(found.record.node) <= LONGEST_NODE
        ]
        new = self._new(work, readable)
        rows = SourceRecord.objects.bulk_create([row for row, _record in new], batch_size=500)
        newest = {row.node: (row, record) for row, (_row, record) in zip(rows, new, strict=True)}
        _enter(newest)
        said = reckon({name: row.id for name, (row, _record) in newest.items()}, work.at)
        work.keep(
            file=self.source[:200],
            sha256=self.file_sha256,
            records=len(self.records),
            new=len(rows),
            relations=said,
        )
        work.ids |= {"new": str(len(rows)), "unread": str(len(self.records) - len(readable))}

    def _new(self, work: Work, readable: list[tuple[Record, bytes]]) -> list[tuple[SourceRecord, Record]]:
        """The rows of texts that were not there, each with the next version of its record."""
        texts: dict[str, set[str]] = {}
        versions: dict[str, int] = {}
        names = {record.node for record, _raw in readable}
        held = SourceRecord.objects.filter(node__in=names).values_list("node", "version", "sha256")
        for name, version, digest in held:
            texts.setdefault(name, set()).add(digest)
            versions[name] = max(version, versions.get(name, 0))
        new = []
        for record, raw in readable:
            name, digest = record.node, sha256(raw).hexdigest()
            if digest in texts.setdefault(name, set()):
                continue
            texts[name].add(digest)
            versions[name] = versions.get(name, 0) + 1
            row = SourceRecord(
                node=name,
                version=versions[name],
                sha256=digest,
                raw=zlib.compress(raw),
                content=record.to_json(),
                fetched_at=work.at,
                file=self.source[:200],
                file_sha256=self.file_sha256,
            )
            new.append((row, record))
        return new


def _enter(newest: Mapping[str, tuple[SourceRecord, Record]]) -> None:
    """The newest versions become what the library shows, with the numbers that they name."""
    claims = [
        RecordClaim(node=name, named=node(link.system, link.identifier), kind=link.kind)
        for name, (_row, record) in newest.items()
        for link in dict.fromkeys(record.links)
        if len(node(link.system, link.identifier)) <= LONGEST_NODE
    ]
    RecordClaim.objects.filter(node__in=newest).delete()
    RecordClaim.objects.bulk_create(claims, batch_size=500)
    named = {claim.named for claim in claims} - newest.keys()
    LibraryEntry.objects.bulk_create(
        [LibraryEntry(node=name, system=parts_of(name)[0][:40], cluster=name) for name in sorted(named)],
        ignore_conflicts=True,
        batch_size=500,
    )
    LibraryEntry.objects.bulk_create(
        [
            LibraryEntry(
                node=name,
                system=record.system,
                cluster=name,
                record=row,
                title=(record.title or record.text)[:300],
                state=record.state,
                published_on=day_of(record.published),
            )
            for name, (row, record) in newest.items()
        ],
        update_conflicts=True,
        unique_fields=["node"],
        update_fields=["record", "title", "state", "published_on"],
        batch_size=500,
    )
