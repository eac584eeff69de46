"""Article 9(4): whoever tells others of a flaw says whether a program or tool that exploits it goes with that."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.work import Work
from bulou.law import Fact, FactKind


@dataclass(frozen=True, kw_only=True)
class AboutTools(CaseAct):
    """An act by which a tool may pass to others. Unanswered, the question stays open: nobody's silence is a no."""

    exploit_included: bool | None = asked(
        _("Does it contain or link a program or tool that exploits the flaw?"), widget="yes_no", default=None
    )
    only_for_attack: bool | None = asked(
        _("What it contains is exclusively for attack (Art. 9(4))"), widget="yes_no", default=None
    )
    tool_grounds: str = asked(_("Grounds of the judgement on the tool"), widget="textarea", default="")

    def tool_facts(self, work: Work) -> dict[str, Fact]:
        """What was answered of the tool. Who gives grounds judges (CATALOGUE D10.2); without them nothing is judged."""
        facts = {"exploit_included": Fact(self.exploit_included, source=work.source)}
        if self.only_for_attack is not None and self.tool_grounds.strip():
            facts["tool_exclusively_for_attack"] = Fact(self.only_for_attack, FactKind.JUDGEMENT, work.source)
        return facts

    def conceal_grounds(self, work: Work) -> None:
        """Seal the grounds of the judgement, where one was made."""
        if self.only_for_attack is not None:
            work.keep(only_for_attack=self.only_for_attack)
            work.conceal(tool_grounds=self.tool_grounds)
