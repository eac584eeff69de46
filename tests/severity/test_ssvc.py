"""SSVC by the published tables: spot checks row by row, complete, and never less pressing for a worse answer."""

from itertools import pairwise

import pytest

from bulou.severity import SeverityError
from bulou.severity.ssvc import COORDINATOR, DEPLOYER, SUPPLIER, TABLES, decide

# Row numbers as in CERT/CC's files, version 1.0.0.
SUPPLIER_ROWS = {
    0: ("none laborious partial minimal", "defer"),
    3: ("none laborious total significant", "out_of_cycle"),
    10: ("none super_effective total minimal", "out_of_cycle"),
    14: ("public_poc laborious total minimal", "scheduled"),
    15: ("public_poc laborious total significant", "immediate"),
    18: ("public_poc efficient total minimal", "out_of_cycle"),
    24: ("active laborious partial minimal", "out_of_cycle"),
    32: ("active super_effective partial minimal", "immediate"),
}
DEPLOYER_ROWS = {
    1: ("none small no medium", "defer"),
    12: ("none controlled yes low", "scheduled"),
    23: ("none open yes very_high", "out_of_cycle"),
    39: ("public_poc controlled yes very_high", "out_of_cycle"),
    46: ("public_poc open yes high", "out_of_cycle"),
    53: ("active small yes medium", "out_of_cycle"),
    57: ("active controlled no medium", "scheduled"),
    67: ("active open no very_high", "immediate"),
    70: ("active open yes high", "immediate"),
}
COORDINATOR_ROWS = {
    0: ("yes no not_credible one active laborious minimal", "decline"),
    72: ("no yes credible one unresponsive laborious minimal", "track"),
    97: ("no yes not_credible multiple active laborious significant", "track"),
    119: ("yes no not_credible multiple active super_effective significant", "coordinate"),
    121: ("no yes credible multiple unresponsive laborious minimal", "coordinate"),
    131: ("no yes not_credible one unresponsive super_effective minimal", "decline"),
    163: ("no yes credible multiple active super_effective minimal", "coordinate"),
    174: ("no yes credible one active super_effective significant", "track"),
}
SPOTS = [
    (table, *each)
    for table, rows in ((SUPPLIER, SUPPLIER_ROWS), (DEPLOYER, DEPLOYER_ROWS), (COORDINATOR, COORDINATOR_ROWS))
    for each in rows.values()
]


@pytest.mark.parametrize(("table", "answers", "outcome"), SPOTS)
def test_a_row_of_the_published_table(table, answers, outcome):
    given = dict(zip((question.name for question in table.questions), answers.split(), strict=True))

    decision = decide(table, given)

    assert decision.outcome == outcome
    assert [answer for _question, answer in decision.path] == answers.split()


def test_every_combination_has_an_outcome_and_every_outcome_is_reached():
    assert {table.name: len(table.rows) for table in TABLES.values()} == {
        "supplier": 36,
        "deployer": 72,
        "coordinator": 192,
    }
    ordered = {each: list(DEPLOYER.rows.values()).count(each) for each in DEPLOYER.outcomes}
    assert ordered == {"defer": 7, "scheduled": 42, "out_of_cycle": 20, "immediate": 3}
    counts = {each: list(COORDINATOR.rows.values()).count(each) for each in COORDINATOR.outcomes}
    assert counts == {"decline": 150, "track": 15, "coordinate": 27}
    assert set(SUPPLIER.rows.values()) == set(SUPPLIER.outcomes)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_worse_answer_never_lowers_the_order(table):
    ranks = list(table.outcomes)
    for answers, outcome in table.rows.items():
        for place, question in enumerate(table.questions):
            values = list(question.values)
            for lower, higher in pairwise(values):
                if answers[place] == lower:
                    worse = table.rows[(*answers[:place], higher, *answers[place + 1 :])]
                    assert ranks.index(worse) >= ranks.index(outcome), (answers, question.name)


@pytest.mark.parametrize("given", [{}, {"exploitation": "perhaps"}])
def test_a_missing_or_unknown_answer_names_the_ways(given):
    with pytest.raises(SeverityError, match="needs one of: none, public_poc, active") as said:
        decide(SUPPLIER, given)

    assert "没有利用" not in said.value.en
    assert said.value.zh
