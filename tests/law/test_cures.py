from datetime import UTC, datetime

import pytest

from bulou.law import Fact, Outcome, cures
from tests.law.strategies import AT, facts
from tests.law.test_decide import LAWFUL

UNFIXED = {
    **LAWFUL,
    "remediation_provided": False,
    "assessed_jointly_with_vendor": False,
    "reported_to_miit": False,
}
UNFIXED |= {"reported_to_mps": False, "authorities_assessment": "none", "vendor_dissents": False}


def proposed(conduct, readings=None, **known):
    return [
        (cure.kind, cure.changes) for cure in cures(conduct, facts(**known), at=AT, readings=readings or {})
    ]


def test_before_the_fix_there_is_the_fix_or_the_early_route_as_one():
    found = cures("publish", facts(**UNFIXED), at=AT)

    assert [(cure.kind, cure.changes, cure.until, cure.zh, cure.en, cure.outcome) for cure in found] == [
        (
            "do",
            {"remediation_provided": True},
            None,
            "由网络产品提供者先提供修补措施",
            "Have the vendor provide the remediation first",
            Outcome.NOT_PROHIBITED,
        ),
        (
            "obtain",
            {
                "assessed_jointly_with_vendor": True,
                "reported_to_miit": True,
                "reported_to_mps": True,
                "authorities_assessment": "done_no_objection",
            },
            None,
            "与相关网络产品提供者共同评估协商；向工业和信息化部报告；向公安部报告；取得两部门组织的评估，且无异议",
            "Assess and discuss it with the vendor concerned; Report to MIIT; Report to MPS; "
            "Obtain the ministries' assessment, without objection",
            Outcome.NOT_PROHIBITED,
        ),
    ]


def test_of_the_early_route_only_what_is_missing_is_proposed():
    begun = {
        **UNFIXED,
        "assessed_jointly_with_vendor": True,
        "reported_to_miit": True,
        "reported_to_mps": True,
    }

    assert proposed("publish", **begun)[1] == ("obtain", {"authorities_assessment": "done_no_objection"})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"remedy_or_precaution_included": False}, [("do", {"remedy_or_precaution_included": True})]),
        ({"operator_in_use_detail": True}, [("do", {"operator_in_use_detail": False})]),
        ({"exaggerates": None}, [("judge", {"exaggerates": False})]),
        ({"exaggerates": True}, [("do", {"exaggerates": False})]),
        (
            {"major_event": True, "mps_consent": False},
            [("wait", {"major_event": False}), ("obtain", {"mps_consent": True})],
        ),
        (
            {"major_event": None, "mps_consent": False},
            [("answer", {"major_event": False}), ("obtain", {"mps_consent": True})],
        ),
        ({"hype_or_extortion": True}, []),
        (
            {"exploit_included": True, "tool_exclusively_for_attack": True},
            [("do", {"exploit_included": False})],
        ),
        (
            {"exploit_included": True, "tool_exclusively_for_attack": None},
            [("do", {"exploit_included": False}), ("judge", {"tool_exclusively_for_attack": False})],
        ),
        ({}, []),
    ],
)
def test_what_cures_a_draft(changed, expected):
    assert proposed("publish", **{**LAWFUL, **changed}) == expected


def test_who_the_recipient_is_is_never_proposed_to_be_otherwise():
    known = {"recipient_overseas": True, "recipient_is_product_vendor": False, "already_public": False}
    known |= {"exploit_included": False}

    assert proposed("share", **known) == [("wait", {"already_public": True})]
    assert proposed("share", **{**known, "recipient_is_product_vendor": None}) == [
        ("wait", {"already_public": True}),
        ("answer", {"recipient_is_product_vendor": True}),
    ]


def test_what_the_record_tells_is_not_put_to_anyone():
    lenient = {"provider_under_art9": "no"}
    known = {**UNFIXED, "actor_role": None, "reasonable_release": True}

    assert proposed("publish", lenient, **{**known, "actor_role": "vendor"}) == []
    assert next(changes for _, changes in proposed("publish", lenient, **known)) == {
        "remediation_provided": True
    }
    assert not [
        changes for _, changes in proposed("publish", lenient, most=9, **known) if "actor_role" in changes
    ]


def test_waiting_tells_until_when_where_the_fact_tells_it():
    release = datetime(2027, 5, 25, 16, tzinfo=UTC)
    known = {"six_months_elapsed": Fact(False, event_at=release), "legal_hold": Fact(False)}

    (cure,) = cures("purge_log", known, at=AT)

    assert (cure.kind, cure.changes, cure.until) == ("wait", {"six_months_elapsed": True}, release)


def test_no_cure_where_nothing_is_known_to_be_lawful():
    assert proposed("assist_abuser", knows_of_abuse=True) == []
    assert (
        proposed("sell", recipient_is_product_vendor=True, sale_unlawful=True, recipient_overseas=False) == []
    )


def test_at_most_as_many_as_asked_for_smallest_first():
    found = cures("publish", {}, at=AT, most=3)

    assert len(found) == 3
    assert [len(cure.changes) for cure in found] == sorted(len(cure.changes) for cure in found)
