"""The notice list: taken in from a file by the worker, in batches; whoever asks for no mail stays out of it by proof."""

import csv
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob, place
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.recipients import LeftOut, NoAddresses, Recipient, read
from bulou.records import notice_list
from bulou.records.models import Listed, ListImport
from bulou.records.notice_list import Contact, address_hash
from bulou.records.sealed import node_key
from bulou.records.sealed_file import open_sealed

BATCH = 1_000  # lines a statement and a commit
BATCHES = 20  # a run of the worker
MOST_SHOWN = 50
REPLACED = ["contact_sealed", "kind", "product", "tags", "language", "overseas"]
log = logging.getLogger("bulou.worker")


@dataclass(frozen=True, kw_only=True)
class ImportRecipients(OrganisationAct, title=_("Import recipients"), right=Right.RELEASE):
    """Users and downstream vendors from one CSV file. An address that is on the list already is replaced, not doubled.

    The worker takes the lines in; what cannot be read is counted and shown with its line, and stops no other line.
    """

    attachments: tuple[Blob, ...] = asked(
        _("CSV file"),
        hint=_("Columns: email, name, kind, organisation, tags, language, overseas, product"),
        widget="file",
        default=(),
    )

    def do(self, work: Work) -> None:
        if len(self.attachments) != 1:
            raise InvalidAct({"attachments": _("Choose one CSV file.")})
        blob = self.attachments[0]
        try:
            with _lines(blob.blob, blob.sha256, blob.key) as lines:
                first = next(iter(read(lines)), None)
        except (NoAddresses, UnicodeDecodeError, csv.Error):
            raise InvalidAct(
                {
                    "attachments": _(
                        "The first line names the columns, one of them “email”; the text is UTF-8 or GB 18030."
                    )
                }
            ) from None
        if first is None:
            raise InvalidAct({"attachments": _("This file holds no line under its heading.")})
        taken = ListImport(organisation=work.organisation, name=blob.name, at=work.at)
        taken.sha256, taken.blob = blob.sha256, blob.blob
        taken.key_sealed = node_key().close(blob.key, f"import:{taken.id}:key")
        taken.save(force_insert=True)
        work.ids["import_id"] = str(taken.id)
        work.keep(**{"import": str(taken.id)}, sha256=blob.sha256, size=blob.size)


@dataclass(frozen=True, kw_only=True)
class StopMail(OrganisationAct, title=_("Send no more mail to an address"), right=Right.RELEASE):
    """Someone asked by telephone or letter to get no mail. The words are the proof; a notice the law asks for may still go."""

    email: str = asked(_("E-mail address"), longest=254)
    proof: str = asked(_("How and when they asked"), longest=300)

    def do(self, work: Work) -> None:
        digest = address_hash(work.organisation.id, self.email)
        row = Listed.objects.filter(organisation=work.organisation, address_hash=digest).first()
        if row is None:
            raise InvalidAct({"email": _("This address is not on your notice list.")})
        if not self.proof.strip():
            raise InvalidAct({"proof": _("Write down how and when they asked.")})
        row.stopped_at, row.stopped_by = row.stopped_at or work.at, row.stopped_by or self.stream
        row.save(update_fields=["stopped_at", "stopped_by"])
        sealed = node_key().close(self.proof.encode(), f"stop:{row.id}").hex()
        work.keep(listed=str(row.id), proof_sealed=sealed)


def take_in(at: datetime) -> int:
    """Take in the next lines of the oldest waiting import, a batch a commit; how many batches. Run again after a kill,
    it goes on behind the last line that was committed.
    """
    waiting = notice_list.import_waiting()
    if waiting is None:
        return 0
    try:
        key = node_key().open(waiting.key_sealed, f"import:{waiting.id}:key")
        with _lines(waiting.blob, waiting.sha256, key) as lines:
            return _take(waiting, (each for each in read(lines) if each.line > waiting.line), at)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        log.error("import %s cannot be read: %s", waiting.id, type(error).__name__)
        _finish(waiting, at, problem="file")
        return 1


def _take(waiting: ListImport, rows: Iterator[Recipient | LeftOut], at: datetime) -> int:
    done = 0
    while done < BATCHES:
        batch = list(islice(rows, BATCH))
        if batch:
            _commit(waiting, batch, at)
            done += 1
        if len(batch) < BATCH:
            _finish(waiting, at)
            return max(done, 1)
    return done


def _commit(waiting: ListImport, batch: list[Recipient | LeftOut], at: datetime) -> None:
    out = [each for each in batch if isinstance(each, LeftOut)]
    rows = _rows(waiting.organisation_id, (each for each in batch if isinstance(each, Recipient)), at)
    problems = [*waiting.problems, *([each.line, each.why] for each in out)][:MOST_SHOWN]
    with transaction.atomic():
        # Whoever else takes in the same file has moved `line` on by now, and this batch is theirs.
        mine = ListImport.objects.filter(id=waiting.id, line=waiting.line, finished_at=None)
        moved = mine.update(
            line=batch[-1].line,
            taken=waiting.taken + len(batch) - len(out),
            left_out=waiting.left_out + len(out),
            problems=problems,
        )
        if moved:
            Listed.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["organisation", "address_hash"],
                update_fields=REPLACED,
            )
    waiting.refresh_from_db()


def _rows(organisation_id: UUID, said: Iterable[Recipient], at: datetime) -> list[Listed]:
    """One row an address: what a file says last of it is what holds."""
    found = {}
    for each in said:
        digest = address_hash(organisation_id, each.email)
        contact = Contact(each.email, each.name, each.house)
        found[digest] = Listed(
            id=uuid4(),
            organisation_id=organisation_id,
            address_hash=digest,
            contact_sealed=notice_list.sealed_contact(organisation_id, digest, contact),
            kind=each.kind,
            product=each.product,
            tags=notice_list.joined(each.tags),
            language=each.language,
            overseas=each.overseas,
            added_at=at,
        )
    return list(found.values())


def _finish(waiting: ListImport, at: datetime, *, problem: str = "") -> None:
    if problem:
        waiting.problems = [*waiting.problems, [waiting.line, problem]]
    waiting.finished_at, waiting.key_sealed = at, b""
    waiting.save(update_fields=["finished_at", "key_sealed", "problems"])
    place(waiting.blob).unlink(missing_ok=True)  # its lines are in the list; the list alone is kept


def _lines(blob: str, sha256: str, key: bytes) -> io.TextIOWrapper:
    """The text of a file line by line, in one of the two encodings that spreadsheets here write; never whole in memory.

    Raises UnicodeDecodeError as it is read, OSError when the file is not there.
    """
    encoding = "utf-8-sig" if _is_utf8(_file(blob, sha256, key)) else "gb18030"
    return io.TextIOWrapper(_file(blob, sha256, key), encoding=encoding, newline="")


def _file(blob: str, sha256: str, key: bytes) -> BinaryIO:
    return open_sealed(place(blob), key, f"blob:{sha256}")


def _is_utf8(file: BinaryIO) -> bool:
    try:
        for _line in io.TextIOWrapper(file, encoding="utf-8"):
            pass
    except UnicodeDecodeError:
        return False
    finally:
        file.close()
    return True
