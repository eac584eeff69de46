"""Inventories of others: every format gives the same items; hostile files are answered, not suffered."""

import csv
import json
import time

import pytest

from bulou.formats.inventories import LARGEST, Item, UnreadableInventory, read_inventory
from tests.formats.bills import cyclonedx, library

XML = """<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5">
  <metadata><component type="application"><name>门户</name></component></metadata>
  <components>
    <component type="library" bom-ref="a"><supplier><name>青屿</name></supplier><name>core</name><version>1.2</version>
      <purl>pkg:npm/core@1.2</purl>
      <components><component type="library" bom-ref="b"><name>inner</name><version>3</version></component></components>
    </component>
  </components>
</bom>"""
TAGS = """SPDXVersion: SPDX-2.3
DocumentName: portal
PackageName: core
SPDXID: SPDXRef-core
PackageVersion: 1.2
PackageSupplier: Organization: 青屿 (psirt@example.org)
PackageComment: <text>PackageName: not one
PackageVersion: 9</text>
ExternalRef: PACKAGE-MANAGER purl pkg:npm/core@1.2
PackageName: inner
SPDXID: SPDXRef-inner
PackageVersion: NOASSERTION
"""


def test_cyclonedx_json_gives_every_component_those_inside_too():
    inner = library("inner", "3")
    read = read_inventory(
        cyclonedx(library("core", "1.2", "pkg:npm/core@1.2", components=[inner]), {"type": "file"})
    )

    assert (read.format, [problem.place for problem in read.problems]) == ("CycloneDX 1.6", [3])
    assert list(read.items) == [
        Item("core@1.2", "", "core", "1.2", purl="pkg:npm/core@1.2"),
        Item("inner@3", "", "inner", "3"),
    ]


def test_cyclonedx_xml_gives_the_same_and_leaves_out_what_it_is_about():
    read = read_inventory(XML.encode())

    assert read.format == "CycloneDX 1.5"
    assert list(read.items) == [
        Item("b", "", "inner", "3"),
        Item("a", "青屿", "core", "1.2", purl="pkg:npm/core@1.2"),
    ]


def test_spdx_gives_the_same_from_json_and_from_tags():
    purl = {
        "referenceCategory": "PACKAGE-MANAGER",
        "referenceType": "purl",
        "referenceLocator": "pkg:npm/core@1.2",
    }
    core = {
        "SPDXID": "SPDXRef-core", "name": "core", "versionInfo": "1.2",
        "supplier": "Organization: 青屿 (psirt@example.org)", "externalRefs": [purl],
    }  # fmt: skip
    inner = {"SPDXID": "SPDXRef-inner", "name": "inner", "versionInfo": "NOASSERTION"}
    tree = {"spdxVersion": "SPDX-2.3", "name": "portal", "packages": [core, inner]}

    as_json, as_tags = read_inventory(json.dumps(tree).encode()), read_inventory(TAGS.encode())

    assert as_json == as_tags
    assert list(as_tags.items) == [
        Item("SPDXRef-core", "青屿", "core", "1.2", purl="pkg:npm/core@1.2"),
        Item("SPDXRef-inner", "", "inner"),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("厂商,型号,版本,资产名称,IP地址\n青屿,QY-4200,3.1,核心交换机,10.0.0.1\n,,,孤行,\n", "utf-8-sig"),
        ("厂商;型号;版本;资产名称;IP地址\n青屿;QY-4200;3.1;核心交换机;10.0.0.1\n;;;孤行;\n", "gb18030"),
        (
            "Vendor\tModel\tVersion\tHost\tAddress\n青屿\tQY-4200\t3.1\t核心交换机\t10.0.0.1\n\t\t\t孤行\t\n",
            "utf-8",
        ),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(text, encoding):
    read = read_inventory(text.encode(encoding))

    assert list(read.items) == [
        Item("row 2", "青屿", model="QY-4200", version="3.1", asset="核心交换机", address="10.0.0.1")
    ]
    assert len(read.problems) == 1


ENTITIES = '<!DOCTYPE b [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><bom xmlns="http://cyclonedx.org/schema/bom/1.5">&b;</bom>'
NESTED = '<bom xmlns="http://cyclonedx.org/schema/bom/1.5">' + "<component>" * 5000


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "heading"),
        (b"[" * 200_000, "nested"),
        (b'{"bomFormat": "CycloneDX", "components": [', "complete JSON"),
        (b'{"bomFormat": "CycloneDX", "components": 3}', "no component"),
        (b'{"bomFormat": "CycloneDX", "components": [null, 1, {"name": 5}]}', "no component"),
        (ENTITIES.encode(), "entities"),
        (b'<!DOCTYPE b SYSTEM "file:///etc/passwd"><b/>', "entities"),
        (NESTED.encode(), "deep"),
        (b"<bom", "broken at line"),
        (b"<html></html>", "no CycloneDX"),
        (b"\x00\x01\x02", "heading"),
        (b"name\n" + b'"' + b"x" * 2_000_000, "broken"),
        (b'{"spdxVersion": "SPDX-3.0"}', "SPDX 3"),
        (b"SPDXVersion: SPDX-2.3\nPackageComment: <text>", "never closed"),
    ],
)
def test_a_hostile_or_broken_file_is_told_cause_and_remedy(content, cause):
    with pytest.raises(UnreadableInventory) as refused:
        read_inventory(content)

    assert cause in refused.value.en
    assert refused.value.zh


def test_reading_a_table_moves_no_limit_of_the_whole_process():
    before = csv.field_size_limit()
    read_inventory("产品,版本\n青砚,1".encode())

    assert csv.field_size_limit() == before


def test_a_giant_file_is_refused_before_it_is_read():
    with pytest.raises(UnreadableInventory, match="larger"):
        read_inventory(b" " * (LARGEST + 1))


def test_nesting_within_a_json_bill_has_an_end():
    deep: dict[str, object] = library("x", "1")
    for _ in range(300):
        deep = library("x", "1", components=[deep])

    with pytest.raises(UnreadableInventory, match="nested"):
        read_inventory(cyclonedx(deep))


def test_fifty_thousand_components_are_read_in_seconds():
    content = cyclonedx(*(library(f"lib-{n}", "1.0", f"pkg:npm/lib-{n}@1.0") for n in range(50_000)))
    began = time.perf_counter()

    assert len(read_inventory(content).items) == 50_000
    assert time.perf_counter() - began < 10
