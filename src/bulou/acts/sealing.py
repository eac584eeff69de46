"""After an act: recompute duties, seal the entry, queue what must leave."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import orjson

from bulou.acts.act import Act
from bulou.acts.outcome import Question, Refusal
from bulou.acts.work import Work
from bulou.law import DutyStanding, DutyState, Fact
from bulou.records.facts import duties_of, given
from bulou.records.models import Case, Delivery, Duty
from bulou.records.rows import New, insert
from bulou.records.sealed import Key, node_key
from bulou.records.streams import EntryRef, append, fresh

CACHED = ["standing", "live", "started_at", "due_at", "done_at"]


def seal(act: Act, work: Work, refusal: Refusal | None) -> EntryRef:
    """Seal the act (or its refusal) in its stream and save what follows from it."""
    if refusal is not None:
        work.undo()
    elif work.case is not None and work.case.stream == act.stream:
        _settle(work)
    entry = append(
        work.head or fresh(act.stream),
        act=act.name,
        actor=work.by.key,
        at=work.at,
        event_at=work.event_at,
        verdict=_verdict(work, refusal),
        stamp=work.verdict.stamp.to_json() if work.verdict is not None else None,
        fields=work.fields | _decision(act, work) | _learned(work) | _stopped(refusal),
        concealed=work.secrets,
        key=work.key if work.secrets else None,
    )
    _queue(work, entry)
    return entry


def _verdict(work: Work, refusal: Refusal | None) -> str | None:
    if refusal is not None and refusal.question is not Question.LAW:
        return f"refused:{refusal.question}"
    return str(work.verdict.outcome) if work.verdict is not None else None  # one that stops is false


def _decision(act: Act, work: Work) -> dict[str, Any]:
    """What the decision hung on, in canonical facts, so that it can be replayed (DECISIONS 12)."""
    if work.verdict is None:
        return {}
    decision: dict[str, Any] = {"conduct": str(act.conduct), "facts": canonical_facts(work.facts)}
    if work.verdict.owed_by:
        decision["owed"] = list(work.verdict.owed_by)
    if work.circumstances.readings:
        decision["readings"] = dict(work.circumstances.readings)
    return {"decision": decision}


def canonical_facts(facts: dict[str, Fact]) -> dict[str, Any]:
    return {name: fact.value for name, fact in sorted(facts.items()) if fact.value is not None}


def _learned(work: Work) -> dict[str, Any]:
    return {"learned": work.learned} if work.learned else {}


def _stopped(refusal: Refusal | None) -> dict[str, Any]:
    if refusal is None:
        return {}
    measure = {"measure": refusal.citation.to_json()} if refusal.citation else {}
    return {"refused": str(refusal.question)} | measure


def _settle(work: Work) -> None:
    """Fold what was learned into the case, recompute its duties, save both caches."""
    case = work.the_case
    case.updated_at = work.at
    work.touch("updated_at")
    work.settle()
    work.touch("facts", "events", *work.learned.get("states", ()))
    duties = refresh_duties(work)
    if work.opening:
        insert([*work.opening, *(New(Duty, **duty_row(case, duty)) for duty in duties)])
        return
    Duty.objects.bulk_create(
        duty_rows(case, duties),
        update_conflicts=True,
        unique_fields=["case", "duty_id"],
        update_fields=CACHED,
    )
    case.save(update_fields=sorted(work.touched))


def refresh_duties(work: Work) -> Sequence[DutyState]:
    """Those duties of the case that need a row as its facts and events now make them; `due_at` of the case is the nearest live one.

    A duty that has not arisen needs one only where it had arisen before the act.
    """
    case = work.the_case
    before = {duty.duty_id for duty in work.duties if duty.standing is not DutyStanding.NOT_ARISEN}
    known = given(case, work.circumstances.passing)
    work.duties = duties_of(case, known, at=work.at)
    arisen = [
        duty for duty in work.duties if duty.standing is not DutyStanding.NOT_ARISEN or duty.duty_id in before
    ]
    case.due_at = nearest(arisen)
    work.touch("due_at")
    return arisen


def nearest(duties: Iterable[DutyState]) -> datetime | None:
    return min((duty.due_at for duty in duties if duty.live and duty.due_at), default=None)


def duty_rows(case: Case, duties: Iterable[DutyState]) -> list[Duty]:
    """The rows in which the duties of a case are cached (not saved)."""
    return [Duty(**duty_row(case, duty)) for duty in duties]


def duty_row(case: Case, duty: DutyState) -> dict[str, Any]:
    """The columns in which a duty of a case is cached."""
    return {
        "case_id": case.id,
        "duty_id": duty.duty_id,
        "standing": duty.standing.value,
        "live": duty.live,
        "started_at": duty.started_at,
        "due_at": duty.due_at,
        "done_at": duty.done_at,
    }


def _queue(work: Work, entry: EntryRef) -> None:
    """Outbox rows under keys that name the entry they follow from; their bodies are closed boxes."""
    if not work.queue:
        return
    key: Key = node_key()
    rows = []
    for position, item in enumerate(work.queue):
        name = f"{entry.stream}:{entry.index}:{position}"
        body = orjson.dumps(dict(item.body), option=orjson.OPT_NON_STR_KEYS)
        rows.append(
            New(
                Delivery,
                key=name,
                kind=item.kind,
                to=item.to,
                case_id=work.case.id if work.case else None,
                body_sealed=key.close(body, f"delivery:{name}"),
                queued_at=work.at,
                next_at=work.at,
            )
        )
    insert(rows)
