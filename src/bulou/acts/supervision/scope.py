"""Whom an authority supervises: begun and ended by a lead of it, on a basis that is named; the organisation is told."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.authority.matters import incompetent
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law.competence import Power
from bulou.records.models import Organisation, Supervision


@dataclass(frozen=True, kw_only=True)
class SupervisingAct(OrganisationAct):
    """An act of an authority toward one organisation."""

    subject_id: UUID = asked(_("Organisation"), widget="organisation")

    def subject(self, work: Work) -> Organisation:
        """The organisation, if this authority supervises it now. Raises InvalidAct."""
        row = Supervision.objects.filter(
            authority=work.organisation, subject_id=self.subject_id, ended_at=None
        ).select_related("subject")
        found = row.first()
        if found is None or not work.organisation.is_authority:
            raise InvalidAct({"subject_id": _("Your organisation does not supervise this one.")})
        return found.subject


@dataclass(frozen=True, kw_only=True)
class BeginSupervision(SupervisingAct, title=_("Begin supervision"), right=Right.RELEASE):
    """From now on this authority sees the timings of that organisation's duties, and nothing that was written in a case."""

    basis: str = asked(_("Basis"), hint=_("The article or document that gives the competence"), longest=200)

    def barred(self, work: Work) -> Refusal | None:
        """The competence table: a centre that only receives supervises nobody."""
        return incompetent(work.organisation, Power.SUPERVISE) if work.organisation.is_authority else None

    def do(self, work: Work) -> None:
        if not work.organisation.is_authority:
            raise InvalidAct({"subject_id": _("Only an authority supervises others.")})
        subject = Organisation.objects.filter(id=self.subject_id, is_authority=False).first()
        if subject is None:
            raise InvalidAct({"subject_id": _("Choose an organisation of this node.")})
        if not self.basis.strip():
            raise InvalidAct({"basis": _("Name the basis.")})
        live = Supervision.objects.filter(authority=work.organisation, subject=subject, ended_at=None)
        if live.exists():
            raise InvalidAct({"subject_id": _("It is supervised already.")})
        Supervision.objects.create(
            authority=work.organisation, subject=subject, basis=self.basis.strip(), begun_at=work.at
        )
        work.keep(subject=str(subject.id), basis=self.basis.strip())


@dataclass(frozen=True, kw_only=True)
class EndSupervision(SupervisingAct, title=_("End supervision"), right=Right.RELEASE):
    """What was confirmed and ordered stays; nothing more is seen."""

    def do(self, work: Work) -> None:
        subject = self.subject(work)
        live = Supervision.objects.filter(authority=work.organisation, subject=subject, ended_at=None)
        live.update(ended_at=work.at)
        work.keep(subject=str(subject.id))


def named(work: Work) -> UUID:
    """Who acts, by name: what has effect on another is never done by the node itself. Raises InvalidAct."""
    if work.by.person_id is None:
        raise InvalidAct({"subject_id": _("A named person does this, never the node itself.")})
    return work.by.person_id
