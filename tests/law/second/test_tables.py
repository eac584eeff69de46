"""The second encoding stands on its own: it uses published names, covers the catalogue and says what it should."""

import pytest

from bulou.law import READINGS, VOCABULARY, Conduct
from tests.law.second import tables

# The rows of the catalogue that are no rule about an act of the parties, or not of the Provisions.
LEFT_OUT = {
    "R1": "purpose",
    "R2": "scope",
    "R3.1": "offices of the authorities",
    "R9.8": "refers to other law",
    "R12": "sanction",
    "R13": "sanction",
    "R14": "sanction",
    "R15": "sanction",
    "R16": "entry into force",
    "D2.1": "no fact says that a channel is closed",
    "D3.3": "the Regulations on critical information infrastructure",
    "D3.4": "the Regulations on critical information infrastructure",
    "D4.2": "how to report, not whether",
    "D4.3": "the Regulations on network data",
    "D7.4": "its default is that of D7.3; the term excepted has the other",
    "D10.2": "answered by the judgement tool_exclusively_for_attack",
}
CATALOGUE = """
R1 R2 R3.1 R3.2 R4.1 R4.2 R4.3 R5.1 R5.2 R6 R7.0 R7.1a R7.1b R7.2 R7.3a R7.3b R7.4 R7.5 R8 R9.0 R9.1a R9.1b
R9.2 R9.3a R9.3b R9.4 R9.5 R9.6 R9.7 R9.8 R10.1 R10.2 R10.3 R11 R12 R13 R14 R15 R16 D1.1 D1.2 D1.3 D2.1 D2.2
D2.3 D3.1 D3.2 D3.3 D3.4 D3.5 D4.1 D4.2 D4.3 D4.4 D4.5 D4.6 D5.1 D5.2 D6.1 D6.2 D7.1 D7.2 D7.3 D7.4 D7.5
D7.6 D7.7 D8.1 D8.2 D8.3 D8.4 D8.5 D8.6 D9 D10.1 D10.2 D10.3 D11 D12.1 D12.2 D12.3 D13.1 D13.2 D13.3 D14 D15
"""


def test_every_row_of_the_catalogue_is_used_or_left_out_with_a_reason() -> None:
    used = {tag for row in (*tables.rows(), *tables.duty_rows()) for tag in row.catalogue}
    assert sorted(used | set(LEFT_OUT)) == sorted(CATALOGUE.split())
    assert not used & set(LEFT_OUT)


def test_only_published_names_are_used() -> None:
    names = {name for row in tables.rows() for name in row.looks_at}
    names |= {name for row in tables.duty_rows() for name in row.arises.looks_at if not name.startswith("@")}
    assert sorted(names - set(VOCABULARY) - set(READINGS)) == []
    assert {conduct for row in tables.rows() for conduct in row.conducts} <= {
        str(conduct.value) for conduct in Conduct
    }
    assert {name: next(iter(READINGS[name].options)) for name in tables.DEFAULTS} == tables.DEFAULTS


PATCHED = {
    "actor_role": "finder",
    "own_product": False,
    "already_public": False,
    "remediation_provided": True,
    "mitigation_provided": False,
    "assessed_jointly_with_vendor": False,
    "vendor_dissents": False,
    "reported_to_miit": False,
    "reported_to_mps": False,
    "authorities_assessment": "none",
    "major_event": False,
    "mps_consent": False,
    "operator_in_use_detail": False,
    "exaggerates": False,
    "hype_or_extortion": False,
    "truthful_and_necessary": True,
    "reasonable_release": True,
    "exploit_included": False,
    "tool_exclusively_for_attack": False,
    "remedy_or_precaution_included": True,
    "recipient_overseas": False,
    "recipient_is_product_vendor": False,
    "recipient_maintains_free_software": False,
    "recipient_is_another_vendor": False,
    "recipient_place": "foreign",
    "early_publication_approved": False,
    "overstates": False,
    "unlawful_means_suspected": False,
    "collected_unlawfully": False,
    "actor_in_mainland": True,
    "bound_from_abroad": True,
}
EARLY = {
    "remediation_provided": False,
    "assessed_jointly_with_vendor": True,
    "reported_to_miit": True,
    "reported_to_mps": True,
    "authorities_assessment": "done_no_objection",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "not_prohibited"),
        ({"remediation_provided": False}, "forbidden"),
        ({"remediation_provided": False, "mitigation_provided": True}, "forbidden"),
        (EARLY, "permitted"),
        ({**EARLY, "reported_to_mps": False}, "forbidden"),
        ({**EARLY, "authorities_assessment": "done_objection"}, "forbidden"),
        ({"major_event": True}, "needs_approval"),
        ({"major_event": True, "mps_consent": True}, "not_prohibited"),
        ({"remedy_or_precaution_included": False}, "needs_step"),
        ({"operator_in_use_detail": True}, "forbidden"),
        ({"actor_role": "authority", "remediation_provided": False}, "forbidden"),
    ],
)
def test_publishing_answers_as_the_decision_tables_do(changed: dict[str, bool | str], expected: str) -> None:
    assert tables.outcome("publish", {**PATCHED, **changed}) == expected


def test_what_is_unknown_leaves_every_outcome_open_that_it_can_still_bring() -> None:
    facts = {name: value for name, value in PATCHED.items() if name not in {"major_event", "mps_consent"}}
    assert tables.possible("publish", facts) == {"needs_approval", "not_prohibited"}


def test_testing_anothers_system_takes_its_operators_authorisation() -> None:
    facts = {"own_system": False, "system_owner_authorised": False}
    assert tables.outcome("test_live_system", facts) == "forbidden"
    assert tables.outcome("test_live_system", {**facts, "system_owner_authorised": True}) == "not_prohibited"


def test_a_report_of_ones_own_flaw_calls_the_vendors_duties_into_being() -> None:
    facts = {
        "actor_role": "vendor",
        "own_product": True,
        "flaw_exists": True,
        "upstream_component": False,
        "users_must_update": True,
        "already_public": False,
        "collects_others_products": False,
        "own_system": False,
        "public_internet_platform": False,
        "own_repair_only": True,
        "actor_is_organisation": True,
        "actor_in_mainland": True,
        "bound_from_abroad": True,
        "major_risk": False,
    }
    arisen = {"5-1", "5-2", "7-1a", "7-2"}
    assert tables.arising(facts, []) == set()
    assert tables.arising(facts, ["report_received"]) == arisen
    assert tables.arising(facts, ["report_received", "flaw_confirmed"]) == arisen | {"7-0", "7-3a"}
    assert tables.arising(facts, ["report_received"], {"clock_start": "confirmation"}) == arisen - {"7-2"}
    assert tables.arising({**facts, "own_product": False}, ["report_received"]) == {"5-1", "5-2"}
