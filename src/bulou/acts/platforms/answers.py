"""What the authority answered, as the platform learns it: by delivery, or as a document that a person enters (DECISIONS 6)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.platforms.dossier import (
    ANSWERS,
    EVENTS,
    answer,
    attach,
    checked_documents,
    lists,
    note,
    own_filing,
    remark,
)
from bulou.acts.platforms.filing import close_reception
from bulou.acts.platforms.keeping import follow_the_list
from bulou.acts.work import Work
from bulou.cases.filing import FILED
from bulou.formats import filing as form
from bulou.records.filings import written
from bulou.records.models import FilingRevision, Organisation, PlatformFiling

CHOICES = [
    ("supplement", _("It asks for a supplement")),
    ("accepted", _("It is accepted and listed")),
    ("refused", _("It is refused")),
    ("removed", _("The platform is removed from the list")),
]


@dataclass(frozen=True, kw_only=True)
class ReceiveFilingAnswer(OrganisationAct, title=_("Receive the answer to a filing"), right=Right.SYSTEM):
    """The authority's word arrives; delivered again, or overtaken by a later one, it changes nothing.

    Only the authority to which the filing went is heard.
    """

    thread: UUID
    revision: int
    answer: str
    authority: str = ""
    number: str = field(default="", metadata={"longest": 60})
    reception: str = field(default="", metadata={"longest": 60})
    remarks: str = ""
    evidence: str = field(default="", metadata={"longest": 64})
    answered_at: datetime | None = None

    def do(self, work: Work) -> None:
        rows = PlatformFiling.objects.select_for_update().filter(holder=work.organisation, thread=self.thread)
        filing = rows.filter(counterpart=self.authority).first()
        revision = filing.revisions.filter(number=self.revision).first() if filing else None
        if filing is None or revision is None:
            raise InvalidAct({"thread": _("No filing of this organisation went to that authority.")})
        filing.reception = self.reception or filing.reception
        filing.save(update_fields=["reception"])
        if self.answer != "received":
            take(work, filing, revision, self.answer, number=self.number, remarks=self.remarks,
                 evidence=self.evidence)  # fmt: skip
        work.event_at = self.answered_at
        work.keep(filing=str(filing.id), revision=self.revision, decision=self.answer, number=self.number,
                  decision_sha256=self.evidence)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RecordFilingAnswer(OrganisationAct, title=_("Record the authority's answer"), right=Right.RELEASE):
    """An official fact: what the authority answered to a filing by hand, with its number and the document itself."""

    answer: str = asked(_("Answer"), widget="choice", choices=CHOICES)
    number: str = asked(_("Filing number"), hint=_("As the list shows it"), longest=60, default="")
    text: str = asked(
        _("What it says"), hint=_("What is lacking, or the grounds"), widget="textarea", default=""
    )
    decision: tuple[Blob, ...] = asked(_("The document"), widget="file", default=())

    def do(self, work: Work) -> None:
        filing = own_filing(work)
        revision = filing.revisions.order_by("-number").first() if filing else None
        if filing is None or revision is None:
            raise InvalidAct({"answer": _("Nothing has been filed.")})
        self._whole(filing)
        document = checked_documents({"decision": self.decision})["decision"]
        attach(revision, {"decision": document})
        if self.answer != "removed" and not _waits(revision, self.answer):
            raise InvalidAct({"answer": _("Nothing that was submitted waits for this answer.")})
        take(work, filing, revision, self.answer, number=self.number.strip() or filing.number,
             remarks=self.text, evidence=document.sha256)  # fmt: skip
        work.keep(filing=str(filing.id), revision=revision.number, decision=self.answer,
                  number=self.number, evidence=document.sha256)  # fmt: skip

    def _whole(self, filing: PlatformFiling) -> None:
        wrong: dict[str, Any] = {}
        if self.answer == "accepted" and not (self.number.strip() or filing.number):
            wrong["number"] = _("A platform that is listed has a number.")
        if not self.decision:
            wrong["decision"] = _("Attach the document itself.")
        if wrong:
            raise InvalidAct(wrong)


def _waits(revision: FilingRevision, said: str) -> bool:
    return said in ANSWERS and FILED.allows(revision.state, ANSWERS[said])


def take(
    work: Work,
    filing: PlatformFiling,
    revision: FilingRevision,
    said: str,
    *,
    number: str,
    remarks: str,
    evidence: str,
) -> None:
    """The answer changes the platform's own filing, and with it whether the law sees it listed. Known already, it changes nothing."""
    if said == "removed":
        if filing.standing != "listed":
            return
        lists(filing, "remove")
        remark(revision, remarks)
        revision.save(update_fields=["remarks_sealed"])
        filing.ended_at = work.at
    elif not _waits(revision, said):
        return
    else:
        remark(revision, remarks)
        values = written(revision) if revision.kind != "cancellation" else {}
        public = form.listed(values) if values else filing.public
        answer(filing, revision, said, at=work.at, number=number, public=public)
    if said in ("accepted", "removed"):
        filing.evidence = evidence
    filing.save()
    if said in ("accepted", "removed"):
        follow_the_list(work, filing)
    note(filing, EVENTS[revision.kind] if said == "accepted" else said, work.at, sha256=evidence)
    _show(work.organisation, filing)


def _show(organisation: Organisation, filing: PlatformFiling) -> None:
    """What the organisation's public pages say follows the list."""
    organisation.filing_number = filing.number if filing.standing == "listed" else ""
    organisation.save(update_fields=["filing_number"])
    if filing.standing in ("removed", "cancelled"):
        close_reception(organisation)
