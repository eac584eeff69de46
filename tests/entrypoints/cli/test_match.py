"""`bulou match` without a database: answers, reasons, exit codes."""

import json

import pytest
from click.testing import CliRunner

from bulou.entrypoints.cli.main import bulou
from tests.formats.bills import csaf, cyclonedx, library, vendor

ADVISORY = csaf({"known_affected": ["A"]}, vendor("青屿", "QY-4200", A=("product_version_range", "< 3.4.7")))


@pytest.fixture
def asked(tmp_path):
    def ask(inventory, *more, advisory=ADVISORY):
        (tmp_path / "a.json").write_bytes(advisory)
        (tmp_path / "i").write_bytes(inventory)
        args = ["match", "--advisory", str(tmp_path / "a.json"), "--inventory", str(tmp_path / "i"), *more]
        return CliRunner().invoke(bulou, args)

    return ask


@pytest.mark.parametrize(
    ("row", "code"),
    [("青屿,QY-4200,3.1", 1), ("青屿,QY-4200,3.4.7", 0), ("青屿,QY-4200,", 3), ("另一家,NG-1,3.1", 0)],
)
def test_the_exit_code_says_the_answer(asked, row, code):
    assert asked(f"厂商,产品,版本\n{row}\n".encode()).exit_code == code


def test_every_answer_has_its_reason_in_both_languages(asked):
    done = asked("厂商,产品,版本,编号\n青屿,QY-4200,3.1,SW-01\n青屿,别的,1,SW-02\n".encode(), "--json")

    document = json.loads(done.stdout)
    assert document["counts"] == {"affected": 1, "not_affected": 0, "cannot_decide": 0}
    assert document["inventory"] == {"format": "CSV", "components": 2, "named": 1, "left_out": []}
    assert document["answers"] == [
        {
            "vulnerability": "CVE-2026-1000",
            "ref": "SW-01",
            "component": "青屿 QY-4200",
            "version": "3.1",
            "result": "affected",
            "reasons": [
                {
                    "rule": "in_range",
                    "strings": ["3.1", "< 3.4.7"],
                    "zh": "版本“3.1”在受影响范围“< 3.4.7”之内",
                    "en": "version “3.1” is among those affected, “< 3.4.7”",
                },
                {
                    "rule": "same_name",
                    "strings": ["青屿 QY-4200", "青屿 QY-4200"],
                    "zh": "厂商与产品名相同：“青屿 QY-4200”即“青屿 QY-4200”",
                    "en": "same vendor and product: “青屿 QY-4200” is “青屿 QY-4200”",
                },
            ],
        }
    ]


def test_a_bill_of_materials_is_an_inventory_too(asked):
    done = asked(cyclonedx(library("QY-4200", "3.1", supplier={"name": "青屿"})))

    assert done.exit_code == 1
    assert "受影响 affected  CVE-2026-1000  青屿 QY-4200 3.1" in done.stdout


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_file_that_cannot_be_read_says_why(asked, as_json):
    done = asked(b"{}", *as_json)

    assert done.exit_code == 2
    assert "CycloneDX" in done.output
