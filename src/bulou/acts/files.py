"""Files of a case: what a scanner said of them, and who has looked at them before they leave quarantine."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.models import Attachment

SCANS = [
    ("clean", _("Nothing found")),
    ("infected", _("Something was found")),
    ("failed", _("The scanner gave no answer")),
]


@dataclass(frozen=True, kw_only=True)
class RecordScan(CaseAct, title=_("Record what a scanner found"), right=Right.SYSTEM):
    """The answer of the malware scanner about one file. A clean one leaves quarantine; no answer changes nothing."""

    attachment_id: UUID
    result: str = asked(_("Result"), widget="choice", choices=SCANS)
    detail: str = ""

    def do(self, work: Work) -> None:
        row = the_file(work, self.attachment_id)
        row.scan, row.scanned_at = self.result, work.at
        if self.result == "clean":
            row.released_at = row.released_at or work.at
        row.save(update_fields=["scan", "scanned_at", "released_at"])
        work.keep(attachment=str(row.id), sha256=row.sha256, result=self.result)
        work.conceal(text=self.detail)


@dataclass(frozen=True, kw_only=True)
class ReleaseFile(CaseAct, title=_("Release a file from quarantine"), right=Right.CASEWORK):
    """Someone has looked at the file and answers for it: from now on it may be shown and opened under its own name."""

    attachment_id: UUID = asked(_("File"), widget="attachment")
    text: str = asked(_("What was looked at, and what the file is"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Say what you have looked at.")})
        row = the_file(work, self.attachment_id)
        if row.released_at is not None:
            raise InvalidAct({"attachment_id": _("This file is not in quarantine.")})
        row.released_at = work.at
        row.save(update_fields=["released_at"])
        work.keep(attachment=str(row.id), sha256=row.sha256)
        work.conceal(text=self.text)


def the_file(work: Work, attachment_id: UUID) -> Attachment:
    """The file of this case. Raises InvalidAct when the case has none such."""
    row = Attachment.objects.filter(id=attachment_id, case=work.case).first()
    if row is None:
        raise InvalidAct({"attachment_id": _("Choose a file of this case.")})
    return row
