"""Answer templates: words that an organisation uses again and again, in both languages, with a handful of variables.

No template engine ever sees them (AC17): `filled` puts the known variables in, once, and leaves every other brace alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.models import AnswerTemplate

VARIABLES: Mapping[str, Any] = {
    "number": _("the number of the case"),
    "product": _("the product as it stands on the case"),
    "organisation": _("the name of your organisation"),
    "status_page": _("where the reporter asks after the report"),
}
_VARIABLE = re.compile(r"\{(" + "|".join(VARIABLES) + r")\}")
LONGEST_TEXT = 10_000


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with its variables put in. What is put in is never looked at again, and unknown braces stay as they are."""
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)


@dataclass(frozen=True, kw_only=True)
class AddTemplate(OrganisationAct, title=_("Add an answer template"), right=Right.RELEASE):
    """Words for answers, in Chinese, in English, or in both."""

    template: str = asked(_("Name"), longest=80)
    text_zh: str = asked(_("Text in Chinese"), widget="textarea", longest=LONGEST_TEXT, default="")
    text_en: str = asked(_("Text in English"), widget="textarea", longest=LONGEST_TEXT, default="")

    def do(self, work: Work) -> None:
        named = _named(work, self.template, self.text_zh, self.text_en)
        row = AnswerTemplate.objects.create(
            organisation=work.organisation,
            name=named,
            text_zh=self.text_zh,
            text_en=self.text_en,
            changed_at=work.at,
        )
        work.ids["template_id"] = str(row.id)
        work.keep(template=str(row.id), name=named, text_zh=self.text_zh, text_en=self.text_en)


@dataclass(frozen=True, kw_only=True)
class EditTemplate(OrganisationAct, title=_("Change an answer template"), right=Right.RELEASE):
    """The template says this from now on; what was sent before stays as it was sent."""

    template_id: UUID = asked(_("Template"), widget="answer_template")
    template: str = asked(_("Name"), longest=80)
    text_zh: str = asked(_("Text in Chinese"), widget="textarea", longest=LONGEST_TEXT, default="")
    text_en: str = asked(_("Text in English"), widget="textarea", longest=LONGEST_TEXT, default="")

    def do(self, work: Work) -> None:
        row = _live(work, self.template_id)
        row.name = _named(work, self.template, self.text_zh, self.text_en, but=row.id)
        row.text_zh, row.text_en, row.changed_at = self.text_zh, self.text_en, work.at
        row.save(update_fields=["name", "text_zh", "text_en", "changed_at"])
        work.keep(template=str(row.id), name=row.name, text_zh=self.text_zh, text_en=self.text_en)


@dataclass(frozen=True, kw_only=True)
class RetireTemplate(OrganisationAct, title=_("Retire an answer template"), right=Right.RELEASE):
    """The template is no longer offered; it stays in the record."""

    template_id: UUID = asked(_("Template"), widget="answer_template")

    def do(self, work: Work) -> None:
        row = _live(work, self.template_id)
        row.retired_at = work.at
        row.save(update_fields=["retired_at"])
        work.keep(template=str(row.id), name=row.name)


def _live(work: Work, template_id: UUID) -> AnswerTemplate:
    row = AnswerTemplate.objects.filter(
        id=template_id, organisation=work.organisation, retired_at=None
    ).first()
    if row is None:
        raise InvalidAct({"template_id": _("Choose a template of your organisation.")})
    return row


def _named(work: Work, name: str, *texts: str, but: UUID | None = None) -> str:
    """The name, once it is known that there is one, that it is free and that there is a text."""
    name = " ".join(name.split())
    if not name:
        raise InvalidAct({"template": _("Give the template a name.")})
    others = AnswerTemplate.objects.filter(organisation=work.organisation, name=name, retired_at=None)
    if (others.exclude(id=but) if but else others).exists():
        raise InvalidAct({"template": _("Another template has this name.")})
    if not any(text.strip() for text in texts):
        raise InvalidAct({"text_zh": _("Write the text in one language at least.")})
    return name
