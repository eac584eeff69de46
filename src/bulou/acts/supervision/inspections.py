"""An authority reads the reception log of an organisation it supervises: sealed on its side, and on the other's too."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.supervision.scope import SupervisingAct, named
from bulou.acts.work import Work
from bulou.law.competence import Power, competent
from bulou.records.houses import house


@dataclass(frozen=True, kw_only=True)
class InspectSupervised(SupervisingAct, title=_("Inspect a reception log"), right=Right.RELEASE):
    """The rows of a period, never what was reported; open for twelve hours to whoever inspects. The organisation is told."""

    grounds: str = asked(_("Grounds"), hint=_("For example the number of the letter"), longest=300)
    first: date = asked(_("First day"), widget="date")
    last: date = asked(_("Last day"), widget="date")

    def do(self, work: Work) -> None:
        person = named(work)
        subject = self.subject(work)
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        if self.first > self.last:
            raise InvalidAct({"last": _("The last day is before the first.")})
        index = work.head.length if work.head else 0
        work.ids["inspection"] = str(index)
        days = {"first": str(self.first), "last": str(self.last)}
        work.keep(subject=str(subject.id), mandate=self.grounds.strip(), **days)
        said = {"sender": str(work.organisation.id), "person": str(person), "grounds": self.grounds.strip()}
        send_to(work, subject.id, "inspection", said | days, thread=uuid4())


@dataclass(frozen=True, kw_only=True)
class ReceiveInspection(OrganisationAct, title=_("Learn of an inspection"), right=Right.SYSTEM):
    """The reception log was inspected by an authority: who, on what grounds, which days."""

    sender: UUID
    person: UUID
    grounds: str
    first: date
    last: date

    def do(self, work: Work) -> None:
        sender = house(work.organisation.id, self.sender)
        if sender is None or not competent(sender.bodies, Power.SUPERVISE):
            raise InvalidAct({"sender": _("Only an authority that supervises inspects.")})
        work.keep(sender=str(self.sender), person=str(self.person), mandate=self.grounds,
                  first=str(self.first), last=str(self.last))  # fmt: skip
