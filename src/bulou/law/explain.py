"""A verdict's reasons: findings, needs, grants, trace. Filled from the norms' own words; no prose is made up."""

from collections.abc import Mapping, Sequence

from bulou.law.completion import Answer, Row, Table, Unit
from bulou.law.docket import Docket
from bulou.law.facts import Fact
from bulou.law.finding import Finding, Step
from bulou.law.norms import Norm
from bulou.law.outcomes import RANK, Effect, Outcome
from bulou.law.sentence import Sentence
from bulou.law.text import Text
from bulou.law.vocabulary import VOCABULARY

_UNKNOWN = Fact(None)


def findings(book: Docket, facts: Mapping[str, Fact], answers: Sequence[Answer], low: Outcome, owed_by: Sequence[str]) -> tuple[Finding, ...]:
    """What stops the conduct or may stop it, strictest first; where nothing does, what permits or demands it."""
    stopping = [
        (answer.high, _finding(unit, answer))
        for unit, answer in zip(book.units, answers, strict=True)
        if unit.source is not None and answer.high > 0 and (answer.low > 0 or answer.high > RANK.get(low, 0))
    ]
    stopping.sort(key=lambda each: -each[0])
    owing = [_saying(book.duties[id], Outcome.OWED) for id in owed_by]
    granting = [_saying(norm, Outcome.PERMITTED) for norm in granted(book, facts)]
    return tuple([finding for _, finding in stopping] + owing + granting)


def granted(book: Docket, facts: Mapping[str, Fact]) -> tuple[Norm, ...]:
    """The grants that hold for certain."""
    return tuple(norm for norm, table in book.grants if _holds(table, facts) is True)


def needs(answers: Sequence[Answer]) -> tuple[Effect, ...]:
    """What is certainly needed first: approvals, steps, judgements."""
    certain = [answer.effects[0] for answer in answers if answer.low > 0 and len(answer.effects) == 1]
    return tuple(effect for effect in certain if effect is not None and effect.need)


def unmodelled(book: Docket, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The sentences not yet encoded that leave the answer open, or may."""
    return tuple(
        unit.id
        for unit, answer in zip(book.units, answers, strict=True)
        if any(effect is not None and effect.outcome is Outcome.NOT_MODELLED for effect in answer.effects)
    )


def steps(book: Docket, facts: Mapping[str, Fact], answers: Sequence[Answer]) -> tuple[Step, ...]:
    """Every norm that was considered, with the facts it used and where they come from."""
    get = facts.get
    return tuple(
        Step(
            unit.id,
            unit.released,
            unit.citation,
            answer.effects,
            tuple([(name, fact.value, fact.source) for name in unit.names for fact in (get(name, _UNKNOWN),)]),
            tuple([(id, _holds(table, facts)) for id, table in unit.exceptions]),
        )
        for unit, answer in zip(book.units, answers, strict=True)
        if unit.source is not None
    )


def _holds(table: Table, facts: Mapping[str, Fact]) -> bool | None:
    row: Row = tuple(facts.get(name, _UNKNOWN).value for name in table.names)
    return table.partial(row)


def _finding(unit: Unit, answer: Answer) -> Finding:
    effect = answer.effects[0]
    certain = len(answer.effects) == 1
    outcome = effect.outcome if certain and effect is not None else Outcome.NEEDS_FACTS
    if isinstance(unit.source, Sentence):
        text = Text(f"{unit.source.zh}尚未编码，对此不作回答。", f"{unit.source.en} is not yet encoded; it is not answered.")
    elif outcome is Outcome.NEEDS_JUDGEMENT and effect is not None:
        text = _question(effect)
    else:
        text = unit.source.text
    return Finding(unit.id, unit.citation, outcome, text.zh, text.en, unit.names)


def _question(effect: Effect) -> Text:
    questions = [VOCABULARY[name].question for name in effect.need.split()]
    return Text(
        "须由具名人员判断：" + "".join(each.zh for each in questions),
        "A named person must judge: " + " ".join(each.en for each in questions),
    )


def _saying(norm: Norm, outcome: Outcome) -> Finding:
    return Finding(norm.id, norm.citation, outcome, norm.text.zh, norm.text.en, norm.reads)
