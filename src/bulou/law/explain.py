"""The reasons of a ruling, filled from the norms' own words; no prose is made up."""

from collections.abc import Sequence

from bulou.law.completion import Answer, Unit
from bulou.law.docket import Docket
from bulou.law.finding import Finding
from bulou.law.norms import Norm
from bulou.law.outcomes import Effect, Outcome
from bulou.law.sentence import Sentence
from bulou.law.tables import Row
from bulou.law.text import Text
from bulou.law.vocabulary import VOCABULARY


def findings(book: Docket, values: Row, answers: Sequence[Answer]) -> tuple[Finding, ...]:
    """What stops the conduct or still may, strictest first; then what demands it and what permits it."""
    least = max((answer.low for answer in answers), default=0)
    stopping = [
        (answer.high, finding)
        for (_, unit), answer in zip(book.units, answers, strict=True)
        if (answer.low > unit.floor or answer.high > least) and (finding := _finding(unit, answer))
    ]
    stopping.sort(key=lambda each: -each[0])
    owing = [_saying(book.duties[id], Outcome.OWED) for id in book.owed]
    allowing = [_saying(norm, Outcome.PERMITTED) for norm in granting(book, values)]
    return tuple([finding for _, finding in stopping] + owing + allowing)


def granting(book: Docket, values: Row) -> tuple[Norm, ...]:
    """The grants that hold for certain."""
    world = dict(zip(book.names, values, strict=True))
    return tuple(norm for norm, table in book.grants if table.settled(world))


def needs(answers: Sequence[Answer]) -> tuple[Effect, ...]:
    """What is certainly needed first: approvals, steps, judgements."""
    certain = [answer.effects[0] for answer in answers if len(answer.effects) == 1]
    return tuple(effect for effect in certain if effect is not None and effect.need)


def unmodelled(book: Docket, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The sentences not yet encoded that leave the answer open, or may."""
    return tuple(
        unit.id
        for (_, unit), answer in zip(book.units, answers, strict=True)
        if isinstance(unit.source, Sentence) and answer.high > unit.floor
    )


def _finding(unit: Unit, answer: Answer) -> Finding | None:
    effect, *others = answer.effects
    if effect is None or unit.source is None:
        return None
    outcome = Outcome.NEEDS_FACTS if others else effect.outcome
    if isinstance(unit.source, Sentence):
        text = Text(
            f"{unit.citation.zh}尚未编码，对此不作回答。",
            f"{unit.citation.en} is not yet encoded; it is not answered.",
        )
    elif outcome is Outcome.NEEDS_JUDGEMENT:
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
