"""The broken glass: a case opened in an emergency without need-to-know, told at once, reviewed by another afterwards (AC10)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.guarding.reading import log_reading, security_addresses
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right, standing
from bulou.acts.work import Work
from bulou.records.glass import owner_addresses
from bulou.records.models import BrokenGlass, Case
from bulou.records.read_log import OPENING

OPEN_FOR = timedelta(minutes=60)
REASONS = [
    ("due", _("A legal term is about to end and nobody with access can be reached")),
    ("exploited", _("The vulnerability is being exploited and nobody with access can be reached")),
    ("ordered", _("An authority demands an answer now")),
    ("failure", _("Access was lost through a fault or an accident")),
]
JUDGEMENTS = [("approved", _("Approve: it was needed")), ("objected", _("Object: it was not needed"))]


@dataclass(frozen=True, kw_only=True)
class BreakGlass(OrganisationAct, title=_("Break the glass"), right=Right.DESK):
    """Read one case for sixty minutes without having been let in. It is told at once to the case's owner and the security
    administrators, sealed, and reviewed afterwards. Nothing in the case can be changed by it.
    """

    number: str = asked(_("Number of the case"), longest=40)
    emergency: str = asked(_("Emergency"), widget="choice", choices=REASONS)
    grounds: str = asked(
        _("Grounds"),
        hint=_("What happened, whom you tried to reach. Sealed with the case."),
        widget="textarea",
    )

    def do(self, work: Work) -> None:
        wrong: dict[str, Any] = {}
        if work.by.person_id is None:
            wrong["number"] = _("A named person breaks the glass.")
        if self.emergency not in dict(REASONS):
            wrong["emergency"] = _("Choose the emergency.")
        if not self.grounds.strip():
            wrong["grounds"] = _("An emergency needs its grounds.")
        if wrong:
            raise InvalidAct(wrong)
        case = Case.objects.filter(organisation=work.organisation, number=self.number.strip()).first()
        if case is None:
            raise InvalidAct({"number": _("Your organisation has no case of this number.")})
        if standing(work.by, work.organisation, case).knows_case:
            raise InvalidAct({"number": _("This case is open to you already: read it in your list.")})
        work.case = case
        self._open(work, case)

    def _open(self, work: Work, case: Case) -> None:
        assert work.by.person_id is not None
        glass = BrokenGlass.objects.create(
            organisation=work.organisation,
            case=case,
            person_id=work.by.person_id,
            reason=self.emergency,
            broken_at=work.at,
            until=work.at + OPEN_FOR,
        )
        for address in {*owner_addresses(case), *security_addresses(work.organisation.id)}:
            work.send("mail", address, template="glass_broken", number=case.number)
        work.ids["glass"] = str(glass.id)
        work.keep(
            glass=str(glass.id), case=str(case.id), emergency=self.emergency, until=glass.until.isoformat()
        )
        work.conceal(grounds=self.grounds.strip())
        log_reading(work, OPENING, case=case)  # the glass is an alarm of its own


@dataclass(frozen=True, kw_only=True)
class ReviewGlass(OrganisationAct, title=_("Review a broken glass"), right=Right.SECURITY):
    """Another person says afterwards whether it was needed, without reading the case."""

    glass_id: UUID = asked(_("Opening"), widget="glass")
    judgement: str = asked(_("Judgement"), widget="choice", choices=JUDGEMENTS)
    remark: str = asked(_("Remark"), hint=_("Nothing of the vulnerability."), longest=500)

    def do(self, work: Work) -> None:
        if self.judgement not in dict(JUDGEMENTS):
            raise InvalidAct({"judgement": _("Choose a judgement.")})
        if not self.remark.strip():
            raise InvalidAct({"remark": _("Say on what grounds.")})
        glass = BrokenGlass.objects.filter(
            id=self.glass_id, organisation=work.organisation, reviewed_at=None
        ).first()
        if glass is None:
            raise InvalidAct({"glass_id": _("There is no such opening, or it has been reviewed already.")})
        if work.by.person_id is None or glass.person_id == work.by.person_id:
            raise InvalidAct({"glass_id": _("Another named person reviews it.")})
        glass.reviewed_at, glass.reviewed_by_id = work.at, work.by.person_id
        glass.approved = self.judgement == "approved"
        glass.save(update_fields=["reviewed_at", "reviewed_by", "approved"])
        work.keep(glass=str(glass.id), judgement=self.judgement, remark=self.remark.strip())
