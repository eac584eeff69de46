"""The desirability of histories, against the figures published for the model."""

from collections import Counter
from fractions import Fraction

from bulou.cases.remediation import LETTERS
from bulou.cases.wishes import (
    WISHES,
    Observed,
    baseline,
    histories,
    skill,
    tally,
    wishes,
)

EVENT = {letter: event for event, letter in LETTERS.items()}
#        wish  baseline  histories of 70 that meet it
TABLE = """
    DP .037 11
    FP .111 28
    DX .167 28
    DA .188 19
    FX .333 50
    VP .333 51
    FA .375 38
    PX .500 51
    XA .500 25
    PA .667 41
    VX .667 66
    VA .750 57
"""


def named(letters: str) -> tuple[str, ...]:
    return tuple(EVENT[letter] for letter in letters)


def test_baselines_and_counts_are_the_published_ones():
    lines = [line.split() for line in TABLE.strip().splitlines()]

    assert tuple(named(line[0]) for line in lines) == WISHES
    assert [f"{float(chance):.3f}".removeprefix("0") for chance in baseline().values()] == [
        line[1] for line in lines
    ]
    met = Counter(wish for history in histories() for wish in wishes(history))
    assert [met[wish] for wish in WISHES] == [int(line[2]) for line in lines]


def test_histories_by_number_of_wishes_met():
    counts = Counter(len(wishes(history)) for history in histories())

    assert [counts[number] for number in range(13)] == [1, 0, 2, 4, 6, 9, 11, 11, 10, 8, 4, 3, 1]
    (best,) = (history for history in histories() if len(wishes(history)) == 12)
    assert best == named("VFDPXA")


def test_desirability_is_a_partial_order():
    every = [wishes(history) for history in histories()]
    best, worst = wishes(named("VFDPXA")), min(every, key=len)

    assert all(worst <= met <= best for met in every)
    assert any(not one <= other and not other <= one for one in every for other in every)


def test_an_event_that_has_not_happened_comes_after_those_that_have():
    assert wishes(()) == frozenset()
    assert wishes(named("VF")) == {named(pair) for pair in ("FP", "FX", "VP", "FA", "VX", "VA")}
    assert wishes(named("A")) == frozenset()


def test_skill_is_one_where_always_met_and_zero_where_chance_would_do_as_well():
    perfect = skill([named("VFDPXA")] * 3)
    half = skill([named("VFDPXA"), named("APVXFD")])[named("PX")]

    assert set(perfect.values()) == {Fraction(1)}
    assert half == 1
    assert skill([named("VFDPXA"), named("AXPVFD")])[named("PX")] == 0
    assert skill([named("AXPVFD")])[named("VA")] == (0 - baseline()[named("VA")]) / (
        1 - baseline()[named("VA")]
    )
    assert skill([]) == {}


def told(observed):
    letters = LETTERS
    return {
        "".join(letters[event] for event in each.wish): (each.met, each.decided)
        for each in tally(observed)
        if each.decided
    }


def test_an_open_case_counts_for_the_wishes_it_has_decided_and_for_no_other():
    mended = Observed(named("VF"), 2)
    leaked = Observed(named("PV"), 1, frozenset({EVENT["D"]}))

    assert told([mended]) == dict.fromkeys(("FP", "FX", "VP", "FA", "VX", "VA"), (2, 2))
    assert told([leaked]) == {
        "FP": (0, 1),
        "VP": (0, 1),
        "PX": (1, 1),
        "PA": (1, 1),
        "VX": (1, 1),
        "VA": (1, 1),
    }
    assert told([mended, leaked])["FP"] == (2, 3)
    assert told([Observed(())]) == {}


def test_the_tally_of_finished_histories_has_the_published_skill():
    every = [Observed(history) for history in histories()]

    assert {each.wish: each.skill for each in tally(every)} == skill(histories())
    (fp,) = (
        each
        for each in tally([Observed(named("VFDPXA")), Observed(named("VPXAFD"))])
        if each.wish == named("FP")
    )
    assert (fp.frequency, fp.skill) == (Fraction(1, 2), (Fraction(1, 2) - Fraction(1, 9)) / Fraction(8, 9))
    assert [(each.frequency, each.skill) for each in tally([])] == [(None, None)] * 12
