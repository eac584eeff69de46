"""Telling many (Article 7(3), CATALOGUE D6): a notice is drafted, seen, sent by one act, and queued by the worker.

The act seals what is said, to how many, and the hash of the list; it writes one row, whoever is on the list. What the
worker does with it afterwards is sealed again when all are queued and when all are settled (ADR 0023).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.remediation import users_were_told
from bulou.acts.tools import AboutTools
from bulou.acts.work import Work
from bulou.law import Conduct, Fact, FactKind
from bulou.records import mailings, notice_list
from bulou.records.models import Mailing, Notice, Office
from bulou.records.notice_list import Segment

MOST_REMINDERS = 2
BETWEEN_REMINDERS = timedelta(hours=24)
KINDS = [
    ("guidance", _("Protective steps, before there is a fix")),
    ("remedy", _("Risk and remedy")),
]
WHOM = [
    ("", _("Users and downstream vendors")),
    ("user", _("Users")),
    ("downstream", _("Downstream vendors")),
]
TONGUES = [("", _("All languages")), ("zh-hans", _("Chinese")), ("en", _("English"))]
PLACES = [
    ("", _("Wherever they are")),
    ("mainland", _("Only recipients known to be in the mainland")),
]


@dataclass(frozen=True, kw_only=True)
class DraftNotice(CaseAct, title=_("Draft a notice"), right=Right.CASEWORK):
    """What users and downstream vendors will be told, in one language or both, and who they are. Saved, not sent."""

    mailing_id: UUID | None = asked(_("Notice"), widget="hidden", default=None)
    kind: str = asked(_("What it tells"), widget="choice", choices=KINDS, default="remedy")
    versions: str = asked(_("Product and versions"), default="")
    risk_zh: str = asked(_("Risk, in Chinese"), widget="textarea", longest=8_000, default="")
    remedy_zh: str = asked(_("What to do, in Chinese"), widget="textarea", longest=8_000, default="")
    risk_en: str = asked(_("Risk, in English"), widget="textarea", longest=8_000, default="")
    remedy_en: str = asked(_("What to do, in English"), widget="textarea", longest=8_000, default="")
    whom: str = asked(_("Whom"), widget="choice", choices=WHOM, default="")
    tag: str = asked(_("Tag"), hint=_("Empty: whatever their tags"), longest=60, default="")
    product: str = asked(
        _("Product on the list"), hint=_("Empty: whatever their product"), longest=200, default=""
    )
    language: str = asked(_("Language on the list"), widget="choice", choices=TONGUES, default="")
    place: str = asked(_("Where they are"), widget="choice", choices=PLACES, default="")
    also_stopped: bool = asked(
        _("Also those who asked for no mail"),
        hint=_("Only for a notice that the law asks for: Article 7(3)"),
        widget="check",
        default=False,
    )
    in_mail: bool = asked(
        _("Put the text into the mail itself"),
        hint=_("Otherwise the mail holds a link alone; mail passes through others' hands"),
        widget="check",
        default=False,
    )

    def do(self, work: Work) -> None:
        content = self._content()
        draft = Mailing(case=work.the_case, reminds=None)
        if self.mailing_id is not None and self.mailing_id.int:
            known = Mailing.objects.filter(id=self.mailing_id, case=work.case, sent_at=None).first()
            if known is None:
                raise InvalidAct({"mailing_id": _("There is no such draft: what is sent cannot be changed.")})
            draft = known
        packed = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        draft.kind, draft.in_mail, draft.drafted_at = self.kind, self.in_mail, work.at
        draft.content_sealed = work.key.close(packed, f"mailing:{draft.id}")
        draft.content_sha256 = hashlib.sha256(packed).hexdigest()
        draft.segment = Segment(
            self.whom, self.tag.strip(), self.product.strip(), self.language, self.place, self.also_stopped
        ).to_json()
        draft.save()
        work.ids["mailing_id"] = str(draft.id)
        work.keep(mailing=str(draft.id), kind=self.kind, content_sha256=draft.content_sha256)

    def _content(self) -> dict[str, Any]:
        said = {
            "zh": {"risk": self.risk_zh.strip(), "remedy": self.remedy_zh.strip()},
            "en": {"risk": self.risk_en.strip(), "remedy": self.remedy_en.strip()},
        }
        wrong = {}
        for tongue, parts in said.items():
            for part, other in (("risk", "remedy"), ("remedy", "risk")):
                if parts[other] and not parts[part]:
                    wrong[f"{part}_{tongue}"] = _("A notice says both: the risk and what to do.")
        if not said["zh"]["risk"] and not said["en"]["risk"] and not wrong:
            wrong["risk_zh"] = _("Write the notice in at least one language.")
        if wrong:
            raise InvalidAct(wrong)
        told = {tongue: parts for tongue, parts in said.items() if parts["risk"]}
        return {"versions": self.versions.strip(), **told}


@dataclass(frozen=True, kw_only=True)
class SendNotice(AboutTools, title=_("Send the notice"), right=Right.CASEWORK, conduct=Conduct.NOTIFY_USERS):
    """Article 7(3): one act, however many it tells. Whether some are overseas is what the list says of them (Article 9(7));
    `list_sha256`, if given, is the list that was looked at, and another one stops the act.
    """

    mailing_id: UUID = asked(_("Notice"), widget="hidden")
    list_sha256: str = asked(_("SHA-256 of the list"), widget="hidden_text", longest=64, default="")
    steps_only: bool | None = asked(
        _("It tells protective steps alone and nothing of the vulnerability"), widget="yes_no", default=None
    )
    steps_grounds: str = asked(_("Grounds of that judgement"), widget="textarea", default="")

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        draft = Mailing.objects.filter(id=self.mailing_id, case=work.case).first()
        if draft is None:
            return {}
        found = notice_list.counted(work.organisation.id, Segment.stored(draft.segment))
        overseas = True if found.abroad else (None if found.unknown else False)
        facts = {
            "recipient_overseas": Fact(overseas, FactKind.DERIVED, "notice list"),
            "recipient_is_product_vendor": Fact(False, source=work.source),
            "recipient_is_state_platform": Fact(False, source=work.source),
            "supplied_for_verification": Fact(False, source=work.source),
            **self.tool_facts(work),
        }
        if self.steps_only is not None and self.steps_grounds.strip():
            facts["protective_steps_only"] = Fact(self.steps_only, FactKind.JUDGEMENT, work.source)
        return facts

    def do(self, work: Work) -> None:
        draft = Mailing.objects.filter(id=self.mailing_id, case=work.case).select_for_update().first()
        if draft is None or draft.sent_at is not None:
            raise InvalidAct({"mailing_id": _("There is no such draft: it may have been sent already.")})
        segment = Segment.stored(draft.segment)
        count, digest = notice_list.digest(work.organisation.id, segment)
        if not count:
            raise InvalidAct({"mailing_id": _("Nobody on your notice list is meant by it.")})
        if self.list_sha256 and self.list_sha256 != digest:
            raise InvalidAct(
                {"list_sha256": _("The list has changed since you looked: look again, then send.")}
            )
        draft.sent_at, draft.count, draft.list_sha256 = work.at, count, digest
        draft.save(update_fields=["sent_at", "count", "list_sha256"])
        users_were_told(work)
        work.ids["mailing_id"] = str(draft.id)
        work.keep(
            mailing=str(draft.id), thread="party", recipients=count, list_sha256=digest,
            content_sha256=draft.content_sha256, segment=draft.segment, in_mail=draft.in_mail,
        )  # fmt: skip
        work.conceal(text=mailings.as_text(mailings.content_of(draft, work.key)))
        if self.steps_only is not None:
            work.keep(steps_only=self.steps_only)
            work.conceal(steps_grounds=self.steps_grounds)
        self.conceal_grounds(work)


@dataclass(frozen=True, kw_only=True)
class RemindSilent(CaseAct, title=_("Remind those who have not confirmed"), right=Right.CASEWORK):
    """A second and at most a third mail, a day apart, to those who were reached and have not answered. It holds a link alone;
    whoever asked for no mail gets none.
    """

    mailing_id: UUID = asked(_("Notice"), widget="hidden")

    def do(self, work: Work) -> None:
        told = the_mailing(work, self.mailing_id)
        earlier = list(Mailing.objects.filter(reminds=told).order_by("-sent_at"))
        if len(earlier) >= MOST_REMINDERS:
            raise InvalidAct({"mailing_id": _("Two reminders are enough; escalate instead.")})
        last = earlier[0].sent_at if earlier else told.sent_at
        if told.queued_at is None or (last is not None and work.at < last + BETWEEN_REMINDERS):
            raise InvalidAct({"mailing_id": _("Give them a day to answer first.")})
        count = mailings.silent(told).count()
        if not count:
            raise InvalidAct({"mailing_id": _("Nobody who was reached is silent.")})
        reminder = Mailing.objects.create(
            case=work.the_case, kind="reminder", reminds=told, content_sealed=b"",
            content_sha256=told.content_sha256, drafted_at=work.at, sent_at=work.at, count=count,
        )  # fmt: skip
        work.ids["mailing_id"] = str(reminder.id)
        work.keep(mailing=str(reminder.id), reminds=str(told.id), recipients=count)


@dataclass(frozen=True, kw_only=True)
class EscalateSilent(CaseAct, title=_("Escalate silent downstream vendors"), right=Right.CASEWORK):
    """Downstream vendors that did not confirm: long silence is not the same as having been told. A named person takes them up."""

    mailing_id: UUID = asked(_("Notice"), widget="hidden")
    person_id: UUID = asked(_("Who takes them up"), widget="person")

    def do(self, work: Work) -> None:
        told = the_mailing(work, self.mailing_id)
        office = Office.objects.filter(
            organisation=work.organisation,
            person_id=self.person_id,
            kind__in=("lead", "handler"),
            revoked_at=None,
        )
        holder = office.select_related("person").first()
        if holder is None:
            raise InvalidAct({"person_id": _("This person holds no desk office in your organisation.")})
        silent = Notice.objects.filter(
            mailing=told, kind="downstream", state__in=("sent", "failed"), confirmed_at=None, revoked_at=None
        )
        count = silent.update(state="escalated")
        if not count:
            raise InvalidAct({"mailing_id": _("No downstream vendor that was told is silent.")})
        work.send("mail", holder.person.email, template="escalated", number=work.the_case.number, count=count)
        work.keep(mailing=str(told.id), person=str(self.person_id), escalated=count)


@dataclass(frozen=True, kw_only=True)
class NoteMailing(CaseAct, title=_("Note how a notice went out"), right=Right.SYSTEM):
    """All recipients of a mailing are queued, or all of its mails are settled; the counts are sealed."""

    mailing_id: UUID
    stage: str
    counts: Mapping[str, int]

    def do(self, work: Work) -> None:
        told = Mailing.objects.filter(id=self.mailing_id, case=work.case).select_for_update().first()
        column = "queued_at" if self.stage == "queued" else "settled_at"
        if told is None or getattr(told, column) is not None:
            raise InvalidAct({"mailing_id": _("This is noted already.")})
        setattr(told, column, work.at)
        told.save(update_fields=[column])
        work.keep(
            mailing=str(told.id), stage=self.stage, counts=dict(self.counts), list_sha256=told.list_sha256
        )


def the_mailing(work: Work, mailing_id: UUID) -> Mailing:
    """A mailing of this case that was sent and is no reminder. Raises InvalidAct."""
    found = Mailing.objects.filter(id=mailing_id, case=work.case, reminds=None, sent_at__isnull=False).first()
    if found is None:
        raise InvalidAct({"mailing_id": _("This notice has not been sent.")})
    return found
