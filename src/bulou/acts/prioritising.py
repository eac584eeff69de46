"""SSVC on a case or on a system in use: the answers and what the table says of them, for the order of work. No duty and no
report hangs on it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import Act, CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.room import ImpactAct, with_note
from bulou.acts.work import Work
from bulou.severity import SeverityError, ssvc
from bulou.severity.ssvc import Decision, Label, Question, Table

UNDER_WAY = ("found", "verified", "mended", "accepted")


class _Said:
    """A label in the language of whoever reads it."""

    def __init__(self, label: Label) -> None:
        self._label = label

    def __str__(self) -> str:
        return self._label.zh if (get_language() or "").startswith("zh") else self._label.en


def _asks(question: Question) -> Any:
    choices = [(value, lazystr(_Said(label))) for value, label in question.values.items()]
    return asked(lazystr(_Said(question.asks)), widget="choice", choices=choices)


def _decision(table: Table, act: Act) -> tuple[dict[str, str], Decision]:
    answers = {question.name: getattr(act, question.name) for question in table.questions}
    try:
        return answers, ssvc.decide(table, answers)
    except SeverityError as error:
        raise InvalidAct({error.vector.partition(":")[0]: error}) from None


def _decided(work: Work, table: Table, act: CaseAct) -> None:
    answers, decision = _decision(table, act)
    case = work.the_case
    case.priority = decision.rank
    case.ssvc = {
        "table": table.name,
        "version": table.version,
        "answers": answers,
        "outcome": decision.outcome,
    }
    work.touch("priority", "ssvc")
    work.keep(**case.ssvc)


@dataclass(frozen=True, kw_only=True)
class PrioritiseAsVendor(CaseAct, title=_("Set the priority as vendor (SSVC)"), right=Right.CASEWORK):
    """CERT/CC's supplier table: in which order to mend. It never answers whether to report to the authorities."""

    exploitation: str = _asks(ssvc.EXPLOITATION)
    utility: str = _asks(ssvc.UTILITY)
    technical_impact: str = _asks(ssvc.TECHNICAL_IMPACT)
    public_safety_impact: str = _asks(ssvc.SAFETY)

    def do(self, work: Work) -> None:
        _decided(work, ssvc.SUPPLIER, self)


@dataclass(frozen=True, kw_only=True)
class PrioritiseAsCoordinator(
    CaseAct, title=_("Set the priority as coordinator (SSVC)"), right=Right.CASEWORK
):
    """CERT/CC's coordinator table: whether to coordinate. It never answers whether to report to the authorities."""

    report_public: str = _asks(ssvc.REPORT_PUBLIC)
    supplier_contacted: str = _asks(ssvc.CONTACTED)
    report_credibility: str = _asks(ssvc.CREDIBILITY)
    supplier_cardinality: str = _asks(ssvc.CARDINALITY)
    supplier_engagement: str = _asks(ssvc.ENGAGEMENT)
    utility: str = _asks(ssvc.UTILITY)
    public_safety_impact: str = _asks(ssvc.SAFETY)

    def do(self, work: Work) -> None:
        _decided(work, ssvc.COORDINATOR, self)


@dataclass(frozen=True, kw_only=True)
class PrioritiseImpact(ImpactAct, title=_("Set the order of mending (SSVC)"), right=Right.DESK):
    """CERT/CC's deployer table, for one system in use. Sealed is the outcome; the answers, which tell of the system, are kept
    encrypted with its notes. “In good time” of Article 8 is not measured by it.
    """

    exploitation: str = _asks(ssvc.EXPLOITATION)
    system_exposure: str = _asks(ssvc.EXPOSURE)
    automatable: str = _asks(ssvc.AUTOMATABLE)
    human_impact: str = _asks(ssvc.HUMAN_IMPACT)

    def do(self, work: Work) -> None:
        answers, decision = _decision(ssvc.DEPLOYER, self)
        row = self.the_impact(work)
        if row.state not in UNDER_WAY:
            raise InvalidAct({"impact_id": _("There is nothing left to mend.")})
        row.ssvc = decision.outcome
        row.notes_sealed = with_note(row, self.note.strip(), work, ssvc=answers)
        row.save(update_fields=["ssvc", "notes_sealed"])
        work.keep(
            impact=str(row.id), number=row.number, table=ssvc.DEPLOYER.name, version=ssvc.DEPLOYER.version,
            outcome=decision.outcome,
        )  # fmt: skip
