"""`bulou law` as a person and as a program meet it."""

import json
import os
import subprocess
import sys
from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli import law_documents, law_pages
from bulou.entrypoints.cli.law_documents import NOT_YET
from bulou.entrypoints.cli.main import bulou
from bulou.law import READINGS, VOCABULARY, Conduct
from bulou.law.events import EVENTS
from bulou.law.exposure import exposure
from bulou.law.open_points import ARRANGEMENTS
from bulou.law.register import norms

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "law"
BEFORE = ("--at", "2021-08-31T12:00+08:00")
AT = "2026-09-30T19:00+08:00"
NOW = "2026-11-22T10:00+08:00"
FACTS = EXAMPLES / "forbidden.json"
PUBLISH = ("judge", "--act", "publish", "--facts")


def bulou_law(*arguments, stdin=None, env=None):
    return CliRunner().invoke(bulou, ["law", *map(str, arguments)], input=stdin, env=env)


def judge(facts, *more, act="publish", at=NOW):
    """The document of `bulou law judge --json` on a facts mapping, with its exit code."""
    done = bulou_law(
        "judge", "--act", act, "--facts", "-", "--at", at, "--json", *more, stdin=json.dumps(facts)
    )
    return json.loads(done.stdout), done.exit_code


def example(name):
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "more", "outcome", "code"),
    [
        ("forbidden", (), "forbidden", 1),
        ("needs_facts", (), "needs_facts", 3),
        ("needs_approval", (), "needs_approval", 3),
        ("not_prohibited", (), "not_prohibited", 0),
        ("not_modelled", BEFORE, "not_modelled", 4),
    ],
)
def test_the_examples_answer_what_they_are_named_after_without_django(name, more, outcome, code):
    program = (
        "import sys; from bulou.entrypoints.cli.main import bulou\n"
        "try:\n    bulou(prog_name='bulou')\n"
        "finally:\n    assert not any(name.split('.')[0] in ('django', 'ninja', 'psycopg') for name in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "law", "judge", "--act", "publish", "--json", "--facts", EXAMPLES / f"{name}.json", *more],
        capture_output=True, check=False,
    )  # fmt: skip

    assert (json.loads(done.stdout)["outcome"], done.returncode, done.stderr) == (outcome, code, b"")


@pytest.mark.parametrize(
    "name", ["forbidden", "needs_facts", "needs_approval", "not_prohibited", "not_modelled"]
)
def test_an_example_leaves_out_nothing_that_publication_hangs_on(name):
    hangs_on = {name for step in judge({})[0]["trace"] for name in step["used"]}

    assert hangs_on - set(example(f"{name}.json")) == set()


def test_the_facts_that_still_matter_are_asked_and_no_others():
    found, _ = judge(example("needs_facts.json"))

    assert found["asks"] == ["assessed_jointly_with_vendor", "reported_to_mps", "authorities_assessment"]
    assert [each["name"] for each in found["questions"]] == found["asks"]
    assert (found["at_best"], found["at_worst"]) == ("not_prohibited", "forbidden")


def test_the_needed_approval_names_who_gives_it_and_under_which_item():
    found, _ = judge(example("needs_approval.json"))

    assert found["needs"] == [{"outcome": "needs_approval", "of": "mps"}]
    assert [each["norm"] for each in found["findings"]] == ["RMSV-9-6"]
    assert {"obtain", "wait"} == {each["kind"] for each in found["cures"]}


def test_a_refusal_shows_article_quotation_source_status_and_cures_to_people():
    done = bulou_law("judge", "--act", "publish", "--facts", EXAMPLES / "forbidden.json", "--lang", "en")

    for said in (
        "forbidden", "Art. 9(1)", "RMSV-9-1", "不得在…提供…修补措施之前发布漏洞信息",
        "official page not checked", "unsigned", "Have the vendor provide the remediation first", "No legal advice",
    ):  # fmt: skip
        assert said in done.stdout


def test_a_question_still_open_is_put_in_words():
    done = bulou_law("judge", "--act", "publish", "--facts", EXAMPLES / "needs_facts.json", "--lang", "zh")

    assert "是否已向公安部报告？" in done.stdout
    assert "最好：未禁止；最坏：禁止" in done.stdout


def test_a_judgement_that_only_a_person_can_give_is_asked_for():
    found, code = judge(example("not_prohibited.json") | {"truthful_and_necessary": None})

    assert (found["outcome"], code) == ("needs_judgement", 3)
    assert [each["name"] for each in found["questions"]] == ["truthful_and_necessary"]


def test_no_conduct_is_left_without_an_answer():
    for conduct in Conduct:
        done = bulou_law("judge", "--act", str(conduct), "--facts", "-", stdin="{}")
        assert done.exit_code in (0, 3), conduct


