"""Taking evidence out of the house: an act, sealed in the case, naming who took it and for whom."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work

REDACTED_FOR = [
    ("authority", _("An authority: nothing that was written in the case, all that was decided")),
    ("organisation", _("Your own organisation or a court: everything that opens")),
    ("public", _("Anyone: acts, moments, answers of the law and hashes")),
]


@dataclass(frozen=True, kw_only=True)
class ExportEvidence(CaseAct, title=_("Take the evidence pack"), right=Right.RELEASE):
    """The pack holds the case up to this very entry, which names who took it; it is there for that person for twelve hours."""

    role: str = asked(_("For whom it is redacted"), widget="choice", choices=REDACTED_FOR)
    recipient: str = asked(_("Who receives it"), hint=_("As it will be asked later"), longest=200)

    def do(self, work: Work) -> None:
        wrong = {}
        if self.role not in dict(REDACTED_FOR):
            wrong["role"] = _("Choose for whom the pack is made.")
        if not self.recipient.strip():
            wrong["recipient"] = _("This field is needed.")
        if wrong:
            raise InvalidAct(wrong)
        index = work.head.length if work.head else 0
        work.ids["export"] = str(index)
        work.keep(role=self.role, entries=index)
        work.conceal(recipient=self.recipient.strip())
