"""Findings follow from the journal; what a person does is to confirm one, and nothing follows before that."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.supervision.scope import SupervisingAct, named
from bulou.acts.work import Work
from bulou.records.models import ConfirmedFinding
from bulou.records.supervision import derived


@dataclass(frozen=True, kw_only=True)
class ConfirmFinding(SupervisingAct, title=_("Confirm the finding"), right=Right.RELEASE):
    """The finding is derived again here and now; what the journal does not bear out cannot be confirmed by anyone."""

    key: str = asked(_("Finding"), widget="hidden_text", longest=160)

    def do(self, work: Work) -> None:
        person = named(work)
        subject = self.subject(work)
        found = next((each for each in derived(subject, at=work.at) if each.key == self.key), None)
        if found is None:
            raise InvalidAct({"key": _("The journal does not bear this out: look at the findings again.")})
        if ConfirmedFinding.objects.filter(
            authority=work.organisation, subject=subject, key=self.key
        ).exists():
            raise InvalidAct({"key": _("It was confirmed already.")})
        row = ConfirmedFinding.objects.create(
            authority=work.organisation,
            subject=subject,
            rule=found.rule,
            key=found.key,
            norm=found.norm,
            evidence=[list(each) for each in found.evidence],
            occurred_at=found.occurred_at,
            confirmed_at=work.at,
            confirmed_by_id=person,
        )
        work.ids["finding_id"] = str(row.id)
        work.keep(
            subject=str(subject.id),
            finding=str(row.id),
            rule=row.rule,
            key=row.key,
            norm=row.norm,
            evidence=row.evidence,
        )
