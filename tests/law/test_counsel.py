"""Cases worked by hand from the decision tables before the layer was asked, each named by its row there.

Whole answers are compared: the outcome, every fact still asked for, every cure with its changes.
"""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bulou.law import Fact, cures, decide, duties

SUNDAY = "2026-11-22T10:00:00+08:00"
EVENT, CONSENT = {"major_event": False}, {"mps_consent": True}
FIX, TEXT = {"remediation_provided": True}, {"remedy_or_precaution_included": True}
GATES = {"assessed_jointly_with_vendor": True, "reported_to_miit": True, "reported_to_mps": True}
ASSESSED = {"authorities_assessment": "done_no_objection"}
NO_GATES = dict.fromkeys(GATES, False) | {"authorities_assessment": "none"}
UNKNOWN_GATES = dict.fromkeys(NO_GATES)
VENDOR = {"actor_role": "vendor", "own_product": True}
PUBLICATION = {
    "actor_role": "finder", "own_product": False, "already_public": False, "mitigation_provided": False,
    "vendor_dissents": False, "operator_in_use_detail": False, "exploit_included": False,
    "tool_exclusively_for_attack": False, "exaggerates": False, "hype_or_extortion": False,
    "truthful_and_necessary": True, "major_event": False, "mps_consent": False,
    "unlawful_means_suspected": False, **FIX, **TEXT, **NO_GATES,
}  # fmt: skip
RECIPIENT = {
    "actor_role": "finder", "already_public": False, "recipient_overseas": False, "recipient_is_product_vendor": False,
    "recipient_maintains_free_software": False, "recipient_is_state_platform": False,
    "supplied_for_verification": False, "tool_exclusively_for_attack": False,
}  # fmt: skip
OVERSEAS = RECIPIENT | {"recipient_overseas": True}
LAWFUL_SHARING = {"third_party_sharing_lawful": True}
UNFILED = {"actor_role": "platform", "collects_others_products": True, "platform_listed": False,
           "public_internet_platform": True, "own_repair_only": False}  # fmt: skip
MADE_PUBLIC = ("wait", {"already_public": True})
REPORT = VENDOR | {"flaw_exists": True, "duplicate_report": False}
ATTACK = {"tool_exclusively_for_attack": True}
OWN = {"provider_under_art9": "no"}


@dataclass(frozen=True)
class Case:
    """A question and its whole answer; `cures` are (kind, changes) in any order."""

    row: str
    conduct: str
    facts: dict
    outcome: str
    asks: tuple = ()
    cures: tuple = ()
    readings: dict = field(default_factory=dict)
    owed: tuple = ()


def published(row, outcome, *, conduct="publish", asks=(), cures=(), readings=None, **changed):
    return Case(row, conduct, PUBLICATION | changed, outcome, asks, cures, readings or {})


def provided(row, conduct, facts, outcome, *cures, asks=(), **more):
    return Case(row, conduct, facts, outcome, asks, cures, **more)


