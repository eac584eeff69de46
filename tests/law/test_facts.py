from datetime import UTC, datetime

import pytest

from bulou.law import (
    READINGS,
    VOCABULARY,
    BadFact,
    BadMoment,
    BadReading,
    Fact,
    FactKind,
    UnknownFact,
    check_reading,
    parse_facts,
)
from bulou.law.conducts import LABELS, Conduct
from bulou.law.cures import KINDS
from bulou.law.rmsv.v2021.instrument import PROVISIONS

PUBLISHED = {
    "actor_role",
    "own_product",
    "flaw_exists",
    "already_public",
    "remediation_provided",
    "mitigation_provided",
    "upstream_component",
    "assessed_jointly_with_vendor",
    "vendor_dissents",
    "reported_to_miit",
    "reported_to_mps",
    "authorities_assessment",
    "major_event",
    "mps_consent",
    "operator_in_use_detail",
    "remedy_or_precaution_included",
    "exploit_included",
    "exaggerates",
    "hype_or_extortion",
    "tool_exclusively_for_attack",
    "truthful_and_necessary",
    "recipient_overseas",
    "recipient_is_product_vendor",
    "users_must_update",
    "six_months_elapsed",
    "legal_hold",
    "collects_others_products",
    "platform_listed",
}


def test_the_published_names_stay():
    assert set(VOCABULARY) >= PUBLISHED
    assert [str(conduct) for conduct in Conduct] == [conduct.name.lower() for conduct in Conduct]
    assert set(LABELS) == set(Conduct)
    assert {"publish": 1}[Conduct.PUBLISH] == 1


@pytest.mark.parametrize("spec", VOCABULARY.values(), ids=lambda spec: spec.name)
def test_every_fact_can_be_asked_in_both_languages(spec):
    assert spec.label.zh != spec.label.en
    assert spec.question.zh.endswith("？")
    assert spec.question.en.endswith("?")
    assert set(spec.domain) == set(spec.values)
    assert set(spec.phrases) <= set(spec.domain)
    assert {phrase.kind for phrase in spec.phrases.values()} <= set(KINDS)
    assert spec.suppliers


def test_the_form_of_a_facts_file_is_read():
    given = {
        "actor_role": "vendor",
        "major_event": None,
        "mps_consent": {
            "value": True,
            "source": "公文",
            "event_at": "2026-11-22T08:00:00+08:00",
            "evidence": "66",
        },
        "exaggerates": {"value": False, "kind": "observed"},
    }

    assert parse_facts(given) == {
        "actor_role": Fact("vendor", FactKind.DERIVED),
        "major_event": Fact(None),
        "mps_consent": Fact(True, FactKind.OFFICIAL, "公文", datetime(2026, 11, 22, tzinfo=UTC), None, "66"),
        "exaggerates": Fact(False, FactKind.OBSERVED),
    }


def test_an_unknown_name_is_told_the_nearest():
    with pytest.raises(UnknownFact) as caught:
        parse_facts({"remediation_provded": True})

    assert (caught.value.name, caught.value.nearest) == ("remediation_provded", "remediation_provided")
    assert "remediation_provided" in caught.value.zh
    assert "remediation_provided" in caught.value.en
    with pytest.raises(UnknownFact) as caught:
        parse_facts({"天气": True})
    assert caught.value.nearest is None


@pytest.mark.parametrize("entry", ["yes", 1, 0, [], {"value": "no"}])
def test_a_bad_value_is_told_what_is_allowed(entry):
    with pytest.raises(BadFact) as caught:
        parse_facts({"own_product": entry})

    assert "true, false" in caught.value.en
    assert "true, false" in caught.value.zh


