"""Incidents of the register: a leak or an unlawful publication that is suspected, what was done, and what it turned out to be."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.house.measures import measure_in_force
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.controls import sealed_in
from bulou.records.models import ControlIncident
from bulou.records.sealed import node_key

SUSPECTED = [
    ("leak", _("Vulnerability information has leaked")),
    ("publication", _("Something was published unlawfully")),
]
FOUND = [
    ("confirmed", _("It did happen")),
    ("unfounded", _("It did not happen")),
    ("unclear", _("It could not be cleared up")),
]


@dataclass(frozen=True, kw_only=True)
class EnterIncident(OrganisationAct, title=_("Enter an incident"), right=Right.DESK):
    """A suspicion, entered as soon as it is known: nobody is accused, and nothing is decided yet."""

    suspected: str = asked(_("What is suspected"), widget="choice", choices=SUSPECTED)
    text: str = asked(
        _("What is known"),
        hint=_("Name a case by its number only: this register is read by people who may not know the case"),
        widget="textarea",
    )
    learned_at: datetime | None = asked(_("Known since"), widget="instant", default=None)
    measure_id: UUID | None = asked(
        _("Measure that should have prevented it"), widget="measure", default=None
    )

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("This field is needed.")})
        learned = self.learned_at or work.at
        if learned > work.at:
            raise InvalidAct({"learned_at": _("This has not happened yet.")})
        measure = measure_in_force(work, self.measure_id) if self.measure_id else None
        incident = ControlIncident(
            organisation=work.organisation,
            number=ControlIncident.objects.filter(organisation=work.organisation).count() + 1,
            suspected=self.suspected,
            measure=measure,
            learned_at=learned,
            entered_at=work.at,
            index=work.head.length if work.head else 0,
        )
        incident.text_sealed = node_key().close(self.text.encode(), sealed_in(incident.id, "text"))
        incident.save()
        work.event_at = learned
        work.ids["incident_id"] = str(incident.id)
        work.keep(
            incident=str(incident.id),
            number=incident.number,
            suspected=self.suspected,
            measure=str(self.measure_id or ""),
            text_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
        )


@dataclass(frozen=True, kw_only=True)
class CloseIncident(OrganisationAct, title=_("Close the incident"), right=Right.RELEASE):
    """What it turned out to be and what was done; from a leak that did happen the law draws its own answer (Article 11)."""

    incident_id: UUID | None = asked(_("Incident"), widget="incident", default=None)
    found: str = asked(_("What it turned out to be"), widget="choice", choices=FOUND)
    text: str = asked(_("What was done"), widget="textarea")

    def do(self, work: Work) -> None:
        rows = ControlIncident.objects.filter(organisation=work.organisation, closed_at=None)
        incident = rows.filter(id=self.incident_id).first() if self.incident_id else None
        if incident is None:
            raise InvalidAct({"incident_id": _("No such incident is open here.")})
        if not self.text.strip():
            raise InvalidAct({"text": _("This field is needed.")})
        incident.found, incident.closed_at = self.found, work.at
        incident.done_sealed = node_key().close(self.text.encode(), sealed_in(incident.id, "done"))
        incident.save(update_fields=["found", "closed_at", "done_sealed"])
        work.keep(
            incident=str(incident.id),
            result=self.found,
            text_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
        )
