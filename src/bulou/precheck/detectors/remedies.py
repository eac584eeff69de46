"""Whether a draft tells its readers what to do, whether it says that there is no fix, and whether it names one."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bulou.law import Text
from bulou.precheck.blocks import Sentence, sentences
from bulou.precheck.detectors import action_grammar as acts
from bulou.precheck.detectors import advice_grammar as advice
from bulou.precheck.detectors import fix_grammar
from bulou.precheck.detectors import remedy_words as words
from bulou.precheck.detectors.exploits import PAYLOAD
from bulou.precheck.detectors.family import Family
from bulou.precheck.draft import Draft, Passage, Role
from bulou.precheck.found import Hit

REMEDY: Final = Text(
    "这里写有修补或者防范措施。", "Here the reader is told how to remove or lessen the risk."
)
NO_FIX: Final = Text("草稿在此自称尚无修补措施。", "Here the draft itself says that there is no fix.")
FIX_NAMED: Final = Text("草稿在此称修补已经存在。", "Here the draft says that a fix is there.")

_NONE_CATEGORIES: Final = ("none_available", "no_fix_planned")
_MOST_CLAUSES: Final = 24
_CLAUSE: Final = re.compile(r"[,，、;；]|\s[–—-]\s|——")


def remedy(draft: Draft) -> Iterator[Hit]:
    """A sentence that tells the reader what to do."""
    for passage in draft.passages:
        if passage.role is Role.REMEDY and passage.detail not in _NONE_CATEGORIES:
            for sentence in sentences(passage.text):
                if not (says_no_fix(sentence) or words.POINTER.search(sentence.text) or _empty(sentence)):
                    yield _hit(passage, sentence, REMEDY, True)
        elif passage.role in (Role.PROSE, Role.REMEDY):
            asked = False
            for sentence in sentences(passage.text):
                if instructs(sentence, asked):
                    yield _hit(passage, sentence, REMEDY, True)
                asked = bool(advice.ASKS_WHAT_TO_DO.search(sentence.text))


def no_fix(draft: Draft) -> Iterator[Hit]:
    """A sentence, or a category, that says that there is no fix."""
    for passage in draft.passages:
        if passage.role is Role.REMEDY and passage.detail in _NONE_CATEGORIES:
            yield Hit(passage, 0, len(passage.text), NO_FIX, False)
        elif passage.role in (Role.PROSE, Role.TITLE, Role.REMEDY):
            for sentence in sentences(passage.text):
                if says_no_fix(sentence):
                    yield _hit(passage, sentence, NO_FIX, False)


def fix_named(draft: Draft) -> Iterator[Hit]:
    """A version or a patch that is said to be there."""
    for passage in draft.passages:
        if passage.role is Role.FIXED or (passage.role is Role.REMEDY and passage.detail == "vendor_fix"):
            yield Hit(passage, 0, len(passage.text), FIX_NAMED)
        elif passage.role in (Role.PROSE, Role.REMEDY):
            for sentence in sentences(passage.text):
                if names_a_fix(sentence):
                    yield _hit(passage, sentence, FIX_NAMED)


@lru_cache(maxsize=4096)
def says_no_fix(sentence: Sentence) -> bool:
    """Whether the sentence says that nothing mends the flaw now."""
    text = sentence.text
    if words.FIX_HEADING.search(sentence.under) and words.NOTHING.fullmatch(text):
        return True
    if words.SINCE_THEN.search(text) or fix_grammar.DENIED.search(text):
        return False
    patterns = (words.NO_FIX, fix_grammar.MISSING, advice.STILL_TO_COME)
    return any(_of_the_fix(text, found) for each in patterns for found in each.finditer(text))


def _of_the_fix(text: str, found: re.Match[str]) -> bool:
    """Whether it is the maker of the product who owes the fix, and still does."""
    clause = _around(text, found)
    return not (
        words.NOT_ABOUT_THE_FIX.search(clause)
        or fix_grammar.NOT_OF_THE_MAKER.search(clause)
        or fix_grammar.LATER.search(text, found.end())
    )


@lru_cache(maxsize=4096)
def names_a_fix(sentence: Sentence) -> bool:
    """Whether the sentence says that a fix is there."""
    text = sentence.text
    if words.VERSION_HEADING.fullmatch(sentence.under) and words.OF_SECURITY.search(text):
        return True
    for found in words.FIX_NAMED.finditer(text):
        clause = _around(text, found)
        if not (words.NO_FIX.search(clause) or words.TO_COME.search(clause)):
            return True
    return False


@lru_cache(maxsize=4096)
def instructs(sentence: Sentence, answering: bool = False) -> bool:
    """Whether the sentence tells the reader to do something that protects; `answering` if a question what to do goes before."""
    text = sentence.text
    if says_no_fix(sentence) and (asked := acts.ASKED_OF_THE_MAKER.search(text)):
        text = text[: asked.start()] + text[asked.end() :]
    if names_a_fix(sentence) and words.WHERE_TO_GET.search(text):
        return True
    if PAYLOAD.search(text) or (words.POINTER.search(text) and not words.STRONG_EN.search(text)):
        return False
    if (label := words.FIELD.match(text)) and not _empties(text[label.end() :], sentence):
        return True
    if advice.ONLY_ADVICE.fullmatch(sentence.under) and not _empties(text, sentence):
        return True
    headed = answering or _led(sentence.under) or bool(advice.LEADS_IN.search(text))
    led, led_en = headed or bool(words.CUE.search(text)), headed or bool(words.LED_EN.search(text))
    # A frame of advice holds across the commas of its sentence: where the whole has none, no clause has.
    told = (acts.TOLD, advice.ADVISED) if advice.ADVISED.search(text) else (acts.TOLD,)
    return any(_protects(clause, whole, led, led_en, told) for clause, whole in _clauses(text))


def _led(heading: str) -> bool:
    return bool(words.REMEDY_HEADING.search(heading) and not words.NO_REMEDY_HEADING.search(heading))


def _protects(clause: str, whole: str, led: bool, led_en: bool, told: tuple[Family, ...]) -> bool:
    if words.ATTACKER.search(whole) and not words.CUE.search(clause):
        return False
    if acts.TAMPERING.search(clause) or (
        acts.BY_AN_INTRUDER.search(whole) and not acts.ADDRESSED.search(clause)
    ):
        return False
    if any(_is_meant(clause, found) for each in told for found in each.finditer(clause)):
        return True
    zh = any(
        not words.NOT_DONE_ZH.search(clause[: found.start()])
        and not words.DONE_ZH.match(clause, found.end())
        and not words.TO_COME.search(clause[: found.end() + 2])
        for found in (words.STRONG_ZH if not led else words.ANY_ZH).finditer(clause)
        if led or words.OPENING_ZH.fullmatch(clause[: found.start()])
    )
    return zh or bool(words.PROHIBITION_ZH.search(clause)) or _protects_en(clause, led_en)


def _is_meant(clause: str, found: re.Match[str]) -> bool:
    """Whether an act that a pattern found is neither denied, nor done, nor still to come."""
    return not (
        words.NOT_DONE_ZH.search(clause[: found.start()])
        or words.DONE_ZH.match(clause, found.end())
        or words.TO_COME.search(clause[: found.end() + 2])
        or acts.UNDONE.search(clause, 0, found.end())
    )


def _protects_en(clause: str, led: bool) -> bool:
    if acts.NO_NEED.search(clause):
        return False
    if words.IMPERATIVE_STRONG.match(clause) or words.TOLD_STRONG.search(clause):
        return not words.NOUN_AFTER.match(clause)
    if words.RESULT.search(clause):
        return True
    weak = words.IMPERATIVE_WEAK.match(clause) or words.TOLD_WEAK.search(clause)
    return bool(weak and (led or words.PROTECTED.search(clause)) and not words.NOUN_AFTER.match(clause))


def _clauses(text: str) -> list[tuple[str, str]]:
    """The clauses of a sentence, each with the longer one that it stands in, where its subject may be."""
    parts = [part.strip() for part in _CLAUSE.split(text) if part.strip()]
    more = [
        (tail.strip(), text[: text.find(part) + len(part)])
        for part in parts
        for tail in re.split(r"\b(?:and|or|then|but|so|until then)\b|[:：]", part)[1:]
    ]
    pairs = [(part, text[: text.find(part) + len(part)]) for part in parts] + [
        pair for pair in more if pair[0]
    ]
    return pairs[:_MOST_CLAUSES]


def _around(text: str, found: re.Match[str]) -> str:
    """The clause in which a match stands."""
    left = max((cut.end() for cut in _CLAUSE.finditer(text, 0, found.start())), default=0)
    right = _CLAUSE.search(text, found.end())
    return text[left : right.start() if right else len(text)]


def _empties(said: str, sentence: Sentence) -> bool:
    """Whether what stands in a field for a remedy holds none."""
    bare = re.sub(r"https?://\S+", "", said).strip(" .。;；:：<>()（）-")
    return (
        len(bare) < 4
        or says_no_fix(sentence)
        or bool(words.NOTHING.fullmatch(bare) or words.NO_MITIGATION.search(bare))
    )


def _empty(sentence: Sentence) -> bool:
    """Nothing but an address, or the word that there is none."""
    bare = re.sub(r"https?://\S+", "", sentence.text).strip(" .。;；:：<>()（）-")
    return len(bare) < 4 or bool(words.NOTHING.fullmatch(sentence.text) or words.NO_MITIGATION.search(bare))


def _hit(passage: Passage, sentence: Sentence, says: Text, value: bool | None = None) -> Hit:
    return Hit(passage, sentence.start, sentence.start + len(sentence.text), says, value)
