"""Scenarios are asked of the law, and a difference is said in words; as a command too."""

import json

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.law import law
from bulou.entrypoints.scenarios.reading import read
from bulou.entrypoints.scenarios.shipped import naming, shipped
from bulou.entrypoints.scenarios.trying import try_all
from bulou.law.passages import passages
from bulou.law.regimes import REGIMES, editions
from tests.contracts.tree import ROOT

RIGHT = """
verdicts:
  - name: 重大活动期间须经公安部同意
    act: publish
    facts:
      actor_role: finder
      own_product: 否
      already_public: 否
      remediation_provided: 是
      operator_in_use_detail: 否
      exploit_included: 否
      unlawful_means_suspected: 否
      remedy_or_precaution_included: 是
      major_event: 是
      mps_consent: 否
      recipient_overseas: 否
      exaggerates: 否
      hype_or_extortion: 否
      truthful_and_necessary: 是
    answer: needs_approval
"""
WRONG = RIGHT.replace("needs_approval", "not_prohibited\n    under: [RMSV-9-1]")
OWED = """
duties:
  - name: 两日
    facts: { actor_role: vendor, own_product: true, flaw_exists: true }
    events: { report_received: 2026-11-20T18:00:00+08:00 }
    expect: { RMSV-7-2: { standing: done_late, due: 2026-11-22 18:00 } }
"""


def ran(tmp_path, text, *options):
    file = tmp_path / "情形.yaml"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(law, ["try", str(file), *options])
    return done.exit_code, done.output.replace(str(file), "FILE")


def test_an_answer_as_expected_passes_and_what_is_not_written_is_not_compared():
    assert [tried.passed for tried in try_all(read(RIGHT).every)] == [True]


def test_another_answer_is_a_difference_in_words():
    differences = try_all(read(WRONG).every)[0].differences

    assert [(each.what.en, each.expected.en, each.found.en) for each in differences] == [
        ("answer", "not_prohibited (not prohibited)", "needs_approval (needs approval)"),
        ("rules it rests on", "RMSV-9-1", "RMSV-9-6"),
    ]


def test_a_duty_is_compared_in_what_is_written_of_it():
    differences = try_all(read(OWED).every)[0].differences

    assert [(each.what.en, each.expected.en, each.found.en) for each in differences] == [
        ("RMSV-7-2, standing", "done_late (done late)", "open (open)")
    ]


@pytest.mark.parametrize("regime", sorted(REGIMES))
def test_every_shipped_scenario_is_read_passes_and_names_a_sentence(regime):
    some = {folder: shipped(regime, "/".join(folder.parts[-2:])) for folder in editions(regime)}

    wrong = [tried.scenario.name for each in some.values() for tried in try_all(each) if not tried.passed]
    stray = [
        id
        for each in some.values()
        for scenario in each
        for id in scenario.sentences
        if id not in passages("zh", regime)
    ]
    assert (wrong, stray) == ([], [])
    assert all(some[folder] for folder in editions(regime) if list(folder.glob("scenarios*.yaml")))


def test_a_sentence_knows_the_scenarios_that_name_it():
    found = naming("rmsv", "rmsv/v2021", "R9.6")

    assert [shipped("rmsv", "rmsv/v2021")[place] for place, _scenario in found] == [
        each for _place, each in found
    ]
    assert {each.answer for _place, each in found} >= {"needs_approval", "not_prohibited"}


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [
        (RIGHT, "zh", (0, "通过  重大活动期间须经公安部同意\nFILE：1 个情形，1 个通过，0 个未通过。\n")),
        (
            WRONG,
            "en",
            (
                1,
                "FAIL  重大活动期间须经公安部同意 (line 3)\n"
                "    answer: written not_prohibited (not prohibited); the law answers needs_approval (needs approval).\n"
                "    rules it rests on: written RMSV-9-1; the law answers RMSV-9-6.\n"
                "FILE: 1 scenarios, 0 pass, 1 do not.\n",
            ),
        ),
        ("verdicts:\n  - name: a", "en", (2, "FILE, line 2: The conduct (act) is missing.")),
        ("verdicts:\n  - name: a", "zh", (2, "FILE 第 2 行：缺少行为（act）")),
    ],
)
def test_the_command_says_which_pass(tmp_path, text, language, answer):
    code, said = ran(tmp_path, text, "--lang", language)

    assert (code, said[: len(answer[1])]) == answer


def test_the_command_answers_in_json_too(tmp_path):
    code, said = ran(tmp_path, OWED, "--json")
    assert (code, [each["differences"][0]["found"]["en"] for each in json.loads(said)["FILE"]]) == (
        1,
        ["open (open)"],
    )

    code, said = ran(tmp_path, "a: [", "--json")
    assert (code, json.loads(said)["error"]["faults"][0]["line"]) == (2, 1)


def test_what_is_no_file_and_no_regime_is_refused(tmp_path):
    assert CliRunner().invoke(law, ["try", str(tmp_path / "none.yaml"), "--lang", "en"]).exit_code == 2
    assert ran(tmp_path, RIGHT, "--regime", "rmsw", "--lang", "en") == (
        2,
        "There is no regime rmsw; did you mean rmsv?\n",
    )


def test_the_example_of_the_documents_passes_and_its_output_is_as_they_say():
    example = ROOT / "docs" / "examples" / "law" / "scenario.yaml"
    for language, document in (("en", "law_pages.md"), ("zh", "law_pages.zh.md")):
        done = CliRunner().invoke(law, ["try", str(example), "--lang", language])

        shown = (ROOT / "docs" / document).read_text(encoding="utf-8")
        said = done.output.replace(str(example), "scenario.yaml")
        assert (done.exit_code, f"$ bulou law try scenario.yaml --lang {language}\n{said}" in shown) == (
            0,
            True,
        )
