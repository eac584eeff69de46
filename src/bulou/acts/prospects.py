"""What may be done with a case now: the acts panel, from the same questions the gate asks; nothing is sealed."""

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou import law
from bulou.acts import coordination, custody, notification, post_release, receipt, release, remediation, verification
from bulou.acts.act import CaseAct
from bulou.acts.actor import Actor
from bulou.acts.gate import answer, ask
from bulou.acts.opening import on_known_case
from bulou.acts.outcome import Outcome, Question
from bulou.acts.permissions import Standing
from bulou.law import Outcome as Answer
from bulou.records.models import Advisory, Case, Party

NOBODY = UUID(int=0)
GROUPS = ("owed", "may", "one_missing", "may_not")

PANEL: tuple[type[CaseAct], ...] = (
    verification.ValidateReport,
    notification.NotifyAuthority,
    coordination.NotifyUpstream,
    remediation.NotifyUsers,
    receipt.DeclineReport,
    verification.AcceptCase,
    verification.GradeSeverity,
    verification.IdentifyProduct,
    verification.IdentifyUpstream,
    remediation.RecordRemediation,
    remediation.RecordMitigation,
    coordination.ShareDetail,
    coordination.ProposeEmbargo,
    coordination.AcceptEmbargo,
    coordination.TerminateEmbargo,
    release.PublishAdvisory,
    post_release.ReviseAdvisory,
    verification.RecordObservation,
    verification.DeferCase,
    verification.CloseCase,
    custody.PurgeLog,
)

NEEDS_ONE = frozenset({coordination.NotifyUpstream, post_release.ReviseAdvisory})


@dataclass(frozen=True, slots=True)
class Prospect:
    """One act as it stands now. `about` is the party or advisory it was foreseen for, if any."""

    act: type[CaseAct]
    outcome: Outcome
    group: str
    about: str = ""
    about_id: UUID | None = None

    @property
    def name(self) -> str:
        return self.act.name

    @property
    def stopped(self) -> bool:
        return not self.outcome


def prospects(case: Case, *, by: Actor, at: datetime, standing: Standing, parties: Sequence[Party] = (),
              advisories: Sequence[Advisory] = ()) -> list[Prospect]:  # fmt: skip
    """Every act of the panel that is in turn, judged for `by` at `at`, owed ones first; at most five queries."""
    work = on_known_case(case, by, at, standing)
    found = []
    for cls in PANEL:
        known, about = _about(cls, parties, advisories)
        if cls in NEEDS_ONE and not known:
            continue
        act = blank(cls, case_id=case.id, **known)
        outcome = answer(act, work, ask(act, work), None)
        if outcome.refusal is not None and outcome.refusal.question is not Question.LAW:
            continue
        found.append(Prospect(cls, outcome, _group(cls, outcome, work.duties), about, next(iter(known.values()), None)))
    return sorted(found, key=lambda p: GROUPS.index(p.group))


def _about(cls: type[CaseAct], parties: Iterable[Party], advisories: Iterable[Advisory]) -> tuple[dict[str, Any], str]:
    """What the act would most likely concern: the upstream vendor not told yet, the newest advisory."""
    if cls is coordination.NotifyUpstream:
        waiting = next((p for p in parties if p.role == "upstream" and p.asked_at is None), None)
        return ({"party_id": waiting.id}, waiting.name) if waiting else ({}, "")
    if issubclass(cls, release.DraftAct):
        newest = next((a for a in reversed(list(advisories)) if _fits(cls, a)), None)
        return ({"advisory_id": newest.id}, newest.number) if newest else ({}, "")
    return {}, ""


def _fits(cls: type[CaseAct], advisory: Advisory) -> bool:
    return (advisory.published_at is not None) is issubclass(cls, post_release.FurtherAct)


def _group(cls: type[CaseAct], outcome: Outcome, duties: Iterable[law.DutyState]) -> str:
    if outcome.verdict is None:
        return "may"
    match outcome.verdict.outcome:
        case Answer.OWED:
            return "owed"
        case Answer.PERMITTED | Answer.NOT_PROHIBITED:
            return "may"
        case Answer.FORBIDDEN | Answer.NOT_MODELLED:
            return "may_not"
        case _:
            return "one_missing"


def blank(cls: type[CaseAct], **known: Any) -> CaseAct:
    """An act of which only some fields are known; the others are empty, as on a form that nobody has filled in."""
    empty: dict[Any, Any] = {str: "", bool: False, UUID: NOBODY}
    values = dict(known)
    for item in fields(cls):
        if item.name not in values and item.default is MISSING and item.default_factory is MISSING:
            values[item.name] = empty.get(item.type)
    return cls(**values)