@pytest.mark.parametrize(
    ("name", "entry", "zh", "en"),
    [
        ("own_product", {"value": True, "sorce": "x"}, "没有 sorce 一项，是否指 source？", "no key sorce; did you mean source?"),
        ("own_product", {"value": True, "天气": "x"}, "没有 天气 一项。", "no key 天气."),
        ("own_product", {}, "缺少 value 一项；未知请写 null。", "lacks its value; write null for unknown."),
        ("own_product", {"value": True, "kind": "oficial"}, 'kind 不能是 "oficial"；可取：observed,', "judgement; did you mean official?"),
        ("own_product", {"value": True, "kind": []}, "kind 不能是 []", "cannot be []"),
        ("own_product", {"value": True, "kind": ""}, 'kind 不能是 ""', 'cannot be ""'),
        ("own_product", {"value": True, "source": 5}, "source 应为文本，不能是 5。", "source of the fact own_product must be text, not 5."),
        ("own_product", {"value": True, "evidence": ["x"]}, 'evidence 应为文本，不能是 ["x"]。', 'must be text, not ["x"].'),
    ],
)  # fmt: skip
def test_what_is_wrong_inside_an_entry_is_named(name, entry, zh, en):
    with pytest.raises(BadFact) as caught:
        parse_facts({name: entry})

    assert (caught.value.name, zh in caught.value.zh, en in caught.value.en) == (name, True, True), (
        caught.value
    )


def test_what_is_given_is_echoed_no_longer_than_a_message_bears():
    long = "x" * 5_000
    errors = []
    for given in ({long: True}, {"own_product": long}, {"own_product": {"value": True, long: 1}},
                  {"own_product": {"value": True, "kind": long}}, {"own_product": {"value": True, "event_at": long}}):  # fmt: skip
        with pytest.raises((UnknownFact, BadFact, BadMoment)) as caught:
            parse_facts(given)
        errors.append(caught.value)

    assert [each.en for each in errors if len(each.en) > 240 or "…" not in each.en] == []
    assert [each.zh for each in errors if len(each.zh) > 200 or "…" not in each.zh] == []


@pytest.mark.parametrize("key", ["event_at", "recorded_at"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z"])
def test_a_moment_beyond_counting_names_its_fact(key, moment):
    with pytest.raises(BadMoment) as caught:
        parse_facts({"six_months_elapsed": {"value": False, key: moment}})

    assert (
        caught.value.en
        == f'{key} of the fact six_months_elapsed, "{moment}", lies beyond what can be counted. Check it.'
    )
    assert "six_months_elapsed" in caught.value.zh


@pytest.mark.parametrize("moment", ["2026-11-22T08:00:00", "yesterday", 5])
def test_a_moment_needs_its_zone(moment):
    with pytest.raises(BadMoment, match="own_product"):
        parse_facts({"own_product": {"value": True, "event_at": moment}})


def test_every_open_point_is_argued_and_its_strict_side_stays_the_default():
    strict = {name: reading.default for name, reading in READINGS.items()}

    assert strict == {
        "clock_start": "receipt",
        "two_day_mode": "hours48",
        "report_known_component": "on",
        "min_severity": "none",
        "partner_member": "no",
        "log_start": "receipt",
        "provider_under_art9": "yes",
        "workaround_counts_as_fix": "no",
        "vendor_dissent_bars": "no",
        "objection_bars": "yes",
        "overseas_scope": "outside_mainland_and_branches",
        "oss_maintainer_is_provider": "ask",
        "china_nexus": "assumed",
        "csl_version": "by_date",
        "early_publication_needs_approval": "no",
        "exaggeration_needs_intent": "yes",
        "overseas_vendor_excepted": "yes",
        "any_vendor_excepted": "no",
        "overseas_users": "forbidden",
        "third_party_sale": "forbidden",
    }
    known = {norm.id for norm in PROVISIONS.norms} | {sentence.id for sentence in PROVISIONS.sentences}
    for reading in READINGS.values():
        assert set(reading.bears_on) <= known
        for text in (reading.question, reading.argument, reading.source, *reading.options.values()):
            assert text.zh
            assert text.en


def test_every_reading_that_a_norm_reads_says_so():
    for norm in PROVISIONS.norms:
        for name in norm.readings:
            assert norm.id in READINGS[name].bears_on


def test_a_reading_that_does_not_exist_is_told_the_nearest():
    check_reading("clock_start", "triage")
    with pytest.raises(BadReading) as caught:
        check_reading("clock_starts", "triage")
    assert "clock_start" in caught.value.zh
    with pytest.raises(BadReading) as caught:
        check_reading("two_day_mode", "hours_48")
    assert (caught.value.name, caught.value.value) == ("two_day_mode", "hours_48")
    assert "Did you mean hours48?" in caught.value.en
