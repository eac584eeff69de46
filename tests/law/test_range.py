"""Every partial case of dockets whose norms share facts, against every way to complete it."""

from itertools import product

import pytest

from bulou.law import VOCABULARY, Outcome, decide
from bulou.law.outcomes import LADDER
from tests.law.strategies import AT, HARMLESS, facts, is_judgement

STRICTNESS = {outcome: rank for rank, outcome in enumerate(LADDER)}
OWN = {"provider_under_art9": "no"}
PASSING = {**HARMLESS, "exploit_included": False, "major_event": False, "mps_consent": False}
BUT_FOR_ONE_REPORT = {
    **PASSING,
    "assessed_jointly_with_vendor": True,
    "reported_to_mps": True,
    "authorities_assessment": "done_no_objection",
}
CASES = {
    "a tool, where two norms read who the recipient is": (
        "supply_exploit",
        {},
        {"actor_role": "finder"},
        [
            "tool_exclusively_for_attack",
            "recipient_is_product_vendor",
            "recipient_is_state_platform",
            "supplied_for_verification",
            "recipient_overseas",
            "already_public",
        ],
    ),
    "a vendor's publication, where most norms read whose product it is": (
        "publish",
        OWN,
        BUT_FOR_ONE_REPORT,
        ["actor_role", "own_product", "remediation_provided", "operator_in_use_detail", "major_event", "reported_to_miit"],
    ),
    "the same, where approvals, steps and judgements meet": (
        "publish",
        OWN,
        {**PASSING, "reported_to_miit": False},
        ["own_product", "actor_role", "exaggerates", "remedy_or_precaution_included", "major_event", "mps_consent"],
    ),
    "the same under the strict readings": (
        "publish",
        {},
        {**PASSING, "actor_role": "finder", "reported_to_miit": False},
        [
            "remediation_provided",
            "exaggerates",
            "remedy_or_precaution_included",
            "major_event",
            "mps_consent",
            "exploit_included",
            "tool_exclusively_for_attack",
        ],
    ),
    "the same, stopped by one norm or by another whoever's product it is": (
        "publish",
        OWN,
        {**PASSING, "reported_to_miit": False},
        ["actor_role", "own_product", "remediation_provided", "reasonable_release"],
    ),
    "a reception, where a grant and two instruments meet": (
        "open_reception",
        {},
        {},
        ["actor_role", "collects_others_products", "platform_listed", "public_internet_platform", "own_repair_only"],
    ),
    "sharing, where two norms read who the recipient is and a person judges": (
        "share",
        {},
        {"actor_role": "vendor", "exploit_included": False},
        [
            "already_public",
            "recipient_overseas",
            "recipient_is_product_vendor",
            "recipient_is_state_platform",
            "third_party_sharing_lawful",
        ],
    ),
    "an actor abroad on a checklist": (
        "test_live_system",
        {"china_nexus": "checklist"},
        {},
        ["actor_role", "actor_in_mainland", "bound_from_abroad", "own_system", "system_owner_authorised"],
    ),
    "declining, where two articles meet": (
        "decline",
        {},
        {},
        ["actor_role", "own_product", "own_system", "flaw_exists", "duplicate_report"],
    ),
}  # fmt: skip


def reference(names, outcomes):
    """Every partial row with its range and what it hangs on, from the outcomes of all rows without ordinary unknowns."""
    domains = [(*VOCABULARY[name].domain, None) for name in names]
    for row in product(*domains):
        holes = [place for place, value in enumerate(row) if value is None and not is_judgement(names[place])]
        fillings = [
            VOCABULARY[name].domain if place in holes else (row[place],) for place, name in enumerate(names)
        ]
        full = {each: outcomes[each] for each in product(*fillings)}
        turning = {
            names[place]
            for place in holes
            for each, outcome in full.items()
            for value in VOCABULARY[names[place]].domain
            if full[each[:place] + (value,) + each[place + 1 :]] is not outcome
        }
        ends = sorted(set(full.values()), key=STRICTNESS.__getitem__)
        yield row, ends[0] if len(ends) == 1 else Outcome.NEEDS_FACTS, ends[0], ends[-1], turning


@pytest.mark.parametrize("case", CASES)
def test_the_range_and_the_questions_are_those_of_all_completions(case):
    conduct, readings, fixed, names = CASES[case]
    fixed = {name: value for name, value in fixed.items() if name not in names}

    def verdict(row):
        return decide(conduct, facts(**fixed, **dict(zip(names, row, strict=True))), at=AT, readings=readings)

    complete = [VOCABULARY[name].domain + ((None,) if is_judgement(name) else ()) for name in names]
    outcomes = {row: verdict(row).outcome for row in product(*complete)}

    wrong = [
        (row, found.outcome, found.at_best, found.at_worst, found.asks)
        for row, *expected, turning in reference(names, outcomes)
        for found in [verdict(row)]
        if [found.outcome, found.at_best, found.at_worst] != expected
        or set(found.asks) - set(turning)
        or turning - set(found.asks)
    ]
    assert wrong == []
