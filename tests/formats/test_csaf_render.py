import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.formats.csaf import (
    Acknowledgment,
    ForeignDocument,
    OtherId,
    Reference,
    Remediation,
    Revision,
    UnfinishedAdvisory,
    Weakness,
    file_name,
    problems,
    read,
    render,
    validate,
)
from bulou.formats.csaf.render import written
from bulou.products import AffectedProduct
from bulou.severity import Cvss
from tests.formats.advisories import CHINESE, ENGLISH, GATEWAY, complete_advisories

FIRST = CHINESE.revisions[0]
AFFECTED = CHINESE.products[0]


@pytest.mark.parametrize("doc", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_a_worked_example_has_no_finding_and_reads_back(doc):
    document = render(doc)

    assert validate(document) == ()
    assert read(document) == doc


@given(complete_advisories())
@settings(deadline=None, max_examples=60)
def test_any_advisory_without_problems_has_no_finding_and_reads_back(doc):
    assert problems(doc) == ()

    document = render(doc)

    assert validate(document) == ()
    assert read(document) == doc
    assert render(read(document)) == document


LESS = {
    "6.2.2": {"remediations": ()},
    "6.2.3": {"cvss": ()},
    "6.2.5": {"initial_release_at": FIRST.at - timedelta(seconds=1)},
    "6.2.6": {"current_release_at": FIRST.at},
    "6.2.11": {"canonical_url": "https://psirt.qingyan.example/other.json"},
    "6.2.17": {"other_ids": (OtherId("CVE", "CVE-2021-45046"),)},
    "6.3.3": {"cve": ""},
    "6.3.4": {"cwe": None},
}


@given(st.sets(st.sampled_from(sorted(LESS))))
@settings(deadline=None, max_examples=40)
def test_what_does_not_block_is_exactly_what_the_test_set_reports(lacking):
    doc = replace(CHINESE, products=CHINESE.products[:2])
    for test in lacking:
        doc = replace(doc, **LESS[test])

    assert {problem.test for problem in problems(doc)} == lacking
    assert {finding.test for finding in validate(render(doc))} == lacking


BLOCKED = [
    ("title", "schema", {"title": ""}),
    ("description", "schema", {"description": ""}),
    ("tracking_id", "schema", {"tracking_id": " QYSA-1"}),
    ("status", "schema", {"status": "published"}),
    ("publisher.category", "schema", {"publisher": replace(CHINESE.publisher, category="platform")}),
    ("publisher.namespace", "schema", {"publisher": replace(CHINESE.publisher, namespace="青砚")}),
    ("references[0].url", "schema", {"references": (Reference("公告", "example.com"),)}),
    ("acknowledgments[0].names[0]", "schema", {"acknowledgments": (Acknowledgment(names=("",)),)}),
    ("cve", "schema", {"cve": "CVE-21-1"}),
    ("other_ids", "schema", {"other_ids": (OtherId("CNVD", "1"),) * 2}),
    ("other_ids[0].text", "schema", {"other_ids": (OtherId("CNVD", ""),)}),
    ("remediations[0].kind", "schema", {"remediations": (Remediation("patch", "升级"),)}),
    ("remediations[0].text", "schema", {"remediations": (Remediation("vendor_fix", ""),)}),
    ("cvss", "6.1.7", {"cvss": CHINESE.cvss[:1] * 2}),
    ("cwe", "6.1.11", {"cwe": Weakness("CWE-502", "Deserialisation")}),
    ("cwe", "6.1.11", {"cwe": Weakness("CWE-99999", "Nothing")}),
    (
        "revisions",
        "6.1.14",
        {"revisions": (Revision("2", FIRST.at, "乙"), replace(FIRST, at=CHINESE.revisions[1].at))},
    ),
    ("status", "6.1.18", {"revisions": (Revision("0", FIRST.at, "草稿"), FIRST)}),
    ("revisions", "6.1.21", {"revisions": (FIRST, replace(CHINESE.revisions[1], number="3"))}),
    ("revisions", "6.1.22", {"revisions": (FIRST, FIRST)}),
    ("revisions", "6.1.30", {"revisions": (FIRST, replace(CHINESE.revisions[1], number="2.0.0"))}),
    ("remediations", "6.1.27", {"products": CHINESE.products[2:3], "remediations": ()}),
]


@pytest.mark.parametrize(
    ("field", "test", "change"), BLOCKED, ids=[f"{test} {field}" for field, test, _ in BLOCKED]
)
def test_what_blocks_is_named_at_its_field_and_would_have_been_reported(field, test, change):
    doc = replace(CHINESE, **change)

    with pytest.raises(UnfinishedAdvisory) as raised:
        render(doc)

    assert (field, test) in {(problem.field, problem.test) for problem in raised.value.problems}
    assert test in {finding.test for finding in validate(written(doc))}


@pytest.mark.parametrize(
    ("field", "test", "change"),
    [
        ("publisher.name", "schema", {"publisher": replace(CHINESE.publisher, name=" ")}),
        ("publisher.namespace", "bulou", {"publisher": replace(CHINESE.publisher, namespace="https://a#b")}),
        ("title", "bulou", {"title": "补\ud800漏"}),
        ("revisions", "schema", {"revisions": ()}),
        ("revisions[0].at", "schema", {"revisions": (replace(FIRST, at=datetime(2026, 3, 2)),)}),  # noqa: DTZ001 naive is the point
        ("lang", "schema", {"lang": "zh_CN"}),
        ("tlp", "schema", {"tlp": "WHITE"}),
        (
            "revisions",
            "bulou",
            {"revisions": (replace(FIRST, at=CHINESE.current_release_at), replace(FIRST, number="2"))},
        ),
        (
            "products[0].fixed_in",
            "bulou",
            {
                "products": (AFFECTED, AffectedProduct(GATEWAY, "V2.3.2", "affected", "V2.4")),
                "remediations": (),
            },
        ),
        ("products", "bulou", {"products": CHINESE.products[:1] * 2}),
        (
            "products[0].fixed_in",
            "bulou",
            {"products": (AffectedProduct(GATEWAY, "2", "fixed", fixed_in="2"),)},
        ),
        (
            "remediations[0].products",
            "6.1.1",
            {"remediations": (Remediation("vendor_fix", "升级", products=(9,)),)},
        ),
        (
            "remediations[0].products",
            "6.1.1",
            {"remediations": (Remediation("vendor_fix", "升级", products=(0, 0)),)},
        ),
        ("remediations[0].products", "6.1.29", {"products": ()}),
        ("acknowledgments[0].organization", "schema", {"acknowledgments": (Acknowledgment(),)}),
    ],
)
def test_what_cannot_be_written_at_all_is_named_at_its_field(field, test, change):
    with pytest.raises(UnfinishedAdvisory) as raised:
        render(replace(CHINESE, **change))

    assert (field, test) in {(problem.field, problem.test) for problem in raised.value.problems}


def test_every_problem_speaks_both_languages():
    told = [problem for _, _, change in BLOCKED for problem in problems(replace(CHINESE, **change))]

    assert all(any("一" <= letter <= "鿿" for letter in problem.zh) for problem in told)
    assert all(problem.en.isprintable() and problem.en[-1] in ".”" for problem in told)


def test_under_investigation_alone_is_a_base_document():
    doc = replace(CHINESE, products=CHINESE.products[3:4], remediations=CHINESE.remediations[1:])

    document = render(doc)

    assert json.loads(document)["document"]["category"] == "csaf_base"
    assert (validate(document), read(document)) == ((), doc)


def test_a_score_that_no_affected_product_carries_is_a_note():
    doc = replace(
        CHINESE,
        products=CHINESE.products[2:3],
        remediations=CHINESE.remediations[1:],
        cvss=(Cvss.parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"),),
    )

    document = render(doc)

    vulnerability = json.loads(document)["vulnerabilities"][0]
    assert "scores" not in vulnerability
    assert vulnerability["notes"][1] == {
        "category": "details",
        "title": "CVSS v3.1",
        "text": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\n7.5 高危",
    }
    assert (validate(document), read(document)) == ((), doc)


def test_versions_fixed_by_one_release_share_one_fixed_product():
    older = AffectedProduct(GATEWAY, "1.0", "affected", fixed_in="2.0")
    newer = AffectedProduct(GATEWAY, "1.1", "affected", fixed_in="2.0")

    tree = json.loads(
        render(replace(CHINESE, products=(older, newer), remediations=CHINESE.remediations[1:]))
    )

    assert tree["vulnerabilities"][0]["product_status"] == {
        "first_fixed": ["CSAFPID-FIXES-0001-0002"],
        "known_affected": ["CSAFPID-0001", "CSAFPID-0002"],
    }


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"document": {}, "vulnerabilities": []}',
        render(CHINESE).replace(b'"final"', b'"interim" '),
        render(CHINESE).replace("首次发布".encode(), "初次发布".encode()).replace(b"CSAFPID-0001", b"P1"),
        render(CHINESE) + b"\n",
        json.dumps(json.loads(render(CHINESE)) | {"extra": 1}).encode(),
    ],
)
def test_what_was_not_written_here_is_not_read(document):
    with pytest.raises(ForeignDocument):
        read(document)


@pytest.mark.parametrize(
    ("tracking_id", "name"),
    [
        ("QYSA-2026-0007", "qysa-2026-0007.json"),
        ("OASIS_CSAF_TC-CSAF_2.0-2021-5-1-01", "oasis_csaf_tc-csaf_2_0-2021-5-1-01.json"),
        ("青砚公告（2026）+7", "_2026_+7.json"),
        ("a  b__c", "a_b_c.json"),
    ],
)
def test_the_file_is_named_by_its_tracking_id(tracking_id, name):
    assert file_name(tracking_id) == name
