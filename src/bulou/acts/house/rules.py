"""The published rules (Article 10): adopted in editions, and stopped by at the gate where they are more than promises."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.journal import canonical
from bulou.records.models import Advisory, Entry, HouseRules
from bulou.records.rules import PARTS

PROMISES = [
    ("0", _("No promise")),
    ("1", _("Within one day")),
    ("2", _("Within two days")),
    ("3", _("Within three days")),
    ("5", _("Within five days")),
    ("10", _("Within ten days")),
]
_SHOWN = _("Where it is empty, the Chinese text is shown")
TEXT: dict[str, Any] = {"widget": "textarea", "longest": 10_000}
ENGLISH: dict[str, Any] = TEXT | {"hint": _SHOWN, "default": ""}


@dataclass(frozen=True, kw_only=True)
class AdoptRules(OrganisationAct, title=_("Adopt the rules"), right=Right.RELEASE):
    """A new edition, public at once and in force from a moment that is not past; earlier editions stay public.

    The texts are promises. The settings are enforced: publication by the gate, the first answer by a clock of the house.
    """

    collection_zh: str = asked(_("How reports are collected (Chinese)"), **TEXT)
    verification_zh: str = asked(_("How they are verified (Chinese)"), **TEXT)
    notification_zh: str = asked(_("Who is notified, and when (Chinese)"), **TEXT)
    publication_zh: str = asked(_("What is published, and when (Chinese)"), **TEXT)
    four_eyes: bool = asked(
        _("Enforced: nobody publishes a text they wrote themselves"), widget="check", default=False
    )
    reproduced_first: bool = asked(
        _("Enforced: nothing is published before an attempt to reproduce it is recorded"),
        widget="check",
        default=False,
    )
    first_answer: str = asked(
        _("House clock: first answer to a reporter"), widget="choice", choices=PROMISES, default="0"
    )
    collection_en: str = asked(_("How reports are collected (English)"), **ENGLISH)
    verification_en: str = asked(_("How they are verified (English)"), **ENGLISH)
    notification_en: str = asked(_("Who is notified, and when (English)"), **ENGLISH)
    publication_en: str = asked(_("What is published, and when (English)"), **ENGLISH)
    from_at: datetime | None = asked(
        _("In force from"), hint=_("Beijing time; empty: at once"), widget="instant", default=None
    )
    grounds: str = asked(_("Why it changes"), hint=_("Public, with the history"), longest=300)

    def do(self, work: Work) -> None:
        texts = {
            part: {tongue: getattr(self, f"{part}_{tongue}").strip() for tongue in ("zh", "en")}
            for part in PARTS
        }
        wrong: dict[str, Any] = {
            f"{part}_zh": _("This field is needed.") for part in PARTS if not texts[part]["zh"]
        }
        if not self.grounds.strip():
            wrong["grounds"] = _("Say on what grounds.")
        if self.from_at is not None and self.from_at < work.at:
            wrong["from_at"] = _("Rules begin now or later, never in the past.")
        if wrong:
            raise InvalidAct(wrong)
        rules = HouseRules.objects.create(
            organisation=work.organisation,
            version=HouseRules.objects.filter(organisation=work.organisation).count() + 1,
            texts=texts,
            four_eyes=self.four_eyes,
            reproduced_first=self.reproduced_first,
            first_answer_days=int(self.first_answer),
            grounds=self.grounds.strip(),
            from_at=self.from_at or work.at,
            adopted_at=work.at,
            index=work.head.length if work.head else 0,
        )
        work.ids["version"] = str(rules.version)
        work.keep(
            version=rules.version,
            texts_sha256=hashlib.sha256(canonical(texts)).hexdigest(),
            four_eyes=rules.four_eyes,
            reproduced_first=rules.reproduced_first,
            first_answer_days=rules.first_answer_days,
            begins=rules.from_at.isoformat(),
            why=rules.grounds,
        )


def against_the_rules(work: Work, advisory_id: UUID) -> Refusal | None:
    """Why the organisation's own rules stop the publication of this draft now; None where they do not (AC41)."""
    rules = work.rules
    if rules is None:
        return None
    if rules.four_eyes and _wrote_it(work, advisory_id):
        return Refusal(
            Question.WHO,
            _("You wrote this text: by the published rules of your organisation someone else publishes it."),
            _("Ask another lead to read it and to publish it."),
        )
    if rules.reproduced_first and not _named(work, "record_verification").exists():
        return Refusal(
            Question.TURN,
            _("By the published rules of your organisation an attempt to reproduce is recorded before anything is published."),
            _("Record the attempt first, whatever came of it."),
        )  # fmt: skip
    return None


def _wrote_it(work: Work, advisory_id: UUID) -> bool:
    """Whether the draft as it stands was saved last by whoever acts; where no entry says who saved it, they may have."""
    current = Advisory.objects.filter(id=advisory_id, case=work.case).values_list("draft_sha256", flat=True)
    saved = _named(work, "save_draft").filter(payload__advisory__value=str(advisory_id)).order_by("-index")
    for entry in saved[:50]:
        if entry.payload.get("draft_sha256", {}).get("value") in current:
            return bool(json.loads(entry.header)["actor"] == work.by.key)
    return True


def _named(work: Work, act: str) -> Any:
    rows = Entry.objects.filter(stream=work.the_case.stream, header__contains=f'"act":"{act}"')
    return rows.exclude(payload__has_key="refused")
