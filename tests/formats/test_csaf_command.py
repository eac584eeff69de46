import json

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.csaf import csaf
from bulou.formats.csaf import render
from tests.formats.advisories import CHINESE


@pytest.fixture
def files(tmp_path):
    (tmp_path / "valid.json").write_bytes(render(CHINESE))
    (tmp_path / "advised.json").write_bytes(render(CHINESE).replace(b'"cve": "CVE-2021-44228",', b""))
    (tmp_path / "invalid.json").write_bytes(render(CHINESE).replace(b'"version": "2"', b'"version": "3"'))
    (tmp_path / "unreadable.json").write_bytes(b"{")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(csaf, ["validate", *map(str, arguments)])


def test_a_valid_file_exits_0(files):
    result = run(files / "valid.json")

    assert (result.exit_code, result.output) == (0, f"{files / 'valid.json'}: 有效 valid\n")


def test_advice_is_shown_and_exits_0(files):
    result = run(files / "advised.json")

    assert result.exit_code == 0
    assert result.output == (
        f"{files / 'advised.json'}: 有效 valid\n"
        "  6.3.3 (informative) /vulnerabilities/0/cve: CVE number is absent; provide a CVE or request one\n"
    )


def test_a_finding_of_a_mandatory_test_exits_1(files):
    result = run(files / "valid.json", files / "invalid.json", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "files": [
            {"file": str(files / "valid.json"), "valid": True, "error": None, "findings": []},
            {
                "file": str(files / "invalid.json"),
                "valid": False,
                "error": None,
                "findings": [
                    {
                        "test": "6.1.16",
                        "tier": "mandatory",
                        "path": "/document/tracking/version",
                        "message": "tracking version `3` does not match latest revision number `2`",
                    }
                ],
            },
        ]
    }


def test_an_unreadable_file_exits_2_whatever_the_others_are(files):
    result = run(files / "unreadable.json", files / "invalid.json", files / "missing.json", "--json")

    assert result.exit_code == 2
    errors = [one["error"] for one in json.loads(result.stdout)["files"]]
    assert [error and error["en"].partition(":")[0] for error in errors] == [
        "This is not JSON in UTF-8",
        None,
        "The file cannot be read",
    ]


def test_no_file_is_a_usage_error():
    assert run().exit_code == 2
