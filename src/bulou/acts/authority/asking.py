"""What a case asks of authorities: the assessment of Article 9(1), the consent of Article 9(6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text
from bulou.acts.work import Work
from bulou.law.competence import Power, competence, competent
from bulou.records.houses import House, authorities, authority_for
from bulou.records.models import OfficialRequest

BY_HAND = _(
    "No such authority is on this node or on one that you have confirmed: report to it by hand and record its decision with its document."
)
OPEN = _("A request of this kind is open already.")


@dataclass(frozen=True, kw_only=True)
class RequestAssessment(CaseAct, title=_("Ask for an assessment of early publication"), right=Right.RELEASE):
    """Article 9(1): both ministries are told and organise the assessment; one of them leads and decides when all have spoken."""

    text: str = asked(
        _("Why it is necessary to publish before the vendor's remedy"),
        hint=_("What was assessed and discussed with the vendor goes along as you recorded it"),
        widget="textarea",
    )
    planned_at: datetime | None = asked(_("Planned publication"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        demand_text(self.text)
        houses = [each for each in authorities(work.organisation.id) if competent(each.bodies, Power.ASSESS)]
        bodies = competence(Power.ASSESS).bodies
        lacking = [body for body in bodies if not any(body in each.bodies for each in houses)]
        if lacking:
            raise InvalidAct({"text": BY_HAND})
        chosen = {body: next(each for each in houses if body in each.bodies) for body in bodies}
        planned = self.planned_at.isoformat() if self.planned_at else None
        joint = work.the_case.facts.get("assessed_jointly_with_vendor", {}).get("value") is True
        dissent = work.the_case.facts.get("vendor_dissents", {}).get("value")
        more = {"planned_at": planned, "assessed_jointly_with_vendor": joint, "vendor_dissents": dissent}
        _ask(work, "assessment", list(chosen.values()), self.text, more)


@dataclass(frozen=True, kw_only=True)
class RequestConsent(CaseAct, title=_("Ask for consent during a major event"), right=Right.RELEASE):
    """Article 9(6): during a major event the Ministry of Public Security must consent before anything is published."""

    text: str = asked(_("What is to be published, and why during the event"), widget="textarea")
    planned_at: datetime | None = asked(_("Planned publication"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        demand_text(self.text)
        house = authority_for(work.organisation.id, Power.CONSENT)
        if house is None:
            raise InvalidAct({"text": BY_HAND})
        planned = self.planned_at.isoformat() if self.planned_at else None
        _ask(work, "consent", [house], self.text, {"planned_at": planned})


def _ask(work: Work, kind: str, houses: list[House], text: str, more: dict[str, Any]) -> None:
    """Send the same request to each of these once; the first of them leads."""
    if OfficialRequest.objects.filter(case=work.case, kind=kind, decided_at=None).exists():
        raise InvalidAct({"text": OPEN})
    row = OfficialRequest.objects.create(id=uuid4(), case=work.the_case, kind=kind, asked_at=work.at)
    case = work.the_case
    said = {
        "title": work.title,
        "product": case.product,
        "versions": case.versions,
        "name": work.organisation.name_zh,
        "steps": text,
        **more,
    }
    origin = {
        "organisation": str(work.organisation.id),
        "name": work.organisation.name_zh,
        "case": str(case.id),
        "reference": str(row.id),
        "lead": str(houses[0].id),
        "sent_at": work.at.isoformat(),
    }
    for house in dict.fromkeys(houses):
        matter = {"kind": kind, "said": said, "origin": origin}
        send_to(work, house, "matter", matter, thread=row.id, discloses=True)
    work.ids["request_id"] = str(row.id)
    work.keep(request=str(row.id), request_kind=kind, authorities=[str(each.id) for each in houses])
    work.conceal(text=text)
