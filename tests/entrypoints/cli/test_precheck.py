"""`bulou precheck`: its answers, its exit codes, and what it says of files that cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.main import bulou
from bulou.precheck import CEILING
from tests.precheck.favourable import favourable

FINE = [f"--fact={name}={str(value).lower()}" for name, value in favourable().items()]
UNFIXED = [each for each in FINE if "remediation_provided" not in each]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text("请升级到 2.3。\n", encoding="utf-8")
    (tmp_path / "bare.md").write_text("诊断页面可以注入命令。\n", encoding="utf-8")
    (tmp_path / "unfixed.md").write_text("厂商尚无补丁。\n请先停用该服务。\n", encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"document": \n', encoding="utf-8")
    return tmp_path


def run(*arguments, **more):
    return CliRunner().invoke(bulou, ["precheck", "--lang", "en", *map(str, arguments)], **more)


@pytest.mark.parametrize(
    ("files", "more", "code"),
    [
        (["good.md"], FINE, 0),
        (["bare.md"], FINE, 3),
        (["good.md"], [], 3),
        (["unfixed.md"], [*UNFIXED, "--fact", "assessed_jointly_with_vendor=false"], 1),
        (
            ["good.md", "unfixed.md", "bare.md"],
            [*UNFIXED, "--fact", "assessed_jointly_with_vendor=false"],
            1,
        ),
        (["good.md", "bare.md"], FINE, 3),
        (["good.md", "broken.json"], FINE, 2),
        (["good.md"], [*FINE, "--at", "2021-08-31"], 4),
    ],
)
def test_of_several_files_the_strictest_answer_is_the_exit_code(folder, files, more, code):
    assert run(*(folder / name for name in files), *more).exit_code == code


def test_the_page_tells_article_line_quotation_cure_and_question(folder):
    told = run(folder / "unfixed.md", *UNFIXED, "--fact", "assessed_jointly_with_vendor=false").output

    for words in (
        "forbidden [forbidden]: publish", "RMSV Art. 9(1)", "line 1, column 1", "> 厂商尚无补丁。",
        "→ Have the vendor provide the remediation first", "No legal advice",
    ):  # fmt: skip
        assert words in told


def test_chinese_is_told_in_chinese(folder):
    told = CliRunner().invoke(bulou, ["precheck", "--lang", "zh", str(folder / "bare.md")]).output

    assert "规定 第九条(五)" in told
    assert "→ 同步发布修补或者防范措施" in told


def test_json_is_one_document_with_findings_faults_questions_and_errors(folder):
    done = run(folder / "unfixed.md", folder / "broken.json", "--json")

    first, second = json.loads(done.stdout)["files"]
    assert first["format"] == "markdown"
    assert [each["rule"] for each in first["found"]] == ["remedy", "no-fix"]
    (fault,) = first["at_fault"]["RMSV-9-1"]
    assert (fault["line"], fault["column"], fault["value"]) == (1, 1, False)
    assert "major_event" in [each["name"] for each in first["questions"]]
    assert second["error"]["en"].startswith("The JSON is broken at line 2, column 1")
    assert done.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fact", "remediation_provide=true"], "remediation_provided"),
        (["--fact", "remediation_provided"], "must be written NAME=VALUE"),
        (["--fact", "major_event=maybe"], "major_event"),
        (["--fact", "major_event=true", "--fact", "major_event=false"], "given twice"),
        (["--conduct", "publsh"], "did you mean publish"),
        (["--role", "hacker"], "--role is one of finder, vendor"),
        (["--at", "yesterday"], "cannot be read"),
        (["--reading", "x=y"], "x"),
        (["--facts", "x"], "There is no option"),
    ],
)
def test_what_is_given_wrongly_is_named_and_the_exit_code_is_2(folder, arguments, said):
    done = run(folder / "good.md", *arguments)

    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 100, "no text"),
        (b'{"x": 1}', "no format that is read"),
        (b"a" * (CEILING + 5), "more than the 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_cause_and_remedy(tmp_path, raw, said):
    (tmp_path / "draft").write_bytes(raw)

    done = run(tmp_path / "draft")

    assert (done.exit_code, said in done.stderr) == (2, True)


def test_a_huge_file_is_not_read_to_its_end(tmp_path):
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    done = run(tmp_path / "huge.md")

    assert (done.exit_code, "50.0 MB" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_a_path_that_is_no_file_is_told(tmp_path, name):
    done = run(tmp_path / name)

    assert (done.exit_code, "Check the path" in done.stderr) == (2, True)


def test_standard_input_is_read():
    done = run("-", *FINE, input="请升级到 2.3。".encode("gb18030"))

    assert (done.exit_code, done.output.splitlines()[0]) == (0, "-  (plain text 纯文本)")


def test_half_a_character_pair_is_printed_without_a_fault(tmp_path):
    (tmp_path / "x.json").write_text(
        '{"id": "x", "affected": [], "details": "尚无补丁 \\ud800"}', encoding="utf-8"
    )

    assert run(tmp_path / "x.json").exit_code == 3
    assert run(tmp_path / "x.json", "--json").exit_code == 3


def test_django_is_never_loaded(folder):
    code = (
        "import sys\nfrom bulou.entrypoints.cli.main import bulou\n"
        f"bulou(['precheck', {str(folder / 'good.md')!r}], standalone_mode=False)"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import atexit, sys\natexit.register(lambda: print('django' in sys.modules))\n" + code],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.splitlines()[-1] == "False", done.stderr
