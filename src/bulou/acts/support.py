"""Technical support (Article 7(3)): a recipient asks from its notice, the desk answers, and it is followed to its end.

Questions and answers stand encrypted in the notice's own stream; the mails that announce them hold a link alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulou.acts.act import NoticeAct, OrganisationAct, asked
from bulou.acts.answering import RecipientAct, of_a_mailing
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.records import notice_list
from bulou.records.models import Office, Support, SupportTarget

LONGEST = 20_000
MOST_HOURS = 720
SATISFIED = [
    ("", pgettext_lazy("satisfaction", "No answer")),
    ("3", pgettext_lazy("satisfaction", "It helped")),
    ("2", pgettext_lazy("satisfaction", "It helped in part")),
    ("1", pgettext_lazy("satisfaction", "It did not help")),
]


@dataclass(frozen=True, kw_only=True)
class AskSupport(RecipientAct, title=_("Ask for technical support"), right=Right.RECIPIENT):
    """The first question opens the thread; a later one goes on with it, or opens it again."""

    text: str = asked(_("Your question"), widget="textarea", longest=LONGEST)

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        state = Support.objects.filter(notice_id=self.notice_id).values_list("state", flat=True).first()
        return [("SUPPORT", state, _asking(state))] if state else []

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Write something first.")})
        thread = Support.objects.select_for_update(of=("self",)).filter(notice_id=self.notice_id).first()
        if thread is None:
            thread = Support(notice_id=self.notice_id, case=work.the_case, opened_at=work.at)
            thread.state = MACHINES["SUPPORT"].initial
        else:
            thread.state = MACHINES["SUPPORT"].next(thread.state, _asking(thread.state))
        if thread.waiting_since is None:
            hours, _person = notice_list.target(work.organisation.id)
            thread.waiting_since, thread.due_at = work.at, work.at + timedelta(hours=hours)
            thread.escalated_at = None
        thread.closed_at = None
        thread.save()
        work.conceal(text=self.text)
        handler = work.the_case.handler
        to = handler.email if handler and handler.is_active else work.organisation.contact_email
        if to:
            work.send("mail", to, template="support_asked", number=work.the_case.number)


@dataclass(frozen=True, kw_only=True)
class CloseSupport(RecipientAct, title=_("Close the support thread"), right=Right.RECIPIENT):
    """The recipient says that it is done with it, and whether it helped. A further question opens it again."""

    satisfaction: str = asked(_("Did it help?"), widget="choice", choices=SATISFIED, default="")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("SUPPORT", _state(self.notice_id), "close")]

    def do(self, work: Work) -> None:
        thread = _thread(self.notice_id)
        _move(thread, "close", work.at)
        thread.satisfaction = int(self.satisfaction) if self.satisfaction else None
        thread.save()
        work.keep(satisfaction=self.satisfaction)


@dataclass(frozen=True, kw_only=True)
class DeskSupportAct(NoticeAct):
    """An act of the desk on a recipient's thread."""

    def begin(self, work: Work) -> bool:
        found = of_a_mailing(work, self.notice_id)
        return found is not None and Support.objects.filter(notice=found).exists()


@dataclass(frozen=True, kw_only=True)
class AnswerSupport(DeskSupportAct, title=_("Answer a support question"), right=Right.CASEWORK):
    """The answer stands on the recipient's own page; a mail with a link tells them so."""

    text: str = asked(_("Answer"), widget="textarea", longest=LONGEST)
    solves: bool = asked(_("This ought to solve it"), widget="check", default=False)

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("SUPPORT", _state(self.notice_id), "answer")]

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Write something first.")})
        thread = _thread(self.notice_id)
        _move(thread, "answer", work.at)
        if self.solves:
            _move(thread, "solve", work.at)
        thread.first_answer_at = thread.first_answer_at or work.at
        thread.save()
        work.keep(solves=self.solves)
        work.conceal(text=self.text)
        work.send(
            "recipient",
            "",
            template="support_answered",
            recipient=str(self.notice_id),
            number=work.the_case.number,
        )


@dataclass(frozen=True, kw_only=True)
class SolveSupport(DeskSupportAct, title=_("Mark a support thread as solved"), right=Right.CASEWORK):
    """It was solved another way, by telephone for example; the recipient may open it again."""

    text: str = asked(_("How"), widget="textarea", longest=LONGEST)

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("SUPPORT", _state(self.notice_id), "solve")]

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Say how it was solved.")})
        thread = _thread(self.notice_id)
        _move(thread, "solve", work.at)
        thread.save()
        work.conceal(text=self.text)


@dataclass(frozen=True, kw_only=True)
class EscalateSupport(DeskSupportAct, title=_("Escalate an unanswered question"), right=Right.SYSTEM):
    """A question has waited longer than the organisation means to let it: a named person is told. The mail holds no content."""

    def do(self, work: Work) -> None:
        thread = _thread(self.notice_id)
        if thread.due_at is None or thread.due_at > work.at or thread.escalated_at is not None:
            raise InvalidAct({"notice_id": _("Nothing is overdue here.")})
        _hours, person = notice_list.target(work.organisation.id)
        thread.escalated_at, thread.escalated_to = work.at, person
        thread.save()
        to = person.email if person and person.is_active else work.organisation.contact_email
        if to:
            work.send("mail", to, template="support_overdue", number=work.the_case.number)
        work.keep(person=str(person.id) if person else None, waiting_since=_iso(thread.waiting_since))


@dataclass(frozen=True, kw_only=True)
class SetSupportTarget(OrganisationAct, title=_("Set the target for support"), right=Right.RELEASE):
    """Within how many hours questions are to be answered, and who is told when one is not. It holds for later questions."""

    hours: str = asked(_("Hours until an answer"), longest=4, default="48")
    person_id: UUID | None = asked(_("Who is told when it is missed"), widget="person", default=None)

    def do(self, work: Work) -> None:
        hours = int(self.hours) if self.hours.isascii() and self.hours.isdecimal() else 0
        if not 1 <= hours <= MOST_HOURS:
            raise InvalidAct({"hours": _("A whole number of hours from 1 to 720.")})
        held = Office.objects.filter(organisation=work.organisation, person=self.person_id, revoked_at=None)
        if self.person_id and not held.filter(kind__in=("lead", "handler")).exists():
            raise InvalidAct({"person_id": _("This person holds no desk office in your organisation.")})
        SupportTarget.objects.update_or_create(
            organisation=work.organisation, defaults={"hours": hours, "person_id": self.person_id}
        )
        work.keep(hours=hours, person=str(self.person_id) if self.person_id else None)


def _asking(state: str) -> str:
    return "reopen" if state in ("solved", "closed") else "ask"


def _state(notice_id: UUID) -> str:
    found = Support.objects.filter(notice_id=notice_id).values_list("state", flat=True).first()
    return found or "closed"  # none was ever opened: nothing but a question has its turn


def _thread(notice_id: UUID) -> Support:
    return Support.objects.select_for_update(of=("self",)).get(notice_id=notice_id)


def _move(thread: Support, event: str, at: datetime) -> None:
    """The thread after `event` (not saved): nobody waits for an answer any more."""
    thread.state = MACHINES["SUPPORT"].next(thread.state, event)
    thread.waiting_since = thread.due_at = None
    if thread.state == "solved":
        thread.solved_at = at
    if thread.state == "closed":
        thread.closed_at = at


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
