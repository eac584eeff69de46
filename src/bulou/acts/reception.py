"""Reception itself: what could not come in this way (DECISIONS 7), days of the log sealed, the log inspected (Article 5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.models import ReceptionSeal
from bulou.records.reception_log import day_of
from bulou.records.reception_seals import GRACE, MOST_NAMED, summed


@dataclass(frozen=True, kw_only=True)
class NoteOversized(
    OrganisationAct, title=_("Answer an oversized report with another way in"), right=Right.ANYONE
):
    """A report above the published ceiling: its sender was shown another way in. Only its size is known, in bytes."""

    channel: str
    size: int
    ceiling: int

    def do(self, work: Work) -> None:
        work.keep(channel=self.channel, size=self.size, ceiling=self.ceiling)


@dataclass(frozen=True, kw_only=True)
class SealReceptionDay(OrganisationAct, title=_("Seal a day of the reception log"), right=Right.SYSTEM):
    """What came in on a day that is over, or on several empty ones: how many, which, and the root over them all."""

    first: date
    last: date

    def do(self, work: Work) -> None:
        before = ReceptionSeal.objects.filter(organisation=work.organisation).order_by("-last_day").first()
        if before is not None and self.first != before.last_day + timedelta(days=1):
            raise InvalidAct({"first": _("A seal begins on the day after the last one.")})
        if not self.first <= self.last < day_of(work.at - GRACE):
            raise InvalidAct({"last": _("Only days that are over can be sealed.")})
        found = summed(work.organisation.id, self.first, self.last)
        total = found.count + (before.total if before is not None else 0)
        seal = {"count": found.count, "total": total, "root": found.root}
        ReceptionSeal.objects.create(
            organisation=work.organisation,
            first_day=self.first,
            last_day=self.last,
            entry_index=work.head.length if work.head else 0,
            sealed_at=work.at,
            **seal,
        )
        numbers = found.numbers if found.count <= MOST_NAMED else []
        work.keep(first=str(self.first), last=str(self.last), **seal, numbers=numbers)


@dataclass(frozen=True, kw_only=True)
class InspectReception(
    OrganisationAct, title=_("Open the reception log for inspection"), right=Right.INSPECT
):
    """Someone is shown the log of a period: who looked, on what grounds, and at which days stays sealed."""

    inspector: str = asked(_("Who inspects"), hint=_("Name and authority, or “own audit”"), longest=200)
    grounds: str = asked(_("Grounds"), hint=_("For example the number of the letter"), longest=300)
    first: date = asked(_("First day"), widget="date")
    last: date = asked(_("Last day"), widget="date")

    def do(self, work: Work) -> None:
        wrong = {
            name: _("This field is needed.")
            for name in ("inspector", "grounds")
            if not getattr(self, name).strip()
        }
        if self.first > self.last:
            wrong["last"] = _("The last day is before the first.")
        if wrong:
            raise InvalidAct(wrong)
        index = work.head.length if work.head else 0
        work.ids = {"inspection": str(index)}
        work.keep(first=str(self.first), last=str(self.last), inspector=self.inspector, mandate=self.grounds)
