"""CNNVD's XML (specification of 2015), in and out. `vuln-exploit` is neither kept nor written (Article 9(4))."""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from bulou.formats.databases.record import GRAMMARS, Link, Record, Severity, clean, day_of
from bulou.formats.databases.severities import grade_for
from bulou.formats.databases.xml import (
    from_lines,
    labelled,
    lines_of,
    plain_title,
    say,
    told_title,
    written,
)
from bulou.formats.foreign.cnnvd import KNOWN
from bulou.formats.foreign.lenient_xml import text_of, texts_of
from bulou.formats.foreign.record import CVE, hyphens

SYSTEM = "cnnvd"
RECORD = "entry"
CLOSED = "漏洞详情暂不公开"
EXPLOIT = re.compile(
    rb"<vuln-exploit\b[^>]*/>|<vuln-exploit\b.*?(?:</vuln-exploit\s*>|(?=</entry>)|\Z)",
    re.DOTALL | re.IGNORECASE,
)

WEAKNESSES: Mapping[str, str] = {
    "SQL注入": "CWE-89", "跨站脚本": "CWE-79", "缓冲区错误": "CWE-119", "路径遍历": "CWE-22", "命令注入": "CWE-77",
    "操作系统命令注入": "CWE-78", "代码注入": "CWE-94", "注入": "CWE-74", "格式化字符串错误": "CWE-134", "输入验证错误": "CWE-20",
    "信息泄露": "CWE-200", "数字错误": "CWE-189", "权限许可和访问控制问题": "CWE-264", "访问控制错误": "CWE-284",
    "授权问题": "CWE-287", "信任管理问题": "CWE-255", "加密问题": "CWE-310", "跨站请求伪造": "CWE-352", "竞争条件问题": "CWE-362",
    "资源管理错误": "CWE-399", "后置链接": "CWE-59", "配置错误": "CWE-16", "代码问题": "CWE-17", "数据伪造问题": "CWE-345",
    "安全特征问题": "CWE-254", "环境问题": "CWE-2",
}  # fmt: skip
CLASSES: Mapping[str, str] = {cwe: name for name, cwe in WEAKNESSES.items()}


def without_exploit(raw: bytes) -> bytes:
    """The bytes of a record without its exploit element, closed or cut off."""
    return EXPLOIT.sub(b"", raw)


def read(element: Element, marks: Iterable[str] = ()) -> Record | None:
    """The record of one element; None for one without a number."""
    number = clean(hyphens(text_of(element, "vuln-id")))
    if not number:
        return None
    found = [*marks, *(["import_exploit_left"] if element.find("vuln-exploit") is not None else [])]
    published, modified = text_of(element, "published"), text_of(element, "modified")
    first, then = day_of(published), day_of(modified)
    if first and then and then < first:
        found.append("import_dates_backwards")
    if not GRAMMARS[SYSTEM].fullmatch(number):
        found.append("number_malformed")
    title, state = told_title(text_of(element, "name"))
    kind, severity = text_of(element, "vuln-type"), text_of(element, "severity")
    products = texts_of(element, "vuln-software-list/product") or [
        each.get("name", "").strip() for each in element.iter("cncpe-lang")
    ]
    urls = [*texts_of(element, "refs/ref/ref-url"), *texts_of(element, "refs/ref-url")]
    return Record(
        system=SYSTEM,
        identifier=number,
        title=title,
        text=text_of(element, "vuln-descript"),
        language="zh",
        kind=kind,
        products=from_lines(products),
        severities=(Severity(SYSTEM, severity),) if severity else (),
        links=_numbers(element),
        references=tuple(dict.fromkeys(part for url in urls for part in url.split())),
        weaknesses=tuple(filter(None, [WEAKNESSES.get(kind, "")])),
        remedy=text_of(element, "vuln-solution"),
        published=published,
        modified=modified,
        state=state,
        marks=tuple(dict.fromkeys(found)),
    )


def _numbers(element: Element) -> tuple[Link, ...]:
    cves = [number for text in texts_of(element, "other-id/cve-id") for number in CVE.findall(hyphens(text))]
    bids = [each for each in texts_of(element, "other-id/bugtraq-id") if GRAMMARS["bid"].fullmatch(each)]
    same = [Link("same", "cve", each.upper()) for each in cves]
    return tuple(dict.fromkeys([*same, *(Link("related", "bid", each) for each in bids)]))


def write(records: Iterable[Record], published: str) -> bytes:
    """The records as one file of the day `published`; each as `kept` says."""
    root = Element("cnnvd", cnnvd_xml_version="1.0", pub_date=published)
    for record in map(kept, records):
        _write(SubElement(root, RECORD), record)
    return written(root)


def kept(record: Record) -> Record:
    """What of a record the file can say, exactly as it is read back."""
    grade = grade_for(record, SYSTEM)
    kind = clean(record.kind) if record.system == SYSTEM else ""
    kind = kind or next((CLASSES[each] for each in record.weaknesses if each in CLASSES), "")
    own = [Link("same", "cve", record.identifier)] if record.system == "cve" else []
    named = [each for each in record.links if each.system == "cve" and each.kind == "same"]
    bids = [Link("related", "bid", each.identifier) for each in record.links if each.system == "bid"]
    return Record(
        system=SYSTEM,
        identifier=clean(record.identifier),
        title=plain_title(record.title),
        text=clean(record.text),
        language="zh",
        kind=kind,
        products=from_lines([line for product in record.products for line in lines_of(product)]),
        severities=(Severity(SYSTEM, grade),) if grade else (),
        links=tuple(dict.fromkeys([*own, *named, *bids])),
        references=tuple(dict.fromkeys(part for each in record.references for part in clean(each).split())),
        weaknesses=tuple(filter(None, [WEAKNESSES.get(kind, "")])),
        remedy=clean(record.remedy),
        published=record.published[:10],
        modified=record.modified[:10],
        state="published" if record.state == "published" else "withdrawn",
    )


def _write(made: Element, record: Record) -> None:
    say(made, "name", labelled(record.title, record.state))
    say(made, "vuln-id", record.identifier)
    say(made, "published", record.published)
    say(made, "modified", record.modified)
    say(made, "severity", next((each.value for each in record.severities), ""))
    say(made, "vuln-type", record.kind)
    if record.products:
        outer = SubElement(made, "vuln-software-list")
        for product in record.products:
            say(outer, "product", product.name)
    say(made, "vuln-descript", record.text)
    if record.links:
        other = SubElement(made, "other-id")
        for each in record.links:
            say(other, "cve-id" if each.system == "cve" else "bugtraq-id", each.identifier)
    say(made, "vuln-solution", record.remedy)
    if record.references:
        refs = SubElement(made, "refs")
        for url in record.references:
            say(SubElement(refs, "ref"), "ref-url", url)


__all__ = ["KNOWN", "RECORD", "SYSTEM", "kept", "read", "without_exploit", "write"]
