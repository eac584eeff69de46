"""`bulou law exposure` as a person and as a program meet it."""

import json

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.law_exposure import LEVELS, LIABLE
from bulou.entrypoints.cli.main import bulou
from bulou.law.csl.penalties import Level, Liable


def exposure(*arguments, stdin=None):
    return CliRunner().invoke(bulou, ["law", "exposure", *map(str, arguments)], input=stdin)


def test_people_read_both_numbers_the_range_and_that_it_is_no_verdict():
    done = exposure("RMSV-7-2", "--at", "2026-05-01", "--lang", "en")

    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[:4] == [
        "RMSV-7-2, act of 2026-05-01 (Beijing)",
        "",
        "base · whoever is in breach: order to correct, warning",
        "  RMSV Art. 12 → CSL (2026) Art. 62 = CSL (2017) Art. 60",
    ]
    assert "correction refused, or harm caused · whoever is in breach: a fine of 50,000–500,000 yuan" in lines
    assert lines[-1].startswith("An exposure, never a verdict")


def test_an_act_before_2026_is_told_of_the_later_law_once():
    done = exposure("R14", "--at", "2025-06-01", "--lang", "zh")

    assert done.stdout.count("行政处罚法第三十七条") == 1
    assert "罚款 5,000–50,000 元" in done.stdout
    assert "规定 第十四条 → 网络安全法（2017） 第六十二条 = 网络安全法（2026） 第六十五条" in done.stdout


def test_facts_narrow_it_and_show_what_mitigates():
    known = json.dumps({"correction_refused": False, "harm_degree": "none", "remediation_provided": True})
    done = exposure("R12", "--facts", "-", "--at", "2026-05-01", "--lang", "en", stdin=known)

    assert "yuan" not in done.stdout
    assert "prompt correction [the facts bear it out]" in done.stdout
    assert "no harm caused [the facts bear it out]" in done.stdout


def test_what_rests_on_unread_words_says_so():
    done = exposure("FILING-4", "--at", "2026-05-01", "--lang", "en")

    assert "unverified, not to be relied on" in done.stdout


def test_programs_read_yuan_days_and_evidence():
    done = exposure("R15", "--at", "2026-05-01", "--json")

    document = json.loads(done.stdout)
    first = document["exposures"][0]
    assert done.exit_code == 0
    assert (document["breach"], document["at"], document["signed"]) == (
        "R15",
        "2026-05-01T00:00:00+08:00",
        False,
    )
    assert (first["kind"], first["fine_yuan"], first["detention_days"], first["may"]) == (
        "exposure", [50_000, 500_000], [0, 5], True
    )  # fmt: skip
    assert [each["name"] for each in first["leniency"]] == [
        "prompt_correction",
        "no_harm",
        "first_and_slight",
        "no_fault",
    ]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "这不等于没有责任"), ("en", "does not mean that there is none")]
)
def test_nothing_registered_is_not_called_harmless(lang, said):
    done = exposure("RMSV-5-1", "--lang", lang)

    assert (done.exit_code, said in done.stdout) == (4, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("RMSV-7-22",), "There is no norm, sentence or role named RMSV-7-22; did you mean RMSV-7-2?"),
        (("R12", "--at", "2026-05-01T10:00"), "instant with a zone"),
        (("R12", "--reading", "csl_version=2016"), "csl_version"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(arguments, said):
    done = exposure(*arguments, "--lang", "en")

    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_a_fact_with_a_value_that_it_cannot_have_is_named():
    done = exposure("R12", "--facts", "-", "--lang", "en", stdin='{"harm_degree": "awful"}')

    assert (done.exit_code, "harm_degree" in done.stderr) == (2, True)


def test_every_level_and_addressee_has_words():
    assert set(LEVELS) == set(Level)
    assert set(LIABLE) == set(Liable)
    assert all(text.zh and text.en for text in (*LEVELS.values(), *LIABLE.values()))


def told(*arguments):
    return CliRunner().invoke(bulou, ["law", "show", *arguments]).stdout


@pytest.mark.parametrize(
    ("sentence", "more", "said"),
    [
        (
            "R12",
            (),
            "Cybersecurity Law (2017) Art. 60 (Art. 62 of 2026); for amounts see bulou law exposure R12",
        ),
        (
            "F9b",
            (),
            "Cybersecurity Law (2017) Art. 62 (Art. 65 of 2026); for amounts see bulou law exposure F9b",
        ),
        ("CSL26.66", ("--regime", "csl"), "Cybersecurity Law (2026) Art. 66 (Art. 63 of 2017)"),
    ],
)
def test_a_sanction_is_shown_under_both_numbers(sentence, more, said):
    assert said in told(sentence, *more, "--lang", "en")


def test_an_edition_that_has_ended_says_when():
    assert "in force from 2017-06-01, no longer on 2026-01-01" in told(
        "CSL17.26", "--regime", "csl", "--lang", "en"
    )
    assert "自 2023-01-01 施行，至 2023-01-17 失效" in told("FILING-5", "--lang", "zh")


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "未核实，不可依赖"), ("en", "unverified, not to be relied on")]
)
def test_an_unverified_sentence_says_so_in_the_list_and_by_itself(lang, said):
    listed = CliRunner().invoke(bulou, ["law", "list", "--lang", lang]).stdout.splitlines()

    assert [line.split()[0] for line in listed if said in line] == ["F7", "F8", "F9a", "F9b", "F9c"]
    assert said in told("FILING-8", "--lang", lang)


def test_programs_read_the_status_of_every_sentence():
    listed = json.loads(CliRunner().invoke(bulou, ["law", "list", "--json"]).stdout)

    unverified = [each["sentence"] for each in listed if not each["verified"]]
    assert unverified == ["F7", "F8", "F9a", "F9b", "F9c"]
    assert {each["status"] for each in listed} == {"read", "excerpt", "unverified"}
