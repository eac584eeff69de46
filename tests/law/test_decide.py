from datetime import UTC, date, datetime

import pytest

from bulou.law import BadFact, BadReading, Conduct, Outcome, decide
from bulou.law.outcomes import Effect
from tests.law.strategies import AT, facts

LAWFUL = {
    "actor_role": "vendor",
    "own_product": True,
    "remediation_provided": True,
    "operator_in_use_detail": False,
    "exploit_included": False,
    "unlawful_means_suspected": False,
    "exaggerates": False,
    "hype_or_extortion": False,
    "truthful_and_necessary": True,
    "remedy_or_precaution_included": True,
    "major_event": False,
}
PLATFORM = {
    "actor_role": "platform",
    "collects_others_products": True,
    "public_internet_platform": True,
    "own_repair_only": False,
}
OPERATOR = {
    "actor_role": "operator",
    "own_system": True,
    "flaw_exists": True,
    "duplicate_report": False,
}
BEFORE_FORCE = datetime(2021, 8, 31, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Beijing
IN_FORCE = datetime(2021, 8, 31, 16, tzinfo=UTC)


def outcome(conduct, at=AT, owed=(), readings=None, **known):
    return decide(conduct, facts(**known), at=at, owed=owed, readings=readings or {}).outcome


def test_a_verdict_is_true_only_when_the_conduct_may_go_on():
    passing = {each for each in Outcome if each.passes}

    assert passing == {Outcome.OWED, Outcome.PERMITTED, Outcome.NOT_PROHIBITED}
    assert decide("publish", facts(**LAWFUL), at=AT)
    assert not decide("publish", facts(**{**LAWFUL, "exaggerates": True}), at=AT)
    assert not decide("publish", {}, at=AT)


def test_the_early_route_is_asked_for_before_there_is_a_fix():
    verdict = decide("publish", facts(**{**LAWFUL, "remediation_provided": False}), at=AT)

    assert (verdict.outcome, verdict.at_best, verdict.at_worst) == (
        Outcome.NEEDS_FACTS,
        Outcome.NOT_PROHIBITED,
        Outcome.FORBIDDEN,
    )
    assert verdict.asks == (
        "assessed_jointly_with_vendor",
        "reported_to_miit",
        "reported_to_mps",
        "authorities_assessment",
    )


def test_nothing_more_is_asked_once_the_answer_is_certain():
    verdict = decide("publish", facts(remediation_provided=False, reported_to_mps=False), at=AT)

    assert (verdict.outcome, verdict.asks) == (Outcome.FORBIDDEN, ())
    assert verdict.findings[0].norm_id == "RMSV-9-1"
    assert (verdict.findings[0].citation.zh, verdict.findings[0].citation.en) == (
        "规定 第九条(一)",
        "RMSV Art. 9(1)",
    )


@pytest.mark.parametrize(
    ("reading", "known", "default", "chosen"),
    [
        ({"vendor_dissent_bars": "yes"}, {"vendor_dissents": True}, "not_prohibited", "forbidden"),
        (
            {"objection_bars": "no"},
            {"authorities_assessment": "done_objection"},
            "forbidden",
            "not_prohibited",
        ),
        (
            {"workaround_counts_as_fix": "yes"},
            {"mitigation_provided": True, "assessed_jointly_with_vendor": False},
            "forbidden",
            "not_prohibited",
        ),
    ],
)
def test_the_early_route_under_its_readings(reading, known, default, chosen):
    early = {
        **LAWFUL,
        "remediation_provided": False,
        "assessed_jointly_with_vendor": True,
        "reported_to_miit": True,
        "reported_to_mps": True,
        "authorities_assessment": "done_no_objection",
        "vendor_dissents": False,
        "mitigation_provided": False,
    }

    assert outcome("publish", **{**early, **known}) == default
    assert outcome("publish", readings=reading, **{**early, **known}) == chosen


def test_consent_is_asked_of_the_ministry_during_a_major_event():
    verdict = decide("publish", facts(**{**LAWFUL, "major_event": True, "mps_consent": False}), at=AT)

    assert verdict.outcome is Outcome.NEEDS_APPROVAL
    assert verdict.needs == (Effect(Outcome.NEEDS_APPROVAL, "mps"),)


def test_a_published_flaw_does_not_open_the_way_before_the_fix():
    known = {**LAWFUL, "remediation_provided": False, "already_public": True, "reported_to_mps": False}

    assert outcome("publish", **known) is Outcome.FORBIDDEN


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "not_prohibited"),
        ({"remediation_provided": False}, "needs_judgement"),
        ({"remediation_provided": False, "reasonable_release": True}, "not_prohibited"),
        ({"remediation_provided": False, "reasonable_release": False}, "forbidden"),
        ({"remediation_provided": False, "own_product": False, "reported_to_mps": False}, "forbidden"),
    ],
)
def test_a_vendor_about_its_own_product_where_article_9_is_read_not_to_bind_it(known, expected):
    assert outcome("publish", readings={"provider_under_art9": "no"}, **{**LAWFUL, **known}) == expected