def test_four_readings_of_two_days_stand_side_by_side_strictest_first():
    done = bulou_law(
        "duties",
        "--facts",
        EXAMPLES / "vendor.json",
        "--events",
        EXAMPLES / "events.json",
        "--at",
        AT,
        "--json",
    )

    found = {each["duty"]: each for each in json.loads(done.stdout)["duties"]}
    ends = [(each["name"], datetime.fromisoformat(each["due_at"])) for each in found["RMSV-7-2"]["readings"]]
    assert done.exit_code == 0
    assert ends == [
        ("hours48", datetime.fromisoformat("2026-10-02T18:00+08:00")),
        ("natural", datetime.fromisoformat("2026-10-03T00:00+08:00")),
        ("rolled", datetime.fromisoformat("2026-10-09T00:00+08:00")),
        ("working", datetime.fromisoformat("2026-10-10T00:00+08:00")),
    ]
    assert found["RMSV-7-2"]["due_at"] == found["RMSV-7-2"]["readings"][0]["due_at"]


def test_people_read_limits_as_24_00_and_the_time_that_is_left():
    done = bulou_law(
        "duties",
        "--facts",
        EXAMPLES / "vendor.json",
        "--events",
        EXAMPLES / "events.json",
        "--at",
        AT,
        "--lang",
        "en",
    )

    for said in (
        "* 2026-10-02 18:00  48 hours",
        "2026-10-02 24:00",
        "2026-10-08 24:00",
        "2026-10-09 24:00",
        "47 h 00 min left",
    ):
        assert said in done.stdout


def test_nothing_is_owed_before_the_provisions():
    done = bulou_law(
        "duties", "--facts", EXAMPLES / "vendor.json", "--events", EXAMPLES / "events.json", *BEFORE
    )

    assert done.exit_code == 4


def test_a_live_duty_permits_its_own_performance():
    notify = ("judge", "--act", "notify_authority", "--facts", EXAMPLES / "vendor.json", "--at", AT, "--json")

    with_duty = bulou_law(*notify, "--events", EXAMPLES / "events.json")

    assert json.loads(with_duty.stdout)["outcome"] == "owed"
    assert json.loads(with_duty.stdout)["owed"] == ["RMSV-7-2"]
    assert with_duty.exit_code == 0


@pytest.mark.parametrize(
    ("lang", "said", "unsaid"),
    [("zh", "没有已编码的条文禁止此行为", "没有任何现行"), ("en", "prohibits this conduct", "speaks of")],
)
def test_what_is_open_only_between_permitted_and_not_prohibited_is_not_called_silence(lang, said, unsaid):
    done = bulou_law("judge", "--act", "notify_authority", "--facts", "-", "--lang", lang, stdin="{}")

    assert done.exit_code == 3
    assert said in done.stdout
    assert unsaid not in done.stdout


def test_a_conduct_of_which_nothing_in_force_speaks_is_called_silence():
    done = bulou_law("judge", "--act", "publish", "--facts", FACTS, "--at", "2021-08-01", "--lang", "en")

    assert "Nothing that is encoded and in force then speaks of this conduct." in done.stdout


def effective(name, value):
    """Whether some norm computes the reading's value otherwise than its default."""
    default = READINGS[name].default
    days = (date(2025, 12, 31), date(2026, 11, 22))
    if any(exposure("R12", day, {}, {name: value}) != exposure("R12", day) for day in days):
        return True
    for norm in norms():
        if norm.terms and name in ((norm.terms.start_by or ("",))[0], norm.terms.clock_by):
            return True
        if name not in norm.readings:
            continue
        strict = {each: READINGS[each].default for each in norm.readings}
        for values in product(*(VOCABULARY[fact].domain for fact in norm.reads)):
            facts = dict(zip(norm.reads, values, strict=True))
            if norm.function(**facts, **strict | {name: value}) != norm.function(
                **facts, **strict | {name: default}
            ):
                return True
    return False


def test_exactly_the_readings_that_nothing_computes_are_called_not_yet_computed():
    choices = {
        (name, value) for name, each in READINGS.items() for value in each.options if value != each.default
    }

    assert {(name, value) for name, value in choices if not effective(name, value)} == NOT_YET


@pytest.fixture
def waiting(monkeypatch):
    """Every reading is computed; here two of its values are not."""
    values = frozenset({("csl_version", "2017"), ("csl_version", "2026")})
    for module in (law_documents, law_pages):
        monkeypatch.setattr(module, "NOT_YET", values)
    return values


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "csl_version=2026（尚未计入）"),
        ("en", "csl_version=2026 (not yet computed)"),
    ],
)
def test_a_reading_that_is_not_yet_computed_says_so_wherever_it_stands(lang, said, waiting):
    chosen = ("--lang", lang, "--reading", "csl_version=2026", "--reading", "clock_start=triage")
    judged = bulou_law(*PUBLISH, FACTS, *chosen).stdout
    owed = bulou_law(
        "duties", "--facts", EXAMPLES / "vendor.json", "--events", EXAMPLES / "events.json", *chosen
    ).stdout
    listed = bulou_law("facts", "--lang", lang).stdout

    assert said in judged
    assert said in owed
    assert said.partition("=")[2] in listed


