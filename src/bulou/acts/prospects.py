"""What may be done with a case now: the acts panel, from the same questions the gate asks; nothing is sealed.

Whatever a page has already read is not read again: the same answers, without a query for each act.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from bulou import law
from bulou.acts import (
    coordination,
    custody,
    embargoes,
    notification,
    post_release,
    receipt,
    release,
    remediation,
    verification,
)
from bulou.acts.act import Act, CaseAct
from bulou.acts.actor import Actor
from bulou.acts.gate import answer, ask, out_of_turn
from bulou.acts.opening import on_known_case
from bulou.acts.outcome import Outcome, Question, Refusal, Status
from bulou.acts.permissions import Standing
from bulou.acts.turns import Turn
from bulou.acts.work import Work
from bulou.law import Fact
from bulou.law import Outcome as Answer
from bulou.records.concerns import OpenQuestion, Suspended
from bulou.records.facts import Circumstances
from bulou.records.models import Advisory, Case, Party

NOBODY = UUID(int=0)
GROUPS = ("owed", "may", "one_missing", "may_not", "not_now")
MOST_ABOUT = 5
WARNED = frozenset({law.Conduct.PUBLISH, law.Conduct.PUBLISH_EXPLOIT, law.Conduct.PRESENT, law.Conduct.SHARE})

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
    embargoes.ProposeEmbargo,
    embargoes.AcceptEmbargo,
    embargoes.RejectEmbargo,
    embargoes.TerminateEmbargo,
    release.PublishAdvisory,
    post_release.ReviseAdvisory,
    verification.RecordObservation,
    verification.DeferCase,
    verification.CloseCase,
    custody.PurgeLog,
)

NEEDS_ONE: tuple[type[CaseAct], ...] = (
    coordination.NotifyUpstream,
    coordination.ShareDetail,
    post_release.ReviseAdvisory,
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """One act as it stands now. `about` is the party or advisory it was foreseen for, if any; `warnings` are the legal
    questions that are still open while it is done.
    """

    act: type[CaseAct]
    outcome: Outcome
    group: str
    about: str = ""
    about_id: UUID | None = None
    warnings: tuple[OpenQuestion, ...] = ()

    @property
    def name(self) -> str:
        return self.act.name

    @property
    def stopped(self) -> bool:
        return not self.outcome


@dataclass(frozen=True, slots=True)
class Supposed:
    """An act whose own facts and turn are at hand already: the gate asks it the same questions, and it looks nothing up."""

    act: type[CaseAct]
    case_id: UUID
    facts: Mapping[str, Fact] | None = None
    turn: tuple[tuple[str, str, str], ...] | None = None
    about: str = ""
    about_id: UUID | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.act, name)

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        return blank(self.act, case_id=self.case_id).supposes(work) if self.facts is None else self.facts

    def barred(self, work: Work) -> Refusal | None:
        if issubclass(self.act, release.DraftAct):
            return (
                None  # who wrote the draft is read at the gate: the panel of a case has no query left for it
            )
        known = {"party_id": self.about_id} if issubclass(self.act, coordination.PartyAct) else {}
        known = known if self.about_id else {}
        return blank(self.act, case_id=self.case_id, **known).barred(work)

    def turns(self, work: Work) -> Any:
        return blank(self.act, case_id=self.case_id).turns(work) if self.turn is None else self.turn


def prospects(
    case: Case,
    *,
    by: Actor,
    at: datetime,
    standing: Standing,
    parties: Sequence[Party] = (),
    advisories: Sequence[Advisory] = (),
    known: Circumstances | None = None,
    duties: tuple[law.DutyState, ...] = (),
    panel: Sequence[type[CaseAct]] = PANEL,
    suspended: Mapping[UUID, Suspended] | None = None,
    questions: Sequence[OpenQuestion] = (),
    later: bool = False,
) -> list[Prospect]:
    """Every act of `panel` that is in turn, judged for `by` at `at`, owed ones first.

    With `later` those that are not stand last, in the group `not_now`, refused for their turn whatever the law says of
    them.

    Without `known` and `duties` (as a CasePage has them) they are read: one query. What someone's office does not
    allow stands among what may not be done. While one of the legal `questions` is open, publishing and sharing warn of it.
    """
    work = at_hand(case, by, at, standing, known, duties)
    if suspended is not None:
        work.suspended = suspended
    found = []
    for cls in panel:
        for act in supposed(cls, work, parties, advisories):
            waiting = _waiting(act, work)
            if waiting is not None and not later:
                continue
            outcome = asked_of(act, work) if waiting is None else waiting  # a refused outcome is false
            group = _group(outcome) if waiting is None else "not_now"
            warned = tuple(questions) if cls.conduct in WARNED and waiting is None else ()
            found.append(Prospect(cls, outcome, group, act.about, act.about_id, warned))
    return sorted(found, key=lambda p: GROUPS.index(p.group))


def _waiting(act: "Supposed", work: Work) -> Outcome | None:
    """The refusal of an act that is not in turn; one that a measure bars is shown with that reason instead."""
    stand_in = cast(Act, act)
    refusal = out_of_turn(stand_in, work)
    if refusal is None or act.barred(work) is not None:
        return None
    return Outcome(status=Status.REFUSED, act=act.act.name, refusal=refusal)


def turn_for(cls: type[CaseAct], case: Case, known: Circumstances) -> Turn | None:
    """Why this act on the case has to wait; None when it is in turn, or when that depends on what is entered."""
    work = at_hand(case, Actor.system(case.organisation_id), case.updated_at, Standing(), known)
    refusal = out_of_turn(blank(cls, case_id=case.id), work)
    return refusal.turn if refusal is not None else None


def at_hand(
    case: Case,
    by: Actor,
    at: datetime,
    standing: Standing,
    known: Circumstances | None = None,
    duties: tuple[law.DutyState, ...] = (),
) -> Work:
    """Work on a case of which the circumstances may be known already."""
    if known is None:
        return on_known_case(case, by, at, standing)
    return Work(by, at, case.organisation, case, standing, known, dict(known.facts), duties)


def asked_of(act: Supposed, work: Work) -> Outcome:
    """What the gate would answer; nothing is locked, written or sealed."""
    stand_in = cast(Act, act)
    work.verdict = None  # the same work serves one act after another
    return answer(stand_in, work, ask(stand_in, work), None)


def supposed(
    cls: type[CaseAct], work: Work, parties: Sequence[Party], advisories: Sequence[Advisory]
) -> Iterator[Supposed]:
    """The act for what it would most likely concern: each kind of recipient, the newest advisory, or nothing yet."""
    case = work.the_case
    if issubclass(cls, coordination.PartyAct):
        yield from (told(cls, case, party) for party in _recipients(cls, parties, work))
    elif issubclass(cls, release.DraftAct):
        fitting = [advisory for advisory in advisories if _fits(cls, advisory)]
        out = any(advisory.published_at and not advisory.withdrawn_at for advisory in advisories)
        if fitting:
            yield about_draft(cls, work, fitting[-1])
        elif cls not in NEEDS_ONE and not out:  # what is public is revised, not published once more
            yield Supposed(cls, case.id, {}, ())
    else:
        yield Supposed(cls, case.id)


def told(cls: type[CaseAct], case: Case, party: Party) -> Supposed:
    """An act of providing information to this party."""
    return Supposed(cls, case.id, coordination.facts_of(party), None, party.name, party.id)


def about_draft(cls: type[CaseAct], work: Work, advisory: Advisory) -> Supposed:
    """An act on the saved draft of this advisory."""
    try:
        facts = release.draft_facts(work, advisory)
    except ValueError:  # an unreadable CWE or vector: the act itself says so at its field
        facts = {}
    return Supposed(cls, work.the_case.id, facts, draft_turn(cls, advisory), advisory.number, advisory.id)


def draft_turn(cls: type[CaseAct], advisory: Advisory) -> tuple[tuple[str, str, str], ...]:
    """Whose turn an act on this advisory is, as PublishAdvisory.turns and post_release have it."""
    if cls is release.PublishAdvisory and advisory.gate not in ("checked", "authorised"):
        return (("GATE", advisory.gate, "check"),)
    if cls is post_release.CorrectAdvisory:
        return (("GATE", advisory.gate, "correct"),)
    return ()


def _recipients(cls: type[CaseAct], parties: Sequence[Party], work: Work) -> list[Party]:
    """One party of each kind that the law may tell apart; upstream vendors that were not told yet, each by name."""
    others = [party for party in parties if party.role != "reporter"]
    if cls is coordination.NotifyUpstream:
        return [party for party in others if party.role == "upstream" and party.asked_at is None][:MOST_ABOUT]
    kinds = {
        (party.overseas, party.product_vendor, party.id in work.suspended): party
        for party in reversed(others)
    }
    return list(reversed(kinds.values()))[:MOST_ABOUT]


def _fits(cls: type[CaseAct], advisory: Advisory) -> bool:
    if advisory.withdrawn_at is not None:
        return False
    return (advisory.published_at is not None) is issubclass(cls, post_release.FurtherAct)


def _group(outcome: Outcome) -> str:
    if outcome.refusal is not None and outcome.refusal.question is not Question.LAW:
        return "may_not"
    if outcome.verdict is None:
        return "may"
    match outcome.verdict.outcome:
        case Answer.OWED:
            return "owed"
        case Answer.NEEDS_FACTS if outcome.verdict.at_best is Answer.OWED:
            return "owed"  # what is still open is asked on its form
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
