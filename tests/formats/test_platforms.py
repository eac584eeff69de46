"""Packets for the bodies of Art. 10 ¶2: limits at the field, JSON there and back, XML that our own readers read."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest

from bulou.formats import foreign
from bulou.formats.platforms import (
    FORMS,
    BadPacket,
    Platform,
    PlatformPacket,
    Supplemented,
    changed,
    from_report,
    lacking,
    problems,
    read_json,
    render_json,
    render_print,
    render_xml,
)

AT = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
TOLD = {
    "product_name": "青砚边界网关",
    "model": "QY-G2100",
    "version": "V2.3.1 及以前",
    "title": "日志组件 <远程> 代码执行 & 更多",
    "vendor": "青砚设备",
    "technical_characteristics": "日志组件递归解析。",
    "harm": "可完全控制设备。",
    "impact_scope": "约 3000 台。",
    "gbt30279": "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
    "product_class": "industrial_control",
    "cve": "CVE-2026-12345",
    "remedy": "升级至 2.3.2。",
    "contact": "psirt@qingyan.example",
}


def packet(platform: Platform, **more: str) -> PlatformPacket:
    values = from_report(platform, TOLD, sender="青砚", own_product=True) | more
    return PlatformPacket(platform=platform, case_number="QY-1", sender="青砚", prepared_at=AT, values=values)


@pytest.mark.parametrize("platform", Platform)
def test_one_report_fills_every_packet_so_that_it_can_be_filed(platform: Platform) -> None:
    made = packet(platform)

    assert (problems(platform, made.values), lacking(platform, made.values)) == ({}, ())


def test_the_class_of_an_entity_is_chosen_and_there_is_always_other() -> None:
    known = FORMS[Platform.CNNVD].field("entity_class")
    assert known is not None
    values = [choice.value for choice in known.choices]

    assert (len(values), len(set(values)), values[-1]) == (31, 31, "其他")
    assert problems(Platform.CNNVD, dict.fromkeys(["entity_class"], "其他")) == {}
    assert list(problems(Platform.CNNVD, {"entity_class": "路由器"})) == ["entity_class"]
    assert packet(Platform.CNNVD).values["entity_class"] == "工控设备"


@pytest.mark.parametrize("platform", Platform)
def test_json_reads_back_what_was_written(platform: Platform) -> None:
    made = replace(packet(platform), supplement_of=Supplemented("ab" * 32, AT, "N-1"))

    assert read_json(render_json(made)) == made


def test_what_a_field_cannot_take_is_told_there_with_its_remedy() -> None:
    wrong = problems(
        Platform.CNNVD,
        {"description": "长" * 258, "severity": "一般", "date": "3月2日", "odd": "x", "cve": ""},
    )

    assert {name: problem.en for name, problem in wrong.items()} == {
        "description": "At most 255 characters, here are 258: take out 3; details can go into an attachment.",
        "severity": "“一般” is not in the list; choose one of 超危、高危、中危、低危.",
        "date": "Write the date as year-month-day, as 2026-03-02.",
        "odd": "This body's packet has no such field.",
    }
    with pytest.raises(BadPacket):
        render_json(packet(Platform.CNNVD, description="长" * 256))


def test_the_xml_of_cnvd_is_read_back_by_our_reader() -> None:
    read = foreign.read(render_xml(packet(Platform.CNVD), "CNVD-2026-06831"))

    content = dict(read.records[0].content)
    note = content.pop("note")
    assert (read.kind, read.records[0].marks) == ("cnvd-xml", ("import_serverity",))
    assert content == {
        "title": TOLD["title"],
        "product": "青砚边界网关 V2.3.1 及以前",
        "severity": "high",
        "steps": "日志组件递归解析。\n可完全控制设备。\n约 3000 台。",
        "cve": "CVE-2026-12345",
    }
    assert note.splitlines() == [
        "number: CNVD-2026-06831",
        "isEvent: 通用软硬件漏洞",
        "formalWay: 升级至 2.3.2。",
    ]


def test_the_xml_of_cnnvd_is_read_back_by_our_reader() -> None:
    read = foreign.read(render_xml(packet(Platform.CNNVD)))

    content = dict(read.records[0].content)
    note = content.pop("note")
    assert (read.kind, read.records[0].marks) == ("cnnvd-xml", ())
    assert content == {
        "title": TOLD["title"],
        "product": "青砚边界网关 V2.3.1 及以前",
        "severity": "critical",
        "steps": "日志组件递归解析。\n可完全控制设备。",
        "cve": "CVE-2026-12345",
    }
    assert note.splitlines() == ["source: 青砚", "vuln-solution: 升级至 2.3.2。"]


def test_ac51_no_xml_carries_an_exploit_or_how_to_verify() -> None:
    made = packet(Platform.CNNVD, verification="步骤概要", trigger="访问 /x")

    tags = {each.tag for each in fromstring(render_xml(made)).iter()}

    assert tags == {
        "cnnvd", "entry", "name", "source", "severity", "vuln-descript", "vuln-solution", "vuln-software-list",
        "product", "other-id", "cve-id",
    }  # fmt: skip
    assert "步骤概要" not in render_xml(made).decode()


def test_characters_that_xml_forbids_are_left_out_and_a_body_without_xml_has_none() -> None:
    assert fromstring(render_xml(packet(Platform.CNVD, title="a\x00b")))[0].findtext("title") == "ab"
    with pytest.raises(ValueError, match="no XML"):
        render_xml(packet(Platform.MPS))


@pytest.mark.parametrize("platform", Platform)
def test_ac17_the_document_for_paper_takes_everything_as_text(platform: Platform) -> None:
    page = render_print(packet(platform, title="{{ 7*7 }}{% debug %}<script>alert(1)</script>"), AT, "N<1>")

    assert "{{ 7*7 }}{% debug %}&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "N&lt;1&gt;" in page
    assert FORMS[platform].known_zh in page


def test_a_later_packet_tells_which_fields_differ() -> None:
    before, after = packet(Platform.MPS), packet(Platform.MPS, harm="更大", remedy="")

    assert [each.name for each in changed(before, after)] == ["harm", "remedy"]
