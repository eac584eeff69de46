"""A draft held against the law: what it shows, what is still to be asked, and the answer with the lines at fault."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bulou.law import (
    STRICT,
    VOCABULARY,
    Citation,
    Conduct,
    Cure,
    Fact,
    FactKind,
    FactSpec,
    Finding,
    Text,
    Verdict,
    cures,
    decide,
)
from bulou.law.facts import UNKNOWN
from bulou.law.norms import NormKind
from bulou.law.register import norms
from bulou.precheck.detectors import DETECTORS, forget
from bulou.precheck.draft import Draft, Place, excerpt
from bulou.precheck.found import Found
from bulou.precheck.rules import RULES, Power, Rule

MOST_QUOTED: Final = 20  # places of one rule in one draft; the number of all of them is told too

_NO_REMEDY: Final = Text(
    "整份草稿中没有读到修补或者防范措施。",
    "Nowhere in the draft is the reader told what to do against the risk.",
)


@dataclass(frozen=True, slots=True)
class Question:
    """An open fact, with the places in the draft that bear on it. A judgement is for a named person to make."""

    spec: FactSpec
    beside: tuple[Found, ...]
    citations: tuple[Citation, ...] = ()  # of the provisions that hang on it

    @property
    def judgement(self) -> bool:
        """Whether only a person may answer it."""
        return self.spec.kind is FactKind.JUDGEMENT

    @property
    def official(self) -> bool:
        """Whether the answer is a document of an authority."""
        return self.spec.kind is FactKind.OFFICIAL


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer for one draft. `found` in the order of the rules, `counts` how often each rule found something."""

    draft: Draft
    found: tuple[Found, ...]
    counts: Mapping[str, int]
    facts: Mapping[str, Fact]
    verdict: Verdict
    cures: tuple[Cure, ...]
    questions: tuple[Question, ...]

    def at_fault(self, finding: Finding) -> tuple[Found, ...]:
        """The places that bear on what one norm says; none of those that speak for the draft."""
        return tuple(
            each for each in self.found if each.rule.fact in finding.facts and self._speaks_against(each)
        )

    def remedies_of(self, finding: Finding) -> tuple[Text, ...]:
        """What to do about what one norm hangs on: what the smallest cure asks to be brought about, and, of what was found in
        the draft, how it would be mended. Mere questions are left out; they stand in `questions`.
        """
        told = []
        for cure in self.cures[:1]:
            words = steps(cure)
            for name, value in cure.changes.items():
                phrase = VOCABULARY[name].phrases.get(value) if value is not None else None
                if name in finding.facts and phrase is not None:
                    text = Text(phrase.zh, phrase.en)
                    if words.get(name) == text or any(
                        each.rule.fact == name for each in self.at_fault(finding)
                    ):
                        told.append(text)
        return tuple(told)

    def _speaks_against(self, found: Found) -> bool:
        if found.rule.power is Power.SETTLES:
            known = self.facts.get(found.rule.fact)
            return known is not None and known.value is False and found.value is False
        return found.rule.id != "fix-named"


def check(
    draft: Draft,
    given: Mapping[str, Fact] | None = None,
    *,
    conduct: Conduct | str = Conduct.PUBLISH,
    at: datetime,
    readings: Mapping[str, str] = STRICT,
    rules: Collection[str] = tuple(RULES),
) -> Checked:
    """Read the draft by the rules, add the facts `given` (they overrule what a rule settles), and ask the law.

    No judgement and no decision of an authority is ever concluded from the draft. Errors as for `law.decide`.
    """
    try:
        found, counts = look_through(draft, rules)
    finally:
        forget()
    facts = {**settled(found), **(given or {})}
    verdict = decide(conduct, facts, at=at, readings=readings)
    proposed = cures(conduct, facts, at=at, readings=readings)
    open_points = tuple(_question(name, found, verdict) for name in _open(verdict, found, facts))
    return Checked(draft, found, counts, facts, verdict, proposed, open_points)


