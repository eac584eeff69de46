"""Records of other databases: every field comes back from every format, known defects are repaired, exploits never travel."""

import gzip
import json
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from bulou.formats.databases import (
    Link,
    Named,
    NoDatabase,
    NotExpressible,
    Record,
    Severity,
    cnnvd,
    cnvd,
    cve,
    osv,
    read,
    stix,
    write,
)
from bulou.products import Span
from tests.formats.databases import RECORDS, every_defect
from tests.programs import outside_data

ON = date(2026, 11, 22)
CVES = Path(__file__).parents[3] / "shared" / "data" / "cve" / "cve-json5-20k.jsonl.gz"
FULL = Record(
    system="cve",
    identifier="CVE-2026-1000",
    title="青砚网关命令注入",
    text="管理页未校验输入。\n第二行 < & >",
    language="zh",
    kind="SQL注入",
    products=(Named("QY-4200", "青砚", (Span("", "3.4.7"),)),),
    severities=(Severity("cnvd", "中"), Severity("cvss-3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")),
    links=(Link("same", "cve", "CVE-2026-1001"), Link("related", "bid", "103297")),
    references=("https://example.org/a",),
    weaknesses=("CWE-89",),
    finders=("蓝鹊实验室",),
    remedy="升级",
    patch="补丁 1",
    patch_text="说明",
    submitted="2026-01-01",
    published="2026-02-01",
    modified="2026-03-01",
)


def back(raw: bytes) -> list[Record | None]:
    return [found.record for found in read(raw)]


@pytest.mark.parametrize(
    "form", [cnvd, cnnvd, cve, osv, stix], ids=lambda form: form.__name__.rpartition(".")[2]
)
@settings(max_examples=60)
@given(record=RECORDS)
def test_what_is_exported_is_imported_with_every_field(form: object, record: Record) -> None:
    name = form.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    try:
        kept = form.kept(record)  # type: ignore[attr-defined]
    except NotExpressible:
        assume(False)
    (found,) = back(write(name, [record], ON))
    assert found is not None and replace(found, marks=()) == kept
    assert form.kept(kept) == kept  # type: ignore[attr-defined]


def test_each_format_keeps_the_fields_it_has_a_place_for() -> None:
    lost = {
        form.__name__.rpartition(".")[2]: {
            name
            for name, value in FULL.to_json().items()
            if name not in ("system", "identifier") and form.kept(FULL).to_json().get(name) != value
        }
        for form in (cnvd, cnnvd, cve, osv, stix)
    }
    assert lost == {
        "cnvd": {"products", "severities", "links", "weaknesses", "modified"},  # a product is one line there
        "cnnvd": {"products", "severities", "links", "finders", "patch", "patch_text", "submitted"},
        "cve": {"kind", "severities", "links", "patch", "patch_text", "submitted", "published", "modified"},
        "osv": {"severities", "links", "published", "modified"},  # dates become instants
        "stix": {
            "kind", "products", "severities", "links", "weaknesses", "finders", "remedy", "patch", "patch_text",
            "submitted", "published", "modified",
        },
    }  # fmt: skip


def test_several_records_in_one_file_are_read_one_by_one() -> None:
    other = replace(FULL, identifier="CVE-2026-2000", state="withdrawn")
    for name in ("cnvd", "cnnvd", "cve", "osv", "stix"):
        states = [record.state if record else None for record in back(write(name, [FULL, other], ON))]
        assert states == ["published", "rejected" if name == "cve" else "withdrawn"]


def test_every_known_defect_of_cnvd_is_repaired_and_named() -> None:
    found = {record.identifier: record for record in back(every_defect()) if record}
    cves = {
        number: [each.identifier for each in record.links if each.kind == "same"]
        for number, record in found.items()
    }

    assert len(back(every_defect())) == 20
    assert cves["CNVD-2023-00003"] == ["CVE-2023-1003", "CVE-2023-1004"]
    assert cves["CNVD-2023-00007"] == ["CVE-2023-1007"]
    assert all(cves[f"CNVD-2023-{n:05}"] == [] for n in (5, 6, 8, 9, 10, 14))
    assert found["CNVD-2023-00005"].links == (Link("related", "bid", "103297"),)
    assert found["CNVD-2023-00010"].links == (Link("related", "cnvd", "CNVD-2023-00011"),)
    assert found["CNVD-2023-00015"].title == "A & B < 3 命令注入"
    assert (found["CNVD-2023-00016"].title, found["CNVD-2023-00016"].state) == ("重复收录", "withdrawn")
    assert found["CNVD-2023-00014"].severities == ()
    assert {mark for record in found.values() for mark in record.marks} == {
        "import_cve_list", "import_bugtraq", "import_dash", "import_not_cve", "import_dates_backwards", "import_markup",
    }  # fmt: skip


