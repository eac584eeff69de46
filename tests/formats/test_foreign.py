"""Files from elsewhere: what each says, which known defects are repaired by name, and what hostile bytes cannot do."""

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.formats.foreign import MARKS, MOST_RECORDS, ForeignFile, read

CNVD = """<?xml version="1.0" encoding="UTF-8"?>
<vulnerabilitys>
<vulnerability><number>CNVD-2020-10487</number>
<cves><cve><cveNumber>CVE–2020–1938
CVE-2020-1745</cveNumber></cve><cve><cveNumber>103297</cveNumber></cve><cve><cveNumber>EDB-ID</cveNumber></cve></cves>
<title>A & B 管理页 < 3.2 命令注入</title><serverity>高</serverity>
<products><product>青砚 QY-4200 < 3.4.7</product></products>
<isEvent>通用软硬件漏洞</isEvent><submitTime>2020-02-20</submitTime><openTime>2020-01-01</openTime>
<description>输入 <b>未</b> 校验 &amp; 可注入</description><level>A</level></vulnerability>
<vulnerability><number>CNVD-2020-10488</number><title>没有缺陷的记录</title></vulnerability>
<vulnerability><number>CNVD-2020-10489</number><title>断在"""

CNNVD = """<?xml version="1.0" encoding="GBK"?>
<!DOCTYPE cnnvd [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<cnnvd cnnvd_xml_version="2.1" xmlns="http://www.cnnvd.org.cn/vuln/1.0"><entry><name>青砚网关缓冲区溢出</name>
<vuln-id>CNNVD-202011-001</vuln-id><published>2020-11-02</published><modified>2020-11-01</modified>
<severity>超危</severity><vuln-type>缓冲区错误</vuln-type><vuln-software-list><product>青砚网关</product></vuln-software-list>
<vuln-descript>&x; 溢出</vuln-descript><vuln-exploit>print('x')</vuln-exploit>
<other-id><cve-id>CVE-2020-9999</cve-id><bugtraq-id>1</bugtraq-id></other-id></entry></cnnvd>"""


def one(file: ForeignFile) -> tuple[str, dict[str, str], tuple[str, ...]]:
    (record,) = file.records
    return file.kind, dict(record.content), (*file.marks, *record.marks)


def test_cnvd_is_read_with_its_defects_repaired_and_named() -> None:
    raw = CNVD.encode()
    file = read(raw)
    first, second, third = file.records

    assert (file.kind, file.marks, file.understood) == ("cnvd-xml", (), False)
    assert dict(first.content) == {
        "title": "A & B 管理页 < 3.2 命令注入",
        "product": "青砚 QY-4200 < 3.4.7",
        "severity": "high",
        "steps": "输入 <b>未</b> 校验 & 可注入",
        "cve": "CVE-2020-1938, CVE-2020-1745",
        "note": "BID: 103297\nother id: EDB-ID\nnumber: CNVD-2020-10487\nisEvent: 通用软硬件漏洞\n"
        "submitTime: 2020-02-20\nopenTime: 2020-01-01\nlevel: A",
    }
    assert set(first.marks) == {
        "import_markup", "import_serverity", "import_dash", "import_cve_list", "import_bugtraq", "import_not_cve",
        "import_dates_backwards", "import_fields",
    }  # fmt: skip
    assert (second.content["title"], second.marks) == ("没有缺陷的记录", ())
    assert third.marks == ("import_cut_off",)
    assert all(record.raw in raw for record in file.records)


def test_cnvd_json_with_single_children_reads_as_its_xml_does() -> None:
    held = {"number": "CNVD-1", "title": "T", "serverity": "中", "cves": {"cve": {"cveNumber": "CVE-2020-1938"}},
            "products": {"product": "P"}}  # fmt: skip
    raw = json.dumps({"vulnerabilitys": {"vulnerability": held}}).encode()

    assert one(read(raw)) == (
        "cnvd-json",
        {
            "title": "T",
            "product": "P",
            "severity": "medium",
            "cve": "CVE-2020-1938",
            "note": "number: CNVD-1",
        },
        ("import_single_child", "import_serverity"),
    )


def test_cnnvd_is_read_in_gbk_and_no_entity_and_no_exploit_comes_along() -> None:
    raw = CNNVD.encode("gbk")
    kind, content, marks = one(read(raw))

    assert (kind, content["title"], content["severity"], content["steps"]) == (
        "cnnvd-xml",
        "青砚网关缓冲区溢出",
        "critical",
        "&x; 溢出",
    )
    assert (content["cve"], content["weakness"], content["product"]) == (
        "CVE-2020-9999",
        "缓冲区错误",
        "青砚网关",
    )
    assert set(marks) == {"import_entities", "import_markup", "import_exploit_left", "import_dates_backwards"}
    assert "print" not in json.dumps(content)
    assert b"print" in read(raw).records[0].raw


def test_a_declared_encoding_that_is_wrong_is_named() -> None:
    raw = CNVD.replace("UTF-8", "GB2312").encode()

    assert read(raw).marks == ("import_encoding",)
    assert read(raw).records[1].content["title"] == "没有缺陷的记录"


