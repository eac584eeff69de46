"""The table of rules, and what the detectors find in the labelled drafts."""

from pathlib import Path

import pytest
import yaml

from bench.precheck import LEAST, confusion, labels
from bulou.law import VOCABULARY, FactKind
from bulou.precheck import RULES, Power, read
from bulou.precheck.detectors import DETECTORS

DRAFTS = Path(__file__).parent / "drafts"
NEVER = (FactKind.JUDGEMENT, FactKind.OFFICIAL)


@pytest.fixture(scope="module")
def tables():
    return confusion()


def test_every_rule_has_its_detector():
    assert list(DETECTORS) == list(RULES)


def test_a_rule_bears_on_a_fact_of_the_law_or_only_notes():
    assert {rule.fact for rule in RULES.values() if rule.fact} <= VOCABULARY.keys()
    assert {rule.power for rule in RULES.values() if not rule.fact} == {Power.NOTES}


def test_what_settles_a_fact_is_decidable_and_settles_no_judgement_and_nothing_official():
    settling = [rule for rule in RULES.values() if rule.power is Power.SETTLES]

    assert settling
    assert all(rule.decidable for rule in settling)
    assert [rule.id for rule in settling if VOCABULARY[rule.fact].kind in NEVER] == []


def test_at_least_two_hundred_drafts_are_labelled_and_each_rule_from_both_sides():
    labelled = labels()

    assert len(labelled) >= 200
    assert sorted(labelled) == sorted(path.name for path in DRAFTS.iterdir())
    for rule in RULES:
        assert 5 <= sum(rule in found for found in labelled.values()) <= len(labelled) - 5


@pytest.mark.parametrize("rule", [rule.id for rule in RULES.values() if rule.decidable])
def test_a_decidable_rule_is_right_in_nineteen_of_twenty(tables, rule):
    assert tables[rule].precision >= LEAST
    assert tables[rule].recall >= LEAST


def test_on_passages_written_after_the_detectors_the_decidable_rules_hold_together():
    passages = yaml.safe_load((DRAFTS.parent / "fresh.yaml").read_text(encoding="utf-8"))
    hit = false = missed = 0
    for each in passages:
        draft = read(each["text"].encode(), "x.md")
        for rule in (rule.id for rule in RULES.values() if rule.decidable):
            found, there = any(DETECTORS[rule](draft)), rule in each["rules"]
            hit, false, missed = (
                hit + (found and there),
                false + (found and not there),
                missed + (there and not found),
            )

    assert hit / (hit + false) >= LEAST
    assert hit / (hit + missed) >= LEAST
