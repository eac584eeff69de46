"""The duty of one regime tried as an act under every other."""

from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.law import VOCABULARY, BadReading, Fact, duties
from bulou.law.clash import UnknownRegime, clashes
from bulou.law.clocks import CN
from bulou.law.conducts import Conduct
from bulou.law.conflicts import CONFLICTS
from bulou.law.facts import admits
from bulou.law.norms import Instrument
from bulou.law.open_points import READINGS
from bulou.law.regimes import REGIMES, Regime, establish
from bulou.law.register import norms
from bulou.law.release import Release
from bulou.law.terms import Terms
from bulou.law.text import Text, place
from bulou.law.trials import trials
from tests.law.strategies import facts

AT = datetime(2026, 11, 22, 9, tzinfo=CN)
HOUR = timedelta(hours=1)
KNOWN = {"report_received": AT, "exploitation_known": AT}
EXPLOITED = {
    "actor_role": "vendor", "own_product": True, "flaw_exists": True, "placed_on_eu_market": True,
    "actively_exploited": True, "severe_incident": False, "already_public": False,
}  # fmt: skip
NUMBERS = count()  # what is in force is remembered by the name of the regime
TRIED = ["certin", "cra", "psti", "rmsv"]


def found(known=EXPLOITED, events=KNOWN, at=AT, regimes=("cra", "rmsv"), **readings):
    return clashes(facts(**known), events, at=at, regimes=regimes, readings=readings)


def told(clash):
    return clash.duty.duty_id, clash.trial.other, str(clash.outcome), [each.norm_id for each in clash.hurdles]


def test_the_early_warning_of_the_eu_runs_into_article_9_item_7():
    assert [told(each) for each in found()] == [
        ("CRA-14-2-a", "rmsv", "forbidden", ["RMSV-9-7"]),
        ("CRA-14-2-b", "rmsv", "forbidden", ["RMSV-9-7"]),
        ("CRA-14-8", "rmsv", "forbidden", ["RMSV-9-7"]),
    ]


def test_a_clash_shows_both_citations_both_clocks_what_decides_and_when_to_ask_a_lawyer():
    document = found()[0].to_json()

    assert document["duty"]["citation"]["en"] == "CRA Art. 14(2)(a)"
    assert document["hurdles"][0]["citation"]["en"] == "RMSV Art. 9(7)"
    assert [each["name"] for each in document["duty"]["readings"]] == ["hours24", "hours24_eu"]
    assert [each["duty"] for each in document["beside"]] == ["RMSV-7-2"]
    assert [each["name"] for each in document["beside"][0]["readings"]] == [
        "hours48", "natural", "rolled", "working",
    ]  # fmt: skip
    assert {each["fact"]: (each["value"], each["of_the_performance"]) for each in document["decided_by"]} == {
        "recipient_overseas": (True, True),
        "recipient_is_product_vendor": (False, True),
        "already_public": (False, False),
    }
    assert document["advice"] == {
        "before": "2026-11-23T01:00:00.000000Z",
        "zh": "请在北京时间 2026-11-23 09:00 之前征求法律意见。",
        "en": "Take advice before 2026-11-23 09:00 Beijing time.",
    }
    assert [(each["id"], len(each["options"])) for each in document["conflicts"]] == [
        ("C1", 5), ("C2", 2), ("C6", 2), ("C7", 1),
    ]  # fmt: skip


def test_what_is_public_no_longer_clashes():
    (clash, *_) = found()

    assert ("already_public", True) in clash.passes_if
    assert found({**EXPLOITED, "already_public": True}) == ()


def test_whether_article_9_binds_a_vendor_about_its_own_product_is_shown_as_a_reading():
    (clash, *_) = found()

    assert ("provider_under_art9", "no") in clash.passes_reading
    assert found(provider_under_art9="no") == ()


def test_a_warning_that_was_sent_clashes_no_longer():
    sent = {**KNOWN, "exploitation_warned": AT + HOUR, "users_notified": AT + HOUR}

    assert [told(each)[0] for each in found(events=sent, at=AT + 2 * HOUR)] == ["CRA-14-2-b"]


