"""What the worker does when time passes: duties change their standing, people are reminded, deliveries are noted."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.records.models import Duty, Notice


@dataclass(frozen=True, kw_only=True)
class NoteDuty(CaseAct, title=_("Note a duty's time"), right=Right.SYSTEM):
    """A live duty comes due within a day, within six hours, or is overdue; whoever handles the case is told."""

    duty_id: str
    stage: str

    def do(self, work: Work) -> None:
        Duty.objects.filter(case=work.case, duty_id=self.duty_id).update(reminded=self.stage)
        work.learned.setdefault("duties", {})[self.duty_id] = self.stage
        work.keep(duty=self.duty_id, stage=self.stage)
        if address := self._address(work):
            work.send("mail", address, template="duty", number=work.the_case.number,
                      duty=self.duty_id, stage=self.stage)  # fmt: skip

    def _address(self, work: Work) -> str:
        handler = work.the_case.handler
        return handler.email if handler and handler.is_active else work.organisation.contact_email


@dataclass(frozen=True, kw_only=True)
class NoteDelivery(CaseAct, title=_("Note a delivery"), right=Right.SYSTEM):
    """A notice has left, or could not be delivered; the NOTICE machine moves."""

    notice_id: str
    delivered: bool
    detail: str = ""

    def do(self, work: Work) -> None:
        notice = Notice.objects.filter(id=self.notice_id, case=work.case).first()
        event = "send" if self.delivered else "fail"
        if notice is not None and MACHINES["NOTICE"].allows(notice.state, event):
            notice.state = MACHINES["NOTICE"].next(notice.state, event)
            notice.sent_at = work.at if self.delivered else notice.sent_at
            notice.save(update_fields=["state", "sent_at"])
        work.keep(notice=self.notice_id, delivered=self.delivered, detail=self.detail)
