"""From the operator's room into the case: what its impacts say of Article 8, so that the duties answer by themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct
from bulou.acts.actor import Actor
from bulou.acts.gate import follow
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases.impact import OwnSystem, own_system
from bulou.records.assets import steps_of
from bulou.records.models import Affected, Case

SOURCE = "operator's room"


@dataclass(frozen=True, kw_only=True)
class NoteOwnSystem(CaseAct, title=_("Note what the operator's room has found"), right=Right.SYSTEM):
    """What all impacts of the case say together; of the systems themselves nothing stands here (Article 9(2)).

    With `undone` a mend has been taken back: the mending of Article 8 is outstanding again until all are done.
    """

    touches: bool | None = None
    confirmed_at: datetime | None = None
    verified_at: datetime | None = None
    mended_at: datetime | None = None
    undone: bool = False

    def begin(self, work: Work) -> bool:
        """Not where nothing would change."""
        return self._changes(work.the_case)

    def do(self, work: Work) -> None:
        case = work.the_case
        if self.touches or (self.touches is False and not _names_own(case)):
            work.fact("own_system", self.touches, source=SOURCE)
        if self.touches:
            work.fact("flaw_exists", True, source=SOURCE)
        if self.confirmed_at:
            work.event("flaw_confirmed", self.confirmed_at)
        if self.verified_at:
            work.event("verified", self.verified_at)
        if self.mended_at or self.undone:
            work.event_anew("system_mended", self.mended_at)

    def _changes(self, case: Case) -> bool:
        known = case.facts.get("own_system", {}).get("value")
        mended = self.mended_at.isoformat() if self.mended_at else None
        return (
            (self.touches is not None and self.touches is not known)
            or bool(self.confirmed_at and "flaw_confirmed" not in case.events)
            or bool(self.verified_at and "verified" not in case.events)
            or bool((mended or self.undone) and case.events.get("system_mended") != mended)
        )


def _names_own(case: Case) -> bool:
    """Whether a product of the organisation's own was recorded as affected: one impact does not undo that."""
    return Affected.objects.filter(case=case, status="affected", own=True).exists()


def carry_into(case_id: UUID, work: Work, *, undone: bool = False) -> None:
    """Let an operator's case know what its impacts say now; sealed in the case's own stream, with the act that moved them."""
    if not Case.objects.filter(id=case_id, role="operator").exists():
        return
    found: OwnSystem = own_system(steps_of(case_id))
    note = NoteOwnSystem(
        case_id=case_id,
        touches=found.touches,
        confirmed_at=found.confirmed_at,
        verified_at=found.verified_at,
        mended_at=found.mended_at,
        undone=undone,
    )
    follow(note, by=Actor.system(work.organisation.id), at=work.at)