def test_an_unknown_fact_that_decides_is_asked_and_the_clash_called_possible():
    (clash, *_) = found({name: value for name, value in EXPLOITED.items() if name != "already_public"})

    assert (str(clash.outcome), clash.certain, clash.trial.verdict.asks) == (
        "needs_facts", False, ("already_public",),
    )  # fmt: skip
    assert all(each.certain for each in found())


def test_a_duty_that_may_bind_clashes_and_says_on_what_it_hangs():
    unknown = {name: value for name, value in EXPLOITED.items() if name != "placed_on_eu_market"}

    assert found(unknown)[0].duty.hinges_on == ("placed_on_eu_market",)
    assert found({**EXPLOITED, "placed_on_eu_market": False}) == ()


def test_silence_of_the_other_regime_is_neither_clash_nor_permission():
    tried = list(trials(facts(**EXPLOITED), KNOWN, at=AT, regimes=["cra", "psti"]))

    assert {(each.silent, each.clashes, bool(each.verdict)) for each in tried} == {(True, False, False)}


def test_before_a_regime_applies_its_duties_clash_with_nothing():
    before = datetime(2026, 9, 10, 9, tzinfo=CN)

    assert found(events={"exploitation_known": before, "report_received": before}, at=before) == ()


def test_past_its_limit_the_advice_is_due_at_once():
    (clash, *_) = found(at=AT + 25 * HOUR)

    assert (
        clash.to_json()["advice"]["en"] == "The limit is past and the duty still owed: take advice at once."
    )
    assert clash.advice_before == AT + 24 * HOUR


def test_six_hours_to_cert_in_run_into_article_9_item_7_too():
    known = {
        "actor_role": "vendor", "own_product": True, "already_public": False,
        "bound_by_certin": True, "certin_incident": True,
    }  # fmt: skip

    (clash,) = found(known, {"incident_known": AT}, regimes=("certin", "rmsv"))

    assert told(clash) == ("CERTIN-report", "rmsv", "forbidden", ["RMSV-9-7"])
    assert clash.advice_before == AT + 6 * HOUR


def test_a_maintainer_overseas_who_may_be_no_vendor_is_a_question_from_2027_12_11_on():
    known = {
        "actor_role": "vendor", "own_product": True, "flaw_exists": True, "placed_on_eu_market": True,
        "upstream_component": True, "already_public": False, "recipient_overseas": True,
        "recipient_is_product_vendor": False, "recipient_maintains_free_software": True, "exploit_included": False,
    }  # fmt: skip

    def on(day):
        at = datetime(2027, 12, day, 9, tzinfo=CN)
        return found(known, {"upstream_identified": at}, at)

    (clash,) = on(11)

    assert (clash.duty.duty_id, clash.trial.conduct) == ("CRA-13-6", Conduct.NOTIFY_UPSTREAM)
    assert ("oss_maintainer_is_provider", "yes") in clash.passes_reading
    assert [each.id for each in clash.conflicts] == ["C3"]
    assert on(10) == ()


def test_a_published_contact_for_ones_own_products_is_no_collection_platform():
    known = {"actor_role": "vendor", "own_product": True, "consumer_product_in_uk": True}

    (tried,) = trials(facts(**known), {"uk_market_entered": AT}, at=AT, regimes=["psti", "rmsv"])

    assert (tried.duty.duty_id, str(tried.verdict.outcome)) == ("PSTI-contact", "permitted")


def test_a_delay_of_dissemination_moves_no_clock_and_settles_no_clash():
    delayed = found({**EXPLOITED, "dissemination_delay_granted": True})

    assert [(told(each), each.advice_before) for each in delayed] == [
        (told(each), each.advice_before) for each in found()
    ]


@pytest.fixture
def deletion():
    """A regime that bids to delete what is kept about a report, within ten hours."""
    name = f"deletion-{next(NUMBERS)}"
    instrument = Instrument(name, Text("删除法", "Deletion Act"), in_force=date(2020, 1, 1))

    @Release(instrument, date(2026, 1, 1)).duty(
        "DEL-1", place(1), "删除", "Delete",
        Terms(Conduct.PURGE_LOG, Text("本人", "the person"), ("report_received",), done_by=("log_purged",)),
    )  # fmt: skip
    def deleted() -> bool:
        return True

    establish(Regime(name, instrument.name, (instrument,), seat="eu"))
    yield name
    del REGIMES[name]


