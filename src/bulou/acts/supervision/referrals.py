"""Referral: a confirmed finding goes to whoever decides on it, as a file that proves what it rests on."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.supervision.scope import SupervisingAct, named
from bulou.acts.work import Work
from bulou.records.models import ConfirmedFinding


@dataclass(frozen=True, kw_only=True)
class ReferFinding(SupervisingAct, title=_("Refer the finding"), right=Right.RELEASE):
    """The file holds the entries that the finding rests on, its confirmation and its orders, each with its proof; it ends with this very
    entry and is there for whoever took it for twelve hours.
    """

    finding_id: UUID = asked(_("Finding"), widget="finding")
    addressee: str = asked(_("Referred to"), hint=_("For example the public security organ"), longest=200)

    def do(self, work: Work) -> None:
        named(work)
        subject = self.subject(work)
        finding = ConfirmedFinding.objects.filter(
            id=self.finding_id, authority=work.organisation, subject=subject
        ).first()
        if finding is None:
            raise InvalidAct({"finding_id": _("Only a finding that was confirmed is referred.")})
        if not self.addressee.strip():
            raise InvalidAct({"addressee": _("This field is needed.")})
        work.ids["referral"] = str(work.head.length if work.head else 0)
        work.keep(subject=str(subject.id), finding=str(finding.id), addressee=self.addressee.strip())
