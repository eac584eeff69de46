"""The one door. Nothing else writes.

In one durable transaction: who may, lock, facts, law, turn, write, duties, seal, queue (ARCHITECTURE §2).
What takes long is worked out before it opens (`Act.prepare`), by the act itself, never by its input.
A refusal rolls the act back to a savepoint, is sealed, and commits (DECISIONS 14).
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bulou import law
from bulou.acts.act import Act, OpeningAct
from bulou.acts.actor import Actor
from bulou.acts.entered import problems
from bulou.acts.opening import open_work
from bulou.acts.outcome import InvalidAct, Outcome, Question, Refusal, Status
from bulou.acts.permissions import may
from bulou.acts.sealing import seal
from bulou.acts.turns import turn_of
from bulou.acts.work import Work
from bulou.cases import MACHINES, OutOfTurn
from bulou.records.rows import gathered
from bulou.records.streams import EntryRef

RETRIES = 3


def perform(act: Act, *, by: Actor, at: datetime) -> Outcome:
    """Do `act` for `by` at the aware instant `at`, or say why not.

    The answer is durable when this returns. It holds ids and verdicts, never live models. Done and refused
    acts are sealed; an act that cannot be read (INVALID) or whose object the actor may not know (NOT_FOUND)
    leaves no trace.
    """
    for attempt in range(RETRIES):
        try:
            if isinstance(act, OpeningAct):  # it reads nothing of what it writes
                with gathered():
                    return _perform(act, by, at)
            prepared = _prepared(act, by, at)
            with transaction.atomic(durable=True):
                return _perform(act, by, at, prepared)
        except InvalidAct as error:
            return Outcome(status=Status.INVALID, act=act.name, errors=error.errors)
        except IntegrityError as error:
            if attempt == RETRIES - 1:
                raise
            instead = act.again(error)
            if isinstance(instead, Outcome):
                return instead
            act = instead
    raise AssertionError("unreachable")


def foresee(act: Act, *, by: Actor, at: datetime) -> Outcome:
    """What `perform` would answer now, from the same code; nothing is locked, written or sealed.

    Of the three questions only: whether what was entered can be acted on (INVALID) shows when it is acted on, so that
    an act can be foreseen before its form is filled in.
    """
    work = open_work(act, by, at, lock=False)
    if work is None:
        return Outcome(status=Status.NOT_FOUND, act=act.name)
    try:
        return answer(act, work, ask(act, work), None)
    except InvalidAct as error:
        return Outcome(status=Status.INVALID, act=act.name, errors=error.errors)


def _prepared(act: Act, by: Actor, at: datetime) -> Any:
    """What the act works out while nothing is held, so that nobody waits for it; asked again once it is locked."""
    if type(act).prepare is Act.prepare:
        return None
    work = open_work(act, by, at, lock=False)
    if work is None or problems(act) or ask(act, work) is not None:
        return None
    return act.prepare(work)


def _perform(act: Act, by: Actor, at: datetime, prepared: Any = None) -> Outcome:
    work = open_work(act, by, at, lock=True)
    if work is None:
        return Outcome(status=Status.NOT_FOUND, act=act.name)
    work.prepared = prepared
    return perform_on(act, work)


def perform_on(act: Act, work: Work) -> Outcome:
    """Ask, do and seal `act` inside the caller's transaction, where what it concerns is already at hand."""
    refusal = ask(act, work)
    if refusal is None:
        refusal = _do(act, work)
    return answer(act, work, refusal, seal(act, work, refusal))


def follow(act: Act, *, by: Actor, at: datetime) -> Outcome:
    """Perform what another act brings about in another stream, inside the transaction of that act: both stand or neither."""
    return _perform(act, by, at)


def ask(act: Act, work: Work) -> Refusal | None:
    """The three questions in order; leaves the verdict in `work`. None means the act may go on."""
    if not may(act.right, work.standing):
        return Refusal(
            Question.WHO, _("Your office does not allow this."), _("Ask a lead of your organisation.")
        )
    work.facts = {**work.circumstances.facts, **act.supposes(work)}
    if act.conduct is not None:
        work.verdict = law.decide(
            act.conduct, work.facts, at=work.at, readings=work.circumstances.readings, owed=_owed(act, work)
        )
    if (measure := act.barred(work)) is not None:
        return measure
    if work.verdict is not None and act.refusable and not work.verdict:
        return Refusal(Question.LAW, _("The law stops this for now."))
    return out_of_turn(act, work)


def _owed(act: Act, work: Work) -> tuple[str, ...]:
    return tuple(duty.duty_id for duty in work.duties if duty.live and duty.conduct == act.conduct)


def out_of_turn(act: Act, work: Work) -> Refusal | None:
    """The third question alone: whether the act's turn has come, and if not, which act comes first."""
    for machine, state, event in act.turns(work):
        try:
            MACHINES[machine].next(state, event)
        except OutOfTurn as error:
            return _waiting(act, error)
    return None


def _waiting(act: Act, error: OutOfTurn) -> Refusal:
    turn = turn_of(act.name, error)
    return Refusal(Question.TURN, turn, turn.remedy, turn=turn)


def _do(act: Act, work: Work) -> Refusal | None:
    if not act.refusable:
        act.do(work)
        return None
    if wrong := problems(act):
        raise InvalidAct(wrong)
    try:
        with transaction.atomic():
            act.do(work)
    except OutOfTurn as error:
        return _waiting(act, error)
    return None


def answer(act: Act, work: Work, refusal: Refusal | None, entry: EntryRef | None) -> Outcome:
    """The outcome of an act that was done or refused; cures only where the law stopped it."""
    if refusal is None:
        return Outcome(
            status=Status.DONE, act=act.name, verdict=work.verdict, entry=entry, ids=dict(work.ids)
        )
    cures: tuple[law.Cure, ...] = ()
    if refusal.question is Question.LAW and act.conduct is not None:
        cures = law.cures(
            act.conduct, work.facts, at=work.at, readings=work.circumstances.readings, owed=_owed(act, work)
        )
    return Outcome(
        status=Status.REFUSED, act=act.name, verdict=work.verdict, refusal=refusal, cures=cures, entry=entry
    )
