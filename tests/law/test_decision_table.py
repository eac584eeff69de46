"""Every row of the decision tables has scenarios, and among them the answer that its outcome code stands for (DECISIONS 4).

DENY is forbidden, NEED needs_approval or needs_step, ASK needs_judgement, ALLOW not_prohibited or permitted, and MUST a duty
that the conduct performs (owed) or that stands as said.
"""

import pytest
import yaml

from bulou.law.regimes import REGIMES, editions

SCENARIOS = [
    each
    for regime in REGIMES
    for folder in editions(regime)
    for file in sorted(folder.glob("scenarios*.yaml"))
    for read in [yaml.safe_load(file.read_text(encoding="utf-8"))]
    for each in [*read.get("verdicts", ()), *read.get("duties", ())]
]

# Under the strict readings unless the row itself names another. D5.2 asks for the very fact that a person has to decide; D7.4 and
# D13.3 are ASK with a default of DENY; D8.5 is a remedy text still to be added, which is a step of one's own.
TABLE = {
    "D1.1": {"owed"}, "D1.2": {"forbidden"}, "D1.3": {"needs_judgement"},
    "D2.1": {"broken", "kept_so_far"}, "D2.2": {"not_prohibited"}, "D2.3": {"forbidden", "needs_facts"},
    "D3.1": {"owed", "open"}, "D3.2": {"owed", "open"}, "D3.3": {"needs_approval"}, "D3.4": {"needs_step"}, "D3.5": {"forbidden"},
    "D4.1": {"owed", "open", "done_in_time", "done_late"}, "D4.2": {"overdue"}, "D4.3": {"open"}, "D4.4": {"permitted"},
    "D4.5": {"permitted", "not_arisen"}, "D4.6": {"open"},
    "D5.1": {"owed", "open"}, "D5.2": {"needs_facts"},
    "D6.1": {"owed", "open"}, "D6.2": {"owed", "forbidden"},
    "D7.1": {"not_prohibited"}, "D7.2": {"not_prohibited"}, "D7.3": {"forbidden"}, "D7.4": {"forbidden"}, "D7.5": {"not_prohibited"},
    "D7.6": {"forbidden"}, "D7.7": {"needs_judgement"},
    "D8.1": {"forbidden"}, "D8.2": {"not_prohibited"}, "D8.3": {"needs_approval", "not_prohibited"}, "D8.4": {"not_prohibited"},
    "D8.5": {"needs_step"}, "D8.6": {"needs_judgement", "not_prohibited"},
    "D9": {"forbidden"}, "D10.1": {"forbidden"}, "D10.2": {"needs_judgement"}, "D10.3": {"not_prohibited"},
    "D11": {"needs_step", "open", "kept_so_far"},
    "D12.1": {"forbidden", "broken"}, "D12.2": {"not_prohibited", "done_in_time"}, "D12.3": {"forbidden"},
    "D13.1": {"forbidden"}, "D13.2": {"permitted"}, "D13.3": {"forbidden", "needs_judgement"},
    "D14": {"forbidden", "not_prohibited", "needs_approval"}, "D15": {"forbidden"},
}  # fmt: skip
ON_A_READING_ONLY = {"D8.6"}


def answers(row):
    """Every answer that a scenario of the row gives; standings of duties among them."""
    found = set()
    for each in SCENARIOS:
        if each.get("row") == row and (row in ON_A_READING_ONLY or not each.get("readings")):
            found |= {each["answer"]} if "answer" in each else {
                str(expected["standing"]) for expected in each["expect"].values() if "standing" in expected
            }  # fmt: skip
    return found


@pytest.mark.parametrize("row", TABLE)
def test_every_row_of_the_decision_table_has_its_scenarios(row):
    assert TABLE[row] <= answers(row)


def test_no_scenario_names_a_row_that_is_not_there():
    assert {each["row"] for each in SCENARIOS if "row" in each} <= set(TABLE)
    assert len(TABLE) == 47