BEFORE_FIX = {"remediation_provided": False}
CASES = [
    provided("D1.1", "receive", VENDOR, "owed", owed=("RMSV-5-1", "RMSV-5-2")),
    provided("D2.2", "decline", REPORT | {"own_product": False}, "not_prohibited"),
    provided("D2.2", "decline", REPORT | {"duplicate_report": True}, "not_prohibited"),
    provided("D2.3", "decline", REPORT, "forbidden"),
    provided("D2.3", "decline", REPORT | {"flaw_exists": None}, "needs_facts", ("answer", {"flaw_exists": False}), asks=("flaw_exists",)),
    provided("D3.1", "verify", VENDOR, "owed", owed=("RMSV-7-1a",)),
    provided("D4.1", "notify_authority", OVERSEAS | VENDOR, "owed", owed=("RMSV-7-2",)),
    provided("D4.4", "notify_authority", RECIPIENT, "permitted"),
    provided("D4.5", "notify_authority", RECIPIENT | {"actor_role": "operator"}, "permitted"),
    provided("D5.1", "notify_upstream", OVERSEAS | VENDOR | {"recipient_is_product_vendor": True}, "owed", owed=("RMSV-7-1b",)),
    provided("D6.1", "notify_users", RECIPIENT | VENDOR | FIX, "owed", owed=("RMSV-7-3b",)),
    provided("D6.2", "notify_users", RECIPIENT | VENDOR, "owed", owed=("RMSV-7-0",)),
    provided("D7.1", "share", RECIPIENT | {"recipient_is_product_vendor": True}, "not_prohibited"),
    provided("D7.2", "share", OVERSEAS | {"recipient_is_product_vendor": True}, "not_prohibited"),
    provided("D7.3", "share", OVERSEAS, "forbidden", MADE_PUBLIC),
    provided("D7.3", "share", RECIPIENT | {"recipient_overseas": None}, "needs_facts", MADE_PUBLIC,
             ("judge", {"recipient_overseas": False} | LAWFUL_SHARING), asks=("recipient_overseas",)),
    provided("D7.4", "share", OVERSEAS | VENDOR | {"own_product": False}, "forbidden", MADE_PUBLIC),
    provided("D7.5", "share", RECIPIENT | {"recipient_is_state_platform": True}, "not_prohibited"),
    provided("D7.5", "share", OVERSEAS | {"already_public": True}, "not_prohibited"),
    provided("D7.7", "share", RECIPIENT, "needs_judgement", MADE_PUBLIC, ("judge", LAWFUL_SHARING)),
    provided("D7.7", "share", RECIPIENT | LAWFUL_SHARING, "not_prohibited"),
    provided("D7.6", "share", OVERSEAS | CONSENT, "forbidden", MADE_PUBLIC),
    published("D8.1", "forbidden", **BEFORE_FIX, cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "forbidden", **BEFORE_FIX, **VENDOR, cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "forbidden", **BEFORE_FIX, already_public=True, cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "needs_facts", **BEFORE_FIX | UNKNOWN_GATES, asks=tuple(UNKNOWN_GATES),
              cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "needs_facts", **UNKNOWN_GATES | {"remediation_provided": None},
              asks=("remediation_provided", *UNKNOWN_GATES), cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "forbidden", **BEFORE_FIX | UNKNOWN_GATES | {"reported_to_mps": False},
              cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "forbidden", **BEFORE_FIX, mitigation_provided=True, cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.1", "not_prohibited", **BEFORE_FIX, mitigation_provided=True, readings={"workaround_counts_as_fix": "yes"}),
    published("D8.1", "forbidden", **BEFORE_FIX | GATES, cures=(("do", FIX), ("obtain", ASSESSED))),
    published("D8.2", "not_prohibited", **BEFORE_FIX | GATES | ASSESSED),
    published("D8.2", "not_prohibited", **BEFORE_FIX | GATES | ASSESSED | {"vendor_dissents": True}),
    published("D8.2", "forbidden", **BEFORE_FIX | GATES | ASSESSED | {"vendor_dissents": True},
              readings={"vendor_dissent_bars": "yes"}, cures=(("do", FIX),)),
    published("D8.2", "forbidden", **BEFORE_FIX | GATES | {"authorities_assessment": "done_objection"},
              cures=(("do", FIX), ("obtain", ASSESSED))),
    published("D8.2", "not_prohibited", **BEFORE_FIX | GATES | {"authorities_assessment": "done_objection"},
              readings={"objection_bars": "no"}),
    published("D8.3", "needs_approval", major_event=True, cures=(("wait", EVENT), ("obtain", CONSENT))),
    published("D8.3", "not_prohibited", major_event=True, **CONSENT),
    published("D8.3", "needs_facts", major_event=True, mps_consent=None, asks=("mps_consent",),
              cures=(("wait", EVENT), ("obtain", CONSENT))),
    published("D8.3", "forbidden", **BEFORE_FIX | {"major_event": True} | CONSENT,
              cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D8.4", "not_prohibited"),
    published("D8.4", "needs_judgement", truthful_and_necessary=None, cures=(("judge", {"truthful_and_necessary": True}),)),
    published("D8.4", "forbidden", hype_or_extortion=True),
    published("D8.4", "forbidden", exaggerates=True, cures=(("do", {"exaggerates": False}),)),
    published("D8.5", "needs_step", remedy_or_precaution_included=False, cures=(("do", TEXT),)),
    published("D8.5 under D8.3", "needs_approval", remedy_or_precaution_included=False, major_event=True,
              cures=(("wait", EVENT | TEXT), ("obtain", CONSENT | TEXT))),
    published("D8.6", "not_prohibited", **VENDOR, readings=OWN),
    published("D8.6", "needs_judgement", **VENDOR | BEFORE_FIX, readings=OWN,
              cures=(("do", FIX), ("judge", {"reasonable_release": True}))),
    published("D8.6 is not of another's product", "forbidden", **BEFORE_FIX, actor_role="vendor", readings=OWN,
              cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D9", "forbidden", operator_in_use_detail=True, cures=(("do", {"operator_in_use_detail": False}),)),
    published("D9 with D8.1", "forbidden", **BEFORE_FIX | GATES, operator_in_use_detail=True,
              cures=(("do", FIX | {"operator_in_use_detail": False}), ("obtain", ASSESSED | {"operator_in_use_detail": False}))),
    published("D10.1", "forbidden", conduct="publish_exploit", **ATTACK),
    published("D10.1", "forbidden", exploit_included=True, **ATTACK, cures=(("do", {"exploit_included": False}),)),
    provided("D10.1", "supply_exploit", RECIPIENT | ATTACK, "forbidden"),
    provided("D10.2", "supply_exploit", RECIPIENT | {"tool_exclusively_for_attack": None}, "needs_judgement",
             ("judge", {"tool_exclusively_for_attack": False})),
    provided("D10.3", "supply_exploit", RECIPIENT | ATTACK | {"recipient_is_state_platform": True}, "forbidden",
             ("do", {"supplied_for_verification": True})),
    provided("D10.3", "supply_exploit", OVERSEAS | ATTACK | {"recipient_is_product_vendor": True, "supplied_for_verification": True},
             "not_prohibited"),
    provided("D10.3 abroad", "supply_exploit", OVERSEAS | {"recipient_is_state_platform": True, "supplied_for_verification": True},
             "forbidden", MADE_PUBLIC),
    provided("D12.1", "purge_log", {"six_months_elapsed": False, "legal_hold": False}, "forbidden",
             ("wait", {"six_months_elapsed": True})),
    provided("D12.2", "purge_log", {"six_months_elapsed": True, "legal_hold": False}, "not_prohibited"),
    provided("D13.2", "reward", VENDOR, "permitted"),
    provided("D13.1", "sell", RECIPIENT | {"recipient_is_product_vendor": True}, "needs_judgement", ("judge", {"sale_unlawful": False})),
    provided("D13.1", "sell", RECIPIENT | {"recipient_is_product_vendor": True, "sale_unlawful": True}, "forbidden"),
    provided("D13.3", "sell", OVERSEAS | {"recipient_is_affected_party": False}, "forbidden"),
    provided("D13.3", "sell", RECIPIENT | {"recipient_is_affected_party": True}, "needs_judgement", ("judge", {"sale_unlawful": False})),
    provided("D1.2", "open_reception", UNFILED, "forbidden", ("obtain", {"platform_listed": True})),
    provided("D1.3", "receive", {"actor_role": "finder", "unlawful_means_suspected": True}, "needs_judgement",
             ("judge", {"collected_unlawfully": False})),
    provided("D3.2", "verify", {"actor_role": "operator", "own_system": True}, "owed", owed=("RMSV-8",)),
    provided("D3.5", "test_live_system", {"own_system": False, "system_owner_authorised": False}, "forbidden",
             ("obtain", {"system_owner_authorised": True})),
    provided("D11", "operate_platform", UNFILED, "needs_step", ("obtain", {"platform_listed": True})),
    provided("D15", "assist_abuser", {"knows_of_abuse": True}, "forbidden"),
    provided("D15", "assist_abuser", {}, "needs_judgement", ("judge", {"knows_of_abuse": False})),
    published("D14", "forbidden", conduct="present", **BEFORE_FIX, recipient_overseas=False,
              cures=(("do", FIX), ("obtain", GATES | ASSESSED))),
    published("D14", "forbidden", conduct="present", recipient_overseas=True, recipient_is_product_vendor=False,
              recipient_maintains_free_software=False, cures=(MADE_PUBLIC,)),
    published("D14", "needs_facts", conduct="present", recipient_is_product_vendor=False, recipient_maintains_free_software=False,
              asks=("recipient_overseas",), cures=(MADE_PUBLIC, ("answer", {"recipient_overseas": False}))),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.row} {n}") for n, case in enumerate(CASES, 1)]
)
def test_an_act(case):
    facts = {name: Fact(value) for name, value in case.facts.items()}
    asked = {"at": datetime.fromisoformat(SUNDAY), "readings": case.readings, "owed": case.owed}

    verdict = decide(case.conduct, facts, **asked)

    found = [(cure.kind, dict(cure.changes)) for cure in cures(case.conduct, facts, **asked)]
    assert (verdict.outcome, sorted(verdict.asks), sorted(map(repr, _plain(found)))) == (
        case.outcome,
        sorted(case.asks),
        sorted(map(repr, _plain(case.cures))),
    )


def _plain(found):
    return [(kind, sorted(changes.items())) for kind, changes in found]


KNOWN = VENDOR | {
    "flaw_exists": True,
    "already_public": False,
    "upstream_component": True,
    "users_must_update": True,
}
RECEIVED = {"report_received": "2026-11-20T18:00:00+08:00"}
CONFIRMED = RECEIVED | {
    "verified": "2026-11-21T18:00:00+08:00",
    "flaw_confirmed": "2026-11-21T18:00:00+08:00",
}
NOTIFIED = RECEIVED | {"authority_notified": "2026-11-23T09:00:00+08:00"}
MENDED = CONFIRMED | {"remediation_provided": "2026-11-22T08:00:00+08:00"}


@pytest.mark.parametrize(
    ("row", "changed", "events", "readings", "at", "expected"),
    [
        ("D3.1", {}, CONFIRMED, {}, SUNDAY, {"RMSV-7-1a": "done_in_time", "RMSV-7-3a": "open", "RMSV-7-2": "open"}),
        ("D4.1", {"own_product": False}, CONFIRMED, {}, SUNDAY, {"RMSV-7-1a": "not_arisen", "RMSV-7-2": "not_arisen"}),
        ("D4.1", {}, RECEIVED, {}, "2026-11-22T18:00:00+08:00", {"RMSV-7-2": "open"}),
        ("D4.1", {}, RECEIVED, {}, "2026-11-22T18:00:01+08:00", {"RMSV-7-2": "overdue"}),
        ("D4.1", {}, NOTIFIED, {}, "2026-11-24T10:00:00+08:00", {"RMSV-7-2": "done_late"}),
        ("D4.1", {}, NOTIFIED, {"two_day_mode": "rolled"}, "2026-11-24T10:00:00+08:00", {"RMSV-7-2": "done_in_time"}),
        ("D4.1", {}, NOTIFIED, {"two_day_mode": "natural"}, "2026-11-24T10:00:00+08:00", {"RMSV-7-2": "done_late"}),
        ("D4.1", {}, RECEIVED, {"clock_start": "triage"}, "2026-12-20T10:00:00+08:00", {"RMSV-7-2": "not_arisen"}),
        ("D4.1", {}, CONFIRMED, {"clock_start": "confirmation"}, "2026-11-23T18:00:00+08:00", {"RMSV-7-2": "open"}),
        ("D4.1", {}, CONFIRMED, {"clock_start": "confirmation"}, "2026-11-23T18:00:01+08:00", {"RMSV-7-2": "overdue"}),
        ("D4.2", {"flaw_exists": None}, RECEIVED, {}, "2026-11-23T10:00:00+08:00", {"RMSV-7-2": "overdue"}),
        ("D4.4", {"actor_role": "finder", "own_product": False}, RECEIVED, {}, SUNDAY, {"RMSV-7-2": "not_arisen"}),
        ("D5.1", {}, RECEIVED | {"upstream_identified": "2026-11-21T18:00:00+08:00"}, {}, SUNDAY, {"RMSV-7-1b": "open"}),
        ("D6.1", {}, CONFIRMED, {}, SUNDAY, {"RMSV-7-0": "open", "RMSV-7-3b": "not_arisen"}),
        ("D6.1", {}, MENDED, {}, SUNDAY, {"RMSV-7-3a": "done_in_time", "RMSV-7-3b": "open"}),
        ("D12.1", {}, RECEIVED, {}, "2027-05-23T23:59:59+08:00", {"RMSV-5-2": "kept_so_far"}),
        ("D12.2", {}, RECEIVED, {}, "2027-05-24T00:00:00+08:00", {"RMSV-5-2": "done_in_time"}),
    ],
)  # fmt: skip
def test_what_is_owed(row, changed, events, readings, at, expected):
    facts = {name: Fact(value) for name, value in (KNOWN | changed).items()}
    happened = {name: datetime.fromisoformat(moment) for name, moment in events.items()}

    states = duties(facts, happened, at=datetime.fromisoformat(at), readings=readings)

    assert {each.duty_id: str(each.standing) for each in states if each.duty_id in expected} == expected, row


def test_a_flaw_found_after_all_is_owed_from_the_first_receipt():
    moment = datetime.fromisoformat("2026-11-25T10:00:00+08:00")
    received = {"report_received": datetime.fromisoformat(RECEIVED["report_received"])}
    settled = {name: Fact(value) for name, value in KNOWN.items()}

    standings = [
        next(each for each in duties(settled | {"flaw_exists": Fact(real, recorded_at=moment)}, received, at=moment)
             if each.duty_id == "RMSV-7-2")
        for real in (False, True)
    ]  # fmt: skip

    assert [(each.standing, each.started_at) for each in standings] == [
        ("lapsed", received["report_received"]),
        ("overdue", received["report_received"]),
    ]
