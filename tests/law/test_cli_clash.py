"""`bulou law clash`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.main import bulou
from bulou.law.regimes import REGIMES

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "law"
FACTS, EVENTS = EXAMPLES / "clash.json", EXAMPLES / "clash_events.json"
AT = "2026-11-20T19:00+08:00"


def clash(*more, facts=FACTS, stdin=None, at=AT):
    arguments = ["law", "clash", "--facts", facts, "--events", EVENTS, "--at", at, *more]
    return CliRunner().invoke(bulou, list(map(str, arguments)), input=stdin)


def told(*more, **changed):
    """The document of `bulou law clash --json` on the example with facts changed, and its exit code."""
    facts = json.loads(FACTS.read_text(encoding="utf-8")) | changed
    done = clash(*more, "--json", facts="-", stdin=json.dumps(facts))
    return json.loads(done.stdout), done.exit_code


def test_the_clash_is_found_among_all_regimes_and_needs_counsel():
    found, code = told()

    assert [(each["duty"]["duty"], each["other"], each["outcome"]) for each in found["clashes"]] == [
        ("CRA-14-2-a", "rmsv", "forbidden"),
        ("CRA-14-2-b", "rmsv", "forbidden"),
        ("CRA-14-8", "rmsv", "forbidden"),
    ]
    assert (code, found["regimes"], found["signed"]) == (3, sorted(REGIMES), False)
    assert found["clashes"][0]["advice"]["before"] == "2026-11-21T10:20:00.000000Z"


def test_whether_the_recipient_is_a_foreign_court_or_police_is_a_clash_until_counsel_says():
    found, code = told("--regime", "cra", "--regime", "dsl", recipient_is_foreign_judiciary=None)

    assert [(each["duty"]["duty"], each["outcome"], [card["id"] for card in each["conflicts"]]) for each in found["clashes"]] == [
        ("CRA-14-2-a", "needs_facts", ["C6"]),
        ("CRA-14-2-b", "needs_facts", ["C6"]),
    ]  # fmt: skip
    assert code == 3


def test_where_none_is_found_the_exit_code_is_zero_and_silence_is_listed():
    found, code = told("--regime", "cra", "--regime", "rmsv", already_public=True)

    assert (found["clashes"], code) == ([], 0)
    assert {"regime": "rmsv", "duty": "RMSV-7-1a", "other": "cra"} in found["silent"]


def test_a_reading_is_taken_into_account_and_told():
    found, code = told("--reading", "provider_under_art9=no")

    assert (found["clashes"], found["readings"], code) == ([], {"provider_under_art9": "no"}, 0)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", ["冲突: CRA-14-2-a", "规定 第九条(七)", "网络弹性法 第十四条第二款(a)", "四十八小时", "仅见他人摘录",
                "请在北京时间 2026-11-21 18:20 之前征求法律意见。", "可供选择（不分先后，由律师决定）", "(e) 取得书面法律意见并存档。"]),
        ("en", ["Clash: CRA-14-2-a", "RMSV Art. 9(7)", "CRA Art. 14(2)(a)", "48 hours", "known from extracts only",
                "Take advice before 2026-11-21 18:20 Beijing time.", "Options, in no order; a lawyer decides:",
                "(e) Have a written legal opinion on record."]),
    ],
)  # fmt: skip
def test_people_read_both_citations_both_clocks_the_advice_and_the_options(lang, expected):
    page = clash("--lang", lang).stdout

    assert [said for said in expected if said not in page] == []
    assert page.count("(e) ") == 1  # the options of a conflict are told once


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--regime", "rsmv"), "There is no regime rsmv; did you mean rmsv?"),
        (("--reading", "provider_under_art9=maybe"), "The reading provider_under_art9 cannot be maybe"),
        (("--at", "2026-11-20T19:00"), "cannot be read"),
        (("--at", "8999-12-31T23:00+08:00"), ""),
        (("--facts", "nowhere.json"), "there is no such file"),
    ],
)
def test_bad_input_ends_with_exit_code_2_and_says_what_to_do(more, said):
    done = clash(*more, "--lang", "en")

    assert done.exit_code in ((2,) if said else (0, 2, 3))
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ('{"placed_on_eu_markt": true}', "did you mean placed_on_eu_market?"),
        ('{"actively_exploited": "yes"}', 'The fact actively_exploited cannot be "yes"'),
        ('{"dissemination_delay_granted": {"value": true, "kind": "observed"}}', "rests on a document"),
    ],
)
def test_bad_facts_end_with_exit_code_2_and_name_the_fact(stdin, said):
    done = clash("--lang", "en", facts="-", stdin=stdin)

    assert (done.exit_code, said in done.stderr) == (2, True)


@pytest.mark.parametrize("id", ["CRA-14-2-a", "cra14.2a", "CERTIN-report", "UK1"])
def test_show_finds_a_sentence_in_whatever_regime_it_stands(id):
    done = CliRunner().invoke(bulou, ["law", "show", id, "--json"])
    found = json.loads(done.stdout)

    assert (done.exit_code, found["status"], found["verified"]) == (0, "excerpt", True)
    assert id.lower() in [
        each.lower() for each in (found["sentence"], *(norm["norm"] for norm in found["norms"]))
    ]


def test_show_looks_in_one_regime_only_where_it_is_named():
    done = CliRunner().invoke(bulou, ["law", "show", "CRA-14-2-a", "--regime", "rmsv", "--lang", "en"])

    assert done.exit_code == 2
    assert "There is no sentence or norm CRA-14-2-A" in done.stderr


def test_a_duty_of_which_no_words_were_read_says_so_wherever_it_stands():
    asked = ["law", "duties", "--regime", "cra", "--facts", FACTS, "--events", EVENTS, "--at", AT]
    page = CliRunner().invoke(bulou, [*map(str, asked), "--lang", "en"]).stdout
    document = json.loads(CliRunner().invoke(bulou, [*map(str, asked), "--json"]).stdout)

    assert "[CRA-14-8]  open [unverified, not to be relied on]" in page
    assert {each["duty"]: each["verified"] for each in document["duties"]} == {
        "CRA-14-2-a": True, "CRA-14-2-b": True, "CRA-14-2-c": True, "CRA-14-4-a": True,
        "CRA-14-4-b": True, "CRA-14-4-c": False, "CRA-14-8": False,
    }  # fmt: skip
