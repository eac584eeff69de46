"""The 70 histories of the six events, and facts that come in any order."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.cases import CS, MITIGATION, CaseState, OutOfTurn, statutory_start
from bulou.cases.remediation import EVENTS, LETTERS
from bulou.cases.wishes import histories

AT = datetime(2021, 12, 9, tzinfo=UTC)
LETTER_OF = {letter: event for event, letter in LETTERS.items()}


def valid(order: str) -> bool:
    """The rules of §4.1 over an order of the six letters, independent of the machine's table."""
    place = {letter: number for number, letter in enumerate(order)}
    in_path = place["V"] < place["F"] < place["D"]
    told = place["P"] < place["X"] or place["P"] == place["X"] + 1
    aware = place["V"] < place["P"] or place["V"] == place["P"] + 1
    return in_path and told and aware


ORDERS = sorted("".join(order) for order in permutations("VFDPXA") if valid("".join(order)))


def test_there_are_32_states_and_70_histories():
    assert len(CS.states) == 32
    assert len(ORDERS) == 70
    assert sorted("".join(LETTERS[event] for event in history) for history in histories()) == ORDERS


@pytest.mark.parametrize("order", ORDERS)
def test_every_history_can_be_lived_through_by_machine_and_by_recording(order):
    state, case = CS.initial, CaseState()

    for letter in order:
        state = CS.next(state, LETTER_OF[letter])
        case = case.record(LETTER_OF[letter])

    assert state == case.state == "VFDPXA"
    assert "".join(LETTERS[event] for event in case.history) == order


def test_every_other_order_is_out_of_turn_somewhere():
    refused = 0
    for order in permutations("VFDPXA"):
        state = CS.initial
        try:
            for letter in order:
                state = CS.next(state, LETTER_OF[letter])
        except OutOfTurn:
            refused += 1

    assert refused == 720 - 70


@given(st.lists(st.sampled_from([*EVENTS, MITIGATION]), max_size=12))
def test_facts_are_recorded_in_whatever_order_they_come(facts):
    case = CaseState()
    for fact in facts:
        before = case
        case = case.record(fact)
        assert case.happened(fact)
        assert case.history[: len(before.history)] == before.history
        assert case.record(fact) == case

    walked = CS.initial
    for event in case.history:
        walked = CS.next(walked, event)
    assert walked == case.state
    assert case.mitigation == (MITIGATION in facts)


@pytest.mark.parametrize(
    ("fact", "history"),
    [
        ("vendor_aware", "V"),
        ("fix_ready", "VF"),
        ("fix_deployed", "VFD"),
        ("public_aware", "PV"),
        ("exploit_public", "XPV"),
        ("attacks_seen", "A"),
    ],
)
def test_a_fact_brings_what_it_implies(fact, history):
    assert "".join(LETTERS[event] for event in CaseState().record(fact).history) == history


def test_a_state_is_told_by_its_moments_however_late_they_are_learnt():
    moments = {
        "public_aware": AT,
        "exploit_public": AT,
        "vendor_aware": AT - timedelta(days=15),
        "attacks_seen": AT - timedelta(days=8),
        "fix_ready": AT + timedelta(hours=12),
        MITIGATION: AT,
    }

    case = CaseState.from_moments(moments)

    assert "".join(LETTERS[event] for event in case.history) == "VAPXF"
    assert (case.state, case.mitigation) == ("VFdPXA", True)


def test_an_unknown_fact_is_a_mistake():
    with pytest.raises(LookupError, match="fix_redy"):
        CaseState().record("fix_redy")


def test_the_statutory_time_keeps_its_first_start():
    history = [("start", AT), ("cancel", AT + timedelta(days=1)), ("restart", AT + timedelta(days=5))]

    assert statutory_start(history) == AT
    assert statutory_start([*history, ("start", AT + timedelta(days=9))]) == AT
    assert statutory_start([("submit", AT)]) is None


def test_labels_of_states_name_what_has_happened():
    assert CS.states["vfdpxa"].zh == "均未发生"
    assert (CS.states["VFdPxa"].zh, CS.states["VFdPxa"].en) == (
        "提供者已知悉、修补措施已就绪、公众已知悉",
        "Vendor aware, fix ready, public aware",
    )
    assert max(Counter(text.zh for text in CS.states.values()).values()) == 1
