"""The mail side of a case: who wrote, what comes back, what goes out to them (ADR 0016)."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, NoticeAct, asked
from bulou.acts.answering import of_a_mailing
from bulou.acts.blobs import Blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.proofs import hold_against
from bulou.acts.receipt import attached
from bulou.acts.replying import write_to
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.journal import instant
from bulou.records.correspondents import MailReporter, holds_file, mail_reporter
from bulou.records.models import Attachment, Correspondent, Delivery, Notice, Report
from bulou.records.sealed import address_mac, return_code


@dataclass(frozen=True, kw_only=True)
class KeepCorrespondent(CaseAct, title=_("Keep who wrote by mail"), right=Right.SYSTEM):
    """Where answers to a report that came by mail go; with `receipt` a numbered receipt goes there. Once a case.

    The return code stands in the receipt only where no one else can read it, or where the reporter asked for plain mail.
    """

    reporter: MailReporter
    receipt: bool

    def begin(self, work: Work) -> bool:
        return not Correspondent.objects.filter(case=work.case).exists()

    def do(self, work: Work) -> None:
        case, who = work.the_case, self.reporter
        Correspondent.objects.create(
            case=case,
            box=who.closed(work.key, case.id),
            address_mac=address_mac(who.address),
            receipt_at=work.at if self.receipt else None,
        )
        work.keep(receipt=self.receipt, encrypted=bool(who.openpgp), plain=who.plain)
        work.conceal(address=who.address, fingerprint=who.fingerprint)
        if self.receipt:
            _send_receipt(work, who)


def _send_receipt(work: Work, who: MailReporter) -> None:
    case = work.the_case
    report = Report.objects.defer("raw_sealed").get(case=case)
    write_to(
        work,
        who,
        "mail_receipt",
        received_at=instant(report.received_at),
        code=return_code(case.id),
        raw_sha256=report.raw_sha256,
        raw_size=report.raw_size,
    )


@dataclass(frozen=True, kw_only=True)
class WriteByMail(CaseAct, title=_("Write as the reporter, by mail"), right=Right.REPORTER):
    """An answer to a mail of this node: a message of the reporter, with what is known of its sender as marks.

    The mail as it came is among the files, which is also what makes the same mail the same message.
    """

    text: str
    raw: Blob
    attachments: tuple[Blob, ...] = ()
    marks: tuple[str, ...] = ()
    signature: str = ""

    def do(self, work: Work) -> None:
        case = work.the_case
        if holds_file(case.id, self.raw.sha256):
            raise InvalidAct({"raw": _("This mail is in the case already.")})
        first = Attachment.objects.filter(case=case).count() + 1
        files = (*self.attachments, self.raw)
        rows = [attached(work, blob, first + offset) for offset, blob in enumerate(files)]
        Attachment.objects.bulk_create(rows)
        work.keep(
            thread="public",
            marks=list(self.marks),
            files=[{"sha256": blob.sha256, "size": blob.size} for blob in files],
        )
        work.conceal(text=self.text, signature=self.signature)
        hold_against(work, self.text, self.attachments)
        if "mail_automatic" not in self.marks:
            case.awaiting_reporter = False
            work.touch("awaiting_reporter")


@dataclass(frozen=True, kw_only=True)
class NoteBounce(CaseAct, title=_("Note a mail that came back"), right=Right.SYSTEM):
    """A mail of this case was not delivered although the first server had taken it (RFC 3464)."""

    delivery_id: UUID
    detail: str
    notice_id: UUID | None = None
    to_reporter: bool = False

    def do(self, work: Work) -> None:
        row = Delivery.objects.filter(id=self.delivery_id, case=work.case, failed_at=None).first()
        if row is None:
            raise InvalidAct({"delivery_id": _("This is noted already.")})
        row.failed_at, row.error = work.at, f"returned: {self.detail}"[:300]
        row.save(update_fields=["failed_at", "error"])
        work.keep(delivery=str(row.id), notice=str(self.notice_id or ""))
        work.conceal(detail=self.detail)
        if self.notice_id is not None:
            _fail_notice(work, self.notice_id)
        if self.to_reporter:
            Correspondent.objects.filter(case=work.case).update(bounced_at=work.at)


def _fail_notice(work: Work, notice_id: UUID) -> None:
    notice = Notice.objects.filter(id=notice_id, case=work.case).first()
    if notice is not None and MACHINES["NOTICE"].allows(notice.state, "fail"):
        notice.state, notice.sent_at = MACHINES["NOTICE"].next(notice.state, "fail"), None
        notice.save(update_fields=["state", "sent_at"])


@dataclass(frozen=True, kw_only=True)
class NoteReturned(NoticeAct, title=_("Note a notice that came back"), right=Right.SYSTEM):
    """The same for a mail of a mailing: sealed in the notice's own stream, so that many do not bury the case."""

    delivery_id: UUID
    detail: str

    def begin(self, work: Work) -> bool:
        return of_a_mailing(work, self.notice_id) is not None

    def do(self, work: Work) -> None:
        rows = Delivery.objects.filter(id=self.delivery_id, notice=self.notice_id, failed_at=None)
        if not rows.update(failed_at=work.at, error=f"returned: {self.detail}"[:300]):
            raise InvalidAct({"delivery_id": _("This is noted already.")})
        work.keep(delivery=str(self.delivery_id))
        work.conceal(detail=self.detail)
        _fail_notice(work, self.notice_id)


@dataclass(frozen=True, kw_only=True)
class AnswerInPlainMail(CaseAct, title=_("Answer in plain mail"), right=Right.CASEWORK):
    """Whether answers go to the reporter as readable mail. Only for a reporter who has asked for it.

    From then on the return code may be read on the way too: the receipt is sent once more, with it.
    """

    plain: bool = asked(_("The reporter has asked for readable mail"), widget="check", default=False)
    grounds: str = asked(_("When and how they asked, or why it ends"), widget="textarea")

    def do(self, work: Work) -> None:
        known = mail_reporter(work.the_case, work.key)
        if known is None:
            raise InvalidAct({"grounds": _("This report did not come by mail.")})
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        if known.plain is self.plain:
            raise InvalidAct({"plain": _("Nothing would change.")})
        wanted = replace(known, plain=self.plain)
        box = wanted.closed(work.key, work.the_case.id)
        Correspondent.objects.filter(case=work.case).update(box=box)
        if self.plain:
            _send_receipt(work, wanted)
        work.keep(plain=self.plain)
        work.conceal(grounds=self.grounds)
