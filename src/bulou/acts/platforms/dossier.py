"""What the acts of both sides write alike: a revision's content, its documents, its answer, its events."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.blobs import Blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.work import Work
from bulou.cases import OutOfTurn
from bulou.cases.filing import FILED, LISTING, LISTS
from bulou.formats import filing as form
from bulou.journal import canonical
from bulou.records.filings import document_key, sealed_about
from bulou.records.models import FilingDocument, FilingEvent, FilingRevision, PlatformFiling
from bulou.records.sealed import node_key

DOCUMENT_CEILING = 5 * 1024 * 1024  # bytes; a document travels with what is filed
ANSWERS = {"supplement": "ask", "accepted": "accept", "refused": "refuse"}
"""What moves a revision, by what the authority says to it."""
EVENTS = {"filing": "listed", "amendment": "amended", "cancellation": "cancelled"}
"""What its acceptance is in the history of the list, by the kind of the revision."""
KINDS = frozenset({"application/pdf", "image/png", "image/jpeg"})


def written_into(
    revision: FilingRevision, values: Mapping[str, str], documents: Mapping[str, str], at: datetime
) -> None:
    """Seal what was written into the revision and save it. Raises InvalidAct with messages by field."""
    try:
        content = form.render_json(values, documents)
    except form.BadContent as error:
        raise InvalidAct(error.problems) from None
    revision.form, revision.saved_at = form.FORM.form, at
    revision.content_sealed = node_key().close(content, sealed_about(revision.id, "content"))
    revision.sha256 = hashlib.sha256(content).hexdigest()
    revision.save()


def next_revision(filing: PlatformFiling, kind: str) -> FilingRevision:
    """A new revision of the filing, not saved."""
    return FilingRevision(filing=filing, number=filing.revisions.count() + 1, kind=kind)


def checked_documents(given: Mapping[str, tuple[Blob, ...]]) -> dict[str, Blob]:
    """One document for each field to which any was given. Raises InvalidAct for what is no document or too large."""
    wrong: dict[str, Any] = {}
    found: dict[str, Blob] = {}
    for name, blobs in given.items():
        if len(blobs) > 1:
            wrong[name] = _("One document here: put several pages into one PDF.")
        elif blobs and blobs[0].kind not in KINDS:
            wrong[name] = _("A document is a PDF or a picture (PNG, JPEG).")
        elif blobs and blobs[0].size > DOCUMENT_CEILING:
            wrong[name] = _("A document may have at most 5 MB.")
        elif blobs:
            found[name] = blobs[0]
    if wrong:
        raise InvalidAct(wrong)
    return found


def attach(revision: FilingRevision, blobs: Mapping[str, Blob]) -> None:
    """The documents stand with the revision, in place of those it had in the same fields."""
    revision.documents.filter(field__in=blobs).delete()
    for name, blob in blobs.items():
        row = FilingDocument(
            revision=revision,
            field=name,
            name=blob.name,
            size=blob.size,
            sha256=blob.sha256,
            kind=blob.kind,
            blob=blob.blob,
        )
        row.key_sealed = node_key().close(blob.key, sealed_about(row.id, "key"))
        row.save()


def carry(before: FilingRevision, after: FilingRevision, but: Iterable[str]) -> None:
    """The documents of an earlier revision stand with the later one too, but for the fields `but`."""
    rows = before.documents.exclude(field__in=list(but))
    attach(after, {row.field: blob_of(row) for row in rows})


def blob_of(row: FilingDocument) -> Blob:
    """The blob of a document that stands already."""
    return Blob(row.name, row.size, row.sha256, row.blob, document_key(row), kind=row.kind)


def step(revision: FilingRevision, event: str) -> None:
    """Move the revision. Raises InvalidAct when it is not its turn."""
    try:
        revision.state = FILED.next(revision.state, event)
    except OutOfTurn as error:
        raise InvalidAct({"filing_id": error}) from None


def own_filing(work: Work) -> PlatformFiling | None:
    """The organisation's own filing, for this transaction alone."""
    rows = PlatformFiling.objects.select_for_update().filter(holder=work.organisation)
    return None if work.organisation.is_authority else rows.first()


def listed_filing(work: Work, field: str) -> PlatformFiling:
    """The own filing while the list names it. Raises InvalidAct at `field`."""
    filing = own_filing(work)
    if filing is None or filing.standing != "listed":
        raise InvalidAct({field: _("The list does not name this platform.")})
    return filing


def lists(filing: PlatformFiling, event: str) -> None:
    """Move the platform on the list. Raises InvalidAct when it cannot go there."""
    try:
        filing.standing = LISTING.next(filing.standing, event)
    except OutOfTurn as error:
        raise InvalidAct({"filing_id": error}) from None


def answer(
    filing: PlatformFiling,
    revision: FilingRevision,
    said: str,
    *,
    at: datetime,
    number: str,
    public: dict[str, str],
) -> None:
    """The answer to a revision as it changes the filing, on either side; both are saved."""
    step(revision, ANSWERS[said])
    revision.answered_at = at
    revision.save()
    if said == "accepted":
        lists(filing, LISTS[revision.kind])
        moment = {"filing": "listed_at", "amendment": "amended_at", "cancellation": "ended_at"}[revision.kind]
        setattr(filing, moment, at)
        if revision.kind != "cancellation":
            filing.number, filing.public = number, public
            later = filing.events.filter(kind="changed", at__gt=revision.submitted_at).order_by("at")
            filing.changed_at = later.values_list("at", flat=True).first()  # what is still to be amended
            filing.ended_at = None
        filing.platform = public.get("platform_name", "") or filing.platform
    filing.save()


def remark(revision: FilingRevision, text: str) -> None:
    """What the authority asks or gives as its grounds, sealed; not saved."""
    revision.remarks_sealed = node_key().close(text.encode(), sealed_about(revision.id, "remarks"))


def note(filing: PlatformFiling, kind: str, at: datetime, *, sha256: str = "", public: bool = False) -> None:
    """One more line of the filing's history."""
    FilingEvent.objects.create(filing=filing, kind=kind, at=at, sha256=sha256, public=public)


def decision_of(filing: PlatformFiling, revision: FilingRevision, said: str, number: str, work: Work) -> str:
    """The SHA-256 of a decision in canonical form: which content of which platform was answered how, when, by whom."""
    told = {
        "decision": said,
        "thread": str(filing.thread),
        "content": revision.sha256,
        "number": number,
        "by": str(work.organisation.id),
        "at": work.at.isoformat(),
    }
    return hashlib.sha256(canonical(told)).hexdigest()


def demanded(text: str, field: str = "text") -> str:
    """The text without blanks around it. Raises InvalidAct where there is none."""
    if not text.strip():
        raise InvalidAct({field: _("This field is needed.")})
    return text.strip()


def found(holder: UUID, filing_id: UUID) -> PlatformFiling:
    """The filing that the organisation holds, for this transaction alone. Raises InvalidAct."""
    row = PlatformFiling.objects.select_for_update().filter(id=filing_id, holder_id=holder).first()
    if row is None:
        raise InvalidAct({"filing_id": _("There is no such filing.")})
    return row
