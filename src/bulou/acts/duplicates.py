"""One vulnerability, several reports: a later report is marked as repeating an earlier one, or as another vulnerability.

Both reports stay with their reporter, their dates and their credit. The earlier report's clock runs on from the first
knowledge; nothing here begins or ends a duty. The second reporter learns that it is a duplicate, and nothing of the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.replying import tell_reporter
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.law import Conduct, Fact
from bulou.records.listing import case_in
from bulou.records.models import Advisory, Case, Comparison, KnownVulnerability, Report

TOLD = _("Your report describes a vulnerability that we already know of: it is a duplicate. Its date and your credit are kept.")  # fmt: skip
NO_CASE = _("There is no such case of your organisation. Give its number, such as QY-2026-ABCD-EFGH.")


@dataclass(frozen=True, kw_only=True)
class MarkDuplicate(CaseAct, title=_("Mark as a duplicate"), right=Right.CASEWORK, conduct=Conduct.DECLINE):
    """This report repeats an earlier one of the same organisation. It is valid and deferred, never invalid (§4.1)."""

    original: str = asked(
        _("The earlier case"), hint=_("Its number. The reporter learns nothing of it."), longest=40
    )

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        """That it is a duplicate, which is what is being said."""
        return {"duplicate_report": Fact(True, source=work.source)}

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        state = work.the_case.rm
        if state == "deferred":
            return []
        return [("RM", state, "validate" if state in ("received", "invalid") else "defer")]

    def do(self, work: Work) -> None:
        case = work.the_case
        original = self._original(work)
        if case.rm in ("received", "invalid"):
            work.step("RM", "validate")
            work.learned["states"]["rm"] = MACHINES["RM"].next("valid", "defer")
        elif case.rm != "deferred":
            work.step("RM", "defer")
        Comparison.objects.filter(case=case, other=original).delete()
        Comparison.objects.create(case=case, other=original, answer=Comparison.Answer.DUPLICATE, at=work.at)
        work.event("reporter_answered")
        told = _to_reporter(case)
        work.keep(thread="public")
        work.conceal(text=told, original=str(original.id))
        tell_reporter(work, told)

    def _original(self, work: Work) -> Case:
        """The case that this one repeats. Raises InvalidAct, the same for what is not there and what one may not know."""
        found = _case(work, self.original)
        if found is None:
            raise InvalidAct({"original": NO_CASE})
        if (found.received_at, found.id) >= (work.the_case.received_at, work.the_case.id):
            wrong = _(
                "That report came later: mark it as the duplicate of this one, so that the first date stays."
            )
            raise InvalidAct({"original": wrong})
        repeated = Comparison.objects.filter(answer=Comparison.Answer.DUPLICATE)
        if repeated.filter(case=work.case).exists():
            raise InvalidAct(
                {"original": _("This report is marked as a duplicate already. Take that back first.")}
            )
        if repeated.filter(case=found).exists() or repeated.filter(other=work.case).exists():
            raise InvalidAct({"original": _("A duplicate has no duplicates: name the first report of all.")})
        return found


@dataclass(frozen=True, kw_only=True)
class UnmarkDuplicate(CaseAct, title=_("Take back that it is a duplicate"), right=Right.CASEWORK):
    """It was not one after all: the case goes on by itself, and is taken up again where it was deferred."""

    reason: str = asked(_("Reason"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.reason.strip():
            raise InvalidAct({"reason": _("Say why.")})
        link = Comparison.objects.filter(case=work.case, answer=Comparison.Answer.DUPLICATE).first()
        if link is None:
            raise InvalidAct({"reason": _("This report is not marked as a duplicate.")})
        if work.the_case.rm == "deferred":
            work.step("RM", "accept")
        link.delete()
        work.conceal(text=self.reason, original=str(link.other_id))


@dataclass(frozen=True, kw_only=True)
class MarkDifferent(CaseAct, title=_("Say that it is another vulnerability"), right=Right.CASEWORK):
    """What looked like this case is something else; it is not shown beside it again."""

    reference: str = asked(
        _("What it is not"), hint=_("The number of a case, an advisory, or a CVE"), longest=60
    )

    def do(self, work: Work) -> None:
        of = self._of(work)
        if of is None:
            raise InvalidAct({"reference": _("Nothing with this number can be compared with the case.")})
        known = Comparison.objects.filter(case=work.case, **of).first()
        if known is not None and known.answer == Comparison.Answer.DUPLICATE:
            raise InvalidAct(
                {"reference": _("This report is marked as a duplicate already. Take that back first.")}
            )
        if known is None:
            Comparison.objects.create(
                case=work.the_case, answer=Comparison.Answer.DIFFERENT, at=work.at, **of
            )
        work.conceal(reference=self.reference)

    def _of(self, work: Work) -> dict[str, UUID | int] | None:
        """What is compared, by the column of its kind; None for what this person may not know."""
        reference = self.reference.strip()
        known = (
            KnownVulnerability.objects.filter(identifier=reference.upper())
            .values_list("id", flat=True)
            .first()
        )
        if known is not None:
            return {"known_id": known}
        published = Advisory.objects.filter(number=reference, published_at__isnull=False).exclude(
            case=work.case
        )
        advisory = published.values_list("id", flat=True).first()
        if advisory is not None:
            return {"advisory_id": advisory}
        case = _case(work, reference)
        return {"other_id": case.id} if case is not None and case.id != work.the_case.id else None


def _case(work: Work, reference: str) -> Case | None:
    """A case of the same organisation that exists for whoever acts."""
    if work.by.person_id is None:
        return None
    found = case_in(work.by.person_id, work.organisation.id, reference.strip())
    return Case.objects.filter(id=found[0]).first() if found else None


def _to_reporter(case: Case) -> str:
    """The words for the reporter, in the language of their report; they hold nothing of the other one."""
    language = Report.objects.filter(case=case).values_list("language", flat=True).first() or "zh-hans"
    with override(language):
        return str(TOLD)
