"""A family of patterns finds what one alternation of them finds, and knows what no match can do without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.precheck.detectors import family, fix_grammar, remedy_words
from bulou.precheck.detectors.family import Family, needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:un(?:patched|fixed))\b", {"patched", "fixed"}),
        (r"请(?!求|假)", {"请"}),
        (r"\b(?:has|have) yet to\s+x?", {" yet to"}),
        (r"暂?无", {"无"}),
        (r"ab*cd", {"cd"}),
        (r"ab+cd", {"cd"}),
        (r"a{0,2}bc", {"bc"}),
        (r"don['’]t", {"don"}),
        (r"(?-i:TLP)\s?:", {"tlp"}),
        (r"(?:ab|cd)?e", {"e"}),
        (r"1\.2", {"1.2"}),
    ],
)
def test_every_match_of_a_pattern_holds_one_of_the_words_it_needs(pattern, words):
    assert needed(pattern) == words


@pytest.mark.parametrize("pattern", [r"\d\s?", r"[$€]\d", r"(?:a|\d)", r"(?:ab)?", r"(?=ab)\w"])
def test_of_some_patterns_nothing_is_known(pattern):
    assert needed(pattern) is None


PATTERNS = (
    r"no (?:\w+ )?(?:patch|fix)\b",
    r"(?:暂|尚)?无补丁|未修复",
    r"patch(?:ed)?",
    r"\d\.\d",
    r"(?m:^)fix|a b",
)
PIECES = ["no ", "patch", "patched", "fix", " ", "尚无补丁", "未修复", "1.2", "\n", "a b", "x", "PATCH"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 8))
def test_a_family_finds_what_the_alternation_finds(text, start):
    alone = re.compile("|".join(PATTERNS), re.IGNORECASE)
    spans = [found.span() for found in alone.finditer(text, start)]

    assert [found.span() for found in Family(*PATTERNS).finditer(text, start)] == spans
    first, matched = Family(*PATTERNS).search(text, start), Family(*PATTERNS).match(text, start)
    assert (first and first.span()) == (spans[0] if spans else None)
    assert (matched and matched.span()) == ((found := alone.match(text, start)) and found.span())


def test_most_patterns_of_the_rules_are_spared_where_they_cannot_match():
    known = [each for rules in (remedy_words.NO_FIX, fix_grammar.MISSING) for each in rules._patterns]

    assert sum(needed(each.pattern) is not None for each in known) > 0.95 * len(known)


def test_of_a_draft_no_word_is_remembered_after_it_was_let_go():
    family.words_in("a patch for nothing")
    from bulou.precheck.detectors import forget

    forget()

    assert family.words_in.cache_info().currsize == 0
