"""Every complete case of the neighbouring instruments, against predicates written from the catalogue's decision table."""

from datetime import UTC, datetime
from itertools import product

import pytest

from bulou.law import VOCABULARY, Outcome, decide
from bulou.law.docket import docket
from tests.law.strategies import AT, facts

FREE, NO = Outcome.NOT_PROHIBITED, Outcome.FORBIDDEN
IN_2025 = datetime(2025, 6, 1, tzinfo=UTC)


def d3_3_and_d3_4(f):
    allowed = f["cii_test_approved"] or f["system_owner_authorised"] or f["own_system"]
    if f["target_is_cii"] and not allowed:
        return Outcome.NEEDS_APPROVAL
    return Outcome.NEEDS_STEP if f["target_is_basic_telecom"] and not f["test_reported_to_miit"] else FREE


def d3_5(f):
    return FREE if f["own_system"] or f["system_owner_authorised"] else NO


def d7_6(f):
    meant = f["recipient_overseas"] and f["data_stored_in_china"] and f["recipient_is_foreign_judiciary"]
    return Outcome.NEEDS_APPROVAL if meant and not f["foreign_provision_approved"] else FREE


def published(f):
    tool = f["exploit_included"] and f["tool_exclusively_for_attack"]
    return FREE if f["national_rules_followed"] and not tool else NO


def exploit_published(f):
    return FREE if f["national_rules_followed"] and not f["tool_exclusively_for_attack"] else NO


def d10_1(f):
    return NO if f["tool_exclusively_for_attack"] else FREE


def d12_3(f):
    return NO if f["network_log"] and not f["six_months_elapsed"] else FREE


def d15(f):
    return NO if f["knows_of_abuse"] else FREE


CASES = [
    ("cii", "test_live_system", d3_3_and_d3_4),
    ("cii", "verify", d3_3_and_d3_4),
    ("dsl", "share", d7_6),
    *(
        ("csl", conduct, predicate)
        for conduct, predicate in (
            ("test_live_system", d3_5),
            ("publish", published),
            ("present", published),
            ("publish_exploit", exploit_published),
            ("supply_exploit", d10_1),
            ("purge_log", d12_3),
            ("assist_abuser", d15),
        )
    ),
]


@pytest.mark.parametrize("at", [AT, IN_2025], ids=["2026", "2025"])
@pytest.mark.parametrize(("regime", "conduct", "predicate"), CASES)
def test_every_complete_case_answers_as_the_decision_table_says(regime, conduct, predicate, at):
    names = docket(regime, conduct, at.date(), None, (), ()).names
    worlds = [
        dict(zip(names, row, strict=True)) for row in product(*(VOCABULARY[name].domain for name in names))
    ]

    assert len(worlds) > 1
    assert [(world, decide(conduct, facts(**world), at=at, regime=regime).outcome) for world in worlds] == [
        (world, predicate(world)) for world in worlds
    ]


@pytest.mark.parametrize(("regime", "conduct", "predicate"), CASES)
def test_learning_a_fact_never_reverses_a_decided_answer(regime, conduct, predicate):
    names = docket(regime, conduct, AT.date(), None, (), ()).names
    for row in product(*((None, *VOCABULARY[name].domain) for name in names)):
        known = dict(zip(names, row, strict=True))
        verdict = decide(conduct, facts(**known), at=AT, regime=regime)
        if verdict.outcome in (Outcome.NEEDS_FACTS, Outcome.NEEDS_JUDGEMENT):
            continue
        holes = [name for name in names if known[name] is None]
        full = {
            predicate(known | dict(zip(holes, rest, strict=True)))
            for rest in product(*(VOCABULARY[name].domain for name in holes))
        }
        assert full == {verdict.outcome}, known


@pytest.mark.parametrize("conduct", ["open_reception", "operate_platform"])
def test_a_platform_is_stopped_exactly_where_it_is_meant_and_not_filed(conduct):
    """Rows D1.2 and D11, for an actor in the mainland."""
    names = ("collects_others_products", "public_internet_platform", "own_repair_only", "platform_listed")
    for row in product((True, False), repeat=len(names)):
        known = dict(zip(names, row, strict=True))
        verdict = decide(conduct, facts(**known, actor_role="platform", actor_in_mainland=True), at=AT)

        others, public, own, listed = row
        assert bool(verdict) == (not (others and public and not own) or listed), known
