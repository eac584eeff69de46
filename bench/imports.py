"""A file of another database with very many records, synthetic and with every known defect: taken in, and once more (PostgreSQL).

What is measured is the command's own work, from the bytes of the file to the last commit. Afterwards: no two CVE numbers share
a cluster, the second time changed nothing, and what is written out again reads back field for field.
"""

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Count, Max, Model

from bench.figures import Figure
from bulou.entrypoints.cli.library import take_in
from bulou.formats.databases import Record, cnvd, read, write
from bulou.records.models import LibraryEntry, RecordClaim, Relation, SourceRecord
from tests.formats.databases import synthetic_cnvd

PART = "imports: records of another database, PostgreSQL"
WITHIN = 600  # seconds
TABLES: tuple[type[Model], ...] = (SourceRecord, LibraryEntry, RecordClaim, Relation)


def measure(*, count: int) -> list[Figure]:
    """The figures of the part."""
    raw = synthetic_cnvd(count)
    with TemporaryDirectory(prefix="bulou-bench-") as folder:
        path = Path(folder) / "cnvd.xml"
        path.write_bytes(raw)
        first, cpu = _taken_in(path)
        held = _rows()
        again, cpu_again = _taken_in(path)
    found = [each.record for each in read(raw)]
    known = {_digest(record) for record in found if record}
    stored = SourceRecord.objects.values_list("content", flat=True)
    kept = {_digest(Record.from_json(content)) for content in stored.iterator()}
    return [
        Figure(PART, f"{count:,} records taken in", [first], "s", most=WITHIN),
        Figure(PART, "the same, CPU time of Python", [cpu], "s"),
        Figure(PART, "the same file again", [again], "s", most=WITHIN),
        Figure(PART, "again, CPU time of Python", [cpu_again], "s"),
        Figure(PART, "records of the file", [float(len(found))], least=count, most=count, must=True),
        Figure(PART, "records of which nothing could be read", [float(found.count(None))], most=0, must=True),
        Figure(PART, "texts of the file that are not kept", [float(len(known - kept))], most=0, must=True),
        Figure(PART, "tables that changed the second time", [float(_rows() != held)], most=0, must=True),
        Figure(PART, "clusters that join two CVE numbers", [float(_joined())], most=0, must=True),
        Figure(PART, "records that lose a field on the way out and back", [float(_lost(found))], most=0, must=True),
    ]  # fmt: skip


def _taken_in(path: Path) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    assert take_in((path,)) == 0
    return time.perf_counter() - wall, time.process_time() - cpu


def _rows() -> list[tuple[int, int | None]]:
    """How many rows each table has, and its last: another version or relation would move them."""
    return [(table.objects.count(), table.objects.aggregate(last=Max("id"))["last"]) for table in TABLES]  # type: ignore[attr-defined]


def _joined() -> int:
    joined = LibraryEntry.objects.filter(system="cve").order_by().values("cluster").annotate(cves=Count("id"))
    return joined.filter(cves__gt=1).count()


def _lost(found: list[Record | None]) -> int:
    """Records of the file that do not come back from an export of their format as they were, in what it has a place for."""
    records = [cnvd.kept(record) for record in found if record]
    written = write("cnvd", records, datetime.now(UTC).date())
    back = [each.record for each in read(written)]
    same = sum(
        told is not None and replace(told, marks=()) == replace(sent, marks=())
        for told, sent in zip(back, records, strict=True)
    )
    return len(records) - same


def _digest(record: Record) -> str:
    return hashlib.sha256(repr(record).encode()).hexdigest()