def test_a_vulnerability_report_of_csaf_2_1_names_its_reporter() -> None:
    document = {
        "document": {
            "csaf_version": "2.1",
            "category": "csaf_vulnerability_report",
            "title": "会话令牌可预测",
            "publisher": {"name": "蓝鹊实验室", "contact_details": "lab@example.org"},
            "tracking": {"id": "R-1"},
        },
        "product_tree": {"full_product_names": [{"product_id": "P1", "name": "QY 云管平台 2026.10"}]},
        "vulnerabilities": [
            {
                "cwes": [{"id": "CWE-330", "name": "x"}],
                "notes": [
                    {"category": "summary", "text": "s"},
                    {"category": "description", "text": "令牌递增"},
                ],
                "product_status": {"under_investigation": ["P1"]},
                "metrics": [
                    {"content": {"cvss_v3": {"baseSeverity": "HIGH", "vectorString": "CVSS:3.1/AV:N"}}}
                ],
            }
        ],
    }
    assert one(read(json.dumps(document).encode())) == (
        "csaf-2.1",
        {
            "product": "QY 云管平台 2026.10",
            "weakness": "CWE-330",
            "steps": "令牌递增\n\ns",
            "severity": "high",
            "title": "会话令牌可预测",
            "name": "蓝鹊实验室",
            "contact": "lab@example.org",
            "note": "CVSS: CVSS:3.1/AV:N\ntracking id: R-1",
        },
        (),
    )


def test_each_vulnerability_of_a_document_is_a_record_of_its_own() -> None:
    document = {
        "document": {"csaf_version": "2.0", "title": "T"},
        "vulnerabilities": [{"title": "a"}, {"title": "b"}],
    }
    file = read(json.dumps(document).encode())

    assert [(record.content["title"], record.marks) for record in file.records] == [
        ("a", ("import_split",)),
        ("b", ("import_split",)),
    ]
    assert len({record.raw for record in file.records}) == 2


def test_a_cve_record_is_read_and_a_rejected_one_marked() -> None:
    document = {
        "dataType": "CVE_RECORD",
        "cveMetadata": {"cveId": "CVE-2026-12345", "state": "REJECTED"},
        "containers": {"cna": {
            "descriptions": [{"lang": "en", "value": "An overflow."}, {"lang": "zh-CN", "value": "溢出。"}],
            "affected": [{"vendor": "Qingyan", "product": "QY", "versions": [
                {"version": "3.1", "lessThan": "3.4.7", "status": "affected"}, {"version": "4", "status": "unaffected"}]}],
            "problemTypes": [{"descriptions": [{"cweId": "CWE-787"}]}],
        }},
    }  # fmt: skip
    assert one(read(json.dumps(document).encode())) == (
        "cve-5",
        {
            "title": "CVE-2026-12345",
            "cve": "CVE-2026-12345",
            "product": "Qingyan QY",
            "versions": "3.1 < 3.4.7",
            "steps": "溢出。\n\nAn overflow.",
            "weakness": "CWE-787",
        },
        ("import_withdrawn",),
    )


def test_a_table_is_read_by_its_header_and_a_formula_stays_text() -> None:
    raw = '标题;产品;等级;内部编号\r\n=HYPERLINK("http://x");QY-4200;高危;"7\r\n8"\r\n\r\n二;P;极高;\r\n'.encode(
        "gb18030"
    )
    file = read(raw)

    assert [(dict(record.content), record.marks) for record in file.records] == [
        (
            {
                "title": '=HYPERLINK("http://x")',
                "product": "QY-4200",
                "severity": "high",
                "note": "内部编号: 7\r\n8",
            },
            ("import_columns",),
        ),
        ({"title": "二", "product": "P", "note": "severity: 极高"}, ()),
    ]
    assert file.records[0].raw.decode("gb18030").endswith('"7\r\n8"\r\n')


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_are_they_come_back_as_a_record(raw: bytes) -> None:
    file = read(raw)

    assert file.records
    assert {mark for record in file.records for mark in record.marks} <= set(MARKS)


@pytest.mark.parametrize(
    "evil",
    [
        b"<vulnerability>" * 100_000,
        b"<vulnerability>" + b"<product>" * 100_000 + b"</vulnerability>",
        b"<vulnerability>" + b"<![CDATA[" * 100_000 + b"</vulnerability>",
        b"<vulnerability>" + b"<" * 1_000_000 + b"</vulnerability>",
        b"<vulnerability>" + b"<x>" * 100_000 + b"</vulnerability>",
        b"<vulnerability><" + b"a" * 2_000_000 + b"</vulnerability>",
        b"[" * 100_000,
        b'{"document":' * 10_000,
        b'title,x\n"' + b"a" * 1_000_000,
    ],
    ids=["unclosed", "deep", "cdata", "angles", "strangers", "a name", "arrays", "objects", "cell"],
)
def test_ac23_hostile_files_cost_little_and_are_kept(evil: bytes) -> None:
    began = process_time()
    file = read(evil)

    assert len(file.records) <= MOST_RECORDS
    assert not file.understood or file.kind == "cnvd-xml"
    assert process_time() - began < 25  # a square of these sizes would take hours
