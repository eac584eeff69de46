import json
import logging
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bulou.formats.csaf import (
    CsafFinding,
    UnknownWeakness,
    UnreadableDocument,
    Weakness,
    render,
    validate,
    weakness,
)
from bulou.formats.csaf.validation import NOT_RUN
from tests.formats.advisories import CHINESE
from tests.programs import outside_data

OASIS = Path(__file__).parents[3] / "shared" / "data" / "oasis-csaf-2.0" / "oasis-csaf-2.0-tests.tar.gz"
# The package reports 6.1.27.x as one rule, and what 6.1.8 tests already by the schema.
REPORTED_AS = {"6.1.8": "schema"} | {f"6.1.27.{n}": "6.1.27" for n in range(1, 12)}
# Dash handling, oasis-tcs/csaf issue 1250: the validators and the test file disagree.
DISPUTED = {"oasis_csaf_tc-csaf_2_0-2021-6-1-26-04.json"}


def oasis_documents():
    with tarfile.open(outside_data(OASIS)) as archive:
        return {
            Path(name).name: archive.extractfile(name).read()
            for name in archive.getnames()
            if "/validator/data/" in name and name.endswith(".json")
        }


def test_the_oasis_test_documents_are_judged_as_their_authors_say():
    documents = oasis_documents()
    cases = json.loads(documents["testcases.json"])["tests"]
    wrong, judged = [], 0
    for case in cases:
        test = REPORTED_AS.get(case["id"], case["id"])
        if test in NOT_RUN:
            continue
        for expected, members in (True, case.get("failures", [])), (False, case.get("valid", [])):
            for name in (Path(member["name"]).name for member in members):
                judged += 1
                reported = test in {finding.test for finding in validate(documents[name])}
                if reported != expected and name not in DISPUTED:
                    wrong.append((name, expected))

    assert wrong == []
    assert judged > 100


def test_a_finding_names_test_tier_path_and_message():
    document = render(CHINESE).replace(b"CVE-2021-44228", b"CVE-21-44228")

    assert validate(document) == (
        CsafFinding(
            "schema",
            "schema",
            "/vulnerabilities/0/cve",
            "'CVE-21-44228' does not match '^CVE-[0-9]{4}-[0-9]{4,}$'",
        ),
    )


@pytest.mark.parametrize(
    ("document", "english"),
    [
        (b"\xff\xfe", "This is not JSON in UTF-8"),
        (b"", "This is not JSON in UTF-8"),
        (b'{"document": NaN}', "This is not JSON in UTF-8"),
        (b"[]", "The outermost value is not a JSON object"),
        (b"[" * 100_000, "The nesting is too deep"),
        (b'{"product_tree": ' + b'{"branches": [' * 5000 + b"]}" * 5000 + b"}", "The nesting is too deep"),
    ],
)
def test_what_is_no_json_object_is_refused_in_both_languages(document, english):
    with pytest.raises(UnreadableDocument, match=english) as raised:
        validate(document)

    assert "。" in raised.value.zh


def test_weaknesses_are_named_by_the_catalogue():
    assert weakness("CWE-79") == Weakness(
        "CWE-79", "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"
    )
    with pytest.raises(UnknownWeakness) as raised:
        weakness("79")
    assert (raised.value.zh, raised.value.en) == (
        "CWE 目录中没有“79”。编号的形式是 CWE-79。",
        "The CWE catalogue has no “79”. An id has the form CWE-79.",
    )


def test_the_package_is_imported_on_first_use_and_leaves_the_root_logger_alone():
    program = (
        "import logging, sys; import bulou.formats.csaf as ours; assert 'csaf' not in sys.modules;"
        "ours.weakness('CWE-79'); assert 'csaf' not in sys.modules;"
        "ours.validate(b'{}'); assert 'csaf' in sys.modules;"
        "assert logging.getLogger().handlers == [] and logging.getLogger().level == logging.WARNING"
    )

    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (finished.returncode, finished.stderr) == (0, "")


def test_validating_twice_does_not_touch_handlers_set_meanwhile():
    handler = logging.NullHandler()
    logging.getLogger().addHandler(handler)
    try:
        validate(render(CHINESE))
        assert handler in logging.getLogger().handlers
    finally:
        logging.getLogger().removeHandler(handler)