def test_the_json_variant_with_single_children_reads_as_the_xml_does() -> None:
    held = {"number": "CNVD-2023-00001", "cves": {"cve": {"cveNumber": "CVE-2023-1"}}, "title": "T", "serverity": "中",
            "products": {"product": "P"}, "openTime": "2023-01-01"}  # fmt: skip
    many = held | {"cves": {"cve": [{"cveNumber": "CVE-2023-1001"}, {"cveNumber": "CVE-2023-1002"}]}}
    one, two = back(json.dumps({"vulnerabilitys": {"vulnerability": [held, many]}}).encode())

    assert one is not None and two is not None
    assert (one.title, one.products, one.severities) == ("T", (Named("P"),), (Severity("cnvd", "中"),))
    assert [each.identifier for each in two.links] == ["CVE-2023-1001", "CVE-2023-1002"]


@pytest.mark.parametrize(
    "exploit",
    [
        "<vuln-exploit>POC-CANARY</vuln-exploit>",
        "<vuln-exploit lang='zh'>\nPOC-CANARY &\n</vuln-exploit >",
        "<vuln-exploit>POC-CANARY",
        "<vuln-exploit><![CDATA[POC-CANARY]]></vuln-exploit>",
        "<vuln-exploit>a</vuln-exploit><vuln-exploit>POC-CANARY</vuln-exploit>",
        "<VULN-EXPLOIT>POC-CANARY</VULN-EXPLOIT>",
    ],
)
def test_no_exploit_of_cnnvd_is_kept_or_written(exploit: str) -> None:
    raw = f"""<cnnvd xmlns="http://www.cnnvd.org.cn/vuln/1.0"><entry><name>溢出 & 其他</name><vuln-id>CNNVD-202011-001</vuln-id>
        <severity>超危</severity><vuln-type>SQL注入</vuln-type>{exploit}</entry></cnnvd>""".encode()
    (found,) = read(raw)

    assert b"POC-CANARY" not in found.raw
    if found.record is not None:
        assert "POC-CANARY" not in json.dumps(found.record.to_json())
        assert b"xploit" not in write("cnnvd", [found.record], ON)
        assert found.record.weaknesses == ("CWE-89",)


def test_what_a_format_has_no_place_for_is_said_and_not_invented() -> None:
    nameless = replace(FULL, system="own", identifier="QY-SA-1", links=())
    for name, record in (("cve", nameless), ("stix", replace(FULL, published="", modified=""))):
        with pytest.raises(NotExpressible) as told:
            write(name, [record], ON)
        assert record.identifier in told.value.zh and record.identifier in told.value.en


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff", b"<a/>", b"{}", b"[]", b"a,b\n1,2\n", b'{"id": 3}', b'{"a":' * 90_000, b"[1]"]
)
def test_a_file_of_no_known_format_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(NoDatabase):
        list(read(raw))


def test_one_bad_record_does_not_take_the_others_with_it() -> None:
    good = '{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2026-1000"}}'
    bad = '{"dataType":"CVE_RECORD","cveMetadata":[],"containers":{"cna":{"affected":[[]],"metrics":3}}}'

    found = back(f"{good}\n{bad}\nnot json\n{good}\n".encode())

    assert [record and record.identifier for record in found] == [
        "CVE-2026-1000",
        None,
        None,
        "CVE-2026-1000",
    ]


def test_real_cve_records_come_back_as_they_were_read() -> None:
    with gzip.open(outside_data(CVES), "rt") as file:
        lines = list(islice(file, 0, 20_000, 40))
    for found in read("".join(lines).encode()):
        assert found.record is not None
        assert back(cve.write(found.record)) == [cve.kept(found.record)]
        assert replace(cve.kept(found.record), marks=()) == replace(found.record, marks=())
