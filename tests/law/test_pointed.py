"""A fact that one body of law takes from another's answer is put among the facts with that answer as its source."""

from datetime import UTC, datetime

import pytest

from bulou.law import Fact, FactKind, Outcome, decide, pointed
from tests.law.test_instruments import PUBLICATION, facts

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "value", "source"),
    [
        ({}, True, "rmsv: not_prohibited"),
        ({"operator_in_use_detail": True}, False, "rmsv: forbidden (RMSV-9-2)"),
        ({"major_event": True, "mps_consent": False}, False, "rmsv: needs_approval (RMSV-9-6)"),
        ({"operator_in_use_detail": None}, None, "rmsv: needs_facts (operator_in_use_detail)"),
    ],
)
def test_the_cybersecurity_law_takes_the_answer_of_the_provisions_with_its_grounds(change, value, source):
    taken = pointed("publish", facts(**PUBLICATION | change), at=AT, regime="csl")["national_rules_followed"]

    assert (taken.value, taken.kind, taken.source) == (value, FactKind.DERIVED, source)


def test_the_grounds_stand_in_the_decision_that_hangs_on_them():
    known = pointed("publish", facts(**PUBLICATION | {"operator_in_use_detail": True}), at=AT, regime="csl")
    verdict = decide("publish", known, at=AT, regime="csl")

    assert verdict.outcome is Outcome.FORBIDDEN
    assert verdict.to_json()["facts"]["national_rules_followed"]["source"] == "rmsv: forbidden (RMSV-9-2)"
    assert any(("national_rules_followed", False) in step.used for step in verdict.trace)


def test_what_somebody_stated_stays_as_it_is():
    stated = {**facts(**PUBLICATION), "national_rules_followed": Fact(False, FactKind.OFFICIAL, "a decision")}

    assert pointed("publish", stated, at=AT, regime="csl") == stated


@pytest.mark.parametrize("regime", ["rmsv", "cra", "of nowhere"])
def test_a_body_of_law_that_points_nowhere_adds_nothing(regime):
    stated = facts(**PUBLICATION)

    assert pointed("publish", stated, at=AT, regime=regime) is stated
