"""Advisories of others become claims: their names, their versions, and what they leave open."""

import json

import pytest

from bulou.formats.claims import UnreadableAdvisory, read_claims
from bulou.products import Component, Inventory, Naming, match
from tests.formats.bills import csaf, cve, vendor


def answers(document, *components):
    said = read_claims(document)
    inventory = Inventory(components)
    return [
        (answer.component.ref, answer.result.value, answer.reasons[0].rule.value)
        for each in said.vulnerabilities
        for answer in match(each.claims, inventory)
    ]


def qy(ref, version):
    return Component(ref, Naming("青屿", "QY-4200"), version)


def test_csaf_as_it_is_really_written():
    """Ranges in version branches, and `vers:all/<…`, which the standard does not allow (EXCHANGE §5)."""
    document = csaf(
        {"known_affected": ["A", "B"], "fixed": ["C"], "under_investigation": ["D"]},
        vendor(
            "青屿有限公司", "QY-4200",
            A=("product_version_range", "vers:all/<V3.4.7"), B=("product_version", "<= 2.0 R5 build 571848"),
            C=("product_version", "3.4.7"), D=("product_version", "9.0"),
        ),
    )  # fmt: skip

    found = answers(
        document, qy("old", "V3.1"), qy("fixed", "V3.4.7"), qy("new", "4.0"), qy("odd", "3.4.7 build 1")
    )

    assert found == [
        ("old", "affected", "in_range"),
        ("fixed", "not_affected", "in_fixed"),
        ("new", "cannot_decide", "under_investigation"),
        ("odd", "cannot_decide", "incomparable"),
    ]


def test_csaf_running_on_and_part_of():
    windows = vendor("Microsoft", "Windows", W=("product_version", "11"))
    client = vendor("青屿", "Client", C=("product_version_range", "< 2.0"))
    combined = {
        "category": "installed_on", "product_reference": "C", "relates_to_product_reference": "W",
        "full_product_name": {"product_id": "CW", "name": "Client on Windows"},
    }  # fmt: skip
    ours, system = (
        Component("client", Naming("青屿", "Client"), "1.0"),
        Component("os", Naming("Microsoft", "Windows"), "11"),
    )
    on = csaf({"known_affected": ["CW"]}, windows, client, relationships=[combined])
    part = csaf(
        {"known_affected": ["CW"]},
        windows,
        client,
        relationships=[combined | {"category": "default_component_of"}],
    )

    assert answers(on, ours, system) == [("client", "affected", "in_range")]
    assert answers(on, ours) == [("client", "cannot_decide", "needs")]
    assert answers(part, system) == [("os", "cannot_decide", "contains")]


def test_our_own_documents_are_matched():
    uri = "https://qy.example#vendor=%E9%9D%92%E5%B1%BF&product=%E7%BD%91%E5%85%B3&model=QY-4200&version=3.1%20%E8%87%B3%203.4"
    helper = {
        "x_generic_uris": [{"namespace": "https://qy.example", "uri": uri}],
        "model_numbers": ["QY-4200"],
    }
    name = {
        "name": "青屿 网关 QY-4200 3.1 至 3.4",
        "product_id": "CSAFPID-0001",
        "product_identification_helper": helper,
    }
    document = csaf({"known_affected": ["CSAFPID-0001"]}, full_product_names=[name])

    assert answers(document, qy("ours", "3.2"), qy("later", "3.5")) == [
        ("ours", "affected", "in_range"),
        ("later", "not_affected", "out_of_range"),
    ]


def entry(*versions, **more):
    return {"vendor": "青屿", "product": "QY-4200", "versions": list(versions), **more}


@pytest.mark.parametrize(
    ("affected", "installed", "expected"),
    [
        (entry({"version": "0", "lessThan": "2.3", "status": "affected"}, defaultStatus="unaffected"), "2.2", "affected"),
        (entry({"version": "0", "lessThan": "2.3", "status": "affected"}, defaultStatus="unaffected"), "2.3", "not_affected"),
        (entry({"version": "0", "lessThan": "2.3", "status": "affected"}), "2.4", "cannot_decide"),
        (entry({"version": "1.0 through 2.3", "status": "affected"}), "1.5", "affected"),
        (entry({"version": "n/a", "status": "affected"}), "1.5", "cannot_decide"),
        (entry({"version": "2.3", "status": "unaffected"}, defaultStatus="affected"), "2.2", "affected"),
        (entry({"version": "2.3", "status": "unaffected"}, defaultStatus="affected"), "2.3", "not_affected"),
        (entry({"version": "1.0", "lessThanOrEqual": "1.2.*", "status": "affected"}, defaultStatus="unaffected"), "1.2.9", "affected"),
        (entry({"version": "1a2b3c4d", "versionType": "git", "lessThan": "9f8e7d", "status": "affected"}), "5", "cannot_decide"),
        (entry(defaultStatus="affected"), "7", "affected"),
        (entry(), "7", "cannot_decide"),
    ],
)  # fmt: skip
def test_cve_records_say_what_they_say_and_no_more(affected, installed, expected):
    assert [result for _ref, result, _rule in answers(cve(affected), qy("ours", installed))] == [expected]


def test_a_version_with_the_fix_inside_a_range():
    item = {
        "version": "1.0",
        "lessThan": "3.0",
        "status": "affected",
        "changes": [{"at": "2.5", "status": "unaffected"}],
    }
    record = cve(entry(item, defaultStatus="unaffected"))

    assert [result for _ref, result, _rule in answers(record, qy("a", "2.0"), qy("b", "2.6"))] == [
        "affected",
        "not_affected",
    ]


def test_the_configuration_of_a_record_keeps_what_it_runs_on():
    def leaf(criteria, vulnerable, **more):
        return {"criteria": criteria, "vulnerable": vulnerable, **more}

    client = leaf("cpe:2.3:a:qingyu:client:*:*:*:*:*:*:*:*", True, versionEndExcluding="2.0")
    windows = leaf("cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*", False)
    nodes = [{"operator": "OR", "cpeMatch": [client]}, {"operator": "OR", "cpeMatch": [windows]}]
    record = cve(cpeApplicability=[{"operator": "AND", "nodes": nodes}])
    ours = Component("client", Naming("Qingyu", "Client"), "1.0")
    system = Component("os", Naming(cpe="cpe:2.3:o:microsoft:windows:11:*:*:*:*:*:*:*"), "11")

    assert answers(record, ours, system) == [("client", "affected", "in_range")]
    assert answers(record, ours) == [("client", "cannot_decide", "needs")]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"{" * 100_000, b'{"cveMetadata": 1, "containers": []}', json.dumps({"document": {"csaf_version": "2.0"}}).encode()]
)  # fmt: skip
def test_what_says_nothing_of_products_is_refused(content):
    with pytest.raises(UnreadableAdvisory):
        read_claims(content)
