"""What would make the conduct lawful: the smallest sets of changes, each judged again before it is proposed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice, product
from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.decide import decide
from bulou.law.facts import UNKNOWN, Fact, Value
from bulou.law.outcomes import RANK, Outcome
from bulou.law.readings import STRICT
from bulou.law.tables import is_judgement
from bulou.law.text import Text
from bulou.law.verdict import Verdict
from bulou.law.vocabulary import VOCABULARY, Phrase
from bulou.law.ways import Changes, ways

MOST_COMBINED: Final = 512
MOST_TRIED: Final = 32

# A cure that takes several things is named after the most demanding of them.
KINDS: Final = ("obtain", "wait", "do", "judge", "answer")


@dataclass(frozen=True, slots=True)
class Cure:
    """One way to make the conduct lawful; `zh` and `en` say it as a request.

    `kind`: do (in one's own hands), obtain (another decides), wait, judge (a named person answers an open question), answer
    (tell what is not yet known). `changes` are the facts as they would have to be, `phrases` how each of them comes to be so,
    `outcome` what the law answers then; `until` the instant at which waiting is over, where the fact waited for tells it in
    its `event_at`.
    """

    kind: str
    changes: Mapping[str, Value]
    phrases: Mapping[str, Phrase]
    until: datetime | None
    outcome: Outcome

    @property
    def zh(self) -> str:
        return "；".join(phrase.zh for phrase in self.phrases.values())

    @property
    def en(self) -> str:
        return "; ".join(phrase.en for phrase in self.phrases.values())


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
    """Up to `most` minimal sets of changes after which the conduct may go on, smallest first; none if it may, or nothing helps.

    Only what the actor may lawfully bring about is changed, and what is unknown is asked. Who the recipient is, or whether the
    flaw is real, is never proposed to be otherwise than known. Other arguments and errors as for `decide`.
    """
    asked = partial(decide, conduct, at=at, readings=readings, owed=owed, regime=regime, trace=False)
    now = asked(facts)
    found: list[Cure] = []
    for changes in () if now else islice(_proposals(now), MOST_TRIED):
        if len(found) == most:
            break
        if not any(cure.changes.items() <= changes.items() for cure in found):
            changed = {
                name: facts.get(name, UNKNOWN)._replace(value=value) for name, value in changes.items()
            }
            after = asked({**facts, **changed})
            if after:
                found.append(_cure(changes, facts, after.outcome))
    return tuple(found)


def _proposals(now: Verdict) -> Iterator[Changes]:
    """A way to free each norm that may stop the conduct, put together every way; smallest first."""
    known = {name: fact.value for name, fact in now.facts.items()}
    ruling = now.ruling
    stopping = [
        unit
        for (_, unit), answer in zip(ruling.book.units, ruling.answers, strict=True)
        if answer.high > RANK[Outcome.NOT_PROHIBITED]
    ]
    combined = islice(product(*(ways(unit, known) for unit in stopping)), MOST_COMBINED)
    return iter(sorted((each for parts in combined if (each := _merged(parts))), key=len))


def _merged(parts: Sequence[Changes]) -> Changes | None:
    """One set of changes, or None where the parts contradict each other."""
    merged: Changes = {}
    for part in parts:
        if any(merged.get(name, value) != value for name, value in part.items()):
            return None
        merged |= part
    return merged


def _cure(changes: Changes, facts: Mapping[str, Fact], outcome: Outcome) -> Cure:
    phrases = {name: _phrase(name, value, facts.get(name, UNKNOWN).value) for name, value in changes.items()}
    kind = min((phrase.kind for phrase in phrases.values()), key=KINDS.index)
    moments = [facts[name].event_at for name in changes if name in facts]
    until = max((moment for moment in moments if moment), default=None) if kind == "wait" else None
    return Cure(kind, changes, phrases, until, outcome)


def _phrase(name: str, value: Value, now: Value) -> Phrase:
    """How the fact comes to have the value: brought about where it can be, else found out."""
    spec = VOCABULARY[name]
    assert value is not None
    phrase = spec.phrases.get(value)
    # What is merely unknown is first asked, unless there is something to bring about whatever the answer.
    if phrase is not None and (
        now is not None or (value is not False and phrase.kind != "wait" and not is_judgement(name))
    ):
        return phrase
    kind, verb = (
        ("judge", Text("判断", "Judge")) if is_judgement(name) else ("answer", Text("查明", "Find out"))
    )
    answer = spec.values[value]
    zh = f"{verb.zh}：{spec.question.zh}（须为：{answer.zh}）"
    return Phrase(kind, zh, f"{verb.en}: {spec.question.en} (it must be: {answer.en})")
