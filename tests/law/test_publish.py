"""Publishing under the strict readings, every complete case, against Article 9 written down a second time."""

from itertools import product

import pytest

from bulou.law import VOCABULARY, Conduct, Outcome, decide
from tests.law.strategies import AT, facts

READ = (
    "remediation_provided",
    "assessed_jointly_with_vendor",
    "reported_to_miit",
    "reported_to_mps",
    "authorities_assessment",
    "operator_in_use_detail",
    "exaggerates",
    "hype_or_extortion",
    "exploit_included",
    "tool_exclusively_for_attack",
    "truthful_and_necessary",
    "remedy_or_precaution_included",
    "major_event",
    "mps_consent",
)
IDLE = {
    "own_product": False,
    "mitigation_provided": True,
    "vendor_dissents": True,
    "already_public": True,
    "recipient_overseas": True,
    "recipient_is_product_vendor": False,
}


def expected(case):
    """The answer and the norms that give it."""
    gates = ("assessed_jointly_with_vendor", "reported_to_miit", "reported_to_mps")
    early = all(case[gate] for gate in gates) and case["authorities_assessment"] == "done_no_objection"
    broken = {
        "RMSV-9-0": not case["truthful_and_necessary"],
        "RMSV-9-1": not (case["remediation_provided"] or early),
        "RMSV-9-2": case["operator_in_use_detail"],
        "RMSV-9-3a": case["exaggerates"],
        "RMSV-9-3b": case["hype_or_extortion"],
        "RMSV-9-4": case["exploit_included"] and case["tool_exclusively_for_attack"],
    }
    forbidding = {norm for norm, stops in broken.items() if stops}
    if forbidding:
        return Outcome.FORBIDDEN, forbidding
    if case["major_event"] and not case["mps_consent"]:
        return Outcome.NEEDS_APPROVAL, {"RMSV-9-6"}
    if not case["remedy_or_precaution_included"]:
        return Outcome.NEEDS_STEP, {"RMSV-9-5"}
    return Outcome.NOT_PROHIBITED, set()


def answered(case):
    verdict = decide(Conduct.PUBLISH, facts(**case), at=AT)
    return verdict.outcome, {each.norm_id for each in verdict.findings if each.outcome is verdict.outcome}


def test_every_complete_case():
    cases = [
        dict(zip(READ, row, strict=True)) for row in product(*(VOCABULARY[name].domain for name in READ))
    ]

    wrong = [case for case in cases if answered(case) != expected(case)]

    assert len(cases) == 3 * 2**13
    assert wrong == []


@pytest.mark.parametrize("name", sorted(IDLE))
@pytest.mark.parametrize("fixed", [True, False])
def test_no_other_fact_changes_a_complete_case(name, fixed):
    case = dict.fromkeys(READ, False) | {"authorities_assessment": "none", "truthful_and_necessary": True}
    case |= {"remedy_or_precaution_included": True, "remediation_provided": fixed}

    answers = {answered({**case, name: value})[0] for value in (*VOCABULARY[name].domain, None)}

    assert answers == {answered(case)[0]}
    assert decide(Conduct.PUBLISH, facts(**case), at=AT).asks == ()
