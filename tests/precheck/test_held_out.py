"""How the decidable rules fare on passages written by other habits than those the detectors were made from."""

import time
from pathlib import Path

import pytest
import yaml

from bench.precheck import LEAST, Confusion
from bulou.precheck import RULES, read
from bulou.precheck.detectors import DETECTORS, action_grammar, fix_grammar, gradings

HERE = Path(__file__).parent
DECIDABLE = frozenset(rule.id for rule in RULES.values() if rule.decidable)
MENDED_BY = ("heldout.yaml", "heldout2.yaml")
UNTOUCHED = "heldout3.yaml"


def passages(name: str) -> list[dict]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def together(name: str) -> Confusion:
    """The decidable rules, counted as one."""
    pairs = [
        (any(DETECTORS[rule](draft)), rule in each["rules"])
        for each in passages(name)
        for draft in [read(each["text"].encode(), "x.md")]
        for rule in DECIDABLE
    ]
    return Confusion(
        *(pairs.count(each) for each in ((True, True), (True, False), (False, True), (False, False)))
    )


@pytest.mark.parametrize("name", MENDED_BY)
def test_the_decidable_rules_hold_on_what_the_detectors_were_mended_by(name):
    table = together(name)

    assert table.precision >= LEAST
    assert table.recall >= LEAST


def test_what_no_detector_was_mended_by_is_recorded_and_not_demanded(record_property):
    table = together(UNTOUCHED)
    record_property("precision", round(table.precision, 3))
    record_property("recall", round(table.recall, 3))

    assert sum((table.hit, table.false, table.missed, table.silent)) == 40 * len(DECIDABLE)


@pytest.mark.parametrize("name", [*MENDED_BY, UNTOUCHED])
def test_only_decidable_rules_are_labelled_and_no_passage_twice(name):
    labelled = passages(name)

    assert {rule for each in labelled for rule in each["rules"]} <= DECIDABLE
    assert len({each["text"] for each in labelled}) == len(labelled)


@pytest.mark.parametrize(
    "pattern",
    [action_grammar.TOLD, action_grammar.TAMPERING, fix_grammar.MISSING, fix_grammar.NOT_OF_THE_MAKER,
     fix_grammar.DENIED, fix_grammar.LATER, gradings._WORD_ZH, gradings._WORD_EN],
    ids=["told", "tampering", "missing", "not of the maker", "denied", "later", "word zh", "word en"],
)  # fmt: skip
@pytest.mark.parametrize("seed", [" ", "no a ", "尚未", "has not been ", "请到", "升级", "not "])
def test_four_times_the_text_does_not_take_sixteen_times_as_long(pattern, seed):
    spent = {}
    for size in (2000, 8000):
        text = (seed * size)[:size]
        start = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        spent[size] = time.process_time() - start

    assert spent[8000] < 8 * spent[2000] + 0.2