@pytest.mark.parametrize(
    "stopping",
    [
        {"truthful_and_necessary": False},
        {"operator_in_use_detail": True},
        {"exaggerates": True},
        {"hype_or_extortion": True},
        {"exploit_included": True, "tool_exclusively_for_attack": True},
        {"remedy_or_precaution_included": False},
        {"major_event": True, "mps_consent": False},
    ],
)
def test_on_that_reading_all_of_article_9_binds_a_vendor_only_about_products_of_others(stopping):
    known, lenient = {**LAWFUL, **stopping}, {"provider_under_art9": "no"}

    assert outcome("publish", readings=lenient, **known) is Outcome.NOT_PROHIBITED
    assert not outcome("publish", **known).passes
    assert not outcome("publish", readings=lenient, **{**known, "own_product": False}).passes
    assert not outcome("publish", readings=lenient, **{**known, "actor_role": "platform"}).passes


@pytest.mark.parametrize("conduct", ["publish", "publish_exploit"])
def test_publication_has_no_recipient_to_ask_about(conduct):
    asked = decide(conduct, facts(actor_role="finder"), at=AT).asks

    assert "remediation_provided" in asked
    assert not [name for name in asked if name.startswith("recipient_") or name == "already_public"]


@pytest.mark.parametrize(
    "conduct", ["share", "notify_upstream", "notify_users", "supply_exploit", "present", "sell"]
)
def test_undisclosed_information_goes_to_nobody_overseas_but_the_vendor(conduct):
    abroad = {"recipient_overseas": True, "already_public": False, "recipient_is_product_vendor": False}

    assert outcome(conduct, **abroad) is Outcome.FORBIDDEN
    assert "RMSV-9-7" in {each.norm_id for each in decide(conduct, facts(**abroad), at=AT).findings}
    for passing in (
        {"recipient_is_product_vendor": True},
        {"already_public": True},
        {"recipient_overseas": False},
    ):
        findings = decide(conduct, facts(**{**abroad, **passing}), at=AT).findings
        assert "RMSV-9-7" not in {each.norm_id for each in findings}


def test_a_maintainer_overseas_is_the_vendor_only_on_that_reading():
    known = {"recipient_overseas": True, "already_public": False, "recipient_is_product_vendor": False}
    known |= {"recipient_maintains_free_software": True, "exploit_included": False}

    assert outcome("share", **known) is Outcome.FORBIDDEN
    assert outcome("share", readings={"oss_maintainer_is_provider": "yes"}, **known) is Outcome.NOT_PROHIBITED


def test_an_exploit_may_be_supplied_for_verification_only():
    known = {"actor_role": "finder", "tool_exclusively_for_attack": True, "recipient_is_product_vendor": True}

    assert outcome("supply_exploit", supplied_for_verification=True, **known) is Outcome.NOT_PROHIBITED
    assert outcome("supply_exploit", supplied_for_verification=False, **known) is Outcome.FORBIDDEN
    state = {
        "actor_role": "finder",
        "tool_exclusively_for_attack": True,
        "recipient_overseas": False,
        "recipient_is_product_vendor": False,
    }
    state |= {"supplied_for_verification": True}
    assert outcome("supply_exploit", recipient_is_state_platform=True, **state) is Outcome.NOT_PROHIBITED
    assert outcome("supply_exploit", recipient_is_state_platform=False, **state) is Outcome.FORBIDDEN


