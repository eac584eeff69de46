"""What an authority says to everyone: answers to questions of policy, and notices, in both languages."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.authority.matters import incompetent
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law.competence import Power
from bulou.records.models import Guidance

KINDS = [("question", _("Question and answer")), ("notice", _("Notice"))]


@dataclass(frozen=True, kw_only=True)
class PublishGuidance(OrganisationAct, title=_("Publish guidance"), right=Right.RELEASE):
    """A question with its answer, or a notice; everyone can read it from now on. It is guidance, never a rule of the gate."""

    kind: str = asked(_("Kind"), widget="choice", choices=KINDS)
    title_zh: str = asked(_("Question or title in Chinese"), longest=200)
    text_zh: str = asked(_("Text in Chinese"), widget="textarea")
    title_en: str = asked(_("Question or title in English"), longest=200)
    text_en: str = asked(_("Text in English"), widget="textarea")

    def barred(self, work: Work) -> Refusal | None:
        return incompetent(work.organisation, Power.GUIDE)

    def do(self, work: Work) -> None:
        if self.kind not in dict(KINDS):
            raise InvalidAct({"kind": _("Choose what it is.")})
        said = {
            "title_zh": self.title_zh,
            "text_zh": self.text_zh,
            "title_en": self.title_en,
            "text_en": self.text_en,
        }
        empty = {
            name: _("Both languages are published together.")
            for name, text in said.items()
            if not text.strip()
        }
        if empty:
            raise InvalidAct(empty)
        row = Guidance.objects.create(
            organisation=work.organisation, kind=self.kind, published_at=work.at, **said
        )
        work.ids["guidance_id"] = str(row.id)
        work.keep(guidance=str(row.id), guidance_kind=self.kind, **said)


@dataclass(frozen=True, kw_only=True)
class WithdrawGuidance(OrganisationAct, title=_("Withdraw guidance"), right=Right.RELEASE):
    """It no longer stands; that it stood stays sealed."""

    guidance_id: UUID = asked(_("Guidance"), widget="guidance")

    def do(self, work: Work) -> None:
        rows = Guidance.objects.filter(id=self.guidance_id, organisation=work.organisation, withdrawn_at=None)
        if not rows.update(withdrawn_at=work.at):
            raise InvalidAct({"guidance_id": _("No guidance of yours stands under this id.")})
        work.keep(guidance=str(self.guidance_id))
