"""Files of other databases, made up: CNVD's with every defect that its real files have (EXCHANGE §6), and others."""

import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from bulou.formats.databases import Link, Named, Record, Severity
from bulou.products import Span

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
HOSTILE = st.sampled_from(
    ["<b>x</b>", "a & b", "]]>", "<![CDATA[x]]>", "&#0;", "a\r\nb", "\x00", "=1+1", "<vulnerability>"]
)
WORDS = TEXT | HOSTILE
CVES = st.integers(1000, 9999).map(lambda number: Link("same", "cve", f"CVE-2026-{number}"))
BIDS = st.integers(1, 99999).map(lambda number: Link("related", "bid", str(number)))
GHSAS = st.sampled_from(["GHSA-2222-3333-4444", "GHSA-5555-6666-7777"]).map(
    lambda each: Link("related", "ghsa", each)
)
VERSION = st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{1,2}){0,2}", fullmatch=True)
SPANS = st.one_of(
    VERSION.map(lambda each: Span(each, "", each)),
    st.builds(lambda first, fixed: Span(first, fixed), VERSION | st.just(""), VERSION),
    st.builds(lambda first, last: Span(first, "", f"{last}-z"), VERSION | st.just(""), VERSION),
    st.just(Span()),
)
PRODUCTS = st.builds(
    Named, WORDS, WORDS, st.lists(SPANS, max_size=3).map(tuple), st.sampled_from(["", "npm", "PyPI"])
)
DATES = st.one_of(
    st.just(""), st.dates().map(str), st.datetimes().map(lambda at: at.isoformat() + "Z"), st.just("昨天")
)
VECTORS = st.sampled_from(
    [
        Severity("cvss-3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
        Severity("cvss-3.0", "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
        Severity("cvss-4.0", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"),
        Severity("cnvd", "高"),
        Severity("cnnvd", "超危"),
        Severity("gbt30279", "中危"),
        Severity("word", "important"),
    ]
)
RECORDS = st.builds(
    Record,
    system=st.just("cve"),
    identifier=st.integers(1000, 9999).map(lambda number: f"CVE-2025-{number}"),
    title=WORDS | st.just("【作废】已撤销 title"),
    text=WORDS,
    language=st.sampled_from(["", "zh", "en"]),
    kind=WORDS | st.just("SQL注入"),
    products=st.lists(PRODUCTS, max_size=3).map(tuple),
    severities=st.lists(VECTORS, max_size=3, unique=True).map(tuple),
    links=st.lists(CVES | BIDS | GHSAS, max_size=4, unique=True).map(tuple),
    references=st.lists(st.sampled_from(["https://example.org/a", "https://example.org/b?x=1&y=2", "x y"]), max_size=3).map(tuple),
    weaknesses=st.lists(st.sampled_from(["CWE-79", "CWE-89", "CWE-1"]), max_size=2, unique=True).map(tuple),
    finders=st.lists(WORDS, max_size=2).map(tuple),
    remedy=WORDS,
    patch=WORDS,
    patch_text=WORDS,
    submitted=DATES,
    published=DATES,
    modified=DATES,
    state=st.sampled_from(["published", "rejected", "withdrawn"]),
    reason=WORDS,
)  # fmt: skip


def cnvd(*records: str) -> bytes:
    """A weekly file of these records."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<vulnerabilitys>' + "\n".join(records) + "</vulnerabilitys>"
    ).encode()


def cnvd_record(number: str, cves: Iterable[str] = (), **more: str) -> str:
    """One record; `more` are further elements by name, as markup."""
    inner = "".join(f"<cve><cveNumber>{each}</cveNumber></cve>" for each in cves)
    told = {
        "title": f"漏洞 {number}",
        "serverity": "高",
        "description": "说明",
        "openTime": "2023-05-02",
        **more,
    }
    outer = f"<cves>{inner}</cves>" if inner else ""
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in told.items() if value)
    return f"<vulnerability><number>{number}</number>{outer}{rest}</vulnerability>"


def every_defect() -> bytes:
    """A file in which each defect of EXCHANGE §6 stands at least once."""
    return cnvd(
        cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"], products="<product>青砚 QY-4200 &lt; 3.4</product>"),
        cnvd_record("CNVD-2023-00002", ["CVE-2023-1001"]),  # one CVE in two records
        cnvd_record("CNVD-2023-00003", ["CVE-2023-1003\nCVE-2023-1004"]),  # several in one element
        cnvd_record("CNVD-2023-00004", ["CVE-2023-1005", "CVE-2023-1006"]),
        cnvd_record("CNVD-2023-00005", ["103297"]),  # Bugtraq numbers where a CVE belongs
        cnvd_record("CNVD-2023-00006", ["103297"]),
        cnvd_record("CNVD-2023-00007", ["CVE–2023–1007"]),  # dashes that are no hyphens
        cnvd_record("CNVD-2023-00008", ["EDB-ID 4711"]),
        cnvd_record("CNVD-2023-00009", ["CWE-264"]),
        cnvd_record("CNVD-2023-00010", ["CNVD-2023-00011"]),
        cnvd_record("CNVD-2023-00011", ["CVE-2023-1011"], submitTime="2023-05-20", openTime="2022-01-16"),
        cnvd_record("CNVD-2023-00012", ["CVE-2023-1012"]),
        cnvd_record("CNVD-2023-00012", ["CVE-2023-1012"]),  # twice, the same
        cnvd_record("CNVD-2023-00013", ["CVE-2023-1013"]),
        cnvd_record("CNVD-2023-00013", ["CVE-2023-1014"]),  # twice, different
        cnvd_record("CNVD-2023-00014", serverity="", bids="<bid><bidNumber>103297</bidNumber></bid>"),
        cnvd_record("CNVD-2023-00015", ["CVE-2023-1003"], title="A & B < 3 命令注入"),  # unescaped
        cnvd_record("CNVD-2023-00016", ["CVE-2023-1016"], title="【作废】重复收录"),
        cnvd_record("CNVD-2023-00017", ["CVE-2023-1017", "103297"], bids="<bid><bidNumber>103297</bidNumber></bid>"),
        cnvd_record("CNVD-2023-00018", ["CVE-2023-1018"], products="<product>某甲 ，全角＜3.4</product>"),
    )  # fmt: skip


def synthetic_cnvd(count: int, first: int = 0) -> bytes:
    """`count` records of the shape and the defect rates that EXCHANGE §6 measured, the same every time."""
    rows = []
    for number in range(first, first + count):
        cves = [] if number % 5 == 0 else [f"CVE-2023-{number + 100000}"]
        cves += [f"CVE-2023-{number + 300000}"] if number % 500 == 1 else []
        cves = ["103297"] if number % 4000 == 2 else cves
        cves = [f"CVE-2023-{number - 1 + 100000}"] if number % 800 == 3 else cves
        own = f"CNVD-2023-{number - 1 if number % 300 == 7 else number:06}"
        vendor, product = f"厂商{number % 977}", f"产品-{number % 7919}"
        rows.append(
            cnvd_record(
                own, cves, title=f"{vendor}{product}存在命令注入漏洞", products=f"<product>{vendor} {product} {escape('<')}3.{number % 9}</product>",
                description=f"{vendor}{product} 未校验输入，攻击者可以执行任意命令。" * 4, submitTime="2023-05-01",
                openTime="2022-12-01" if number % 290 == 0 else "2023-05-20", isEvent="通用软硬件漏洞",
                referenceLink=f"https://example.org/{number}", formalWay="请升级到最新版本。",
            )
        )  # fmt: skip
    return cnvd(*rows)


def cve(number: str, **more: Any) -> bytes:
    """A CVE record as its authority publishes it."""
    cna = {"title": f"Flaw {number}", "descriptions": [{"lang": "en", "value": "A flaw."}], **more}
    state = more.pop("state", "PUBLISHED") if "state" in more else "PUBLISHED"
    head = {"cveId": number, "state": state, "datePublished": "2023-04-20T10:00:00Z"}
    return json.dumps(
        {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": head, "containers": {"cna": cna}}
    ).encode()