@pytest.mark.parametrize(
    ("conduct", "owed", "known", "expected"),
    [
        ("receive", (), {"actor_role": "vendor"}, "not_prohibited"),
        ("receive", ("RMSV-5-1",), {"actor_role": "platform"}, "owed"),
        ("receive", (), {"actor_role": "finder", "unlawful_means_suspected": False}, "not_prohibited"),
        ("receive", (), {"actor_role": "finder", "unlawful_means_suspected": True}, "needs_judgement"),
        ("receive", (), {"actor_role": "finder", "unlawful_means_suspected": True, "collected_unlawfully": True}, "forbidden"),
        ("receive", (), {"actor_role": "finder", "collected_unlawfully": True}, "needs_facts"),
        ("grade", (), {}, "not_prohibited"),
        ("verify", (), {"actor_role": "vendor"}, "not_prohibited"),
        ("verify", ("RMSV-7-1a",), {}, "owed"),
        ("notify_authority", ("RMSV-7-2",), {}, "owed"),
        ("notify_authority", (), {"actor_role": "finder"}, "permitted"),
        ("notify_authority", (), {"actor_role": "vendor"}, "not_prohibited"),
        ("notify_authority", ("RMSV-7-1a", "no such duty"), {"actor_role": "vendor"}, "not_prohibited"),
        ("notify_upstream", ("RMSV-7-1b",), {"recipient_overseas": False, "exploit_included": False}, "owed"),
        ("notify_upstream", ("RMSV-7-1b",), {"recipient_overseas": False}, "needs_facts"),
        ("notify_upstream", ("RMSV-7-1b",), {"recipient_is_product_vendor": True, "exploit_included": False}, "owed"),
        ("notify_users", ("RMSV-7-3b",), {"recipient_overseas": True, "already_public": False}, "needs_facts"),
        ("reward", (), {"actor_role": "vendor", "own_product": True}, "permitted"),
        ("decline", (), {"actor_role": "vendor", "own_product": True, "flaw_exists": True, "duplicate_report": False}, "forbidden"),
        ("decline", (), {"actor_role": "vendor", "own_product": False}, "not_prohibited"),
        ("decline", (), {"actor_role": "vendor", "flaw_exists": False}, "not_prohibited"),
        ("decline", (), {"actor_role": "vendor", "duplicate_report": True}, "not_prohibited"),
        ("purge_log", (), {"six_months_elapsed": False}, "forbidden"),
        ("purge_log", (), {"six_months_elapsed": True, "legal_hold": True}, "forbidden"),
        ("purge_log", (), {"six_months_elapsed": True, "legal_hold": False}, "not_prohibited"),
        ("open_reception", (), {"actor_role": "vendor", "collects_others_products": False}, "permitted"),
        ("open_reception", (), PLATFORM, "needs_facts"),
        ("open_reception", (), PLATFORM | {"platform_listed": False}, "forbidden"),
        ("open_reception", ("RMSV-5-1",), PLATFORM | {"platform_listed": False}, "forbidden"),
        ("open_reception", (), PLATFORM | {"platform_listed": True}, "permitted"),
        ("operate_platform", (), {}, "needs_facts"),
        ("operate_platform", (), PLATFORM | {"platform_listed": False}, "needs_step"),
        ("operate_platform", (), PLATFORM | {"platform_listed": True}, "not_prohibited"),
        ("operate_platform", (), {"collects_others_products": False}, "not_prohibited"),
        ("assist_abuser", (), {}, "needs_judgement"),
        ("assist_abuser", (), {"knows_of_abuse": True}, "forbidden"),
        ("assist_abuser", (), {"knows_of_abuse": False}, "not_prohibited"),
        ("test_live_system", (), {"own_system": False, "system_owner_authorised": False}, "forbidden"),
        ("test_live_system", (), {"system_owner_authorised": True}, "not_prohibited"),
        ("test_live_system", (), {"own_system": True}, "not_prohibited"),
        ("test_live_system", (), {"system_owner_authorised": False}, "needs_facts"),
        ("verify", (), {"actor_role": "operator", "own_system": True}, "not_prohibited"),
        ("verify", ("RMSV-8",), {"actor_role": "operator"}, "owed"),
        ("decline", (), OPERATOR, "forbidden"),
        ("decline", (), OPERATOR | {"duplicate_report": True}, "not_prohibited"),
        ("decline", (), OPERATOR | {"own_system": False}, "not_prohibited"),
        ("decline", (), OPERATOR | {"own_system": None}, "needs_facts"),
        ("share", ("RMSV-7-4",), {"actor_role": "authority", "recipient_overseas": False, "exploit_included": False}, "owed"),
        ("share", ("RMSV-7-4",), {"actor_role": "authority", "recipient_overseas": True, "already_public": False,
                                  "recipient_is_product_vendor": False}, "forbidden"),
    ],
)  # fmt: skip
def test_the_other_conducts(conduct, owed, known, expected):
    assert outcome(conduct, owed=owed, **known) == expected


def test_receiving_is_never_stopped_where_article_5_demands_it():
    for role in ("vendor", "operator", "platform"):
        known = facts(actor_role=role, platform_listed=False, unlawful_means_suspected=True)
        assert decide(Conduct.RECEIVE, known, at=AT)


