"""Keeping one's own filing true: when a document expires, and a look through all of it every year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.owing import owe, settle
from bulou.acts.permissions import Right
from bulou.acts.platforms.dossier import listed_filing, note
from bulou.acts.work import Work
from bulou.records.filings import amendment
from bulou.records.models import PlatformFiling
from bulou.records.reception_log import day_of

DOCUMENTS = [("grade3_proof", _("Proof of filing at grade 3")), ("commitment", _("Scan of the commitment"))]
YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class NoteDocumentValidity(OrganisationAct, title=_("Note until when a document is valid"), right=Right.DESK):
    """A fortnight before that day, and on it, the organisation is reminded; a new document in its place ends that."""

    document: str = asked(_("Document"), widget="choice", choices=DOCUMENTS)
    valid_until: date = asked(_("Last day on which it is valid"), widget="date")

    def do(self, work: Work) -> None:
        filing = listed_filing(work, "document")
        if self.valid_until < day_of(work.at):
            raise InvalidAct({"valid_until": _("The day lies in the past: name one that is still to come.")})
        owe(work, "validity", expiry_of(filing.id, self.document), self.valid_until)
        work.keep(filing=str(filing.id), field=self.document, until=str(self.valid_until))


@dataclass(frozen=True, kw_only=True)
class LookThroughFiling(OrganisationAct, title=_("Record a look through the filing"), right=Right.DESK):
    """Every field was compared with how it is; the next look is due in a year."""

    still_true: bool = asked(
        _("Every field was compared, and all of it is still true"), widget="check", default=False
    )

    def do(self, work: Work) -> None:
        filing = listed_filing(work, "still_true")
        if not self.still_true:
            raise InvalidAct({"still_true": _("What is no longer true is noted as a change instead.")})
        owe(work, "look", filing.id, work.at + YEAR)
        note(filing, "looked", work.at)
        work.keep(filing=str(filing.id))


def expiry_of(filing_id: UUID, document: str) -> UUID:
    """What the due of a document is about, whichever revision the document stands with."""
    return uuid5(filing_id, document)


def owe_amendment(work: Work, filing: PlatformFiling, changed_at: datetime) -> None:
    """The thirty days in which what was filed must be amended (F8, unverified)."""
    duty = amendment(changed_at, at=work.at)
    if duty is not None and duty.due_at is not None:
        owe(work, "amendment", filing.id, duty.due_at)


def follow_the_list(work: Work, filing: PlatformFiling) -> None:
    """What was just accepted is true now, and owed is a look in a year; of a platform that is not listed nothing is owed.

    What changed after that was submitted is still to be amended; a document that was replaced expires no more.
    """
    listed = filing.standing == "listed"
    settle(work, "amendment", filing.id)
    if listed and filing.changed_at is not None:
        owe_amendment(work, filing, filing.changed_at)
    if listed:
        owe(work, "look", filing.id, work.at + YEAR)
    else:
        settle(work, "look", filing.id)
    for document, _words in DOCUMENTS:
        if not listed or _replaced(filing, document):
            settle(work, "validity", expiry_of(filing.id, document))


def _replaced(filing: PlatformFiling, document: str) -> bool:
    """Whether the revision accepted last brought another document than the one before it."""
    accepted = filing.revisions.filter(state="accepted").order_by("-number")[:2]
    held = [
        each.documents.filter(field=document).values_list("sha256", flat=True).first() for each in accepted
    ]
    return len(set(held)) > 1