def look_through(
    draft: Draft, rules: Collection[str] = tuple(RULES)
) -> tuple[tuple[Found, ...], Mapping[str, int]]:
    """What each rule finds, at most MOST_QUOTED places of each, and how many there are."""
    found: list[Found] = []
    counts: dict[str, int] = {}
    for id in rules:
        rule = RULES[id]
        seen: set[tuple[str, bool | str | None]] = set()
        for hit in DETECTORS[id](draft):
            words = excerpt(hit.passage.text, hit.start, hit.end) if len(seen) < MOST_QUOTED else None
            if words is not None and (words, hit.value) in seen:
                continue
            counts[id] = counts.get(id, 0) + 1
            if words is not None:  # a place costs the way to it: of what is said twice, none is looked for
                seen.add((words, hit.value))
                place = draft.place(hit.passage, hit.start, hit.end)
                found.append(Found(rule, place, hit.says, hit.value))
        if id == "remedy" and id not in counts:
            found.append(Found(rule, None, _NO_REMEDY, False))
    return tuple(found), counts


def settled(found: Collection[Found]) -> dict[str, Fact]:
    """The facts that rules settle. That there is no fix is taken from the draft only if it names none anywhere."""
    named = any(each.rule.id == "fix-named" for each in found)
    facts: dict[str, Fact] = {}
    for each in found:
        if each.rule.power is Power.SETTLES and not (each.rule.id == "no-fix" and named):
            facts.setdefault(each.rule.fact, Fact(each.value, _kind(each.rule), source=_source(each)))
    return facts


def _open(verdict: Verdict, found: Collection[Found], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is asked: first what the draft raises and this conduct hangs on, then the rest of what the law asks.

    What the draft raises is asked even while it cannot change the answer yet, because something stricter stands before it.
    """
    asked = asks(verdict)
    if verdict.outcome == "forbidden":
        return ()
    hangs_on = frozenset(verdict.ruling.book.names)
    raised = [
        each.rule.fact for each in found if each.rule.power is Power.ASKS and each.rule.fact in hangs_on
    ]
    unknown = [name for name in dict.fromkeys(raised) if facts.get(name, UNKNOWN).value is None]
    return tuple(dict.fromkeys((*unknown, *asked)))


def _question(name: str, found: Collection[Found], verdict: Verdict) -> Question:
    beside = tuple(each for each in found if each.rule.fact == name)
    return Question(VOCABULARY[name], beside, provisions(name, verdict))


def provisions(fact: str, verdict: Verdict) -> tuple[Citation, ...]:
    """The provisions on the conduct that hang on a fact."""
    found = (
        norm.citation
        for norm in norms(verdict.regime)
        if norm.kind is NormKind.PROVISION and fact in norm.reads and verdict.conduct in norm.conducts
    )
    return tuple(dict.fromkeys(found))


def asks(verdict: Verdict) -> tuple[str, ...]:
    """The facts to be asked for: those that can change the answer, then the judgements; a prohibition asks nothing."""
    if verdict.outcome == "forbidden":
        return ()
    judged = (
        name
        for effect in verdict.needs
        if effect.outcome == "needs_judgement"
        for name in effect.need.split()
    )
    return tuple(dict.fromkeys((*verdict.asks, *judged)))


def _kind(rule: Rule) -> FactKind:
    kind = VOCABULARY[rule.fact].kind
    assert kind not in (FactKind.JUDGEMENT, FactKind.OFFICIAL), rule.id
    return kind


def _source(found: Found) -> str:
    where = "" if found.place is None else f" line {found.place.line}"
    return f"draft{where}, rule {found.rule.id}"


def quoted(found: Collection[Found]) -> Iterator[tuple[Rule, tuple[Found, ...]]]:
    """What was found, rule by rule."""
    for rule in RULES.values():
        of_it = tuple(each for each in found if each.rule is rule)
        if of_it:
            yield rule, of_it


def where(place: Place) -> Text:
    """`第 3 行第 5 列` and `line 3, column 5`."""
    return Text(f"第 {place.line} 行第 {place.column} 列", f"line {place.line}, column {place.column}")


def steps(cure: Cure) -> dict[str, Text]:
    """What a cure asks for, fact by fact, in its own words."""
    zh, en = cure.zh.split("；"), cure.en.split("; ")
    if len(zh) == len(en) == len(cure.changes):
        return {
            name: Text(*words) for name, words in zip(cure.changes, zip(zh, en, strict=True), strict=True)
        }
    return {next(iter(cure.changes)): Text(cure.zh, cure.en)}
