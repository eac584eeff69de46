"""Every figure of the catalogue's table of penalties, by the date of the act; and that none of it is a verdict."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.law import BadFact, BadReading, Fact, Outcome
from bulou.law.clocks import CN
from bulou.law.csl.penalties import SCALES, Level, Liable
from bulou.law.exposed import DISCLAIMER
from bulou.law.exposure import LATER_LAW, LENIENCY, exposure
from bulou.law.regimes import REGIMES
from bulou.law.sanctions import ROLES, UnknownBreach
from bulou.law.scales import Weight, weigh
from bulou.law.stamp import canonical
from bulou.law.vocabulary import VOCABULARY
from tests.law.strategies import facts

BEFORE, SINCE = date(2025, 12, 31), date(2026, 1, 1)
TENTH, MORE, MUCH = (10_000, 100_000), (50_000, 500_000), (100_000, 1_000_000)
THIRD = [
    ("serious", "whoever", (500_000, 2_000_000)),
    ("serious", "persons", (50_000, 200_000)),
    ("especially_serious", "whoever", (2_000_000, 10_000_000)),
    ("especially_serious", "persons", (200_000, 1_000_000)),
]
ORDINARY, CII = {"target_is_cii": False}, {"target_is_cii": True}
WEIGHING = (
    "correction_refused",
    "harm_degree",
    "circumstances_serious",
    "target_is_cii",
    "actor_is_organisation",
)


def told(found):
    return [(str(each.level), str(each.liable), each.fine) for each in found]


@pytest.mark.parametrize(
    ("breach", "day", "known", "steps"),
    [
        ("R12", BEFORE, {}, [("base", "whoever", None), ("refused_or_harm", "whoever", MORE), ("refused_or_harm", "persons", TENTH)]),
        ("R12", SINCE, {}, [("base", "whoever", None), ("refused_or_harm", "whoever", MORE), ("refused_or_harm", "persons", TENTH), *THIRD]),
        ("R13", BEFORE, ORDINARY, [("base", "whoever", None), ("refused_or_harm", "whoever", TENTH), ("refused_or_harm", "persons", (5_000, 50_000))]),
        ("R13", BEFORE, CII, [("base", "whoever", None), ("refused_or_harm", "whoever", MUCH), ("refused_or_harm", "persons", TENTH)]),
        ("R13", SINCE, ORDINARY, [("base", "whoever", (10_000, 50_000)), ("refused_or_harm", "whoever", MORE), ("refused_or_harm", "persons", TENTH), *THIRD]),
        ("R13", SINCE, CII, [("base", "whoever", (50_000, 100_000)), ("refused_or_harm", "whoever", MUCH), ("refused_or_harm", "persons", TENTH), *THIRD]),
        ("R14", BEFORE, {}, [("base", "whoever", None), ("refused_or_serious", "whoever", TENTH), ("refused_or_serious", "persons", (5_000, 50_000))]),
        ("R14", SINCE, {}, [("base", "whoever", TENTH), ("refused_or_serious", "whoever", MUCH), ("refused_or_serious", "persons", TENTH), *THIRD]),
        ("R15", BEFORE, {}, [("base", "individual", MORE), ("base", "unit", MUCH), ("serious_circumstances", "individual", MUCH)]),
        ("R15", SINCE, {}, [("base", "individual", MORE), ("base", "unit", MUCH), ("serious_circumstances", "individual", MUCH)]),
    ],
)  # fmt: skip
def test_the_figures_are_those_of_the_text_in_force_at_the_act(breach, day, known, steps):
    assert told(exposure(breach, day, facts(**known))) == steps


@pytest.mark.parametrize(
    ("breach", "day", "pointing", "here", "there"),
    [
        ("RMSV-7-2", BEFORE, "RMSV Art. 12", "CSL (2017) Art. 60", "CSL (2026) Art. 62"),
        ("RMSV-7-2", SINCE, "RMSV Art. 12", "CSL (2026) Art. 62", "CSL (2017) Art. 60"),
        ("RMSV-8", SINCE, "RMSV Art. 13", "CSL (2026) Art. 61", "CSL (2017) Art. 59"),
        ("RMSV-9-7", BEFORE, "RMSV Art. 14", "CSL (2017) Art. 62", "CSL (2026) Art. 65"),
        ("RMSV-4-3", SINCE, "RMSV Art. 15", "CSL (2026) Art. 66", "CSL (2017) Art. 63"),
        ("CSL17-26", BEFORE, None, "CSL (2017) Art. 62", "CSL (2026) Art. 65"),
        ("CSL17-26", SINCE, None, "CSL (2026) Art. 65", "CSL (2017) Art. 62"),
        ("CSL26-29-aid", SINCE, None, "CSL (2026) Art. 66", "CSL (2017) Art. 63"),
        ("vendor", SINCE, "RMSV Art. 12", "CSL (2026) Art. 62", "CSL (2017) Art. 60"),
    ],
)
def test_both_numbers_stand_beside_each_other(breach, day, pointing, here, there):
    first = exposure(breach, day)[0]

    assert (first.pointed_by and first.pointed_by.en, first.citation.en, first.other_number.en) == (
        pointing,
        here,
        there,
    )


def test_a_discretion_a_detention_and_the_measures_are_said():
    base, unit, serious = exposure("R15", SINCE)
    closing = exposure("R14", SINCE)[1]

    assert [(each.may, each.detention) for each in (base, unit, serious)] == [
        (True, (0, 5)),
        (False, None),
        (True, (5, 15)),
    ]
    assert [each.en for each in base.measures] == [
        "confiscation of unlawful gains",
        "barred from certain posts for five years or for life",
    ]
    assert [each.zh for each in closing.measures] == ["暂停业务、停业整顿、关闭网站或者应用程序、吊销许可"]
    assert exposure("R13", SINCE, facts(target_is_cii=False))[0].may is True
    assert exposure("R13", BEFORE, facts(target_is_cii=False))[0].may is False


@pytest.mark.parametrize(
    ("known", "levels"),
    [
        ({"correction_refused": False, "harm_degree": "none"}, {"base"}),
        ({"correction_refused": True, "harm_degree": "none"}, {"base", "refused_or_harm"}),
        ({"correction_refused": False, "harm_degree": "harm"}, {"base", "refused_or_harm"}),
        ({"harm_degree": "serious"}, {"base", "refused_or_harm", "serious"}),
        ({"harm_degree": "especially_serious"}, {"base", "refused_or_harm", "especially_serious"}),
        ({}, {"base", "refused_or_harm", "serious", "especially_serious"}),
    ],
)
def test_known_facts_leave_out_what_they_rule_out(known, levels):
    assert {str(each.level) for each in exposure("R12", SINCE, facts(**known))} == levels


def test_a_person_alone_has_nobody_responsible_within_it():
    alone = exposure("R15", SINCE, facts(actor_is_organisation=False))
    unit = exposure("R15", SINCE, facts(actor_is_organisation=True))

    assert [str(each.liable) for each in alone] == ["individual", "individual"]
    assert [str(each.liable) for each in unit] == ["unit"]
    assert Liable.PERSONS not in {
        each.liable for each in exposure("R14", SINCE, facts(actor_is_organisation=False))
    }


def test_what_is_not_known_is_named_and_what_is_known_is_not():
    refused = exposure("R12", SINCE)[1]
    known = exposure("R12", SINCE, facts(correction_refused=True))[1]

    assert refused.hinges_on == ("correction_refused", "harm_degree")
    assert known.hinges_on == ()


def test_the_later_law_is_weighed_for_acts_before_it():
    weights = {
        (scale.article, str(scale.level), str(scale.liable)): weigh(scale)
        for scale in SCALES
        if scale.edition == "2017"
    }

    assert weights == {
        (59, "base", "whoever"): Weight.HEAVIER,
        (
            59,
            "refused_or_harm",
            "whoever",
        ): Weight.SAME,  # of operators of critical infrastructure, who come last
        (59, "refused_or_harm", "persons"): Weight.SAME,
        (60, "base", "whoever"): Weight.SAME,
        (60, "refused_or_harm", "whoever"): Weight.SAME,
        (60, "refused_or_harm", "persons"): Weight.SAME,
        (62, "base", "whoever"): Weight.HEAVIER,
        (62, "refused_or_serious", "whoever"): Weight.HEAVIER,
        (62, "refused_or_serious", "persons"): Weight.HEAVIER,
        (63, "base", "individual"): Weight.SAME,
        (63, "base", "unit"): Weight.SAME,
        (63, "serious_circumstances", "individual"): Weight.SAME,
    }
    assert [each.later for each in exposure("R13", BEFORE, facts(target_is_cii=False))] == [
        Weight.HEAVIER
    ] * 3
    assert {each.later for each in exposure("R13", SINCE)} == {None}


def test_an_act_before_2026_is_told_of_the_later_law_and_one_since_of_leniency():
    assert all(LATER_LAW in each.notes and LENIENCY not in each.notes for each in exposure("R14", BEFORE))
    assert all(LENIENCY in each.notes and LATER_LAW not in each.notes for each in exposure("R14", SINCE))


def test_the_new_scale_says_where_it_is_drawn_from_and_has_no_old_number():
    serious = [each for each in exposure("R14", SINCE) if each.level is Level.SERIOUS]

    assert {each.citation.en for each in serious} == {"CSL (2026) Art. 65"}
    assert {each.other_number for each in serious} == {None}
    assert all(any("Art. 61 ¶3" in note.en for note in each.notes) for each in serious)


def test_leniency_says_what_the_record_shows():
    first = exposure(
        "R12", SINCE, facts(remediation_provided=True, harm_degree="harm", mitigation_provided=False)
    )[0]

    assert {each.name: each.shown for each in first.leniency} == {
        "prompt_correction": True,
        "no_harm": False,
        "first_and_slight": None,
        "no_fault": None,
    }
    assert all(each.evidence.zh and each.evidence.en and "32" in each.source.en for each in first.leniency)


@pytest.mark.parametrize(
    ("breach", "day"),
    [
        ("RMSV-7-2", date(2021, 8, 31)),  # before the Provisions
        ("FILING-4", date(2022, 12, 31)),  # before the filing measures
        ("CSL17-26", date(2017, 5, 31)),  # before the law
        ("RMSV-5-1", SINCE),  # the catalogue connects no sanction
        ("authority", SINCE),
        ("CSL26.73", SINCE),  # leniency, no penalty
    ],
)
def test_where_nothing_is_connected_there_is_none(breach, day):
    assert exposure(breach, day) == ()


def test_what_rests_on_an_unverified_sentence_says_so():
    assert {str(each.status) for each in exposure("FILING-4", SINCE)} == {"unverified"}
    assert {str(each.status) for each in exposure("RMSV-10-1", SINCE)} == {"read"}


@pytest.mark.parametrize(
    ("reading", "here"),
    [("by_date", "CSL (2026) Art. 62"), ("2026", "CSL (2026) Art. 62"), ("2017", "CSL (2017) Art. 60")],
)
def test_the_reading_of_the_edition_is_followed(reading, here):
    assert exposure("R12", SINCE, readings={"csl_version": reading})[0].citation.en == here


def test_an_instant_counts_by_its_day_in_beijing():
    evening = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)  # 2026-01-01 00:00 in Beijing

    assert exposure("R12", evening) == exposure("R12", SINCE)
    assert exposure("R12", datetime(2025, 12, 31, 23, 59, tzinfo=CN)) == exposure("R12", BEFORE)


def test_bad_input_is_named():
    with pytest.raises(UnknownBreach, match=r"RMSV-7-22; did you mean RMSV-7-2\?") as raised:
        exposure("RMSV-7-22", SINCE)
    assert "是否指 RMSV-7-2" in raised.value.zh
    with pytest.raises(BadFact, match="harm_degree"):
        exposure("R12", SINCE, facts(harm_degree="awful"))
    with pytest.raises(BadReading, match="csl_version"):
        exposure("R12", SINCE, readings={"csl_version": "2016"})
    with pytest.raises(ValueError, match="aware"):
        exposure("R12", datetime(2026, 1, 1))  # noqa: DTZ001  naive on purpose


def everything(day):
    names = [
        name
        for regime in REGIMES.values()
        for instrument in regime.instruments
        for sentence in instrument.sentences
        for name in (sentence.id, *sentence.norms)
    ]
    return [each for name in (*names, *ROLES) for each in exposure(name, day)]


@pytest.mark.parametrize("day", [BEFORE, SINCE])
def test_an_exposure_is_never_a_verdict(day):
    verdicts = {str(outcome) for outcome in Outcome}
    found = everything(day)

    assert len(found) > 100
    for each in found:
        assert not hasattr(each, "outcome")
        written = each.to_json()
        assert written["kind"] == "exposure"
        assert {"zh": DISCLAIMER.zh, "en": DISCLAIMER.en} in written["notes"]
        assert canonical(written)
        assert verdicts.isdisjoint(value for value in written.values() if isinstance(value, str))
    with pytest.raises(TypeError, match="no verdict"):
        bool(found[0])


def test_every_fact_that_narrows_is_in_the_vocabulary():
    named = {name for day in (BEFORE, SINCE) for each in everything(day) for name in each.hinges_on}
    named |= {name for each in exposure("R12", SINCE)[0].leniency for name in each.facts}

    assert named <= set(VOCABULARY)
    assert named >= set(WEIGHING)


@given(
    st.sampled_from(["R12", "R13", "R14", "R15"]),
    st.sampled_from([BEFORE, SINCE]),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(VOCABULARY[name].domain) for name in WEIGHING}),
    st.sampled_from(WEIGHING),
    st.data(),
)
def test_learning_a_fact_never_adds_a_step(breach, day, known, name, data):
    known.pop(name, None)
    before = told(exposure(breach, day, facts(**known)))
    value = data.draw(st.sampled_from(VOCABULARY[name].domain))

    after = told(exposure(breach, day, {**facts(**known), name: Fact(value)}))

    assert [each for each in after if each not in before] == []
