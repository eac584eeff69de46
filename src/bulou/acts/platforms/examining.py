"""The authority's side: what was filed arrives, is examined, accepted with a number or refused; the list is kept (Article 10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.authority.matters import incompetent
from bulou.acts.blobs import Blob
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.platforms.dossier import (
    EVENTS,
    answer,
    attach,
    decision_of,
    demanded,
    found,
    lists,
    note,
    remark,
    step,
    written_into,
)
from bulou.acts.work import Work
from bulou.formats import filing as form
from bulou.law.clocks import CN
from bulou.law.competence import Power
from bulou.records.filings import remarks as remarks_of
from bulou.records.filings import written
from bulou.records.models import FilingCirculation, FilingRevision, PlatformFiling

BODIES = [
    ("mps", _("Ministry of Public Security")),
    ("cac", _("Cyberspace Administration of China")),
]


@dataclass(frozen=True, kw_only=True)
class KeeperAct(OrganisationAct):
    """An act of the authority that keeps the list; of any other organisation it is not there."""

    def begin(self, work: Work) -> bool:
        return work.organisation.is_authority

    def barred(self, work: Work) -> Refusal | None:
        """The competence table: another authority than MIIT keeps no list."""
        return incompetent(work.organisation, Power.LIST_PLATFORM)


@dataclass(frozen=True, kw_only=True)
class ReceiveFiling(KeeperAct, title=_("Receive a filing"), right=Right.SYSTEM):
    """What a platform submitted arrives; delivered again it changes nothing. The platform gets the reception number."""

    thread: UUID
    revision: int
    kind: str
    content: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Blob, ...] = ()
    of_fields: tuple[str, ...] = ()
    answer_to: UUID

    def do(self, work: Work) -> None:
        if self.kind not in ("filing", "amendment", "cancellation"):
            raise InvalidAct({"kind": _("Unknown kind of filing.")})
        filing = self._filing(work)
        revision = filing.revisions.filter(number=self.revision).first()
        blobs = dict(zip(self.of_fields, self.documents, strict=True))
        if revision is None or revision.state == "supplement":
            revision = revision or FilingRevision(filing=filing, number=self.revision, kind=self.kind)
            written_into(revision, self.content, {name: blob.sha256 for name, blob in blobs.items()}, work.at)
            step(revision, "submit")
            revision.submitted_at, revision.answered_at = work.at, None
            revision.save()
            revision.documents.all().delete()
            attach(revision, blobs)
            note(filing, "submitted", work.at, sha256=revision.sha256)
            reply(work, filing, revision, "received")
        work.ids |= {"filing_id": str(filing.id), "number": filing.reception}
        work.keep(filing=str(filing.id), revision=self.revision, content_sha256=revision.sha256)

    def _filing(self, work: Work) -> PlatformFiling:
        rows = PlatformFiling.objects.select_for_update()
        filing = rows.filter(holder=work.organisation, thread=self.thread).first()
        if filing is not None and filing.counterpart != str(self.answer_to):
            raise InvalidAct({"thread": _("Another organisation has filed this.")})
        if filing is not None:
            return filing
        held = PlatformFiling.objects.filter(holder=work.organisation).count()
        return PlatformFiling.objects.create(
            holder=work.organisation,
            thread=self.thread,
            counterpart=str(self.answer_to),
            platform=self.content.get("platform_name", "")[:300],  # the form itself is checked after it
            reception=f"{work.organisation.prefix}-PFR-{work.at.astimezone(CN).year}-{held + 1:04d}",
            opened_at=work.at,
        )


@dataclass(frozen=True, kw_only=True)
class OneFiling(KeeperAct):
    """An act on one filing that the authority holds."""

    filing_id: UUID = asked(_("Filing"), widget="hidden")

    def submitted(self, work: Work) -> tuple[PlatformFiling, FilingRevision]:
        """The filing and what it waits for an answer on. Raises InvalidAct."""
        filing = found(work.organisation.id, self.filing_id)
        revision = filing.revisions.order_by("-number").first()
        if revision is None or revision.state not in ("submitted", "supplement"):
            raise InvalidAct({"filing_id": _("Nothing of this filing waits for an answer.")})
        return filing, revision


@dataclass(frozen=True, kw_only=True)
class AskFilingSupplement(OneFiling, title=_("Ask for a supplement"), right=Right.DESK):
    """The platform is told once, and whole, what its filing lacks."""

    text: str = asked(_("What is lacking"), hint=_("Everything at once, field by field"), widget="textarea")

    def do(self, work: Work) -> None:
        filing, revision = self.submitted(work)
        remark(revision, demanded(self.text))
        settle(work, filing, revision, "supplement")


@dataclass(frozen=True, kw_only=True)
class AcceptFiling(OneFiling, title=_("Accept"), right=Right.RELEASE):
    """A filing gets its number and the list names the platform; an amendment changes the entry, a cancellation ends it.

    Both bodies of Article 10 have to be told: the circulations that are owed from now on stand with the filing.
    """

    number: str = asked(
        _("Filing number"), hint=_("Left blank, the next one of this year is given"), longest=60, default=""
    )

    def do(self, work: Work) -> None:
        filing, revision = self.submitted(work)
        number = filing.number or self.number.strip() or _next_number(work)
        taken = PlatformFiling.objects.filter(holder=work.organisation, number=number).exclude(id=filing.id)
        if taken.exists():
            raise InvalidAct({"number": _("This number is taken.")})
        settle(work, filing, revision, "accepted", number=number)
        FilingCirculation.objects.bulk_create(
            FilingCirculation(filing=filing, body=body, cause=revision.kind, owed_at=work.at)
            for body, _name in BODIES
        )


@dataclass(frozen=True, kw_only=True)
class RefuseFiling(OneFiling, title=_("Refuse"), right=Right.RELEASE):
    """The filing is not accepted, on grounds that the platform is told. What the list says already stays."""

    text: str = asked(_("Grounds"), hint=_("The platform reads them"), widget="textarea")

    def do(self, work: Work) -> None:
        filing, revision = self.submitted(work)
        remark(revision, demanded(self.text))
        settle(work, filing, revision, "refused")


@dataclass(frozen=True, kw_only=True)
class RemoveFromList(OneFiling, title=_("Remove from the list"), right=Right.RELEASE):
    """A false or outdated filing, or unlawful publication (F9b, unverified): the list no longer names the platform."""

    text: str = asked(_("Grounds"), hint=_("The platform reads them"), widget="textarea")

    def do(self, work: Work) -> None:
        filing = found(work.organisation.id, self.filing_id)
        revision = filing.revisions.filter(state="accepted").order_by("-number").first()
        grounds = demanded(self.text)
        lists(filing, "remove")
        if revision is None:
            raise InvalidAct({"filing_id": _("The list does not name this platform.")})
        filing.ended_at = work.at
        filing.evidence = decision_of(filing, revision, "removed", filing.number, work)
        filing.save()
        remark(revision, grounds)
        revision.save(update_fields=["remarks_sealed"])
        note(filing, "removed", work.at, sha256=filing.evidence, public=True)
        reply(work, filing, revision, "removed", remarks=grounds)
        FilingCirculation.objects.bulk_create(
            FilingCirculation(filing=filing, body=body, cause="removal", owed_at=work.at)
            for body, _name in BODIES
        )
        work.keep(filing=str(filing.id), number=filing.number, decision_sha256=filing.evidence)


@dataclass(frozen=True, kw_only=True)
class RecordFilingCirculation(OneFiling, title=_("Record a circulation"), right=Right.DESK):
    """Article 10: a body was told of what the list says, and what it gave as receipt."""

    body: str = asked(_("Body"), widget="choice", choices=BODIES)
    reference: str = asked(_("Reference"), hint=_("Number of the letter or of the message"), longest=120)
    receipt: str = asked(
        _("Receipt"), hint=_("Number that came back; it may follow later"), longest=80, default=""
    )
    sent_at: datetime | None = asked(_("When it went out"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        filing = found(work.organisation.id, self.filing_id)
        open_ones = filing.circulations.filter(body=self.body, receipt="").order_by("owed_at")
        row = open_ones.first()
        if row is None:
            raise InvalidAct({"body": _("This body has been told, and its receipt is recorded.")})
        sent = self.sent_at or row.sent_at or work.at
        if not row.owed_at <= sent <= work.at:
            raise InvalidAct({"sent_at": _("After the decision that is circulated, and not in the future.")})
        row.sent_at, row.reference = sent, demanded(self.reference, "reference")
        row.receipt = self.receipt.strip()
        row.receipt_at = work.at if row.receipt else None
        row.save()
        work.keep(filing=str(filing.id), body=self.body, reference=row.reference, receipt=row.receipt)


def settle(
    work: Work, filing: PlatformFiling, revision: FilingRevision, said: str, *, number: str = ""
) -> None:
    """Answer a revision: the rows, the history, the seal, and the word to the platform."""
    values = written(revision) if said == "accepted" else {}
    public = form.listed(values) if said == "accepted" and revision.kind != "cancellation" else filing.public
    evidence = decision_of(filing, revision, said, number, work)
    if said == "accepted":
        filing.evidence = evidence
    answer(filing, revision, said, at=work.at, number=number, public=public)
    kind = EVENTS[revision.kind] if said == "accepted" else said
    note(filing, kind, work.at, sha256=evidence, public=said == "accepted")
    reply(work, filing, revision, said, evidence=evidence)
    work.ids |= {"filing_id": str(filing.id), "number": filing.number}
    work.keep(
        filing=str(filing.id),
        revision=revision.number,
        number=filing.number,
        decision=said,
        decision_sha256=evidence,
    )


def reply(
    work: Work,
    filing: PlatformFiling,
    revision: FilingRevision,
    said: str,
    *,
    remarks: str = "",
    evidence: str = "",
) -> None:
    """The word to the platform, where it can be reached."""
    if not filing.counterpart:
        return
    content = {
        "thread": str(filing.thread),
        "revision": revision.number,
        "answer": said,
        "number": filing.number,
        "reception": filing.reception,
        "remarks": remarks or (remarks_of(revision) if said in ("supplement", "refused") else ""),
        "evidence": evidence or filing.evidence,
        "answered_at": work.at.isoformat(),
        "authority": str(work.organisation.id),
    }
    send_to(work, filing.counterpart, "filing_answer", content, thread=filing.thread)


def _next_number(work: Work) -> str:
    prefix = f"{work.organisation.prefix}-PF-{work.at.astimezone(CN).year}-"
    given = set(
        PlatformFiling.objects.filter(holder=work.organisation, number__startswith=prefix).values_list(
            "number", flat=True
        )
    )
    return next(number for each in count(1) if (number := f"{prefix}{each:04d}") not in given)
