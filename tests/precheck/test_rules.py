"""The table of rules, and what the detectors find in the labelled drafts."""

from pathlib import Path

import pytest

from bench.precheck import LEAST, confusion, labels
from bulou.law import VOCABULARY, FactKind
from bulou.precheck import RULES, Power
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
