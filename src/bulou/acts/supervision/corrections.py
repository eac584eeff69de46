"""Correction orders (责令改正): issued on a confirmed finding, answered by the organisation, closed by a named person.

Each side holds its own row; what one does reaches the other through the outbox, and is applied there once.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.authority.matters import incompetent
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.supervision.scope import SupervisingAct, named
from bulou.acts.work import Work
from bulou.law.competence import BY_THE_POLICE, competent, ordering
from bulou.records.facts import law_role
from bulou.records.houses import house
from bulou.records.models import ConfirmedFinding, Correction
from bulou.records.sealed import node_key
from bulou.records.supervision import said_in

PARTS = ("issued", "answered", "closed")
COLUMNS = {"issued": "text_sealed", "answered": "answer_sealed", "closed": "closing_sealed"}


@dataclass(frozen=True, kw_only=True)
class IssueCorrection(SupervisingAct, title=_("Order a correction"), right=Right.RELEASE):
    """What has to be put right by when; it rests on a finding that a person confirmed."""

    finding_id: UUID = asked(_("Finding"), widget="finding")
    number: str = asked(_("Document number"), longest=80)
    text: str = asked(_("What has to be corrected"), widget="textarea")
    due_at: datetime = asked(_("Until when"), widget="instant")

    def barred(self, work: Work) -> Refusal | None:
        """The competence table: whose the order is depends on what was breached, and by whom."""
        finding = self._finding(work)
        if finding is None:
            return None
        powers = ordering(finding.norm, map(law_role, finding.subject.roles))
        return incompetent(work.organisation, *powers) if powers else _nobody_orders()

    def _finding(self, work: Work) -> ConfirmedFinding | None:
        rows = ConfirmedFinding.objects.filter(id=self.finding_id, authority=work.organisation)
        return rows.filter(subject_id=self.subject_id).select_related("subject").first()

    def do(self, work: Work) -> None:
        named(work)
        subject, finding = self.subject(work), self._finding(work)
        if finding is None:
            raise InvalidAct({"finding_id": _("An order rests on a finding that was confirmed.")})
        if not self.number.strip() or not self.text.strip():
            raise InvalidAct(
                {
                    name: _("This field is needed.")
                    for name in ("number", "text")
                    if not getattr(self, name).strip()
                }
            )
        if self.due_at <= work.at:
            raise InvalidAct({"due_at": _("The deadline lies in the past.")})
        order = uuid4()
        known = {"number": self.number.strip(), "norm": finding.norm, "due_at": self.due_at}
        _begin(work, order, subject.id, self.text, issued=True, finding=finding, **known)
        work.ids["order"] = str(order)
        work.keep(subject=str(subject.id), finding=str(finding.id))
        tell(work, subject.id, order, "issued", self.text, **known)


@dataclass(frozen=True, kw_only=True)
class AnswerCorrection(OrganisationAct, title=_("Answer the correction order"), right=Right.RELEASE):
    """What was put right, when, and how it can be checked."""

    order: UUID = asked(_("Order"), widget="correction")
    text: str = asked(_("What was done"), widget="textarea")

    def do(self, work: Work) -> None:
        row = _held(work, self.order, issued=False)
        if row.state != "issued":
            raise InvalidAct({"order": _("It was answered already.")})
        _write(work, row, "answered", self.text)
        tell(work, row.other_id, row.order, "answered", self.text)


@dataclass(frozen=True, kw_only=True)
class CloseCorrection(SupervisingAct, title=_("Close the correction order"), right=Right.RELEASE):
    """A named person has looked at the answer, or at its absence, and ends the order."""

    order: UUID = asked(_("Order"), widget="correction")
    text: str = asked(_("With what result"), widget="textarea")

    def do(self, work: Work) -> None:
        named(work)
        row = _held(work, self.order, issued=True)
        if row.other_id != self.subject(work).id:
            raise InvalidAct({"order": _("No such order is open here.")})
        _write(work, row, "closed", self.text)
        tell(work, row.other_id, row.order, "closed", self.text)


@dataclass(frozen=True, kw_only=True)
class ReceiveCorrection(OrganisationAct, title=_("Receive word of a correction order"), right=Right.SYSTEM):
    """An order, its answer or its end arrives from the other side; delivered again it changes nothing."""

    order: UUID
    part: str
    sender: UUID
    text: str
    number: str = field(default="", metadata={"longest": 80})
    norm: str = field(default="", metadata={"longest": 40})
    due_at: datetime | None = None

    def do(self, work: Work) -> None:
        if self.part not in PARTS:
            raise InvalidAct({"part": _("No such step.")})
        row = Correction.objects.filter(holder=work.organisation, order=self.order).first()
        if self.part == "issued":
            self._issued(work, row)
        elif row is None or row.other_id != self.sender or (self.part == "answered") is not row.issued:
            raise InvalidAct({"order": _("No such order is open here.")})
        elif getattr(row, COLUMNS[self.part]) is None:
            _write(work, row, self.part, self.text)
        work.keep(part=self.part, order=str(self.order), sender=str(self.sender))

    def _issued(self, work: Work, row: Correction | None) -> None:
        sender = house(work.organisation.id, self.sender)
        powers = ordering(self.norm, map(law_role, work.organisation.roles))
        may = sender is not None and any(competent(sender.bodies, power) for power in powers)
        if not may or self.due_at is None:
            raise InvalidAct({"sender": _("Only an authority that is competent for you orders corrections.")})
        if row is None:
            known: dict[str, Any] = {"number": self.number, "norm": self.norm, "due_at": self.due_at}
            _begin(work, self.order, self.sender, self.text, issued=False, finding=None, **known)
        elif row.issued or row.other_id != self.sender:
            raise InvalidAct({"order": _("No such order is open here.")})


def _nobody_orders() -> Refusal:
    return Refusal(
        Question.WHO,
        _("No article of the Provisions has anyone order a correction of this."),
        _("Refer the finding to the public security organ."),
        BY_THE_POLICE,
    )


def _begin(work: Work, order: UUID, other: UUID, text: str, **known: Any) -> None:
    Correction.objects.create(
        order=order,
        holder=work.organisation,
        other_id=other,
        text_sealed=node_key().close(text.encode(), said_in(work.organisation.id, order, "issued")),
        issued_at=work.at,
        **known,
    )
    work.keep(order=str(order), text_sha256=_hash(text), number=known["number"], norm=known["norm"],
              due_at=known["due_at"].isoformat())  # fmt: skip


def _held(work: Work, order: UUID, *, issued: bool) -> Correction:
    row = Correction.objects.filter(holder=work.organisation, order=order, issued=issued).first()
    if row is None or row.state == "closed":
        raise InvalidAct({"order": _("No such order is open here.")})
    return row


def _write(work: Work, row: Correction, part: str, text: str) -> None:
    if not text.strip():
        raise InvalidAct({"text": _("Write something first.")})
    setattr(row, COLUMNS[part], node_key().close(text.encode(), said_in(row.holder_id, row.order, part)))
    setattr(row, f"{part}_at", work.at)
    row.state = max(row.state, part, key=PARTS.index)  # an answer that comes after the end does not reopen it
    row.save(update_fields=[COLUMNS[part], f"{part}_at", "state"])
    work.keep(order=str(row.order), text_sha256=_hash(text))


def tell(work: Work, to: UUID, order: UUID, part: str, text: str, **known: Any) -> None:
    """Send the other side what was done, through the outbox."""
    body = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in known.items()
    }
    said = {"order": str(order), "part": part, "text": text, "sender": str(work.organisation.id)}
    send_to(work, to, "correction", said | body, thread=order)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
