"""A checked draft as the page shows it: the lines with what stands against them, the articles, the questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bulou.law import VOCABULARY, Citation, FactSpec, Finding, Text
from bulou.law.facts import UNKNOWN
from bulou.precheck import RULES, Checked, Format, Found, Power, Question, provisions, quoted

MOST_LINES: Final = 120  # a longer draft is shown around its hits only
LONGEST_LINE: Final = 600
_QUOTED: Final = 5
# What speaks for the draft, or for nobody, colours no line.
_NOT_AGAINST: Final = ("remedy", "fix-named", "publisher", "vendor")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the draft; `hit` is the outcome that colours it. A line without a number stands for those left out."""

    number: int
    text: str
    hit: str = ""
    articles: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """What one norm says, where the draft bears on it, and how that would be mended."""

    finding: Finding
    faults: tuple[Found, ...]
    mends: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Question):
    """A question with its ways to answer: pairs of value and label. `read` is the answer that the draft itself gave."""

    options: tuple[tuple[str, Text], ...]
    chosen: str
    document: str
    read: Text | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page shows of one draft."""

    found: Checked
    lines: tuple[Line, ...]
    hits: int
    answers: tuple[Answered, ...]
    mends: tuple[tuple[Text, Citation], ...]
    open: tuple[Control, ...]
    given: tuple[Control, ...]
    read: tuple[tuple[Any, tuple[Found, ...], int], ...]
    silent: tuple[str, ...]

    @property
    def in_json(self) -> bool:
        """Whether the draft is a JSON document, whose lines are quoted and not shown as a text."""
        return self.found.draft.format in (Format.CSAF, Format.CVE, Format.OSV)


def shown(found: Checked, answers: Mapping[str, str], documents: Mapping[str, str]) -> Shown:
    """The page of a checked draft, with the answers that were given to it so far."""
    said = tuple(
        Answered(finding, found.at_fault(finding)[:_QUOTED], found.remedies_of(finding))
        for finding in found.verdict.findings
    )
    mends = {text: each.finding.citation for each in said for text in each.mends}
    hits = _hits(found)
    asked = {question.spec.name for question in found.questions}
    given = [
        name
        for name in VOCABULARY
        if name != "actor_role" and name not in asked and _told(name, found, answers)
    ]
    return Shown(
        found=found,
        lines=tuple(_lines(found.draft.text, hits)),
        hits=len(hits),
        answers=said,
        mends=tuple(mends.items()),
        open=tuple(_control(each, answers, documents) for each in found.questions),
        given=tuple(_again(name, found, answers, documents) for name in given),
        read=tuple(
            (rule, places[:_QUOTED], found.counts.get(rule.id, 0)) for rule, places in quoted(found.found)
        ),
        silent=tuple(id for id in RULES if id not in {each.rule.id for each in found.found}),
    )


def _told(name: str, found: Checked, answers: Mapping[str, str]) -> bool:
    settles = any(each.rule.fact == name and each.rule.power is Power.SETTLES for each in found.found)
    return name in answers or (settles and found.facts.get(name, UNKNOWN).value is not None)


def _control(question: Question, answers: Mapping[str, str], documents: Mapping[str, str]) -> Control:
    spec = question.spec
    return Control(
        spec,
        question.beside[:_QUOTED],
        question.citations,
        options=_options(spec),
        chosen=answers.get(spec.name, ""),
        document=documents.get(spec.name, ""),
    )


def _again(name: str, found: Checked, answers: Mapping[str, str], documents: Mapping[str, str]) -> Control:
    """A question that is answered, by the visitor or by the draft, so that the answer can be changed."""
    spec = VOCABULARY[name]
    beside = tuple(each for each in found.found if each.rule.fact == name and each.value is not None)
    value = beside[0].value if beside and name in found.facts and name not in answers else None
    read = spec.values.get(value) if value is not None else None
    return Control(
        spec,
        beside[:1],
        options=_options(spec),
        chosen=answers.get(name, ""),
        document=documents.get(name, ""),
        read=read,
    )


def _options(spec: FactSpec) -> tuple[tuple[str, Text], ...]:
    return tuple(
        ({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value), spec.values[value])
        for value in spec.domain
    )


def _hits(found: Checked) -> dict[int, tuple[str, tuple[Citation, ...]]]:
    """The lines that something stands against: the outcome that colours them, the articles."""
    outcomes = {
        each: finding for finding in reversed(found.verdict.findings) for each in found.at_fault(finding)
    }
    asked = {each: question for question in found.questions for each in question.beside}
    hits: dict[int, tuple[str, tuple[Citation, ...]]] = {}
    for each in found.found:
        if each.place is None or each.rule.id in _NOT_AGAINST:
            continue
        known = found.facts.get(each.rule.fact, UNKNOWN).value if each.rule.fact else None
        if each not in outcomes and known is not None and each.value is not known:
            continue  # answered otherwise, and not in the way
        finding, question = outcomes.get(each), asked.get(each)
        articles: tuple[Citation, ...]
        if finding is not None:
            outcome, articles = str(finding.outcome), (finding.citation,)
        else:
            outcome = "needs_judgement" if question and question.judgement else "needs_facts"
            articles = provisions(each.rule.fact, found.verdict)
        earlier = hits.get(each.place.line, ("", ()))
        both = tuple(dict.fromkeys((*earlier[1], *articles)))
        hits[each.place.line] = (earlier[0] or outcome, both)
    return hits


def _lines(text: str, hits: Mapping[int, tuple[str, tuple[Citation, ...]]]) -> Iterator[Line]:
    rows = text.rstrip().split("\n")
    near = {number + step for number in hits for step in (-1, 0, 1)} if len(rows) > MOST_LINES else None
    left_out = False
    for number, row in enumerate(rows, 1):
        if near is not None and number not in near and number > 3:
            left_out = True
            continue
        if left_out:
            yield Line(0, "…")
            left_out = False
        hit, articles = hits.get(number, ("", ()))
        cut = row if len(row) <= LONGEST_LINE else row[:LONGEST_LINE] + "…"
        yield Line(number, cut, hit, articles)
    if left_out:
        yield Line(0, "…")
