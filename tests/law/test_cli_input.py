"""What `bulou law` cannot read: told in the language asked for, with its cause and its remedy, and never with a traceback."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.entrypoints.cli.main import bulou
from bulou.law import VOCABULARY, Conduct
from bulou.law.events import EVENTS

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "law"
NOW = "2026-11-22T10:00+08:00"
FACTS = EXAMPLES / "forbidden.json"
PUBLISH = ("judge", "--act", "publish", "--facts")


def bulou_law(*arguments, stdin=None, env=None):
    return CliRunner().invoke(bulou, ["law", *map(str, arguments)], input=stdin, env=env)


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("judge", "--act", "publsh", "--facts", FACTS), None, "did you mean publish?"),
        ((*PUBLISH, "-"), '{"remediation_provide": true}', "did you mean remediation_provided?"),
        ((*PUBLISH, "-"), '{"remediation_provided": "yes"}', "it is one of true, false"),
        ((*PUBLISH, "-"), '{"OWN_PRODUCT": true}', "did you mean own_product?"),
        ((*PUBLISH, "-"), '{"": true}', 'There is no fact named "".'),
        ((*PUBLISH, "-"), '{"\\u001b[2J": true}', "There is no fact named \\x1b[2J."),
        (("judge", "--act", "PUBLISH", "--facts", FACTS), None, "did you mean publish?"),
        ((*PUBLISH, "-"), '{"remediation_provided": 1}', "it is one of true, false"),
        ((*PUBLISH, "-"), '{"actor_role": "vender"}', "vendor"),
        ((*PUBLISH, "-"), '{"own_product": true, "own_product": false}', "own_product stands twice"),
        ((*PUBLISH, "-"), '{"own_product": {"value": true, "event_at": "2026-11-01T10:00"}}', "with a zone"),
        ((*PUBLISH, "-"), "[]", "one JSON object"),
        ((*PUBLISH, "-"), '{"own_product": ', "is not JSON"),
        ((*PUBLISH, "-"), "", "is not JSON"),
        ((*PUBLISH, "-"), b"\xff\xfe", "is not UTF-8"),
        ((*PUBLISH, "-"), '{"own_product": "\\ud800"}', "is not JSON that can be used"),
        ((*PUBLISH, "-"), '{"own_product": ' + "9" * 5000 + "}", "is not JSON that can be used"),
        ((*PUBLISH, "-"), "[" * 100_000, "is not JSON that can be used"),
        ((*PUBLISH, "-"), '{"own_product": {"value": true, "sorce": "x"}}', "did you mean source?"),
        ((*PUBLISH, "-"), '{"own_product": {"value": true, "kind": "oficial"}}', "did you mean official?"),
        ((*PUBLISH, "-"), '{"own_product": {"value": true, "source": 5}}', "source of the fact own_product must be text"),
        ((*PUBLISH, "-"), '{"own_product": {"value": true, "evidence": {}}}', "evidence of the fact own_product must be text"),
        ((*PUBLISH, "-"), '{"mps_consent": {"value": true, "kind": "observed"}}', "its kind is official, not observed"),
        ((*PUBLISH, "-"), '{"six_months_elapsed": {"value": false, "event_at": "9999-12-31T23:59:59Z"}}', "event_at of the fact six_months_elapsed"),
        ((*PUBLISH, "no-such-file.json"), None, "there is no such file"),
        ((*PUBLISH, EXAMPLES), None, "it is a directory"),
        ((*PUBLISH, "a" * 5_000), None, "Check the path"),
        ((*PUBLISH, FACTS, "--reading", "clock_start=triage", "--reading", "clock_start=triage"), None, "clock_start is given twice"),
        ((*PUBLISH, FACTS, "--at", "2026-11-22T10:00"), None, "with a zone"),
        ((*PUBLISH, FACTS, "--at", "yesterday"), None, "2026-09-30T18:00+08:00"),
        ((*PUBLISH, FACTS, "--at", "9999-12-31T23:59:59Z"), None, "cannot be read"),
        ((*PUBLISH, FACTS, "--regime", "rmvs"), None, "did you mean rmsv?"),
        ((*PUBLISH, FACTS, "--reading", "two_day_mod=working"), None, "did you mean two_day_mode?"),
        ((*PUBLISH, FACTS, "--reading", "two_day_mode=wrking"), None, "Did you mean working?"),
        ((*PUBLISH, FACTS, "--reading", "strict"), None, "name=value"),
        (("duties", "--facts", EXAMPLES / "vendor.json", "--events", "-"), '{"report_recieved": null}', "did you mean report_received?"),
        (("duties", "--facts", EXAMPLES / "vendor.json", "--events", "-"), '{"report_received": "2026-09-30"}', "with a zone"),
        (("duties", "--facts", EXAMPLES / "vendor.json", "--events", "-"), '{"report_received": 3}', "RFC 3339"),
        (("duties", "--facts", EXAMPLES / "vendor.json", "--events", "-"), '{"triaged": "9999-12-31T23:59:59Z"}', "The moment of triaged"),
        (("show", "RMSV-9-77"), None, "did you mean RMSV-9-7?"),
        (("show",), None, "ID is missing. See bulou law show --help."),
        (("judge", "--facts", FACTS), None, "--act is missing. See bulou law judge --help."),
        (("judge", "--act", "publish", "--fcts", FACTS), None, "There is no option --fcts; did you mean --facts?"),
        (("facts", "--act"), None, "There is no option --act"),
        (("facts", "--json=yes"), None, "The option --json takes"),
        (("facts", "more"), None, "unexpected extra argument (more)"),
        (("jugde",), None, "There is no command jugde; did you mean judge?"),
        (("xyzzy",), None, "it is one of clash, duties, exposure, facts, judge, list, show, try"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(arguments, stdin, said):
    told = bulou_law(*arguments, "--lang", "en", stdin=stdin)
    as_json = bulou_law(*arguments, "--json", stdin=stdin)

    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr
    assert (as_json.exit_code, as_json.stderr) == (2, "")
    assert said in json.loads(as_json.stdout)["error"]["en"]
    assert json.loads(as_json.stdout)["error"]["zh"] != json.loads(as_json.stdout)["error"]["en"]


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        ((*PUBLISH, "no-such-file.json"), None, "无法读取 no-such-file.json（没有这个文件），请检查路径。"),
        ((*PUBLISH, "."), None, "无法读取 .（是目录，不是文件），请检查路径。"),
        ((*PUBLISH, "-"), '{"own_product": ', "- 不是可用的 JSON（第 1 行第 17 个字符处有误）。请改正后再试。"),
        ((*PUBLISH, "-"), '{"own_product": "\\ud800"}', "- 不是可用的 JSON（含有不成对的代理字符）。请改正后再试。"),
        ((*PUBLISH, "-"), "[" * 100_000, "- 不是可用的 JSON（嵌套过深）。请改正后再试。"),
        ((*PUBLISH, "-"), "9" * 5_000, "- 不是可用的 JSON（有过长的数字）。请改正后再试。"),
        (("judge", "--facts", FACTS), None, "缺少 --act。用法见 bulou law judge --help。"),
        (("facts", "more"), None, "参数多余或者无法识别。用法见 bulou law facts --help。"),
        (("facts", "--jsn"), None, "没有选项 --jsn，是否指 --json？用法见 bulou law facts --help。"),
    ],
)  # fmt: skip
def test_a_reason_is_told_in_chinese_to_who_asks_in_chinese(arguments, stdin, said):
    told = bulou_law(*arguments, "--lang", "zh", stdin=stdin)

    assert (told.exit_code, told.stdout, told.stderr) == (2, "", f"{said}\n")


def test_a_language_that_does_not_exist_is_told_in_that_of_the_environment():
    told = bulou_law("list", "--lang", "fr", env={"LC_ALL": "zh_CN.UTF-8"})

    assert (told.exit_code, told.stderr) == (2, "--lang 可取：zh, en。用法见 bulou law list --help。\n")


LONG = "x" * 5_000


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("judge", "--act", LONG, "--facts", FACTS), None),
        ((*PUBLISH, LONG), None),
        ((*PUBLISH, "-"), json.dumps({LONG: True})),
        ((*PUBLISH, "-"), json.dumps({"own_product": LONG})),
        ((*PUBLISH, "-"), f'{{"{LONG}": 1, "{LONG}": 2}}'),
        ((*PUBLISH, FACTS, "--at", LONG), None),
        ((*PUBLISH, FACTS, "--regime", LONG), None),
        ((*PUBLISH, FACTS, "--reading", LONG), None),
        ((*PUBLISH, FACTS, "--reading", f"{LONG}=1"), None),
        ((*PUBLISH, FACTS, "--reading", f"clock_start={LONG}"), None),
        (("duties", "--facts", FACTS, "--events", "-"), json.dumps({LONG: None})),
        (("duties", "--facts", FACTS, "--events", "-"), json.dumps({"triaged": LONG})),
        (("facts", f"--{LONG}"), None),
        (("facts", LONG), None),
        ((LONG,), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_given_is_echoed_no_longer_than_a_message_bears(arguments, stdin, lang):
    told = bulou_law(*arguments, "--lang", lang, stdin=stdin)

    assert told.exit_code == 2
    assert max(map(len, re.findall("x+", told.stderr)), default=0) <= 80


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)
_entry = _anything | st.fixed_dictionaries(
    {"value": st.booleans() | st.sampled_from(["vendor", "none"]) | _anything},
    optional=dict.fromkeys(("source", "event_at", "recorded_at", "kind", "evidence"), _anything),
)


@settings(max_examples=80, deadline=None)
@given(
    facts=st.dictionaries(st.sampled_from(sorted(VOCABULARY)), _entry, max_size=4),
    events=st.dictionaries(st.sampled_from(sorted(EVENTS)), _anything | st.datetimes().map(lambda at: f"{at.isoformat()}Z"), max_size=3),
    act=st.sampled_from(list(Conduct)),
)  # fmt: skip
def test_whatever_the_files_hold_one_json_document_and_a_known_exit_code_come_out(
    tmp_path_factory, facts, events, act
):
    folder = tmp_path_factory.mktemp("files")
    (folder / "F.json").write_text(json.dumps(facts), encoding="utf-8")
    (folder / "E.json").write_text(json.dumps(events), encoding="utf-8")
    files = ("--facts", folder / "F.json", "--events", folder / "E.json", "--at", NOW)

    for arguments in (("judge", "--act", act, *files), ("duties", *files)):
        as_json, told = bulou_law(*arguments, "--json"), bulou_law(*arguments)
        assert as_json.exit_code in range(5), as_json.output
        assert told.exit_code == as_json.exit_code
        assert isinstance(as_json.exception, SystemExit | None), as_json.exception
        assert isinstance(json.loads(as_json.stdout), dict)