DOMESTIC = {"actor_role": "vendor", "already_public": False, "recipient_overseas": False,
            "recipient_is_product_vendor": False, "recipient_is_state_platform": False,
            "exploit_included": False}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "needs_judgement"),
        ({"third_party_sharing_lawful": True}, "not_prohibited"),
        ({"third_party_sharing_lawful": False}, "forbidden"),
        ({"recipient_is_product_vendor": True}, "not_prohibited"),
        ({"recipient_is_state_platform": True}, "not_prohibited"),
        ({"already_public": True}, "not_prohibited"),
        ({"actor_role": "authority"}, "not_prohibited"),
        ({"recipient_overseas": True}, "forbidden"),
    ],
)
def test_passing_on_to_a_third_party_at_home_is_judged_by_a_person(known, expected):
    assert outcome("share", **DOMESTIC | known) == expected


SALE = {
    "exploit_included": False,
    "recipient_is_product_vendor": False,
    "recipient_is_affected_party": False,
    "recipient_overseas": False,
}


@pytest.mark.parametrize(
    ("known", "readings", "expected"),
    [
        ({}, {}, "forbidden"),
        ({"sale_unlawful": False}, {}, "forbidden"),
        ({}, {"third_party_sale": "judged"}, "needs_judgement"),
        ({"sale_unlawful": False}, {"third_party_sale": "judged"}, "not_prohibited"),
        ({"recipient_is_affected_party": True}, {}, "needs_judgement"),
        ({"recipient_is_product_vendor": True}, {}, "needs_judgement"),
        ({"recipient_is_product_vendor": True, "sale_unlawful": True}, {}, "forbidden"),
        ({"recipient_is_product_vendor": True, "sale_unlawful": False}, {}, "not_prohibited"),
    ],
)
def test_sale(known, readings, expected):
    assert outcome("sell", readings=readings, **SALE | known) == expected


def test_the_provisions_bind_from_their_first_day_in_beijing():
    assert outcome("publish", at=BEFORE_FORCE, **LAWFUL) is Outcome.NOT_MODELLED
    assert outcome("publish", at=IN_FORCE, **LAWFUL) is Outcome.NOT_PROHIBITED


def test_nothing_is_answered_before_it_was_encoded_or_for_an_unknown_regime():
    early = decide("publish", facts(**LAWFUL), at=AT, as_of=date(2026, 11, 21))
    elsewhere = decide("publish", facts(**LAWFUL), at=AT, regime="elsewhere")

    assert (early.outcome, elsewhere.outcome) == (Outcome.NOT_MODELLED, Outcome.NOT_MODELLED)


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(ValueError, match="not a valid Conduct"):
        decide("pubish", {}, at=AT)
    with pytest.raises(ValueError, match="aware"):
        decide("publish", {}, at=AT.replace(tzinfo=None))
    with pytest.raises(BadReading, match="did you mean clock_start"):
        decide("publish", {}, at=AT, readings={"clock_strat": "receipt"})
    with pytest.raises(BadFact, match="remediation_provided"):
        decide("publish", facts(remediation_provided="yes"), at=AT)


def test_a_verdict_never_changes_and_keeps_what_it_was_given():
    given = facts(**LAWFUL)
    verdict = decide("publish", given, at=AT)
    given.clear()

    assert verdict.facts["remediation_provided"].value is True
    with pytest.raises(AttributeError):
        verdict.at = AT


def test_the_trace_shows_every_norm_with_the_facts_and_exceptions_it_hung_on():
    verdict = decide(
        "publish", facts(**{**LAWFUL, "remediation_provided": False, "reported_to_mps": False}), at=AT
    )

    steps = {step.norm_id: step for step in verdict.trace}
    assert set(steps) == {
        "RMSV-7-0-release", "RMSV-9-0", "RMSV-9-1", "RMSV-9-2", "RMSV-9-3a", "RMSV-9-3b", "RMSV-9-4", "RMSV-9-5", "RMSV-9-6", "RMSV-9-7", "RMSV-9-8",
    }  # fmt: skip
    assert dict(steps["RMSV-9-1"].used) == {
        "remediation_provided": False,
        "assessed_jointly_with_vendor": None,
        "reported_to_miit": None,
        "reported_to_mps": False,
        "authorities_assessment": None,
    }
    assert steps["RMSV-9-1"].exceptions == (("RMSV-9-1-early", False),)
    assert decide("publish", {}, at=AT, trace=False).trace == ()
