"""A contested grade: the reporter says why, the desk answers with grounds; somebody other than who graded, where there is one."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text, next_index
from bulou.acts.replying import tell_reporter
from bulou.acts.work import Work
from bulou.records.models import Appeal, Case, Entry, Grant, Office

OUTCOMES = [("kept", _("The grade stays")), ("changed", _("The grade was changed"))]


@dataclass(frozen=True, kw_only=True)
class ContestGrade(CaseAct, title=_("Contest the grade"), right=Right.REPORTER):
    """The reporter holds the grade to be wrong and says why; one at a time, and a grade that was kept stays kept."""

    text: str = asked(_("Grounds"), hint=_("Which part of the grade is wrong, and why"), widget="textarea")

    def do(self, work: Work) -> None:
        demand_text(self.text)
        case = work.the_case
        graded = last_grading(case)
        if graded is None or not (case.grade or case.cvss_vector):
            raise InvalidAct({"text": _("There is no grade yet.")})
        latest = Appeal.objects.filter(case=case).order_by("-index").first()
        if latest is not None and latest.answered_at is None:
            raise InvalidAct({"text": _("You have contested it already; the answer is still to come.")})
        if latest is not None and graded.index < latest.index:
            raise InvalidAct({"text": _("This grade was contested and answered. Write a message instead.")})
        row = Appeal.objects.create(
            case=case,
            grade=case.grade,
            graded_by=_actor(graded),
            made_at=work.at,
            index=next_index(work),
        )
        work.ids["appeal_id"] = str(row.id)
        work.keep(thread="public", appeal=str(row.id), grade=case.grade)
        work.conceal(text=self.text)


@dataclass(frozen=True, kw_only=True)
class AnswerAppeal(CaseAct, title=_("Answer the contested grade"), right=Right.CASEWORK):
    """The desk's answer, with grounds, which the reporter reads. Whoever graded leaves it to someone else, if there is one."""

    result: str = asked(_("Answer"), widget="choice", choices=OUTCOMES)
    text: str = asked(_("Grounds, as the reporter will read them"), widget="textarea")

    def barred(self, work: Work) -> Refusal | None:
        """Whoever graded does not judge their own grade while another person can."""
        row = Appeal.objects.filter(case=work.case, answered_at=None).first()
        if row is None or row.graded_by != work.by.key or not _others(work):
            return None
        return Refusal(
            Question.WHO,
            _("You graded it yourself, and someone else of your organisation can answer."),
            _("Ask another person who works on the case."),
        )

    def do(self, work: Work) -> None:
        row = Appeal.objects.filter(case=work.case, answered_at=None).first()
        if row is None:
            raise InvalidAct({"result": _("Nobody contests the grade.")})
        if self.result not in dict(OUTCOMES):
            raise InvalidAct({"result": _("Choose the answer.")})
        demand_text(self.text)
        graded = last_grading(work.the_case)
        if self.result == "changed" and (graded is None or graded.index < row.index):
            raise InvalidAct({"result": _("Grade it anew first; then say so.")})
        row.outcome, row.answered_at, row.answered_by = self.result, work.at, work.by.key
        row.answer_index = next_index(work)
        row.save(update_fields=["outcome", "answered_at", "answered_by", "answer_index"])
        work.keep(thread="public", appeal=str(row.id), result=self.result)
        work.conceal(text=self.text)
        tell_reporter(work, self.text)


def last_grading(case: Case) -> Entry | None:
    """The entry that sealed the case's grade as it is now; one query."""
    rows = Entry.objects.filter(stream=case.stream, payload__has_key="gbt_vector")
    return rows.order_by("-index").first()


def _actor(entry: Entry) -> str:
    return str(json.loads(entry.header)["actor"])


def _others(work: Work) -> bool:
    """Whether anyone but the actor may work on the case."""
    offices = Office.objects.filter(organisation=work.organisation, person__is_active=True, revoked_at=None)
    if work.by.person_id is not None:
        offices = offices.exclude(person_id=work.by.person_id)
    if offices.filter(kind=Office.Kind.LEAD).exists():
        return True
    granted = Grant.objects.filter(case=work.case, revoked_at=None).values("person_id")
    return offices.filter(kind=Office.Kind.HANDLER, person_id__in=granted).exists()