def test_programs_read_which_readings_are_not_yet_computed(waiting):
    found, _ = judge(
        example("forbidden.json"), "--reading", "csl_version=2017", "--reading", "clock_start=triage"
    )
    listed = {
        each["name"]: each["not_yet_computed"]
        for each in json.loads(bulou_law("facts", "--json").stdout)["readings"]
    }

    assert found["readings_not_yet_computed"] == ["csl_version"]
    assert {(name, value) for name, values in listed.items() for value in values} == waiting


def test_another_reading_is_shown_and_changes_the_answer():
    facts = example("forbidden.json")

    strict, _ = judge(facts)
    other, code = judge(facts, "--reading", "workaround_counts_as_fix=yes")

    assert (strict["outcome"], other["outcome"], code) == ("forbidden", "not_prohibited", 0)
    assert other["readings"] == {"workaround_counts_as_fix": "yes"}


def test_a_date_alone_is_its_first_instant_in_beijing():
    facts = example("not_prohibited.json")

    assert judge(facts, at="2021-08-31")[0]["outcome"] == "not_modelled"
    assert judge(facts, at="2021-09-01")[0]["at"] == "2021-08-31T16:00:00.000000Z"
    assert judge(facts, at="2021-09-01")[0]["outcome"] == "not_prohibited"


def test_a_file_with_a_byte_order_mark_is_read():
    done = bulou_law(*PUBLISH, "-", "--json", stdin=b"\xef\xbb\xbf" + FACTS.read_bytes())

    assert json.loads(done.stdout)["outcome"] == "forbidden"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "禁止"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "禁止"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_GB.UTF-8"}, "forbidden"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "forbidden"),
    ],
)
def test_the_language_is_that_of_the_environment(env, said):
    done = bulou_law(*PUBLISH, FACTS, env=env)

    assert done.stdout.startswith(said)


def test_the_json_is_the_same_in_every_language():
    zh, en = (bulou_law("list", "--json", "--lang", lang).stdout for lang in ("zh", "en"))

    assert zh == en


def test_facts_prints_every_name_that_a_file_or_an_option_may_use():
    found = json.loads(bulou_law("facts", "--json").stdout)
    told = bulou_law("facts").stdout

    assert {key: [each["name"] for each in found[key]] for key in found} == {
        "conducts": list(Conduct),
        "facts": list(VOCABULARY),
        "events": list(EVENTS),
        "readings": list(READINGS),
        "arrangements": [each.name for each in ARRANGEMENTS],
    }
    for key in found:
        for each in found[key]:
            assert each["name"] in told
    for spec in VOCABULARY.values():
        assert spec.question.zh in told
        assert spec.question.en in told


@pytest.mark.parametrize("name", ["RMSV-9-7", "rmsv-9-7", "R9.7", "RMSV-9-7-vendor"])
def test_show_finds_a_sentence_by_its_anchor_and_by_any_of_its_norms(name):
    found = json.loads(bulou_law("show", name, "--json").stdout)

    assert found["sentence"] == "R9.7"
    assert found["signed_by"] is None
    assert "RMSV-9-7-vendor" in [each["norm"] for each in found["norms"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_list_shows_every_sentence_with_its_standing(lang):
    lines = bulou_law("list", "--lang", lang).stdout.splitlines()

    found = {line.split()[0]: line for line in lines if line.strip()}
    encoded, exposure = ("已编码", "风险提示") if lang == "zh" else ("encoded", "exposure")
    assert encoded in found["R4.2"]
    assert "RMSV-4-2-sale" in found["R4.2"]
    assert exposure in found["R12"]
    rmsv = "\n".join(line for name, line in found.items() if name.startswith("R"))
    assert not [word for word in ("尚未编码", "not yet encoded", "未建模", "not modelled") if word in rmsv]


def test_the_commands_of_the_examples_do_what_their_page_says():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    commands = [line for line in page.splitlines() if line.startswith("bulou law")]

    for line in commands:
        command, _, remark = line.partition("#")
        words = [
            str(EXAMPLES / word) if word.endswith((".json", ".yaml")) else word
            for word in command.split()[2:]
        ]
        wanted = int(remark.split()[2].rstrip(":")) if remark else 0
        assert bulou_law(*words).exit_code == wanted, line
    assert len(commands) == 10
    assert os.listdir(EXAMPLES).count("README.md") == 1
