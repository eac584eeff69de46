"""Reception itself: what is noted of a report that could not come in this way (DECISIONS 7)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work


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