@pytest.fixture
def ministry():
    """A regime of the mainland that bids to report to another authority there."""
    name = f"ministry-{next(NUMBERS)}"
    instrument = Instrument(name, Text("另法", "Another Act"), in_force=date(2020, 1, 1))

    @Release(instrument, date(2026, 1, 1)).duty(
        "MIN-1", place(1), "报告", "Report",
        Terms(Conduct.NOTIFY_AUTHORITY, Text("另一机关", "another authority"), ("report_received",)),
    )  # fmt: skip
    def reported() -> bool:
        return True

    establish(Regime(name, instrument.name, (instrument,)))
    yield name
    del REGIMES[name]


def test_a_report_to_an_authority_of_the_same_seat_stays_one_and_clashes_with_nothing(ministry):
    asked = {"at": AT, "regimes": ["rmsv", ministry]}
    reports = {
        (each.duty.duty_id, each.conduct, str(each.verdict.outcome))
        for each in trials(facts(**EXPLOITED), KNOWN, **asked)
        if each.duty.conduct is Conduct.NOTIFY_AUTHORITY
    }

    assert reports == {
        ("MIN-1", Conduct.NOTIFY_AUTHORITY, "not_prohibited"),
        ("RMSV-7-2", Conduct.NOTIFY_AUTHORITY, "not_prohibited"),
    }
    assert clashes(facts(**EXPLOITED), KNOWN, **asked) == ()


def test_a_duty_to_delete_runs_into_every_duty_to_keep(deletion):
    known = {
        "actor_role": "vendor",
        "six_months_elapsed": False,
        "legal_hold": False,
        "bound_by_certin": True,
    }
    known["days_180_elapsed"] = False
    kept = found(known, {"report_received": AT}, regimes=("rmsv", "certin", deletion))

    assert [(*told(each), [state.duty_id for state in each.trial.breaks]) for each in kept] == [
        ("DEL-1", "certin", "forbidden", ["CERTIN-logs-purge"], ["CERTIN-logs"]),
        ("DEL-1", "rmsv", "forbidden", ["RMSV-5-2-log"], ["RMSV-5-2"]),
    ]
    released = AT + timedelta(days=200)
    known |= {"six_months_elapsed": True, "days_180_elapsed": True}
    assert found(known, {"report_received": AT}, released, ("rmsv", "certin", deletion)) == ()


def test_what_is_kept_is_protected_even_where_no_provision_forbids_to_delete_it(deletion):
    """A duty to keep is one although nobody wrote the prohibition beside it."""
    known = {"actor_role": "vendor", "six_months_elapsed": True, "legal_hold": False}

    (clash,) = found(known, {"report_received": AT}, regimes=("rmsv", deletion))

    assert (str(clash.outcome), clash.hurdles, clash.certain) == ("not_prohibited", (), True)
    assert [each.duty_id for each in clash.trial.breaks] == ["RMSV-5-2"]


