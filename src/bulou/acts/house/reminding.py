"""Reminders of what an organisation owes itself by a day, to whoever answers for it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.dues import stage_of
from bulou.records.models import ControlMeasure, HouseDue


@dataclass(frozen=True, kw_only=True)
class RemindOfDue(OrganisationAct, title=_("Remind of what is due in the house"), right=Right.SYSTEM):
    """Something the organisation owes itself comes due within a fortnight, or is overdue: each once, by mail without its content."""

    kind: str
    about: UUID
    stage: str

    def do(self, work: Work) -> None:
        rows = HouseDue.objects.filter(organisation=work.organisation, kind=self.kind, about=self.about)
        due = rows.first()
        if due is None or stage_of(due.due_at, work.at) != self.stage or due.reminded == self.stage:
            raise InvalidAct({"about": _("There is nothing to remind of.")})
        rows.update(reminded=self.stage)
        work.keep(due=self.kind, about=str(self.about), stage=self.stage)
        if address := self._address(work):
            work.send("mail", address, template="house_due", kind=self.kind, stage=self.stage)

    def _address(self, work: Work) -> str:
        measure = ControlMeasure.objects.filter(id=self.about).select_related("responsible").first()
        person = measure.responsible if measure else None
        return person.email if person and person.is_active else work.organisation.contact_email
