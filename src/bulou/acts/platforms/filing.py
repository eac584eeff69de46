"""The platform's side: its filing is written, submitted, kept true, and ended when the service ends (F3, F8, F9a)."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.platforms.dossier import (
    attach,
    carry,
    checked_documents,
    demanded,
    listed_filing,
    next_revision,
    note,
    own_filing,
    step,
    written_into,
)
from bulou.acts.platforms.keeping import owe_amendment
from bulou.acts.work import Work
from bulou.formats import filing as form
from bulou.formats.platforms import FieldProblem
from bulou.law.competence import Power
from bulou.records.filings import open_document, written
from bulou.records.houses import authority_for
from bulou.records.models import FilingRevision, Organisation, PlatformFiling

METHODS = [
    ("node", _("Deliver to the authority's node, which may be this one")),
    ("by_hand", _("A person files it on MIIT's platform by hand")),
]


@dataclass(frozen=True, kw_only=True)
class PrepareFiling(OrganisationAct, title=_("Save the filing"), right=Right.DESK):
    """What the form asks, field by field, and its two documents; saved, not sent. A document that is not given stays.

    Once the list names the platform, what is saved next amends the filing.
    """

    content: Mapping[str, str] = field(default_factory=dict)
    grade3_proof: tuple[Blob, ...] = asked(_("Proof of filing at grade 3"), widget="file", default=())
    commitment: tuple[Blob, ...] = asked(_("Scan of the commitment"), widget="file", default=())

    def do(self, work: Work) -> None:
        documents = checked_documents({"grade3_proof": self.grade3_proof, "commitment": self.commitment})
        filing = own_filing(work) or PlatformFiling(holder=work.organisation, opened_at=work.at)
        filing.platform = self.content.get("platform_name", "").strip() or work.organisation.name_zh
        filing.save()
        revision, before = self._revision(filing)
        hashes = {row.field: row.sha256 for row in before.documents.all()} if before else {}
        hashes |= {name: blob.sha256 for name, blob in documents.items()}
        written_into(revision, self.content, hashes, work.at)
        if before is not None and before != revision:
            carry(before, revision, but=documents)
        attach(revision, documents)
        work.ids |= {"filing_id": str(filing.id), "thread": str(filing.thread)}
        work.keep(filing=str(filing.id), revision=revision.number, content_sha256=revision.sha256)

    def _revision(self, filing: PlatformFiling) -> tuple[FilingRevision, FilingRevision | None]:
        """What is written into, and where its documents come from."""
        newest = filing.revisions.order_by("-number").first()
        if newest is not None and newest.state == "submitted":
            raise InvalidAct(
                {"content": _("The authority is examining what was submitted: wait for its answer.")}
            )
        if newest is not None and newest.state in ("draft", "supplement"):
            return newest, newest
        kind = "amendment" if filing.standing == "listed" else "filing"
        return next_revision(filing, kind), newest


@dataclass(frozen=True, kw_only=True)
class SubmitFiling(OrganisationAct, title=_("Submit the filing"), right=Right.RELEASE):
    """What was saved goes to the authority as it stands; whoever submits answers for its truth (F3)."""

    method: str = asked(_("How"), widget="choice", choices=METHODS, default="node")
    truthful: bool = asked(_("What is filed is true"), widget="check", default=False)
    reference: str = asked(
        _("Reference"), hint=_("Of the filing by hand, as the platform shows it"), longest=60, default=""
    )

    def do(self, work: Work) -> None:
        filing = own_filing(work)
        revision = filing.revisions.order_by("-number").first() if filing else None
        if filing is None or revision is None or revision.state not in ("draft", "supplement"):
            raise InvalidAct({"method": _("Nothing is saved that could be submitted.")})
        if not self.truthful:
            raise InvalidAct({"truthful": _("A filing must be truthful: confirm it.")})
        missing = form.lacking(written(revision), {row.field for row in revision.documents.all()})
        if missing:
            raise InvalidAct({"method": _still(missing)})
        self._go(work, filing, revision)

    def _go(self, work: Work, filing: PlatformFiling, revision: FilingRevision) -> None:
        step(revision, "submit")
        revision.submitted_at, revision.answered_at = work.at, None
        revision.save()
        if self.method == "node":
            send(work, filing, revision)
        filing.reception = self.reference.strip() or filing.reception
        filing.save()
        note(filing, "submitted", work.at, sha256=revision.sha256)
        work.ids |= {"filing_id": str(filing.id)}
        work.keep(
            filing=str(filing.id),
            revision=revision.number,
            way=self.method,
            content_sha256=revision.sha256,
            reference=self.reference,
        )


@dataclass(frozen=True, kw_only=True)
class NoteFilingChange(OrganisationAct, title=_("Note that what was filed has changed"), right=Right.DESK):
    """From then on the thirty days run in which the filing must be amended (F8, unverified); an amendment ends them."""

    changed_at: datetime | None = asked(_("Since when"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        filing = listed_filing(work, "changed_at")
        changed = self.changed_at or work.at
        if changed > work.at:
            raise InvalidAct({"changed_at": _("This has not happened yet.")})
        filing.changed_at = min(changed, filing.changed_at or changed)
        filing.save(update_fields=["changed_at"])
        owe_amendment(work, filing, filing.changed_at)
        note(filing, "changed", work.at)
        work.event_at = changed
        work.keep(filing=str(filing.id))


@dataclass(frozen=True, kw_only=True)
class CancelFiling(OrganisationAct, title=_("Cancel the filing"), right=Right.RELEASE):
    """The service has stopped: the public reception closes, and the authority is asked to take it off the list (F9a, unverified)."""

    text: str = asked(_("Why the service stops"), widget="textarea")
    method: str = asked(_("How"), widget="choice", choices=METHODS, default="node")

    def do(self, work: Work) -> None:
        filing = listed_filing(work, "text")
        reason = demanded(self.text)
        newest = filing.revisions.order_by("-number").first()
        if newest is not None and newest.state == "submitted":
            raise InvalidAct(
                {"text": _("The authority is examining what was submitted: wait for its answer.")}
            )
        revision = next_revision(filing, "cancellation")
        written_into(revision, {"other": reason}, {}, work.at)
        step(revision, "submit")
        revision.submitted_at = work.at
        revision.save()
        close_reception(work.organisation)
        if self.method == "node":
            send(work, filing, revision)
        note(filing, "stopped", work.at, sha256=revision.sha256)
        work.keep(
            filing=str(filing.id), revision=revision.number, way=self.method, content_sha256=revision.sha256
        )


def close_reception(organisation: Organisation) -> None:
    """Nobody reports to it as a platform any more; a vendor's or operator's channel for its own stays open (Article 5)."""
    if {"vendor", "supplier", "operator"} & set(organisation.roles):
        return
    organisation.receives = False
    organisation.save(update_fields=["receives"])


def send(work: Work, filing: PlatformFiling, revision: FilingRevision) -> None:
    """The revision goes to the authority, whole, so that it may as well cross to another node. Raises InvalidAct."""
    authority = authority_for(work.organisation.id, Power.LIST_PLATFORM)
    if authority is None:
        raise InvalidAct(
            {"method": _("No authority is on this node or on one that you have confirmed: file it by hand.")}
        )
    filing.counterpart = str(authority.id)
    filing.save(update_fields=["counterpart"])
    content = {
        "thread": str(filing.thread),
        "revision": revision.number,
        "kind": revision.kind,
        "values": written(revision),
        "documents": [_travelling(row) for row in revision.documents.order_by("field")],
        "answer_to": str(work.organisation.id),
    }
    send_to(work, authority, "filing", content, thread=filing.thread)


def _travelling(row: Any) -> dict[str, str]:
    with open_document(row) as file:
        content = file.read()
    return {"field": row.field, "name": row.name, "content": b64encode(content).decode()}


def _still(missing: tuple[form.FilingField, ...]) -> FieldProblem:
    return FieldProblem(
        "还缺：" + "、".join(field.zh for field in missing) + "。",
        "Still missing: " + "; ".join(field.en for field in missing) + ".",
    )
