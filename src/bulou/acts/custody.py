"""Custody: legal holds, and the end of the reception log's term (Article 5)."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.blobs import place
from bulou.acts.indexing import unshelve
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.law import Conduct, six_months
from bulou.records.models import Attachment, Entry, Report


@dataclass(frozen=True, kw_only=True)
class PlaceHold(CaseAct, title=_("Place a hold"), right=Right.RELEASE):
    """Nothing of this case is purged while the hold stands."""

    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        _change(work, self.grounds, hold=True)


@dataclass(frozen=True, kw_only=True)
class LiftHold(CaseAct, title=_("Lift the hold"), right=Right.RELEASE):
    """The hold ends; the statutory term goes on."""

    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        _change(work, self.grounds, hold=False)


def _change(work: Work, grounds: str, *, hold: bool) -> None:
    if not grounds.strip():
        raise InvalidAct({"grounds": _("Say on what grounds.")})
    if work.the_case.hold is hold:
        raise InvalidAct({"grounds": _("Nothing would change.")})
    work.the_case.hold = hold
    work.touch("hold")
    work.keep(hold=hold)
    work.conceal(grounds=grounds)


@dataclass(frozen=True, kw_only=True)
class PurgeLog(CaseAct, title=_("Purge the reception log"), right=Right.RELEASE, conduct=Conduct.PURGE_LOG):
    """After six months and without a hold, what was received may go; hashes and every proof stay."""

    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        report = Report.objects.filter(case=work.case).first()
        if report is None or report.purged_at is not None:
            raise InvalidAct({"grounds": _("There is nothing left to purge.")})
        log = MACHINES["LOG"]
        state = report.log if report.log == "releasable" else log.next(report.log, "release")
        report.log = log.next(state, "purge")
        report.raw_sealed, report.purged_at = None, work.at
        report.save(update_fields=["log", "raw_sealed", "purged_at"])
        first = Entry.objects.get(stream=work.the_case.stream, index=0)
        first.payload.pop("report", None)
        first.save(update_fields=["payload"])
        files = Attachment.objects.filter(case=work.case, purpose="received")
        old = [
            file for file in files if six_months(file.received_at) <= work.at
        ]  # each receipt has its own term
        paths = [place(file.blob) for file in old]
        files.filter(id__in=[file.id for file in old]).delete()
        transaction.on_commit(lambda: _remove(paths))
        unshelve(work.the_case)
        work.event("log_purged")
        work.keep(files=len(paths))
        work.conceal(grounds=self.grounds)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
