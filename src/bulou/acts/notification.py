"""Notification (Article 7(2)): the packet, its delivery, the official receipt; and the early route of 9(1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.filing import CHECKED, TWO_DAYS, evidence, filed, lateness, looked_through, receipt_came
from bulou.acts.outcome import InvalidAct
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.receipt import attached
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.formats import nvdb
from bulou.law import Conduct, FactKind
from bulou.law.competence import Power
from bulou.records.houses import authority_for
from bulou.records.models import Attachment, AuthorityNotification

LIBRARIES = frozenset({nvdb.PLATFORM.code, *(library.code for library in nvdb.LIBRARIES)})
METHODS = [
    ("node", _("Deliver to the authority's node, which may be this one")),
    ("by_hand", _("A person files it on the platform by hand")),
]


@dataclass(frozen=True, kw_only=True)
class PreparePacket(CaseAct, title=_("Save the packet"), right=Right.CASEWORK):
    """The six items of Article 7(2) and the optional ones, field by field; saved, not sent.

    Once a packet has gone out, what is saved next supplements it: the one named in `supplements`, else the last.
    """

    packet: Mapping[str, str] = field(default_factory=dict)
    library: str = asked(_("Library"), longest=20, default="CNVDB")
    supplements: UUID | None = None

    def do(self, work: Work) -> None:
        if self.library not in LIBRARIES:
            raise InvalidAct({"library": _("The platform has no such library: choose one of the list.")})
        earlier = self._earlier(work)
        content = nvdb.render_json(self._packet(work, earlier))
        drafts = AuthorityNotification.objects.filter(case=work.case, state="draft")
        draft = drafts.first() or AuthorityNotification(case=work.the_case, prepared_at=work.at)
        draft.library = self.library
        draft.packet_sealed = work.key.close(content, f"packet:{draft.id}")
        draft.packet_sha256 = hashlib.sha256(content).hexdigest()
        draft.prepared_at = work.at
        draft.supplements = earlier
        draft.save()
        work.ids["notification_id"] = str(draft.id)
        work.keep(notification=str(draft.id), library=self.library, packet_sha256=draft.packet_sha256)

    def _earlier(self, work: Work) -> AuthorityNotification | None:
        sent = AuthorityNotification.objects.filter(case=work.case, submitted_at__isnull=False)
        if self.supplements is None:
            return sent.order_by("-submitted_at", "-prepared_at").first()
        found = sent.filter(id=self.supplements).first()
        if found is None:
            raise InvalidAct({"supplements": _("No packet of this case was sent under this id.")})
        return found

    def _packet(self, work: Work, earlier: AuthorityNotification | None) -> nvdb.NvdbPacket:
        try:
            return nvdb.NvdbPacket.from_fields(
                dict(self.packet),
                case_number=work.the_case.number,
                sender=work.organisation.name_zh,
                prepared_at=work.at,
                supplement_of=nvdb.Supplement(
                    earlier.packet_sha256, earlier.submitted_at, earlier.receipt_number
                )
                if earlier
                else None,
            )
        except nvdb.BadFields as error:
            raise InvalidAct(error.problems) from None


@dataclass(frozen=True, kw_only=True)
class NotifyAuthority(
    CaseAct, title=_("Notify MIIT's platform"), right=Right.CASEWORK, conduct=Conduct.NOTIFY_AUTHORITY
):
    """The packet goes out. What is not known yet is supplemented later (CATALOGUE D4.2); late is recorded as late."""

    method: str = asked(_("How"), widget="choice", choices=METHODS, default="by_hand")
    filed_at: datetime | None = asked(_("When it was filed"), widget="instant", default=None)
    receipt_number: str = asked(_("Receipt number"), longest=80, default="")
    checked: bool = asked(CHECKED, widget="check", default=False)
    attachments: tuple[Blob, ...] = asked(_("Screenshots of the filing"), widget="file", default=())

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return []

    def do(self, work: Work) -> None:
        case = work.the_case
        draft = AuthorityNotification.objects.filter(case=case, state="draft").first()
        if draft is None:
            raise InvalidAct({"method": _("Prepare the packet first.")})
        filed_at = filed(work, self.filed_at)
        packet = nvdb.read_json(work.key.open(draft.packet_sealed, f"packet:{draft.id}"))
        looked_through(packet.fields(), self.checked)
        if draft.supplements_id is None:
            work.keep(late=lateness(work, filed_at))
        draft.state, draft.method = "submitted", self.method
        draft.evidence = evidence(work, self.attachments)
        draft.submitted_at = filed_at
        draft.receipt_number = self.receipt_number
        draft.save()
        work.event_at = filed_at if self.filed_at else None
        work.event("authority_notified", filed_at)
        self._advance(work)
        if self.method == "node":
            self._deliver(work, draft, packet)
        work.ids["notification_id"] = str(draft.id)
        work.keep(
            notification=str(draft.id),
            method=self.method,
            packet_sha256=draft.packet_sha256,
            receipt_number=self.receipt_number,
        )

    def _advance(self, work: Work) -> None:
        reg = MACHINES["REG"]
        state = work.the_case.reg
        for event in ("start", "submit") if state != "returned" else ("amend",):
            if reg.allows(state, event):
                state = reg.next(state, event)
        work.learned.setdefault("states", {})["reg"] = state

    def _deliver(self, work: Work, draft: AuthorityNotification, packet: nvdb.NvdbPacket) -> None:
        authority = authority_for(work.organisation.id, Power.RECEIVE)
        if authority is None:
            raise InvalidAct(
                {
                    "method": _(
                        "No authority is on this node or on one that you have confirmed: file it by hand."
                    )
                }
            )
        content = {**packet.fields(), "title": work.title, "product": work.the_case.product,
                   "name": work.organisation.name_zh}  # fmt: skip
        first, about = _first_sent(draft), f"notification:{draft.id}"
        if first is not None:
            added = {"reference": str(first.id), "packet": packet.fields()}
            send_to(work, authority, "completion", added, about=about, thread=first.id, discloses=True)
            return
        origin = {
            "organisation": str(work.organisation.id),
            "name": work.organisation.name_zh,
            "size": work.organisation.size,
            "case": str(work.the_case.id),
            "reference": str(draft.id),
            "sent_at": work.at.isoformat(),
            "limit_at": _limit(work),
        }
        matter = {"kind": "notification", "said": content, "origin": origin}
        send_to(work, authority, "matter", matter, about=about, thread=draft.id, discloses=True)


def _first_sent(draft: AuthorityNotification) -> AuthorityNotification | None:
    """The packet delivered by a node that this one completes, however many lie between; None if there is none."""
    earlier = draft.supplements
    while earlier is not None and earlier.supplements is not None:
        earlier = earlier.supplements
    return earlier if earlier is not None and earlier.method == "node" else None


def _limit(work: Work) -> str | None:
    """The end of the two days under the reading that the vendor relies on."""
    duty = next((duty for duty in work.duties if duty.duty_id == TWO_DAYS), None)
    return duty.due_at.isoformat() if duty and duty.due_at else None


@dataclass(frozen=True, kw_only=True)
class RecordOfficialReceipt(CaseAct, title=_("Record the official receipt"), right=Right.CASEWORK):
    """What came back from the platform: its number and moment."""

    notification_id: UUID = asked(_("Notification"), widget="hidden")
    receipt_number: str = asked(_("Receipt number"), longest=80)
    received_at: datetime | None = asked(_("When it came"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        sent = AuthorityNotification.objects.filter(id=self.notification_id, case=work.case).first()
        if sent is None or sent.submitted_at is None:
            raise InvalidAct({"notification_id": _("Nothing was submitted under this notification.")})
        if not self.receipt_number.strip():
            raise InvalidAct({"receipt_number": _("Enter the number on the receipt.")})
        sent.state, sent.receipt_number = "acknowledged", self.receipt_number.strip()
        sent.receipt_at = receipt_came(work, self.received_at, sent.submitted_at)
        sent.save()
        if MACHINES["REG"].allows(work.the_case.reg, "acknowledge"):
            work.step("REG", "acknowledge")
        work.keep(notification=str(sent.id), receipt_number=sent.receipt_number)


@dataclass(frozen=True, kw_only=True)
class RecordJointAssessment(
    CaseAct, title=_("Record the joint assessment with the vendor"), right=Right.RELEASE
):
    """The first gate of early publication (Article 9(1)): assessed and consulted together, dissent included."""

    text: str = asked(_("What was assessed, by whom, with what result"), widget="textarea")
    vendor_dissents: bool = asked(_("The vendor dissents"), widget="check", default=False)

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Write what was assessed and by whom.")})
        work.fact("assessed_jointly_with_vendor", True)
        work.fact("vendor_dissents", self.vendor_dissents)
        work.conceal(text=self.text)


MINISTRIES = [
    ("miit", _("Ministry of Industry and Information Technology")),
    ("mps", _("Ministry of Public Security")),
]


@dataclass(frozen=True, kw_only=True)
class ReportToMinistry(CaseAct, title=_("Record a report to a ministry"), right=Right.RELEASE):
    """The second gate of early publication (Article 9(1)): both ministries are told."""

    ministry: str = asked(_("Ministry"), widget="choice", choices=MINISTRIES)
    reference: str = asked(_("Reference"), hint=_("Number or means by which the report can be found"))

    def do(self, work: Work) -> None:
        if self.ministry not in dict(MINISTRIES) or not self.reference.strip():
            raise InvalidAct({"reference": _("Name the ministry and the reference of the report.")})
        work.fact(f"reported_to_{self.ministry}", True, evidence=self.reference)
        work.keep(ministry=self.ministry, reference=self.reference)


DECISIONS = [
    ("authorities_assessment:done_no_objection", _("Assessment by the ministries: no objection")),
    ("authorities_assessment:done_objection", _("Assessment by the ministries: objection")),
    ("mps_consent:true", _("Consent of the Ministry of Public Security")),
]


@dataclass(frozen=True, kw_only=True)
class RecordOfficialDecision(CaseAct, title=_("Record an official decision"), right=Right.RELEASE):
    """An official fact: a document with number and hash, entered by a named person; never a tick-box (DECISIONS 6)."""

    decision: str = asked(_("Decision"), widget="choice", choices=DECISIONS)
    number: str = asked(_("Document number"))
    valid_until: datetime | None = asked(
        _("Valid until"), hint=_("A consent is given for one event"), widget="instant", default=None
    )
    attachments: tuple[Blob, ...] = asked(_("The document"), widget="file", default=())

    def do(self, work: Work) -> None:
        errors: dict[str, Any] = {}
        if self.decision not in dict(DECISIONS):
            errors["decision"] = _("Choose the decision.")
        if not self.number.strip():
            errors["number"] = _("An official decision has a number.")
        if self.decision == "mps_consent:true" and (self.valid_until is None or self.valid_until <= work.at):
            errors["valid_until"] = _("Until when does the consent hold?")
        if not self.attachments:
            errors["attachments"] = _("Attach the document itself.")
        if errors:
            raise InvalidAct(errors)
        first = Attachment.objects.filter(case=work.case).count() + 1
        rows = [
            attached(work, blob, first + offset, purpose="document")
            for offset, blob in enumerate(self.attachments)
        ]
        Attachment.objects.bulk_create(rows)
        name, _sep, value = self.decision.partition(":")
        work.fact(
            name,
            True if value == "true" else value,
            kind=FactKind.OFFICIAL,
            source=self.number,
            evidence=self.attachments[0].sha256,
            until=self.valid_until,
        )
        work.keep(decision=self.decision, number=self.number, document=self.attachments[0].sha256)
