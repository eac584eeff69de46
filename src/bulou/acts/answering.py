"""What a recipient does with its notice, through a link and without an account: opens it, answers it, asks for no more mail.

Each is sealed in the notice's own stream, which names nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulou.acts.act import NoticeAct, asked
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.records.models import Listed, Notice

ANSWERS = [
    ("acknowledged", pgettext_lazy("notice", "Received")),
    ("affected", pgettext_lazy("notice", "Affected")),
    ("not_affected", pgettext_lazy("notice", "Not affected")),
    ("planning", pgettext_lazy("notice", "Update planned")),
    ("patched", pgettext_lazy("notice", "Updated")),
    ("need_help", pgettext_lazy("notice", "Need help")),
]


@dataclass(frozen=True, kw_only=True)
class RecipientAct(NoticeAct):
    """An act of whoever holds the link of a notice, while the link is good."""

    def begin(self, work: Work) -> bool:
        return of_a_mailing(work, self.notice_id) is not None


@dataclass(frozen=True, kw_only=True)
class OpenNotice(RecipientAct, title=_("Open the notice"), right=Right.RECIPIENT):
    """The page of the notice was opened for the first time. A mail filter may have done it: it is no answer."""

    def do(self, work: Work) -> None:
        Notice.objects.filter(id=self.notice_id, seen_at=None).update(seen_at=work.at)


@dataclass(frozen=True, kw_only=True)
class AnswerNotice(RecipientAct, title=_("Answer the notice"), right=Right.RECIPIENT):
    """Receipt is confirmed, and the recipient says where it stands; it may say so again as that changes."""

    answer: str = asked(_("Where you stand"), widget="choice", choices=ANSWERS)

    def do(self, work: Work) -> None:
        notice = Notice.objects.select_for_update(of=("self",)).get(id=self.notice_id)
        machine = MACHINES["NOTICE"]
        for event in ("send", "confirm") if notice.state == "pending" else ("confirm",):
            if machine.allows(notice.state, event):
                notice.state = machine.next(notice.state, event)
        notice.confirmed_at = notice.confirmed_at or work.at
        notice.seen_at = notice.seen_at or work.at
        notice.status = self.answer
        notice.save(update_fields=["state", "confirmed_at", "seen_at", "status"])
        work.keep(answer=self.answer)


@dataclass(frozen=True, kw_only=True)
class StopNotices(RecipientAct, title=_("Ask for no more mail"), right=Right.RECIPIENT):
    """The recipient asks for no more mail. This entry is the proof; a notice that the law asks for may still go."""

    def do(self, work: Work) -> None:
        listed_id = Notice.objects.values_list("listed_id", flat=True).get(id=self.notice_id)
        Listed.objects.filter(id=listed_id, stopped_at=None).update(
            stopped_at=work.at, stopped_by=self.stream
        )
        work.keep(stopped=True)


@dataclass(frozen=True, kw_only=True)
class RevokeNotice(NoticeAct, title=_("Revoke the link of a notice"), right=Right.CASEWORK):
    """The link opens nothing from now on: it went to the wrong hands, or whoever had it has left."""

    def begin(self, work: Work) -> bool:
        return of_a_mailing(work, self.notice_id) is not None

    def do(self, work: Work) -> None:
        Notice.objects.filter(id=self.notice_id, revoked_at=None).update(revoked_at=work.at)
        work.keep(revoked=True)


def of_a_mailing(work: Work, notice_id: object) -> Notice | None:
    """The notice, if it is of this case and of a mailing, its link is good, and it is the recipient's own, if one acts."""
    if work.by.notice_id not in (None, notice_id):
        return None
    found: Mapping[str, object] = {"id": notice_id, "case": work.case, "revoked_at": None}
    return Notice.objects.filter(**found, mailing__isnull=False).first()
