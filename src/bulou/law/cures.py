"""What would make the conduct lawful: the smallest sets of changes, each judged again before it is proposed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, islice, product
from typing import Final

from bulou.law.completion import Unit, is_judgement
from bulou.law.conducts import Conduct
from bulou.law.decide import decide
from bulou.law.facts import Fact, Value
from bulou.law.outcomes import Outcome
from bulou.law.readings import STRICT
from bulou.law.verdict import Verdict
from bulou.law.vocabulary import VOCABULARY

Changes = dict[str, Value]

MOST_TRIED: Final = 64

# A cure that asks for several things is named after the most demanding of them.
KINDS: Final = ("obtain", "wait", "do", "judge", "answer")


@dataclass(frozen=True, slots=True)
class Cure:
    """One way to make the conduct lawful.

    `kind`: do (in one's own hands), obtain (another decides), wait, judge (a named person answers an open question), answer
    (tell what is not yet known). `changes` are the facts as they would have to be; `until` the instant from which a wait is over,
    where a fact tells it; `outcome` what the law answers then. `zh` and `en` say it as a request.
    """

    kind: str
    changes: Mapping[str, Value]
    until: datetime | None
    zh: str
    en: str
    outcome: Outcome


def cures(
    conduct: Conduct | str,
    facts: Mapping[str, Fact],
    *,
    at: datetime,
    readings: Mapping[str, str] = STRICT,
    owed: Collection[str] = (),
    most: int = 5,
    regime: str = "rmsv",
) -> tuple[Cure, ...]:
    """Up to `most` minimal sets of changes after which the conduct may go on, smallest first; empty if it may already, or nothing helps.

    Only what the actor may lawfully bring about is changed, and what is unknown is asked; who the recipient is, or whether the
    flaw is real, is never proposed to be otherwise than known.
    """
    asked = {"at": at, "readings": readings, "owed": owed, "regime": regime}
    now = decide(conduct, facts, **asked)
    if now or Outcome.NOT_MODELLED in (now.at_best, now.outcome):
        return ()
    found: list[Cure] = []
    for changes in islice(_proposals(now), MOST_TRIED):
        if any(cure.changes.items() <= changes.items() for cure in found):
            continue
        changed = {name: replace(facts.get(name, Fact(None)), value=value) for name, value in changes.items()}
        after = decide(conduct, {**facts, **changed}, **asked, trace=False)
        if after:
            found.append(_cure(changes, facts, after.outcome))
    return tuple(found[:most])


def _proposals(now: Verdict) -> Iterator[Changes]:
    """Every way to free each stopping norm, put together; smallest first."""
    ways = [_ways(unit, now.facts) for unit, answer in now.considered if answer.high > unit.floor]
    merged = (_merged(parts) for parts in islice(product(*ways), 4 * MOST_TRIED))
    return iter(sorted((each for each in merged if each is not None), key=len))


def _ways(unit: Unit, facts: Mapping[str, Fact]) -> list[Changes]:
    """The minimal sets of changes after which the unit certainly has no effect."""
    known = {name: fact.value for name in unit.names if (fact := facts.get(name)) is not None}
    open_to = {name: _values(name, known.get(name)) for name in unit.names}
    names = [name for name in unit.names if open_to[name]]
    found: list[Changes] = []
    for count in range(1, len(names) + 1):
        for chosen in combinations(names, count):
            for values in product(*(open_to[name] for name in chosen)):
                changes = dict(zip(chosen, values, strict=True))
                if any(each.items() <= changes.items() for each in found):
                    continue
                row = tuple(changes.get(name, known.get(name)) for name in unit.names)
                if unit.answer(row).high <= unit.floor:
                    found.append(changes)
    return found


def _values(name: str, value: Value) -> Sequence[Value]:
    """What may be proposed for the fact: what can be brought about, and of an unknown one any answer."""
    spec = VOCABULARY[name]
    if value is None:
        return spec.domain
    return [each for each in spec.phrases if each != value]


def _merged(parts: Sequence[Changes]) -> Changes | None:
    """One set of changes, or None where the parts contradict each other."""
    merged: Changes = {}
    for part in parts:
        if any(merged.get(name, value) != value for name, value in part.items()):
            return None
        merged |= part
    return merged


def _cure(changes: Changes, facts: Mapping[str, Fact], outcome: Outcome) -> Cure:
    asked = [_said(name, value, facts.get(name)) for name, value in changes.items()]
    kind = min((each[0] for each in asked), key=KINDS.index)
    until = max((fact.event_at for name in changes if (fact := facts.get(name)) and fact.event_at), default=None)
    zh, en = "；".join(each[1] for each in asked), "; ".join(each[2] for each in asked)
    return Cure(kind, changes, until if kind == "wait" else None, zh, en, outcome)


def _said(name: str, value: Value, fact: Fact | None) -> tuple[str, str, str]:
    spec = VOCABULARY[name]
    if isinstance(value, bool | str) and (phrase := spec.phrases.get(value)) and not (is_judgement(name) and _unknown(fact)):
        return phrase.kind, phrase.zh, phrase.en
    assert isinstance(value, bool | str)
    kind = "judge" if is_judgement(name) else "answer"
    zh, en = ("判断", "Judge") if kind == "judge" else ("回答", "Answer")
    answer = spec.values[value]
    return kind, f"{zh}：{spec.question.zh}（须为“{answer.zh}”）", f"{en}: {spec.question.en} (must be: {answer.en})"


def _unknown(fact: Fact | None) -> bool:
    return fact is None or fact.value is None
