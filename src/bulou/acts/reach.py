"""Article 2: whether the Provisions bind an organisation abroad, where its reading leaves that to a judgement."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law import FactKind


@dataclass(frozen=True, kw_only=True)
class JudgeReach(CaseAct, title=_("Judge whether the Provisions bind us abroad"), right=Right.RELEASE):
    """An open point of Article 2 (CATALOGUE §8-8): a named person decides for this case, with grounds.

    Only a reading of `china_nexus` other than the default asks it: by that one the Provisions reach everyone abroad. Until it is
    answered the duties of the case count as open; those that turn out not to bind lapse. Of an organisation in the mainland
    the law never asks.
    """

    bound: bool | None = asked(
        _("Do the Provisions bind the organisation in this case?"),
        hint=_("Does it sell into the mainland, have an entity there, or endanger networks there?"),
        widget="yes_no",
        default=None,
    )
    grounds: str = asked(_("Grounds"), widget="textarea", default="")

    def do(self, work: Work) -> None:
        errors: dict[str, Any] = {}
        if self.bound is None:
            errors["bound"] = _("Answer yes or no.")
        if not self.grounds.strip():
            errors["grounds"] = _("A judgement needs its grounds.")
        if errors:
            raise InvalidAct(errors)
        work.fact("bound_from_abroad", self.bound, kind=FactKind.JUDGEMENT)
        work.keep(bound=self.bound)
        work.conceal(grounds=self.grounds)
