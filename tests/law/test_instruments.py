"""The neighbouring instruments: each edition in force by the day, and what was read kept apart from what was not."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bulou.law import Outcome, decide, duties
from bulou.law.cii.v2021.instrument import REGULATION as CII
from bulou.law.csl.pointer import national_rules_followed
from bulou.law.csl.v2017.instrument import LAW_2017
from bulou.law.csl.v2026.articles import RENUMBERED
from bulou.law.csl.v2026.instrument import LAW_2026
from bulou.law.dsl.v2021.instrument import LAW as DSL
from bulou.law.filing.v2022.instrument import MEASURES
from bulou.law.incident.v2025.instrument import MEASURES as INCIDENT
from bulou.law.ndr.v2025.instrument import REGULATION as NDR
from bulou.law.norms import NormKind
from bulou.law.register import norms, page, passages, sentence_of, sentences
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.sentence import Modality, Standing, Status
from bulou.law.versions import in_force
from tests.law.strategies import AT, facts

OURS = (MEASURES, LAW_2017, LAW_2026, NDR, CII, DSL, INCIDENT)
REGIMES_OF_OURS = ("csl", "ndr", "cii", "dsl", "incident")
LAST_DAY = date(2026, 12, 31)


def ids(instrument):
    """Each once, however many editions of it there are."""
    return sorted({norm.id for norm in instrument.norms})


def found(regime, day, instrument):
    return sorted(norm.id for norm in in_force(regime, day) if norm.id in ids(instrument))


@pytest.mark.parametrize("instrument", OURS, ids=lambda each: each.name.en)
def test_every_norm_has_exactly_one_version_on_every_day_of_its_edition_and_none_on_others(instrument):
    day = instrument.in_force - timedelta(days=40)

    while day <= LAST_DAY:
        expected = {
            norm.id: 1
            for norm in instrument.norms
            if norm.in_force <= day and (norm.until is None or day < norm.until)
        }
        assert Counter(found(instrument.regime, day, instrument)) == expected, day
        assert bool(expected) == (
            instrument.in_force <= day and (instrument.until is None or day < instrument.until)
        ), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("regime", "day", "edition"),
    [
        ("csl", date(2017, 5, 31), None),
        ("csl", date(2017, 6, 1), LAW_2017),
        ("csl", date(2025, 12, 31), LAW_2017),
        ("csl", date(2026, 1, 1), LAW_2026),
        ("ndr", date(2024, 12, 31), None),
        ("ndr", date(2025, 1, 1), NDR),
        ("cii", date(2021, 8, 31), None),
        ("cii", date(2021, 9, 1), CII),
        ("incident", date(2025, 10, 31), None),
        ("incident", date(2025, 11, 1), INCIDENT),
        ("dsl", date(2021, 8, 31), None),
        ("dsl", date(2021, 9, 1), DSL),
    ],
)  # fmt: skip
def test_on_each_day_exactly_one_edition_is_in_force(regime, day, edition):
    assert sorted(norm.id for norm in in_force(regime, day)) == (ids(edition) if edition else [])


def test_the_filing_measures_join_the_provisions():
    before, after = date(2022, 12, 31), date(2023, 1, 1)

    assert found("rmsv", before, MEASURES) == []
    assert found("rmsv", after, MEASURES) == ids(MEASURES)
    assert found("rmsv", before, PROVISIONS) == found("rmsv", after, PROVISIONS) == ids(PROVISIONS)


def test_the_transition_of_ten_working_days_ended_on_2023_01_16():
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 16), date(2023, 1, 17))

    assert ["FILING-5" in found("rmsv", day, MEASURES) for day in days] == [False, True, True, False]


def test_what_was_renumbered_says_and_asks_the_same():
    old, new = ({norm.id: norm for norm in each.norms} for each in (LAW_2017, LAW_2026))

    assert sorted(was for was, _, _ in RENUMBERED) == ids(LAW_2017)
    assert sorted(now for _, now, _ in RENUMBERED) == ids(LAW_2026)
    for was, now, article in RENUMBERED:
        before, after = old[was], new[now]
        assert (before.kind, before.reads, before.conducts, before.text, before.function) == (
            after.kind, after.reads, after.conducts, after.text, after.function
        )  # fmt: skip
        assert after.citation.en == f"CSL (2026) Art. {article}"
        assert (after.in_force, after.until) == (date(2026, 1, 1), None)
        assert (after.terms and after.terms.since) == (before.terms and date(2017, 6, 1))


def test_a_duty_outlives_the_number_it_arose_under():
    vendor = facts(actor_role="vendor", own_product=True, flaw_exists=True)
    at_midnight = AT.replace(year=2025, month=12, day=31, hour=16)  # 2026-01-01 00:00 in Beijing
    happened = {"report_received": at_midnight - timedelta(days=2)}

    live = {
        moment: [state.duty_id for state in duties(vendor, happened, at=moment, regime="csl") if state.live]
        for moment in (at_midnight - timedelta(seconds=1), at_midnight)
    }

    assert list(live.values()) == [
        ["CSL17-22-remedy", "CSL17-22-report"],
        ["CSL26-24-remedy", "CSL26-24-report"],
    ]


def test_what_the_filing_measures_were_read_for_is_kept_apart_from_what_nobody_read():
    statuses = {sentence.id: str(sentence.status) for sentence in MEASURES.sentences}

    assert statuses == dict.fromkeys(["F1", "F2", "F3", "F4", "F5", "F6"], "excerpt") | dict.fromkeys(
        ["F7", "F8", "F9a", "F9b", "F9c"], "unverified"
    )
    assert [status.verified for status in Status] == [True, True, False]


@pytest.mark.parametrize(("lang", "words"), [("zh", "未核实"), ("en", "unverified")])
def test_an_unverified_sentence_says_so_wherever_it_is_shown(lang, words):
    for regime in ("rmsv", *REGIMES_OF_OURS):
        text = passages(lang, regime)
        for sentence in sentences(regime):
            if not sentence.status.verified:
                assert all(words in said for said in (text[sentence.id].place, text[sentence.id].source)), (
                    sentence.id
                )
                assert not text[sentence.id].quotation, sentence.id
    for norm in norms():
        if not sentence_of(norm.id).status.verified:
            assert words in getattr(norm.text, lang), norm.id
            assert words in getattr(norm.citation, lang), norm.id


def test_the_page_of_the_law_marks_exactly_the_unverified_sentences():
    marked = [
        line.split("]")[0].removeprefix("| [")
        for line in page().splitlines()
        if "未核实 unverified**" in line
    ]

    assert [id for id in marked if id.startswith("F")] == ["F7", "F8", "F9a", "F9b", "F9c"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_official_page_was_checked_and_nothing_is_signed(lang):
    unchecked = {"zh": "官方网页未核对", "en": "official page not checked"}[lang]
    for regime in REGIMES_OF_OURS:
        text = passages(lang, regime)
        assert [each.id for each in text.values() if unchecked not in each.source] == []
        assert [each.id for each in text.values() if each.signed_by] == []
        assert [norm.id for norm in norms(regime) if norm.signed_by] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_has_a_gloss_in_its_language_that_is_not_the_quotation(lang):
    for regime in REGIMES_OF_OURS:
        for each in passages(lang, regime).values():
            assert any("一" <= letter <= "鿿" for letter in each.gloss) == (lang == "zh"), each.id
            assert not each.quotation or each.quotation not in each.gloss, each.id
            assert len(each.quotation) <= 70, each.id


@pytest.mark.parametrize(("lang", "binding"), [("zh", ("应当",)), ("en", ("must", "may not"))])
def test_the_gloss_of_a_duty_says_that_it_binds(lang, binding):
    for regime in REGIMES_OF_OURS:
        text = passages(lang, regime)
        bound = [each for each in sentences(regime) if each.modality is Modality.DUTY]
        assert [each.id for each in bound if not any(word in text[each.id].gloss for word in binding)] == []


def test_every_norm_is_claimed_by_exactly_one_sentence():
    for regime in REGIMES_OF_OURS:
        claims = [id for sentence in sentences(regime) for id in sentence.norms]
        assert sorted(claims) == sorted({norm.id for norm in norms(regime)})


def test_what_is_not_encoded_governs_no_conduct_and_says_why():
    silent = [
        each for regime in REGIMES_OF_OURS for each in sentences(regime) if each.standing is Standing.NOT_YET
    ]

    assert [each.id for each in silent] == [
        "CSL17.21a", "CSL17.25a", "CSL26.23a", "CSL26.27a", "CII18",
    ]  # fmt: skip
    assert {each.governs for each in silent} == {()}
    remarks = {**passages("en", "csl"), **passages("en", "cii")}
    assert all("governs none of our conducts" in remarks[each.id].remark for each in silent)


def test_every_sanction_is_an_exposure_and_in_no_norm():
    for regime in ("rmsv", *REGIMES_OF_OURS):
        for sentence in sentences(regime):
            if sentence.modality is Modality.SANCTION:
                assert (sentence.standing, sentence.norms) == (Standing.EXPOSURE, ()), sentence.id


PUBLICATION = {
    "actor_role": "finder", "own_product": False, "flaw_exists": True, "already_public": False, "actor_in_mainland": True,
    "remediation_provided": True, "operator_in_use_detail": False, "remedy_or_precaution_included": True,
    "major_event": False, "recipient_overseas": False, "exploit_included": False, "exaggerates": False,
    "overstates": False, "hype_or_extortion": False, "truthful_and_necessary": True, "tool_exclusively_for_attack": False,
    "unlawful_means_suspected": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "value", "outcome"),
    [
        ({}, True, Outcome.NOT_PROHIBITED),
        ({"operator_in_use_detail": True}, False, Outcome.FORBIDDEN),
        ({"major_event": True, "mps_consent": False}, False, Outcome.FORBIDDEN),
        ({"operator_in_use_detail": None}, None, Outcome.NEEDS_FACTS),
        ({"truthful_and_necessary": None}, None, Outcome.NEEDS_FACTS),
    ],
)
def test_where_the_law_points_to_the_provisions_it_says_what_they_say(change, value, outcome):
    known = facts(**PUBLICATION | change)
    pointed = national_rules_followed("publish", known, at=AT)

    verdict = decide("publish", {**known, "national_rules_followed": pointed}, at=AT, regime="csl")

    assert (pointed.value, verdict.outcome) == (value, outcome)
    assert pointed.source.startswith("rmsv: ")


def test_no_exception_of_the_measures_opens_what_the_provisions_close_but_the_filing():
    lifted = {id for norm in MEASURES.norms if norm.kind is NormKind.EXCEPTION for id in norm.lifts}

    own = {norm.id for norm in MEASURES.norms}
    assert lifted - own == {"RMSV-10-1", "RMSV-10-1-operate", "RMSV-10-1-file"}


def test_editions_follow_each_other_without_gap_or_overlap():
    editions = [LAW_2017, LAW_2026]

    assert [earlier.until for earlier, _ in pairwise(editions)] == [
        later.in_force for _, later in pairwise(editions)
    ]
