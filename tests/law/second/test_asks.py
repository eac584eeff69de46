"""Where the catalogue says ASK the program asks a named person, as long as nobody has answered."""

import pytest

from bulou.law import Fact, FactKind, Outcome, decide
from tests.law.second import tables
from tests.law.second.comparing import AT, blocks, harmless

AT_HOME = {"actor_role": "finder", "own_product": False}
OWN = {"actor_role": "vendor", "own_product": True}
ABROAD = {"already_public": False, "recipient_overseas": True}


@pytest.mark.parametrize(
    ("conduct", "facts", "readings", "asked"),
    [
        pytest.param(
            "receive", {**AT_HOME, "unlawful_means_suspected": True}, {}, "collected_unlawfully", id="D1.3"
        ),
        pytest.param(
            "notify_users",
            {**OWN, **ABROAD},
            {"overseas_users": "judged"},
            "protective_steps_only",
            id="D6.2",
        ),
        pytest.param(
            "share", {**AT_HOME, "already_public": False}, {}, "third_party_sharing_lawful", id="D7.7"
        ),
        pytest.param(
            "publish",
            {**OWN, "remediation_provided": False},
            {"provider_under_art9": "no"},
            "reasonable_release",
            id="D8.6",
        ),
        pytest.param("publish", AT_HOME, {}, "truthful_and_necessary", id="D8.4"),
        pytest.param("supply_exploit", AT_HOME, {}, "tool_exclusively_for_attack", id="D10.2"),
        pytest.param(
            "sell", {**AT_HOME, "recipient_is_affected_party": True}, {}, "sale_unlawful", id="D13.3"
        ),
        pytest.param("assist_abuser", AT_HOME, {}, "knows_of_abuse", id="D15"),
    ],
)
def test_an_open_question_is_put_to_a_person(
    conduct: str, facts: dict[str, bool | str], readings: dict[str, str], asked: str
) -> None:
    idle = {name: harmless(name) for block in blocks(conduct, readings) for name in block}
    stated = {name: value for name, value in {**idle, **facts}.items() if name != asked}
    assert tables.possible(conduct, stated, readings) & {"forbidden"}
    assert tables.possible(conduct, stated, readings) & {"permitted", "not_prohibited"}
    answer = decide(conduct, {name: Fact(value) for name, value in stated.items()}, at=AT, readings=readings)
    assert answer.outcome is Outcome.NEEDS_JUDGEMENT


MAINTAINER = {**OWN, **ABROAD, "recipient_maintains_free_software": True}


def test_where_a_fact_is_itself_the_open_question_it_is_that_fact_which_is_asked_for() -> None:
    """D5.2: whether a maintainer abroad is a vendor is a core fact (settled point 5), whose absence asks for facts (point 4)."""
    asked = "recipient_is_product_vendor"
    idle = {name: harmless(name) for block in blocks("notify_upstream", {}) for name in block}
    stated = {name: Fact(value) for name, value in {**idle, **MAINTAINER}.items() if name != asked}

    answer = decide("notify_upstream", stated, at=AT)

    assert (answer.outcome, answer.at_worst, answer.asks) == (
        Outcome.NEEDS_FACTS,
        Outcome.FORBIDDEN,
        (asked,),
    )
    for said, outcome in ((True, Outcome.NOT_PROHIBITED), (False, Outcome.FORBIDDEN)):
        known = {**stated, asked: Fact(said, FactKind.JUDGEMENT, "by name, with grounds")}
        assert decide("notify_upstream", known, at=AT).outcome == outcome
