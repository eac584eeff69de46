"""Published advisories as records of the formats of other databases; from published revisions and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from bulou.formats import csaf
from bulou.formats.databases import EXPORTS, NotExpressible, Record, write
from bulou.formats.databases.csaf import own
from bulou.records.models import Revision


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of published advisories: which, and its bytes."""

    numbers: tuple[str, ...]
    content: bytes
    name: str
    media: str


def exported(organisation_id: UUID, form: str, numbers: Sequence[str], on: date) -> ExportedFile | None:
    """These published advisories of an organisation, or all of them, in one file; None when one is not published. One query.

    CSAF is given out byte for byte as it was published, one document a line when there are several, and without those that
    were withdrawn since. Raises NotExpressible when the format has no place for one of them.
    """
    rows = _rows(organisation_id, numbers)
    found = tuple(row.advisory.number for row in rows)
    if not rows or set(numbers) - set(found):
        return None
    if form == "csaf":
        rows = _not_withdrawn(rows)
        found = tuple(row.advisory.number for row in rows)
        documents = [bytes(row.csaf) for row in rows]
        content = documents[0] if len(rows) == 1 else b"".join(map(_on_one_line, documents))
    else:
        content = write(form, [_record(row) for row in rows], on)
    about = EXPORTS[form]
    name = found[0] if len(found) == 1 else "advisories"
    suffix = about.suffix if about.many or len(found) == 1 else ".jsonl"
    return ExportedFile(found, content, f"{name}.{form}{suffix}", about.media)


def _rows(organisation_id: UUID | None, numbers: Sequence[str]) -> list[Revision]:
    newer = Revision.objects.filter(advisory=OuterRef("advisory"), number__gt=OuterRef("number"))
    rows = Revision.objects.filter(~Exists(newer), advisory__published_at__isnull=False)
    if organisation_id is not None:
        rows = rows.filter(advisory__organisation=organisation_id)
    if numbers:
        rows = rows.filter(advisory__number__in=numbers)
    return list(rows.select_related("advisory").defer("advisory__draft_sealed").order_by("advisory__number"))


def _not_withdrawn(rows: list[Revision]) -> list[Revision]:
    """Those that still stand: a document that was published cannot say that it has been withdrawn since."""
    standing = [row for row in rows if row.advisory.withdrawn_at is None]
    if not standing:
        number = rows[0].advisory.number
        raise NotExpressible(
            f"{number} 已撤回，其 CSAF 文件无法表明这一点。",
            f"{number} has been withdrawn, which its CSAF document cannot say.",
        )
    return standing


def _record(row: Revision) -> Record:
    advisory = row.advisory
    withdrawn = advisory.withdrawal if advisory.withdrawn_at is not None else None
    return own(csaf.read(bytes(row.csaf)), withdrawn=withdrawn)


def _on_one_line(document: bytes) -> bytes:
    return b" ".join(line.strip() for line in document.splitlines()) + b"\n"
