"""How the decidable rules fare on passages written by other habits than those the detectors were made from."""

import time
from pathlib import Path

import pytest
import yaml

from bench.precheck import HELD_OUT, LEAST, dense, held_out
from bulou.precheck import RULES, read
from bulou.precheck.check import look_through
from bulou.precheck.detectors import (
    action_grammar,
    advice_grammar,
    exploits,
    fix_grammar,
    forget,
    gradings,
    remedy_words,
)

HERE = Path(__file__).parent
UNTOUCHED = {"heldout3": 40, "heldout9": 60}  # with how many passages
MENDED_BY = tuple(name for name in HELD_OUT if name not in UNTOUCHED)


def passages(name: str) -> list[dict]:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MENDED_BY)
def test_the_decidable_rules_hold_on_what_the_detectors_were_mended_by(name):
    table = held_out(name)

    assert table.precision >= LEAST
    assert table.recall >= LEAST


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_no_detector_was_mended_by_is_recorded_and_not_demanded(name, record_property):
    table = held_out(name)
    record_property("precision", round(table.precision, 3))
    record_property("recall", round(table.recall, 3))

    decidable = sum(rule.decidable for rule in RULES.values())
    assert sum((table.hit, table.false, table.missed, table.silent)) == UNTOUCHED[name] * decidable


@pytest.mark.parametrize("name", HELD_OUT)
def test_only_rules_are_labelled_and_no_passage_twice(name):
    labelled = passages(name)

    assert {rule for each in labelled for rule in each["rules"]} <= set(RULES)
    assert len({each["text"] for each in labelled}) == len(labelled)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_dense_draft_costs_no_more_than_its_length_would_have_it(language):
    spent = {}
    for size in (32 * 1024, 128 * 1024):
        draft = read(dense(language, size), "x.md")
        start = time.process_time()
        look_through(draft)
        forget()
        spent[size] = time.process_time() - start

    assert spent[128 * 1024] < 8 * spent[32 * 1024] + 0.2


@pytest.mark.parametrize(
    "pattern",
    [action_grammar.TOLD, action_grammar.TAMPERING, fix_grammar.MISSING, fix_grammar.NOT_OF_THE_MAKER,
     fix_grammar.DENIED, fix_grammar.LATER, gradings._WORD_ZH, gradings._WORD_EN, remedy_words.NO_FIX, remedy_words.FIX_NAMED, remedy_words.FIELD,
     exploits._POINTS, advice_grammar.ADVISED, advice_grammar.STILL_TO_COME, advice_grammar.LEADS_IN, advice_grammar.ONLY_ADVICE],
    ids=["told", "tampering", "missing", "not of the maker", "denied", "later", "word zh", "word en", "no fix", "fix named", "field",
         "points", "advised", "still to come", "leads in", "only advice"],
)  # fmt: skip
@pytest.mark.parametrize(
    "seed",
    [
        " ",
        "no a ",
        "尚未",
        "has not been ",
        "请到",
        "升级",
        "not ",
        "open ",
        "poc ",
        "http://",
        "all ",
        "recommend that ",
        "update is ",
        "及时",
        "把先",
        "without a ",
    ],
)
def test_four_times_the_text_does_not_take_sixteen_times_as_long(pattern, seed):
    spent = {}
    for size in (2000, 8000):
        text = (seed * size)[:size]
        start = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        spent[size] = time.process_time() - start

    assert spent[8000] < 8 * spent[2000] + 0.2