WORLDS = st.fixed_dictionaries(
    {"actor_role": st.sampled_from(["vendor", "operator", "finder"])},
    optional={
        name: st.booleans()
        for name in (
            "own_product", "flaw_exists", "already_public", "placed_on_eu_market", "actively_exploited",
            "severe_incident", "bound_by_certin", "certin_incident", "consumer_product_in_uk", "users_must_update",
            "upstream_component", "recipient_overseas", "recipient_is_product_vendor",
        )
    },
)  # fmt: skip
HISTORIES = st.sets(
    st.sampled_from([
        "report_received", "flaw_confirmed", "exploitation_known", "incident_known", "incident_notified",
        "remediation_provided", "upstream_identified", "uk_market_entered", "authority_notified",
    ])
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(WORLDS, HISTORIES, st.permutations(TRIED))
def test_the_order_in_which_regimes_are_named_finds_the_same_clashes(known, happened, order):
    events = dict.fromkeys(happened, AT)

    assert [each.to_json() for each in found(known, events, regimes=order)] == [
        each.to_json() for each in found(known, events, regimes=[*TRIED, *order])
    ]


@settings(max_examples=60, deadline=None)
@given(WORLDS, HISTORIES)
def test_what_is_said_to_let_it_pass_does(known, happened):
    events = dict.fromkeys(happened, AT)

    def still(clash, known, **readings):
        again = found(known, events, regimes=TRIED, **readings)
        same = (clash.duty.duty_id, clash.trial.other, clash.trial.conduct)
        return any(
            (each.duty.duty_id, each.trial.other, each.trial.conduct) == same and not each.trial.breaks
            for each in again
        )

    for clash in found(known, events, regimes=TRIED):
        for name, value in clash.passes_if:
            assert not still(clash, {**known, name: value}), (clash.duty.duty_id, name)
        for name, value in clash.passes_reading:
            assert not still(clash, known, **{name: value}), (clash.duty.duty_id, name)


@settings(max_examples=40, deadline=None)
@given(WORLDS, HISTORIES)
def test_only_live_duties_are_tried_and_each_under_every_other_regime(known, happened):
    events = dict.fromkeys(happened, AT)
    live = {
        (name, each.duty_id)
        for name in TRIED
        for each in duties(facts(**known), events, at=AT, regime=name)
        if each.live and each.conduct
    }

    tried = {
        (each.regime, each.duty.duty_id, each.other)
        for each in trials(facts(**known), events, at=AT, regimes=TRIED)
        if each.conduct
    }

    assert tried == {(name, id, other) for name, id in live for other in TRIED if other != name}


def test_an_unknown_regime_is_named_with_the_nearest():
    with pytest.raises(UnknownRegime) as raised:
        found(regimes=("cra", "rmvs"))

    assert (raised.value.nearest, raised.value.en) == ("rmsv", "There is no regime rmvs; did you mean rmsv?")
    assert raised.value.zh == "没有规范体系 rmvs，是否指 rmsv？"
    with pytest.raises(UnknownRegime) as raised:
        found(regimes=("xyzzy",))
    assert raised.value.en.startswith("There is no regime xyzzy; it is one of ")


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(ValueError, match="aware"):
        found(at=datetime(2026, 11, 22))  # noqa: DTZ001
    with pytest.raises(BadReading):
        found(two_day_mode="lunar")


def test_every_performance_is_told_in_declared_facts():
    told = [
        (norm.id, name, value)
        for regime in REGIMES
        for norm in norms(regime)
        if norm.terms
        for name, value in norm.terms.performed_as.items()
    ]

    assert [each for each in told if not admits(VOCABULARY[each[1]], each[2])] == []
    assert {"CRA-14-2-a", "CERTIN-report", "PSTI-contact"} <= {each[0] for each in told}


def test_every_known_conflict_is_data_in_both_languages_and_points_at_norms():
    ids = {norm.id for regime in REGIMES for norm in norms(regime)}

    assert [each.id for each in CONFLICTS] == ["C1", "C2", "C3", "C4", "C5", "C6", "C7"]
    for each in CONFLICTS:
        assert each.stopped_by <= ids
        assert all(text.zh and text.en for text in (each.title, *each.options))


def test_no_option_is_marked_as_the_one_to_take():
    (clash, *_) = found()

    assert {key for each in clash.to_json()["conflicts"] for key in each} == {"id", "zh", "en", "options"}
    assert {key for each in clash.to_json()["conflicts"] for option in each["options"] for key in option} == {
        "zh", "en",
    }  # fmt: skip


def test_a_fact_of_the_performance_is_not_overridden_by_the_case():
    """Where the recipient of another act is says nothing of where the CSIRT is."""
    assert [told(each) for each in found({**EXPLOITED, "recipient_overseas": False})] == [
        told(each) for each in found()
    ]
    assert clashes({"actor_role": Fact("vendor")}, {}, at=AT, regimes=list(REGIMES)) == ()
    assert set(dict(found()[0].passes_reading)) <= set(READINGS)
